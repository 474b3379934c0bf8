"""``migrate``: profiles in the newest version of their format."""

from __future__ import annotations

from pathlib import Path

import click

from lmmm_report.cli.console import Console, WrongUsage, hand_on, print_problems
from lmmm_report.cli.given import Place
from lmmm_report.cli.options import messages_option
from lmmm_report.load.files import profile_files
from lmmm_report.making.formats import format_at, newest
from lmmm_report.making.migrating import migrated, write_migrated
from lmmm_report.making.model_ids import ids_at
from lmmm_report.messages import say

EPILOG = """\b
Examples:
  lmmm-report migrate acme.yaml
  lmmm-report migrate acme.yaml -o acme-2.yaml
  lmmm-report migrate configs/ --write
  lmmm-report migrate configs/ --check"""


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=Place())
@click.option("-o", "--output", type=Place(), help="Write to this file instead of printing.")
@click.option("--write", is_flag=True, help="Write the changes into FILES; comments and layout stay.")
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 if a file is in an older format.")
@messages_option
@click.pass_obj
def command(console: Console, files: tuple[Path, ...], output: Path | None, write: bool, check: bool) -> int:
    """Rewrite profiles into the newest format: FILES or folders, with all *.yaml files in them and below them.

    What has moved is moved, every comment and every other line stays, and the result says what the profile said. A file
    in the newest format is left as it is. Without an option the result of one file is printed.
    """
    if (output is not None) + write + check > 1:
        raise WrongUsage(say("cli.migrate_one_way"))
    meant = profile_files(files)
    if len(meant) > 1 and not (write or check):
        raise WrongUsage(say("cli.migrate_one_file", count=len(meant)))
    described = format_at(console.model)
    criteria, measures = ids_at(console.model)
    made = migrated(meant, described, criteria=criteria, measures=measures)
    if check:
        old = [one.old for one in made if one.old is not None]
        print_problems(old)
        return 1 if old else 0
    for one in made:
        console.warn(one.dropped)
        if one.old is None:
            console.say(say("cli.in_newest_format", file=str(one.file), version=newest(described)))
        if output is None and not write:
            hand_on(one.after)
        elif output is not None or one.old is not None:
            console.say(say("cli.wrote", file=str(write_migrated(one, output))))
    return 0
