"""``serve``: reports in the browser while their profiles are written."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from lmmm_report.cli.console import Console
from lmmm_report.cli.given import Place, Whole
from lmmm_report.cli.options import languages_option, names_option, templates_option, theme_option
from lmmm_report.cli.signals import Stopped
from lmmm_report.making.loading import model_at, wordings_of
from lmmm_report.making.previewing import Preview, serve_reports
from lmmm_report.messages import say

EPILOG = """\b
Examples:
  lmmm-report serve acme.yaml --open
  lmmm-report serve configs/
  lmmm-report serve configs/ --lang de --port 8080
  lmmm-report serve configs/ --theme theme.yaml --templates mine/

\b
What is wrong with a profile stands over the page, which stays as it was until it is mended.
The pages are for this machine only. Without -o they lie in a folder that is gone afterwards."""


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=Place())
@click.option("-o", "--output", "folder", type=Place(), help="Keep the pages in this folder.")
@click.option("--lang", help="Languages, separated by commas. Default: all of the model (de,en).")
@click.option("--port", type=Whole(0, 65535), default=8000, show_default=True, help="0: a free one is found.")
@click.option("--open", "browse", is_flag=True, help="Open the browser.")
@click.option(
    "--earlier",
    multiple=True,
    type=Place(exists=True),
    help="An earlier profile or report of the company, or a folder of them.",
)
@names_option
@theme_option
@templates_option
@click.pass_obj
def command(
    console: Console,
    files: tuple[Path, ...],
    folder: Path | None,
    lang: str | None,
    port: int,
    browse: bool,
    earlier: tuple[Path, ...],
    names: str,
    theme: Path | None,
    templates: Path | None,
) -> None:
    """Show the reports of FILES or folders in the browser, and make anew what changes, until Ctrl-C ends it.

    The browser reloads as soon as its report is made. HTML only; build makes the rest.
    """
    wordings = wordings_of(model_at(console.model))
    with ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="lmmm-report-", ignore_cleanup_errors=True)))
        preview = Preview(
            paths=files,
            folder=folder,
            languages=languages_option(lang, wordings, wordings),
            model=console.model,
            theme=theme,
            templates=templates,
            earlier=earlier,
            names=names,
        )
        try:
            serve_reports(preview, port, console, lambda address: _ready(console, address, browse))
        except Stopped as stopped:
            if stopped.exit_code != 130:
                raise


def _ready(console: Console, address: str, browse: bool) -> None:
    console.say(say("serving.at", address=address))
    if browse:
        import webbrowser

        webbrowser.open(address)
