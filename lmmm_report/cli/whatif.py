"""``whatif``: the assessment as if measures were carried out, or as if the profile said something else."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from lmmm_report.cli.console import Console, WrongUsage
from lmmm_report.cli.delivery import hand_out
from lmmm_report.cli.given import Choice, Day, Place
from lmmm_report.cli.options import languages_option
from lmmm_report.making.loading import reader_at, wordings_of
from lmmm_report.making.supposing import render_supposed, supposed, write_supposed
from lmmm_report.messages import say

EPILOG = """\b
Examples:
  lmmm-report whatif acme.yaml --apply M-RULES --apply M-FIELDS
  lmmm-report whatif acme.yaml --plan
  lmmm-report whatif acme.yaml --with merger.yaml
  lmmm-report whatif acme.yaml --apply M-RULES --write
  lmmm-report whatif acme.yaml --confirm M-RULES --by "Ms Miller" --on 2026-11-03"""


@click.command(epilog=EPILOG)
@click.argument("file", type=Place())
@click.option("--apply", "ids", multiple=True, metavar="MEASURE", help="Carry out this measure. Can be repeated.")
@click.option("--plan", "whole_plan", is_flag=True, help="Carry out all measures of the plan.")
@click.option("--with", "overlay", type=Place(), help="Lay the statements of this file over FILE first.")
@click.option("--write", is_flag=True, help="Write the changes into FILE, as assumed; comments and layout stay.")
@click.option(
    "--confirm",
    "what",
    multiple=True,
    metavar="WHAT",
    help="Write into FILE that assumptions are confirmed: all, those of a measure, or those at a place such as "
    "process.rule_set or terminology.terms[lead]. Can be repeated.",
)
@click.option("--by", metavar="WHO", help="Who has confirmed it: person, role or unit.")
@click.option("--on", type=Day(), help="The day of the confirmation. Default: today.")
@click.option("--format", "form", type=Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", help="Language of the text: de or en. Default: the language of the profile.")
@click.pass_obj
def command(
    console: Console,
    file: Path,
    ids: tuple[str, ...],
    whole_plan: bool,
    overlay: Path | None,
    write: bool,
    what: tuple[str, ...],
    by: str | None,
    on: datetime | None,
    form: str,
    lang: str | None,
) -> None:
    """The assessment of FILE as if measures were carried out: both positions in one matrix, every fact that changes.

    Nothing is written unless --write or --confirm is given. What --write puts in is marked as assumed (basis: assumed)
    and does not count until --confirm turns it into something told; values that only stand in for a name, a date or a
    number have a comment beside them.
    """
    if bool(what) != bool(by and by.strip()) or (on and not what):
        raise WrongUsage(say("cli.confirm_who"))
    if what:
        if ids or whole_plan or overlay or write:
            raise WrongUsage(say("cli.confirm_alone"))
        _confirm(console, file, what, str(by).strip(), on.date() if on else datetime.now().astimezone().date())
        return
    if not (ids or whole_plan or overlay):
        raise WrongUsage(say("cli.what_if_what"))
    if write and overlay:
        raise WrongUsage(say("cli.no_overlay_written"))
    reader = reader_at(console.model)
    made = supposed(file, reader, measures=ids, whole_plan=whole_plan, overlay=overlay)
    console.warn(made.warnings)
    wordings = wordings_of(reader.model)
    wording = wordings[languages_option(lang, wordings, (made.before.profile.language,))[0]]
    hand_out(console, render_supposed(made, form, wording), form, None)
    if write:
        written = write_supposed(made, reader, wording)
        console.say(say("cli.wrote", file=str(written.file)))
        if written.assumptions:
            console.say(say("cli.assumed_now", count=written.assumptions, file=str(written.file)))


def _confirm(console: Console, file: Path, what: tuple[str, ...], by: str, on: date) -> None:
    from lmmm_report.making.confirming import confirm

    reader = reader_at(console.model)
    done = confirm(file, what, reader, wordings_of(reader.model).values(), by=by, on=on)
    console.say(say("cli.wrote", file=str(done.file)))
    console.say(say("cli.confirmed", count=done.confirmed, left=done.left))
