"""How commands hand out what they have made: to standard output or a file, and the options about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from lmmm_report.cli.console import Console, WrongUsage, hand_on, tell
from lmmm_report.cli.given import Choice
from lmmm_report.messages import say
from lmmm_report.output import write_file

DIALECTS = ("rfc4180", "excel-de")
"""How comma-separated values are written, the default first."""
BINARY = ("xlsx",)
"""Formats that nobody wants in a terminal."""
READ = ("text", "md", "markdown")
"""Formats that people read as they are; all others are for programs."""

csv_dialect_option = click.option(
    "--csv-dialect",
    "dialect",
    type=Choice(DIALECTS),
    help="excel-de: for German Excel, with semicolons, decimal commas and a byte order mark.  "
    "[default: rfc4180, with commas and decimal points]",
)


def only_for(option: str, value: object, form: str, forms: Sequence[str]) -> None:
    """Refuses an option where the format has no use for it, rather than pass over it."""
    if value is not None and form not in forms:
        raise WrongUsage(say("cli.only_for_forms", option=option, forms=", ".join(forms)))


def only_with_output(form: str, output: Path | None) -> None:
    """Refuses to print what is no text."""
    if form in BINARY and output is None:
        raise WrongUsage(say("cli.needs_output", form=form))


def hand_out(console: Console, content: str | bytes, form: str, output: Path | None) -> None:
    """Prints a text, or writes it or a binary file and says where."""
    if output is not None:
        console.say(say("cli.wrote", file=str(write_file(output, content))))
    elif not isinstance(content, str):
        raise TypeError(f"{form} is no text")
    elif form in READ:
        tell(content, end=False)
    else:
        hand_on(content)
