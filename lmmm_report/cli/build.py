"""``build``: reports as HTML, PDF and JSON, and an index page where there are several profiles."""

from __future__ import annotations

from pathlib import Path

import click

from lmmm_report.cli.console import Console, WrongUsage, print_problems
from lmmm_report.cli.given import Choice, Place, Whole
from lmmm_report.cli.options import AudienceChoice, languages_option, names_option, templates_option, theme_option
from lmmm_report.domain.audience import DEFAULT_AUDIENCE, Audience
from lmmm_report.load.files import named_profiles
from lmmm_report.making.contents import FORMATS
from lmmm_report.making.loading import reader_at, wordings_of
from lmmm_report.making.looks import look_at
from lmmm_report.making.order import Built, Order
from lmmm_report.making.reports import make_reports
from lmmm_report.making.workers import HTML_NEEDS, PDF_NEEDS, processors
from lmmm_report.messages import say
from lmmm_report.problems import Problem

EPILOG = """\b
Examples:
  lmmm-report build acme.yaml
  lmmm-report build acme.yaml -o output/ --lang de
  lmmm-report build configs/ -o public/ --format html,json
  lmmm-report build acme.yaml --audience board --theme theme.yaml
  lmmm-report build acme.yaml --earlier archive/
  lmmm-report build configs/ --history

\b
Names: acme.de.html, acme.en.pdf, acme.json (one JSON in all languages); for several
profiles also index.html, index.json and a folder portfolio with pages about all of them.
A folder stands for all *.yaml and *.yml files in it and below it, in any case of letters;
hidden files and links to folders are passed over, and so is a folder given by --earlier.
The folders below it are kept: north/acme.yaml becomes north/acme.de.html. Files of one
name from different folders keep their folders as well."""


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=Place())
@click.option(
    "-o",
    "--output",
    "folder",
    type=Place(),
    default=Path("output"),
    show_default=True,
    help="Folder for the reports.",
)
@click.option("--lang", help="Languages, separated by commas. Default: all of the model (de,en).")
@click.option("--format", "forms", help="Formats, separated by commas. Default: html,pdf,json.")
@click.option(
    "--audience",
    type=AudienceChoice(),
    default=DEFAULT_AUDIENCE.value,
    show_default=True,
    help="Whose PDF it is. board: one page to decide (acme.en.board.pdf); full: with all the evidence.",
)
@click.option(
    "--earlier",
    multiple=True,
    type=Place(),
    help="An earlier profile or report (HTML, JSON) of the company, or a folder of them; shown in the matrix.",
)
@click.option(
    "--history", is_flag=True, help="Show where the company stood before by the revisions of its profile in git."
)
@click.option(
    "--assets",
    type=Choice(["inline", "separate"]),
    default="inline",
    show_default=True,
    help="separate: style sheet, script and fonts as files beside the pages, for servers that forbid them inside.",
)
@names_option
@theme_option
@templates_option
@click.option(
    "--publish",
    type=Choice(["files", "exchange"]),
    default="files",
    show_default=True,
    help="exchange: readers see all of the old folder or all of the new one, where the system can do that (Linux).",
)
@click.option(
    "--jobs",
    type=Whole(1, 64),
    help="Processes at once.  [default: as many as there are processors, fewer where memory is short]",
)
@click.option("--all", "everything", is_flag=True, help="Make also what has not changed since the last build.")
@click.option(
    "--recheck", is_flag=True, help="See by content, not by size, whether the files of the last build are intact."
)
@click.option(
    "--prune/--no-prune",
    default=None,
    help="Remove what earlier builds have made and this one does not.  [default: for folders, what was made of them]",
)
@click.option(
    "--executor",
    metavar="ADDRESS",
    help="A Dask cluster that makes the reports: dask://host:port, or tls://host:port. Whoever controls it reads the "
    "profiles and runs programs as you.",
)
@click.pass_obj
def command(
    console: Console,
    files: tuple[Path, ...],
    folder: Path,
    lang: str | None,
    forms: str | None,
    audience: str,
    earlier: tuple[Path, ...],
    history: bool,
    assets: str,
    names: str,
    theme: Path | None,
    templates: Path | None,
    publish: str,
    jobs: int | None,
    everything: bool,
    recheck: bool,
    prune: bool | None,
    executor: str | None,
) -> int:
    """Build the reports of FILES or folders, as far as anything has changed, and put all in place as one step.

    A profile with a fault keeps its last report and stops no other; the exit code is 1 then. Of a single profile with a
    fault nothing is written.
    """
    formats = _formats(forms)
    if executor is not None:
        from lmmm_report.making.cluster import is_address  # most builds need none

        if not is_address(executor):
            raise WrongUsage(say("cli.no_executor", executor=executor))
    reader = reader_at(console.model)
    wordings = wordings_of(reader.model)
    order = Order(
        profiles=named_profiles(files, leave_out=earlier),
        named=files,
        folder=folder,
        model=console.model,
        formats=formats,
        languages=languages_option(lang, wordings, wordings),
        audience=_audience(audience, console),
        earlier=earlier,
        history=history,
        look=look_at(theme, templates, wordings),
        jobs=jobs or processors(PDF_NEEDS if "pdf" in formats else HTML_NEEDS),
        names=names,
        separate=assets == "separate",
        everything=everything,
        by_content=recheck,
        prune=prune,
        whole=publish == "exchange",
        cluster=executor,
    )
    built = make_reports(order, reader, wordings, console)
    _tell(built, folder, console)
    print_problems(built.problems)
    return 1 if built.problems else 0


def _tell(built: Built, folder: Path, console: Console) -> None:
    for path in built.written:
        console.detail(say("cli.wrote", file=str(path)))
    for path in built.removed:
        console.detail(say("cli.removed", file=str(path)))
    if built.kept:
        console.warn([_kept(path) for path in built.kept])
    if built.written or not built.unchanged:
        console.say(say("cli.files_written", count=len(built.written), folder=str(folder)))
    if built.removed:
        console.say(say("cli.files_removed", count=len(built.removed)))
    if built.unchanged:
        console.say(say("cli.unchanged", count=built.unchanged))


def _kept(path: Path) -> Problem:
    message, hint = say("cli.kept"), say("cli.kept_cure")
    return Problem(file=str(path), message=message, hint=hint, code="kept", severity="warning")


def _audience(word: str, console: Console) -> Audience:
    """The audience of ``--audience``; for the word of version 0.1.0 with a line that says what it is called now."""
    if word == AudienceChoice.FORMER:
        console.say(say("cli.former_audience", former=word, now=DEFAULT_AUDIENCE.value, all=Audience.FULL.value))
        return DEFAULT_AUDIENCE
    return Audience(word)


def _formats(value: str | None) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip() for part in value.split(","))) if value else FORMATS
    unknown = [form for form in chosen if form not in FORMATS]
    if unknown:
        raise WrongUsage(say("cli.no_format", form=unknown[0], known=", ".join(FORMATS)))
    return chosen
