"""``verify``: whether a report is what a profile, a model and the program give."""

from __future__ import annotations

from pathlib import Path

import click

from lmmm_report.cli.console import Console, tell
from lmmm_report.cli.given import Place
from lmmm_report.cli.options import messages_option
from lmmm_report.making.loading import reader_at
from lmmm_report.making.looks import look_at
from lmmm_report.making.verifying import Claim, verified
from lmmm_report.messages import say

EPILOG = """\b
Examples:
  lmmm-report verify output/acme.en.html acme.yaml
  lmmm-report verify output/acme.json acme.yaml
  lmmm-report verify output/acme.de.html acme.yaml --theme theme.yaml --earlier archive/

A report is signed by nothing: verify says that it comes from this profile, not who made either of them. Of a PDF the
result inside is compared, its pages are not."""


@click.command(epilog=EPILOG)
@click.argument("report", type=Place())
@click.argument("profile", type=Place())
@click.option(
    "--earlier",
    multiple=True,
    type=Place(),
    help="The earlier profiles and reports that the report was built with.",
)
@click.option("--history", is_flag=True, help="The report was built with --history.")
@click.option("--theme", type=Place(), help="The theme.yaml that it was built with.")
@click.option(
    "--templates",
    type=Place(exists=True, file_okay=False),
    help="The folder of templates that it was built with.",
)
@messages_option
@click.pass_obj
def command(
    console: Console,
    report: Path,
    profile: Path,
    earlier: tuple[Path, ...],
    history: bool,
    theme: Path | None,
    templates: Path | None,
) -> int:
    """Make REPORT (HTML, JSON or PDF) again from PROFILE, in memory, and compare everything that it shows and stores.

    Every difference is named, and whether it comes from the file, the model, the program, the options or a change to
    the report itself. Line ends of the profile do not count. No file that the report names is opened. Exit code 0 if
    nothing differs, 1 if something does.
    """
    reader = reader_at(console.model)
    look = look_at(theme, templates, reader.model.languages)
    claim = Claim(report=report, profile=profile, earlier=earlier, history=history, look=look)
    verdict = verified(claim, reader, console)
    for line in verdict.differences:
        tell(line)
    if not verdict.differences:
        key = "verify.same" if verdict.whole else "verify.same_attached"
        console.say(say(key, report=str(report), profile=str(profile)))
    return 1 if verdict.differences else 0
