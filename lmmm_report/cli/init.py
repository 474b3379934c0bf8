"""``init``: a new profile as an annotated template."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from lmmm_report.cli.console import Console
from lmmm_report.load.profile.template import profile_template
from lmmm_report.making.formats import format_at
from lmmm_report.output import write_file

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
@click.option("--schema", "schema", help="Address of the JSON Schema for editors, for example ./profile.schema.json.")
@click.pass_obj
def command(console: Console, path: Path | None, template: bool, lang: str, schema: str | None) -> None:
    """Make a new profile at PATH (or print it): every field with its meaning, ready to be filled in.

    What is not known stays as a comment; what does not exist is stated as none. Without --template it asks for the
    name of the company first. An existing file is never replaced.
    """
    company = "Example Company" if template else click.prompt("Name of the company", err=True)
    today = date.today()  # noqa: DTZ011 - the user's own day
    text = profile_template(
        company=company, day=today, language=lang, schema=schema, described=format_at(console.model).schema
    )
    if path is None:
        click.echo(text, nl=False)
        return
    write_file(path, text, overwrite=False)
    console.say(f"wrote {path}; next: fill it in, then lmmm-report validate {path}")
