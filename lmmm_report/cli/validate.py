"""``validate``: every problem of every file, with place and cure, and what would help to finish it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lmmm_report.cli.console import Console, as_github, as_json, as_sarif, print_problems
from lmmm_report.domain.format import ProfileFormat
from lmmm_report.load.files import profile_files
from lmmm_report.load.profile.profile import check_profile
from lmmm_report.making.notes import note_problems
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

if TYPE_CHECKING:
    from lmmm_report.making.hinting import Hinter, Hints

EPILOG = """\b
Examples:
  lmmm-report validate acme.yaml
  lmmm-report validate acme.yaml --no-hints --strict
  lmmm-report validate configs/ --format github"""


class BuiltInIds(Collection[str]):
    """The ids of the built-in criteria or measures, read when the first profile names one; most profiles name none."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        from lmmm_report.load.model.ids import ids_of

        return ids_of(self._kind)

    def __contains__(self, model_id: object) -> bool:
        return model_id in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def _described(console: Console) -> ProfileFormat | None:
    if console.model is None:
        return None
    from lmmm_report.making.formats import format_at

    return format_at(console.model)


def _hinter(console: Console) -> Hinter:
    from lmmm_report.making.hinting import hinter_at  # brings the model and the assessment

    return hinter_at(console.model)


def _ids(console: Console, hinter: Hinter | None) -> tuple[Collection[str], Collection[str]]:
    """The ids of criteria and measures that profiles may name. The built-in model is not loaded for that."""
    if hinter is not None:
        model = hinter.model
    elif console.model is None:
        return BuiltInIds("criteria"), BuiltInIds("measures")
    else:
        from lmmm_report.making.loading import model_at

        model = model_at(console.model)
    return [criterion.id for criterion in model.criteria], [measure.id for measure in model.measures]


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="text for people; json, sarif and github for programs.",
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--no-hints", is_flag=True, help="Only what is wrong, without what would settle the result; faster.")
@click.pass_obj
def command(console: Console, files: tuple[Path, ...], form: str, strict: bool, no_hints: bool) -> int:
    """Check profiles: FILES or folders, with all *.yaml files in them and below them.

    Names every problem of every file with line, column and cure. Exit code 1 if there is at least one error. Of a file
    without errors it says which answers would make the result firm, and what to look at again.
    """
    problems: list[Problem] = []
    hints: list[Hints] = []
    checked = profile_files(files)
    today = date.today()  # noqa: DTZ011 - the user's day
    hinter = None if no_hints else _hinter(console)
    criteria, measures = _ids(console, hinter)
    described = _described(console)
    for file in checked:
        profile, found = check_profile(file, criteria=criteria, measures=measures, today=today, described=described)
        problems += found
        if profile is None:
            continue
        if profile.notes:
            problems += note_problems(profile, criteria, measures)
        if hinter is not None:
            try:
                hints.append(hinter.hints(profile))
            except UserError as error:
                problems += error.problems
            else:
                problems += hints[-1].warnings
    if strict:
        problems = [replace(problem, severity="error") for problem in problems]
    failed = any(problem.severity == "error" for problem in problems)
    if form == "text":
        print_problems(problems)
        _say_hints(console, hints, checked=0 if failed else len(checked))
    elif form == "github":
        shown = [hint for one in hints for part in one.shown() for hint in part]
        click.echo(as_github([*problems, *shown]), nl=bool(problems or shown))
    else:
        every = [*problems, *(hint for one in hints for hint in one.every)]
        click.echo({"json": as_json, "sarif": as_sarif}[form](every))
    return 1 if failed else 0


def _say_hints(console: Console, hints: Sequence[Hints], *, checked: int) -> None:
    """That there is no error (``checked`` profiles; 0 if there is one), and what helps to finish each profile."""
    sound = say("cli.no_errors", count=checked)
    alone = checked == len(hints) == 1
    if checked and not alone:
        console.say(sound)
    for one in hints:
        answers, remarks = one.shown()
        if alone:
            key = "hints.checked_and_listed" if answers else "hints.checked"
            console.say(say(key, checked=sound, outcome=one.outcome))
        elif answers:
            console.say(say("hints.of_file", file=one.file, outcome=one.outcome))
        console.warn(answers)
        if left := len(one.answers) - len(answers):
            console.say(say("hints.more_answers", count=left, file=one.file))
        if remarks:
            console.say(say("hints.remarks", count=len(one.remarks)))
            console.warn(remarks)
        if left := len(one.remarks) - len(remarks):
            console.say(say("hints.more_remarks", count=left, file=one.file))
