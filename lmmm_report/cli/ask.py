"""``ask``: an interview that goes on in an existing profile, where answers are missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from lmmm_report.cli.console import Console, language
from lmmm_report.cli.given import Choice, Place
from lmmm_report.messages import say

EPILOG = """\b
Examples:
  lmmm-report ask acme.yaml
  lmmm-report ask acme.yaml --by "Mr Lind, head of sales"
  lmmm-report ask acme.yaml --from notes.yaml"""


@click.command(epilog=EPILOG)
@click.argument("file", type=Place())
@click.option("--from", "notes", type=Place(), help="Take the answers from a YAML or CSV file.")
@click.option("--by", "said_by", default="", help="Who answers now, if not who told the rest.")
@click.option("--details", is_flag=True, help="Ask for details, and what lies further ahead, as well.")
@click.option("--lang", type=Choice(["de", "en"]), help="Language of the questions. Default: the profile's.")
@click.pass_obj
def command(console: Console, file: Path, notes: Path | None, said_by: str, details: bool, lang: str | None) -> None:
    """Go on with the interview where FILE has no answer yet.

    It asks what no statement settles, in whatever words it is written. Each answer is put into the text at its place;
    comments, layout and every other line stay as they are. What nobody could say stands under open_points until it is
    answered.
    """
    from lmmm_report.cli.asking import hold, place
    from lmmm_report.cli.init import screen_for
    from lmmm_report.making.interviewing import Interviewing, questionnaire_at
    from lmmm_report.making.loading import reader_at

    reader = reader_at(console.model)
    questionnaire = questionnaire_at(console.model, reader)
    lang = lang or reader.read(file).language or language()
    interviewing = Interviewing(questionnaire, reader, language=lang, day=date.min)
    interviewing.go_on_in(file)
    interviewing.said_by = said_by.strip()
    interviewing.details = interviewing.again = details
    if notes is not None:
        from lmmm_report.making.noted_answers import take_notes

        take_notes(interviewing, notes)
        interviewing.standing()
        written = interviewing.write()
    else:
        if not interviewing.steps() and details:
            console.say(say("asking.nothing_missing", file=str(file)))
            return
        questions, answers = hold(interviewing, screen_for(lang, named=True))
        console.detail(say("asking.summary", questions=questions, answers=answers))
        written = bool(interviewing.answers)
    if written:
        console.say(say("asking.saved", file=str(file), place=place(interviewing.standing())))
    else:
        console.say(say("asking.unchanged", file=str(file)))
