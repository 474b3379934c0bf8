"""``assess``: the result in the terminal, or as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from lmmm_report import __version__
from lmmm_report.assess.assessment import assess
from lmmm_report.cli.console import Console, complain, hand_on, print_problems, tell
from lmmm_report.cli.given import Choice, Place
from lmmm_report.cli.options import languages_option, stage_option
from lmmm_report.domain.assessment import Assessment, AxisResult, Outcome
from lmmm_report.load.files import profile_files
from lmmm_report.making.loading import reader_at, wordings_of
from lmmm_report.messages import say

EPILOG = """\b
Examples:
  lmmm-report assess acme.yaml
  lmmm-report assess acme.yaml --lang de
  lmmm-report assess acme.yaml --format json > acme.json
  lmmm-report assess acme.yaml --require relationship=aligned"""


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=Place())
@click.option("--format", "form", type=Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", help="Language of the text: de or en. Default: the language of the profile.")
@click.option(
    "--require",
    "required",
    multiple=True,
    metavar="AXIS=STAGE",
    help="Exit with 1 if this stage is not reached for certain, for example lead_management=process. Can be repeated.",
)
@click.pass_obj
def command(console: Console, files: tuple[Path, ...], form: str, lang: str | None, required: tuple[str, ...]) -> int:
    """Assess profiles: FILES or folders. A low stage is a result, not an error; ask for a limit with --require.

    A profile that cannot be read is named (exit code 1); the others are assessed.

    With --require, -q prints only the profiles that miss it, a line each.
    """
    reader = reader_at(console.model)
    limits = [stage_option("--require", text, reader.model) for text in required]
    named = profile_files(files)
    profiles, problems = reader.read_all(named)
    assessments = [assess(profile, reader.model) for profile in profiles]
    if form == "json":
        from lmmm_report.report.documents.result_json import render_json

        documents = [render_json(a, program_version=__version__) for a in assessments]
        hand_on(documents[0] if len(named) == 1 else "[\n" + ",\n".join(d.rstrip() for d in documents) + "\n]\n")
    elif not (limits and console.quiet):  # then only what misses a limit is a problem, and it names itself
        from lmmm_report.report.documents.result_text import render_text

        wordings = wordings_of(reader.model)
        for number, assessment in enumerate(assessments):
            language = languages_option(lang, wordings, (assessment.profile.language,))[0]
            tell(("\n" if number else "") + render_text(assessment, wordings[language]), end=False)
    missed = [_misses(assessment, limits) for assessment in assessments]  # each names itself
    print_problems(problems)
    return 1 if any(missed) or problems else 0


def _misses(assessment: Assessment, limits: list[tuple[str, str]]) -> bool:
    missed = False
    for axis in assessment.axes:
        for stage in (axis.axis.stage_called(name) for wanted, name in limits if wanted == axis.axis.id):
            if axis.proven < stage.number:
                missed = True
                company = assessment.profile.company
                complain(
                    say(
                        "cli.required",
                        file=assessment.profile.file,
                        company=company.name + (f", {company.unit}" if company.unit else ""),
                        axis=axis.axis.id,
                        reached=axis.axis.stage(axis.proven).id,
                        required=stage.id,
                        open=", ".join(_open(axis, stage.number)),
                    )
                )
    return missed


def _open(axis: AxisResult, number: int) -> list[str]:
    """The gates up to a stage that are not met, or not known to be."""
    gates = (gate for result in axis.stages[:number] for gate in result.gates)
    return [gate.criterion.id for gate in gates if gate.outcome in (Outcome.NOT_MET, Outcome.UNKNOWN)]
