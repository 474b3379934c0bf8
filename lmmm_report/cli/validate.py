"""``validate``: every problem of every file, with place and cure, and what would help to finish it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lmmm_report.cli.console import Console, hand_on, language, print_problems, speak
from lmmm_report.cli.given import Choice, Place
from lmmm_report.cli.options import messages_option
from lmmm_report.load.files import profile_files
from lmmm_report.load.profile.profile import check_profile, load_profile_text
from lmmm_report.making.formats import format_at, newest
from lmmm_report.making.model_ids import ids_at
from lmmm_report.making.notes import note_problems
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

if TYPE_CHECKING:
    from lmmm_report.domain.format import ProfileFormat
    from lmmm_report.making.fixing import Check
    from lmmm_report.making.hinting import Hinter, Hints

EPILOG = """\b
Examples:
  lmmm-report validate acme.yaml
  lmmm-report validate acme.yaml --no-hints --strict
  lmmm-report validate configs/ --format github"""


def _hinter(console: Console) -> Hinter:
    from lmmm_report.making.hinting import hinter_at  # brings the model and the assessment

    return hinter_at(console.model)


def _ids(console: Console, hinter: Hinter | None) -> tuple[Collection[str], Collection[str]]:
    """The ids of criteria and measures that profiles may name. The built-in model is not loaded for that."""
    if hinter is None:
        return ids_at(console.model)
    return [criterion.id for criterion in hinter.model.criteria], [measure.id for measure in hinter.model.measures]


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=Place())
@click.option(
    "--format",
    "form",
    type=Choice(["text", "json", "sarif", "github", "gitlab", "junit"]),
    default="text",
    show_default=True,
    help="text for people; the others for programs: SARIF, GitHub annotations, GitLab code quality, JUnit.",
)
@messages_option
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
    described = format_at(console.model)
    languages: set[str] = set()
    older = 0
    for file in checked:
        profile, found = check_profile(file, criteria=criteria, measures=measures, today=today, described=described)
        problems += found
        if profile is None:
            continue
        if profile.notes:
            problems += note_problems(profile, criteria, measures)
        languages.add(profile.language)
        older += profile.version < newest(described)
        if hinter is not None:
            try:
                hints.append(hinter.hints(profile))
            except UserError as error:
                problems += error.problems
            else:
                problems += hints[-1].warnings
    if strict:
        problems = [problem._replace(severity="error") for problem in problems]
    if len(languages) == 1:
        speak(profile=languages.pop())
    failed = any(problem.severity == "error" for problem in problems)
    if form == "text":
        print_problems(problems)
        _say_hints(console, hints, checked=0 if failed else len(checked))
        if older:
            console.say(say("cli.older_format", count=older, version=newest(described)))
    else:
        from lmmm_report.report.documents.annotations import checked_files, render_annotations

        shown = (hint for one in hints for part in one.shown() for hint in part)
        every = shown if form == "github" else (hint for one in hints for hint in one.every)
        spoken = language(map(str, checked))
        if form in ("json", "sarif"):
            problems = list(
                _with_fixes(problems, lambda data, name: _faults(data, name, described, criteria, measures))
            )
        listed = checked_files(map(str, checked), [*problems, *every])
        hand_on(render_annotations(form, listed, spoken))
    return 1 if failed else 0


def _faults(
    data: bytes, name: str, described: ProfileFormat, criteria: Collection[str], measures: Collection[str]
) -> Sequence[Problem]:
    """The errors of a profile that is not in its file (yet)."""
    try:
        load_profile_text(data, name, criteria=criteria, measures=measures, described=described)
    except UserError as error:
        return error.problems
    return ()


def _with_fixes(problems: Sequence[Problem], check: Check) -> Iterator[Problem]:
    """The problems with the cures that programs can apply, file by file."""
    from lmmm_report.making.fixing import with_fixes

    for file, found in groupby(problems, key=lambda problem: problem.file):
        yield from with_fixes(Path(file), found, check)


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
