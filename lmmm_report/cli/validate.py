"""``validate``: every problem of every file, with place and cure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from lmmm_report.cli.console import Console, as_github, as_json, as_sarif, print_problems
from lmmm_report.load.files import profile_files
from lmmm_report.load.profile.profile import check_profile
from lmmm_report.making.formats import format_at, newest
from lmmm_report.making.model_ids import ids_at
from lmmm_report.making.notes import note_problems
from lmmm_report.messages import say
from lmmm_report.problems import Problem

EPILOG = """\b
Examples:
  lmmm-report validate acme.yaml
  lmmm-report validate configs/ --format github"""


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
    criteria, measures = ids_at(console.model)
    described = format_at(console.model)
    older = 0
    for file in checked:
        profile, found = check_profile(file, criteria=criteria, measures=measures, today=today, described=described)
        problems += found
        if profile is not None and profile.notes:
            problems += note_problems(profile, criteria, measures)
        older += profile is not None and profile.version < newest(described)
    errors = [problem for problem in problems if problem.severity == "error"]
    if form == "text":
        print_problems(problems)
        if not errors:
            console.say(say("cli.no_errors", count=len(checked)))
        if older:
            console.say(say("cli.older_format", count=older, version=newest(described)))
    else:
        click.echo(
            {"json": as_json, "sarif": as_sarif, "github": as_github}[form](problems),
            nl=form != "github" or bool(problems),
        )
    return 1 if errors else 0
