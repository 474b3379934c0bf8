"""``schema``: the JSON Schemas of profiles and of what the program writes."""

from __future__ import annotations

from pathlib import Path

import click

from lmmm_report.cli.console import Console, WrongUsage, hand_on, language
from lmmm_report.cli.given import Choice, Place
from lmmm_report.making.editor_schemas import schemas_beside
from lmmm_report.making.schemas import DOCUMENTS, schema_text
from lmmm_report.messages import say
from lmmm_report.output import write_file

EPILOG = """\b
Examples:
  lmmm-report schema --beside acme.yaml
  lmmm-report schema --beside configs/
  lmmm-report schema --lang de -o profile.schema.json
  lmmm-report schema result
  lmmm-report schema questions
  lmmm-report schema index
  lmmm-report schema history -o history.schema.json"""


@click.command(epilog=EPILOG)
@click.argument("what", type=Choice(DOCUMENTS), default="profile", metavar="[WHAT]")
@click.option(
    "--beside",
    metavar="PATH",
    type=Place(exists=True),
    help="Write it beside this profile, or into this folder for all profiles of it, with the ids that they list.",
)
@click.option(
    "--lang",
    type=Choice(["de", "en"]),
    help="Language of the descriptions.  [default: the system's; with --beside those of the profiles]",
)
@click.option("-o", "--output", type=Place(), help="Write to this file instead of printing.")
@click.pass_obj
def command(console: Console, what: str, beside: Path | None, lang: str | None, output: Path | None) -> None:
    """The JSON Schema of a profile (for editors and other programs), or of what commands give as JSON.

    There are: profile (without any of these words), result, plan, questions, measures, index, diff, history.

    With --beside it lies where editors find it, as profile.en.schema.json or profile.de.schema.json, and offers ids of
    the profiles' own executives, systems, goals and documents; write it again when there are new ones. A profile names
    it in its first line: "# yaml-language-server: $schema=profile.en.schema.json".
    """
    if beside is not None:
        if output is not None or what != "profile":
            raise WrongUsage(say("cli.schema_one_way"))
        _write_beside(console, beside, lang)
        return
    text = schema_text(what, lang or language(), console.model)
    if output is None:
        hand_on(text)
    else:
        console.say(say("cli.wrote", file=str(write_file(output, text))))


def _write_beside(console: Console, place: Path, lang: str | None) -> None:
    done = schemas_beside(place, console.model, lang)
    for file in done.unread:
        console.say(say("cli.ids_left_out", file=str(file)))
    for path in done.written:
        console.say(say("cli.wrote_schema", file=str(path), name=path.name))
