"""``init``: a new profile, told in an interview, taken from notes, or begun as an annotated template."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lmmm_report.cli.console import Console, WrongUsage, hand_on, language, said
from lmmm_report.cli.given import Choice, Day, Place
from lmmm_report.messages import say
from lmmm_report.output import write_file
from lmmm_report.problems import Problem, UserError

if TYPE_CHECKING:
    from lmmm_report.cli.asking import Screen

EPILOG = """\b
Examples:
  lmmm-report init acme.yaml
  lmmm-report init acme.yaml --template --lang de
  lmmm-report init --notes > notes.yaml
  lmmm-report init acme.yaml --from notes.yaml
  lmmm-report init --html interview.html --lang de"""


@click.command(epilog=EPILOG)
@click.argument("path", required=False, type=Place())
@click.option("--template", is_flag=True, help="Ask nothing: write a template of three screens.")
@click.option("--from", "notes", type=Place(), help="Take the answers from a YAML or CSV file.")
@click.option("--notes", "empty", is_flag=True, help="Print an empty file of notes for --from, with all questions.")
@click.option(
    "--html",
    "page",
    type=Place(dir_okay=False),
    help="Write the interview as a page for offline use.",
)
@click.option(
    "--lang", type=Choice(["de", "en"]), help="Language of questions and explanations. Default: the system's."
)
@click.option("--date", "day", type=Day(), help="Day of the talk. Default: today.")
@click.option(
    "--schema",
    metavar="ADDRESS",
    help="Address of a JSON Schema for editors. Without it one is written beside the profile; none: do without.",
)
@click.pass_obj
def command(
    console: Console,
    path: Path | None,
    template: bool,
    notes: Path | None,
    empty: bool,
    page: Path | None,
    lang: str | None,
    day: date | None,
    schema: str | None,
) -> None:
    """Make a new profile at PATH (or print it): asks about twenty questions, the weightiest first.

    Every question can be skipped, answered with "don't know", taken back, explained by ? and shown by an example. After
    each answer PATH holds a valid, commented profile, so an interview that is broken off loses nothing: lmmm-report ask
    PATH goes on in it. An existing file is never replaced.
    """
    if template + (notes is not None) + empty + (page is not None) > 1:
        raise WrongUsage(say("asking.one_way"))
    _refuse_idle("--html" if page is not None else "--notes" if empty else "", path, day, schema)
    lang = lang or language()
    today = date(day.year, day.month, day.day) if day else date.today()  # noqa: DTZ011 - the user's own day
    from lmmm_report.making.editor_schemas import schema_name

    beside = path is not None and schema is None
    address = schema_name(lang) if beside else None if schema == "none" else schema
    if template:
        _template(console, path, lang, today, address)
    elif empty or page is not None:
        _questions(console, path, lang, page, today if day else None, address)
    else:
        _interview(console, path, lang, today, address, notes)
    if beside and path is not None and path.is_file() and not empty and page is None:
        _leave_schema(console, path, lang)


def _refuse_idle(way: str, path: Path | None, day: date | None, schema: str | None) -> None:
    """Refuse what would do nothing for a page or for empty notes; without a way everything does something."""
    if way == "--html" and path is not None:
        raise WrongUsage(say("asking.page_downloads", file=str(path)))
    idle = {"--date": day, "--schema": schema} if way == "--notes" else {}
    for option, value in idle.items():
        if value is not None:
            raise WrongUsage(say("asking.idle", option=option, way=way))


def _questions(
    console: Console, path: Path | None, lang: str, page: Path | None, day: date | None, address: str | None
) -> None:
    """All questions as a file of notes, or as a page: with the day of the talk and the address of a schema."""
    from lmmm_report.making.interviewing import questionnaire_at
    from lmmm_report.making.loading import reader_at

    reader = reader_at(console.model)
    questionnaire = questionnaire_at(console.model, reader)
    if page is None:
        from lmmm_report.making.noted_answers import render_notes

        _print_or_write(console, path, render_notes(questionnaire, lang))
    else:
        from lmmm_report.making.interview_page import render_page

        write_file(page, render_page(questionnaire, reader, lang, day=day, schema=address))
        console.say(say("asking.page_wrote", file=str(page)))


def _leave_schema(console: Console, path: Path, lang: str) -> None:
    from lmmm_report.making.editor_schemas import leave_schema

    left = leave_schema(path.parent, lang, console.model)
    if left is not None:
        console.say(say("cli.left_schema", file=str(left)))


def _template(console: Console, path: Path | None, lang: str, today: date, address: str | None) -> None:
    from lmmm_report.load.profile.profile import load_profile_text
    from lmmm_report.load.profile.template import profile_template
    from lmmm_report.making.formats import format_at

    described = format_at(console.model)
    text = profile_template(
        company="Example Company", day=today, language=lang, schema=address, described=described.schema
    )
    # What an address from outside has made of it is what validate will read.
    load_profile_text(text.encode(), str(path or "-"), described=described)
    if path is None:
        hand_on(text)
        return
    write_file(path, text, overwrite=False)
    console.say(say("cli.new_profile", file=str(path)))


def _print_or_write(console: Console, path: Path | None, text: str) -> None:
    if path is None:
        hand_on(text)
    else:
        write_file(path, text, overwrite=False)
        console.say(say("cli.wrote", file=str(path)))


def _interview(
    console: Console, path: Path | None, lang: str, today: date, address: str | None, notes: Path | None
) -> None:
    from lmmm_report.cli.asking import hold, place
    from lmmm_report.making.interviewing import Interviewing, questionnaire_at
    from lmmm_report.making.loading import reader_at

    reader = reader_at(console.model)
    questionnaire = questionnaire_at(console.model, reader)
    interviewing = Interviewing(questionnaire, reader, language=lang, day=today, file=path, schema=address)
    if path is not None and path.exists():
        hint = say("asking.exists_cure", file=str(path))
        raise UserError(Problem(file=str(path), message=say("asking.exists"), hint=hint, code="exists"))
    if notes is not None:
        from lmmm_report.making.noted_answers import take_notes

        take_notes(interviewing, notes)
        interviewing.standing()
        interviewing.write()
    else:
        questions, answers = hold(interviewing, screen_for(interviewing.language, named=False))
        if interviewing.named:
            console.detail(say("asking.summary", questions=questions, answers=answers))
    if not interviewing.named:
        raise UserError(Problem(file="init", message=say("cli.no_name"), hint=say("cli.no_name_cure"), code="no-name"))
    if path is None:
        hand_on(interviewing.text())
    else:
        console.say(say("asking.saved", file=str(path), place=place(interviewing.standing())))


def screen_for(lang: str, *, named: bool) -> Screen:
    """Where an interview is held: the terminal, or lines where there is none. ``named``: the name is known."""
    import os
    import sys

    if sys.stdin.isatty() and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb":
        from lmmm_report.cli.prompt_screen import PromptScreen

        return PromptScreen(lang)
    from lmmm_report.cli.plain_screen import PlainScreen

    return PlainScreen(lang, opening="" if named else said(say("cli.name")))
