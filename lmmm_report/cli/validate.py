"""``validate``: every problem of every file, with place and cure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path

import click

from lmmm_report.cli.console import Console, as_github, as_json, as_sarif, print_problems
from lmmm_report.domain.format import ProfileFormat
from lmmm_report.load.files import profile_files
from lmmm_report.load.profile.profile import check_profile
from lmmm_report.making.notes import note_problems
from lmmm_report.messages import say
from lmmm_report.problems import Problem

EPILOG = """\b
Examples:
  lmmm-report validate acme.yaml
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


def _ids(console: Console) -> tuple[Collection[str], Collection[str]]:
    """The ids of criteria and measures that profiles may name. The built-in model is not loaded for that."""
    if console.model is None:
        return BuiltInIds("criteria"), BuiltInIds("measures")
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
@click.pass_obj
def command(console: Console, files: tuple[Path, ...], form: str) -> int:
    """Check profiles: FILES or folders, with all *.yaml files in them and below them.

    Names every problem of every file with line, column and cure. Exit code 1 if there is at least one error.
    """
    problems: list[Problem] = []
    checked = profile_files(files)
    today = date.today()  # noqa: DTZ011 - the user's day
    criteria, measures = _ids(console)
    described = _described(console)
    for file in checked:
        profile, found = check_profile(file, criteria=criteria, measures=measures, today=today, described=described)
        problems += found
        if profile is not None and profile.notes:
            problems += note_problems(profile, criteria, measures)
    errors = [problem for problem in problems if problem.severity == "error"]
    if form == "text":
        print_problems(problems)
        if not errors:
            console.say(say("cli.no_errors", count=len(checked)))
    else:
        click.echo(
            {"json": as_json, "sarif": as_sarif, "github": as_github}[form](problems),
            nl=form != "github" or bool(problems),
        )
    return 1 if errors else 0
