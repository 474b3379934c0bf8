"""``init``: a new profile as an annotated template of three screens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from lmmm_report.cli.console import Console, said
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.profile.template import profile_template
from lmmm_report.making.editor_schemas import leave_schema, schema_name
from lmmm_report.making.formats import format_at
from lmmm_report.messages import Message, say
from lmmm_report.output import write_file
from lmmm_report.problems import Problem, UserError

EPILOG = """\b
Examples:
  lmmm-report init acme.yaml --template
  lmmm-report init --template > acme.yaml
  lmmm-report init acme.yaml --lang de"""


@click.command(epilog=EPILOG)
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--template", is_flag=True, help="Ask nothing; leave the name of the company to be filled in.")
@click.option(
    "--lang", type=click.Choice(["de", "en"]), default="en", show_default=True, help="Language of the explanations."
)
@click.option(
    "--schema",
    metavar="ADDRESS",
    help="Address of a JSON Schema for editors. Without it one is written beside the profile; none: do without.",
)
@click.pass_obj
def command(console: Console, path: Path | None, template: bool, lang: str, schema: str | None) -> None:
    """Make a new profile at PATH (or print it): how things are stated, and the fields that decide something.

    What is not known stays as a comment; what does not exist is stated as none. Without --template it asks for the
    name of the company first. An existing file is never replaced. What else there is, and what a field means:
    lmmm-report explain FIELD.
    """
    company = "Example Company" if template else _asked()
    today = date.today()  # noqa: DTZ011 - the user's own day
    described = format_at(console.model)
    beside = path is not None and schema is None
    address = schema_name(lang) if beside else None if schema == "none" else schema
    text = profile_template(company=company, day=today, language=lang, schema=address, described=described.schema)
    # What a name or an address from outside has made of it is what validate will read.
    load_profile_text(text.encode(), str(path or "-"), described=described)
    if path is None:
        click.echo(text, nl=False)
        return
    write_file(path, text, overwrite=False)
    console.say(say("cli.new_profile", file=str(path)))
    left = leave_schema(path.parent, lang, console.model) if beside and path.is_file() else None
    if left is not None:
        console.say(say("cli.left_schema", file=str(left)))


def _asked() -> str:
    """The name of the company, from the keyboard or whatever stands in its place."""
    click.echo(said(say("cli.name")), err=True, nl=False)
    try:
        name = input().strip()
    except EOFError:
        name = ""
    if not name:
        raise UserError(_unnamed(say("cli.no_name")))
    try:
        name.encode()
    except UnicodeEncodeError:
        raise UserError(_unnamed(say("cli.name_no_text"))) from None
    return name


def _unnamed(message: Message) -> Problem:
    return Problem(file="init", message=message, hint=say("cli.no_name_cure"), code="no-name")
