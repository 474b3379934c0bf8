"""``gate``: exit 1 where a result falls below a stated stage or below a base revision."""

from __future__ import annotations

from pathlib import Path

import click

from lmmm_report.cli.console import Console, WrongUsage, as_text, language, said
from lmmm_report.cli.delivery import hand_out
from lmmm_report.cli.given import Choice, Place
from lmmm_report.cli.options import messages_option, stage_option
from lmmm_report.domain.model import Model
from lmmm_report.making.gating import Demand, Verdict, gate, headed, tally
from lmmm_report.making.loading import reader_at
from lmmm_report.messages import say

EPILOG = """\b
Examples:
  lmmm-report gate configs/ --base origin/main
  lmmm-report gate configs/ --require relationship=aligned
  lmmm-report gate configs/ --base origin/main --gone configs/york.yaml
  lmmm-report gate configs/ --base origin/main --format gitlab -o quality.json

\b
--base compares with the commit from which the present state went its way (git merge-base),
so that what others have added meanwhile is no loss. A profile that is gone fails, too,
unless --gone names it; renamed files are followed as history does. In
pipelines the whole history is needed: fetch-depth: 0 (GitHub), GIT_DEPTH: 0 (GitLab)."""


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=Place(exists=True))
@click.option(
    "--require",
    "required",
    multiple=True,
    metavar="AXIS=STAGE",
    help="A stage that every unit has to have reached for certain, for example lead_management=process. "
    "Can be repeated.",
)
@click.option("--base", default="", metavar="REVISION", help="A revision that no unit may fall below.")
@click.option(
    "--gone",
    multiple=True,
    metavar="NAME",
    help="This unit (file, company or unit) no longer exists; it has to be gone. Can be repeated.",
)
@click.option("--strict", is_flag=True, help="Fail also where a condition is lost and no stage is.")
@click.option(
    "--format",
    "form",
    type=Choice(["text", "markdown", "json", "sarif", "github", "gitlab", "junit"]),
    default="text",
    show_default=True,
    help="text and markdown for people, json with every unit; the others for programs: SARIF, GitHub annotations, "
    "GitLab code quality, JUnit.",
)
@click.option("-o", "--output", type=Place(dir_okay=False), help="Write into this file.")
@messages_option
@click.pass_obj
def command(
    console: Console,
    files: tuple[Path, ...],
    required: tuple[str, ...],
    base: str,
    gone: tuple[str, ...],
    strict: bool,
    form: str,
    output: Path | None,
) -> int:
    """Hold the results of FILES or folders against a stage (--require), a base revision (--base), or both.

    Exit code 1 if any unit falls below. Every unit is named, with each condition that is lost or missing, its lines,
    and the statements that were changed or retracted.
    """
    if gone and not base:
        raise WrongUsage(say("cli.gone_base"))
    if not (required or base):
        raise WrongUsage(say("cli.gate_what"))
    reader = reader_at(console.model)
    stages = tuple(stage_option("--require", text, reader.model) for text in required)
    verdicts = gate(files, Demand(stages, base, strict, gone), reader)
    text = _rendered(form, verdicts, reader.model, failed_only=console.quiet and output is None)
    hand_out(console, text, form, output)
    if output is not None:
        console.say(tally(verdicts))
    return 0 if all(verdict.passed for verdict in verdicts) else 1


def _rendered(form: str, verdicts: tuple[Verdict, ...], model: Model, *, failed_only: bool) -> str:
    if form == "text":
        return _text(verdicts, model, failed_only=failed_only)
    if form in ("json", "markdown"):
        from lmmm_report.making.verdicts import render_verdicts_json, render_verdicts_markdown

        render = render_verdicts_json if form == "json" else render_verdicts_markdown
        return render(verdicts, model, language())
    from lmmm_report.report.documents.annotations import Checked, render_annotations

    return render_annotations(form, [Checked(v.file, v.problems, v.title) for v in verdicts], language())


def _text(verdicts: tuple[Verdict, ...], model: Model, *, failed_only: bool) -> str:
    from lmmm_report.report.documents.plain_line import terminal_line

    lines: list[str] = []
    for verdict in (one for one in verdicts if one.problems or not failed_only):
        lines.append(said(headed(verdict, model)))
        lines += [f"  {line}" for problem in verdict.problems for line in as_text(problem).split("\n")]
    if not failed_only:
        lines.append(said(tally(verdicts)))
    return "".join(terminal_line(line) + "\n" for line in lines)
