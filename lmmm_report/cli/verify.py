"""``verify``: whether a report and a profile still belong together."""

from __future__ import annotations

from pathlib import Path

import click

from lmmm_report.cli.console import Console, said
from lmmm_report.making.verifying import differences
from lmmm_report.messages import say

EPILOG = """\b
Examples:
  lmmm-report verify output/acme.en.html acme.yaml
  lmmm-report verify output/acme.json acme.yaml"""


@click.command(epilog=EPILOG)
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("profile", type=click.Path(path_type=Path))
@click.pass_obj
def command(console: Console, report: Path, profile: Path) -> int:
    """Compare REPORT (HTML or JSON) with PROFILE: whether file, model and result are still the same.

    Exit code 0 if nothing differs, 1 if something does; every difference is named.
    """
    found = differences(report, profile, console.model)
    for line in found:
        click.echo(said(line))
    if not found:
        console.say(say("cli.belongs", report=str(report), profile=str(profile)))
    return 1 if found else 0
