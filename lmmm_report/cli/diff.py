"""``diff``: what differs between two files, reports or revisions, and what it follows from."""

from __future__ import annotations

from pathlib import Path

import click

from lmmm_report.cli.console import Console, WrongUsage, language, print_problems
from lmmm_report.cli.delivery import hand_out
from lmmm_report.cli.given import Choice, Place
from lmmm_report.cli.options import languages_option
from lmmm_report.making.comparing import FORMATS, compared, render_compared
from lmmm_report.making.loading import reader_at, wordings_of
from lmmm_report.making.sides import is_span
from lmmm_report.messages import say

EPILOG = """\b
Examples:
  lmmm-report diff acme-2025.yaml acme.yaml
  lmmm-report diff HEAD~3:configs/acme.yaml configs/acme.yaml
  lmmm-report diff main...branch
  lmmm-report diff main...branch configs/acme.yaml --format markdown
  lmmm-report diff archive/acme.json acme.yaml --format html -o changes.html

\b
Each side is a profile, a report (HTML, JSON, PDF), a folder (of profiles, or of reports:
the newest about each unit), or REVISION:PATH as git has it. OLD..NEW (or OLD NEW) compares
two commits, OLD...NEW the second with where the two went their ways; of all profiles that
differ, or of the paths that follow. A repository need not be trusted: nothing of it is run
and nothing is fetched."""


@click.command(epilog=EPILOG)
@click.argument("sides", nargs=-1, required=True, metavar="A B | OLD...NEW [PATHS]")
@click.option("--format", "form", type=Choice(FORMATS), default="text", show_default=True)
@click.option("-o", "--output", type=Place(dir_okay=False), help="Write into this file.")
@click.option("--lang", help="Language of the text: de or en. Default: that of the profiles named, else the system's.")
@click.pass_obj
def command(console: Console, sides: tuple[str, ...], form: str, output: Path | None, lang: str | None) -> int:
    """What differs between A and B: position, conditions, statements, figures, questions, plan.

    Statements are gained, changed or retracted. Both sides are assessed by the same model. Each condition that is won
    or lost is told with the lines it rests on and the statements that moved it. Of several, those in which nothing
    differs are only counted, and one that cannot be read is named; exit code 1 if that is the later side.
    """
    if len(sides) != 2 and not is_span(sides[0]):
        raise WrongUsage(say("cli.two_sides"))
    reader = reader_at(console.model)
    wordings = wordings_of(reader.model)
    wording = wordings[languages_option(lang, wordings, (language(),))[0]]
    done = compared(sides, reader)
    hand_out(console, render_compared(done, form, reader, wording), form, output)
    print_problems(done.problems)
    return 1 if done.problems else 0
