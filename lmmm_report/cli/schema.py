"""``schema``: the JSON Schemas of profiles and of what the program writes."""

from __future__ import annotations

from pathlib import Path

import click

from lmmm_report.cli.console import Console
from lmmm_report.making.schemas import DOCUMENTS, schema_text
from lmmm_report.messages import say
from lmmm_report.output import write_file

EPILOG = """\b
Examples:
  lmmm-report schema -o profile.schema.json
  lmmm-report schema --lang de
  lmmm-report schema result
  lmmm-report schema questions
  lmmm-report schema index
  lmmm-report schema history -o history.schema.json"""


@click.command(epilog=EPILOG)
@click.argument("what", type=click.Choice(DOCUMENTS), default="profile")
@click.option(
    "--lang", type=click.Choice(["de", "en"]), default="en", show_default=True, help="Language of the descriptions."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of printing.")
@click.pass_obj
def command(console: Console, what: str, lang: str, output: Path | None) -> None:
    """The JSON Schema of a profile (for editors and other programs), or of what commands give as JSON.

    To have an editor complete and check profiles, write the schema beside them and begin a profile with
    "# yaml-language-server: $schema=profile.schema.json".
    """
    text = schema_text(what, lang, console.model)
    if output is None:
        click.echo(text, nl=False)
    else:
        console.say(say("cli.wrote", file=str(write_file(output, text))))
