"""``history``: the way of a company through the matrix, from the revisions of its file or from dated files."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from lmmm_report.assess.story import story_of
from lmmm_report.cli.console import Console, WrongUsage, language, print_problems
from lmmm_report.cli.delivery import hand_out
from lmmm_report.cli.given import Choice, Day, Place
from lmmm_report.cli.options import languages_option
from lmmm_report.making.loading import reader_at, wordings_of
from lmmm_report.making.timelines import Wanted, timelines
from lmmm_report.messages import say
from lmmm_report.report.documents.timeline_text import render_timelines_text, timelines_document
from lmmm_report.report.views.timeline import timeline_view_of

EPILOG = """\b
Examples:
  lmmm-report history configs/acme.yaml
  lmmm-report history configs/ --since 2025-01-01 --authors
  lmmm-report history acme.yaml --earlier archive/ --no-git
  lmmm-report --model model/ history configs/acme.yaml --model-then

\b
Every distinct state counts once; renames are followed; of a merge counts what it brought
to the line it was made into. A state that cannot be read is named and passed over. The
repository need not be trusted: nothing of it is run, fetched or checked out."""


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=Place())
@click.option(
    "--earlier",
    multiple=True,
    type=Place(exists=True),
    help="Earlier profiles or reports (HTML, JSON, PDF) of the companies, or a folder of them.",
)
@click.option("--no-git", is_flag=True, help="Only the files that are named, not their revisions.")
@click.option("--since", type=Day(), help="Only changes from this day on, and the state before.")
@click.option("--authors", is_flag=True, help="Name who made each change; addresses are never shown.")
@click.option(
    "--model-then",
    is_flag=True,
    help="Say also what each state was by the model of its day, to tell practice from rules; needs --model in the "
    "same repository.",
)
@click.option("--format", "form", type=Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "--output", type=Place(dir_okay=False), help="Write into this file.")
@click.option("--lang", help="Language of the text: de or en. Default: that of the profiles named, else the system's.")
@click.pass_obj
def command(
    console: Console,
    files: tuple[Path, ...],
    earlier: tuple[Path, ...],
    no_git: bool,
    since: datetime | None,
    authors: bool,
    model_then: bool,
    form: str,
    output: Path | None,
    lang: str | None,
) -> int:
    """The way through the matrix of FILES or folders: every state of a profile, assessed by today's model.

    Tells the story in a sentence or two, then each state with the day of the change and the conditions that were won
    or lost with it, with their lines. Files of one company at different dates are states of one history. Exit code 1
    if a file cannot be read; the others are told.
    """
    if model_then and console.model is None:
        raise WrongUsage(say("cli.model_then"))
    reader = reader_at(console.model)
    wordings = wordings_of(reader.model)
    wording = wordings[languages_option(lang, wordings, (language(),))[0]]
    wanted = Wanted(
        files=files,
        earlier=earlier,
        since=since.date() if since else None,
        with_git=not no_git,
        model=console.model if model_then else None,
    )
    told = timelines(wanted, reader)
    found = told.timelines
    stories = [story_of(one, reader.model) for one in found]
    views = [
        timeline_view_of(one, story, reader.model, wording, authors=authors)
        for one, story in zip(found, stories, strict=True)
    ]
    if form == "json":
        document = timelines_document(found, stories, views, reader.model, authors=authors)
        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    else:
        text = render_timelines_text(views, wording)
    hand_out(console, text, form, output)
    print_problems(told.problems)
    return 1 if told.problems else 0
