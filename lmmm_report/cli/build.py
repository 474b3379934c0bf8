"""``build``: reports as HTML, PDF and JSON, and an index page where there are several profiles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lmmm_report import __version__
from lmmm_report.assess.assessment import assess
from lmmm_report.assess.plan.what_if import what_if_of
from lmmm_report.cli.console import Console, print_problems
from lmmm_report.cli.earlier import earlier_positions
from lmmm_report.cli.loading import languages_option, load_profiles, model_of, wordings_of
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.domain.theme import DEFAULT_THEME
from lmmm_report.load.files import profile_files
from lmmm_report.load.theme import load_theme
from lmmm_report.output import write_files
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.documents.result_json import render_json
from lmmm_report.report.html.pages import Alternate, Look, render_board_for_pdf, render_report, render_report_for_pdf
from lmmm_report.report.views.report import view_of
from lmmm_report.report.words.wording import Wording
from lmmm_report.site.index import render_index_pages

if TYPE_CHECKING:
    from lmmm_report.report.pdf.press import PdfPress

FORMATS = ("html", "pdf", "json")

EPILOG = """\b
Examples:
  lmmm-report build acme.yaml
  lmmm-report build acme.yaml -o output/ --lang de
  lmmm-report build configs/ -o public/ --format html,json
  lmmm-report build acme.yaml --audience board --theme theme.yaml
  lmmm-report build acme.yaml --earlier archive/

Names: acme.de.html, acme.en.pdf, acme.json (one JSON in all languages); for several profiles also index.html."""


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Folder for the reports.",
)
@click.option("--lang", help="Languages, separated by commas. Default: all of the model (de,en).")
@click.option("--format", "forms", help="Formats, separated by commas. Default: html,pdf,json.")
@click.option(
    "--audience",
    type=click.Choice(["all", "board"]),
    default="all",
    show_default=True,
    help="board: as PDF only the two pages for those who decide (acme.en.board.pdf).",
)
@click.option(
    "--earlier",
    multiple=True,
    type=click.Path(path_type=Path),
    help="An earlier profile or report (HTML, JSON) of the company, or a folder of them; shown in the matrix.",
)
@click.option("--theme", type=click.Path(path_type=Path), help="A theme.yaml with accent, logo, fonts and more.")
@click.option(
    "--templates",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder whose templates replace ours of the same name.",
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
    theme: Path | None,
    templates: Path | None,
) -> None:
    """Build the reports of FILES or folders. Writes all of them or, if anything fails, none."""
    formats = _formats(forms)
    press = None
    if "pdf" in formats:
        from lmmm_report.report.pdf.press import PdfPress

        press = PdfPress()
    model = model_of(console)
    wordings = wordings_of(model)
    job = _Job(
        formats=formats,
        languages=languages_option(lang, wordings, wordings),
        wordings=wordings,
        board=audience == "board",
        look=Look(theme=load_theme(theme, tuple(wordings)) if theme else DEFAULT_THEME, templates=templates),
        press=press,
        console=console,
    )
    paths = profile_files(files)
    names = _names(paths)
    profiles = load_profiles(paths, model, console)
    assessments = [assess(profile, model) for profile in profiles]
    histories = earlier_positions(earlier, assessments, model, console)
    written: dict[str, str | bytes] = {}
    with console.progress(len(paths) * len(job.languages), "Building") as advance:
        for name, assessment, history in zip(names, assessments, histories, strict=True):
            written |= job.build(name, assessment, history, advance)
    if len(assessments) > 1 and "html" in formats:
        written |= render_index_pages(
            list(zip(names, assessments, strict=True)),
            [wordings[language] for language in job.languages],
            formats=[form for form in formats if form != "pdf" or not job.board],
            program_version=__version__,
            look=job.look,
        )
    for path in write_files(folder, written):
        console.detail(f"wrote {path}")
    console.say(f"{len(written)} files written to {folder}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What is to be made of every profile."""

    formats: tuple[str, ...]
    languages: tuple[str, ...]
    wordings: Mapping[str, Wording]
    board: bool
    look: Look
    press: PdfPress | None
    console: Console

    def build(
        self, name: str, assessment: Assessment, earlier: Sequence[EarlierPosition], advance: Callable[[str], None]
    ) -> dict[str, str | bytes]:
        """The files of one profile by name."""
        document = (
            render_json(assessment, program_version=__version__, earlier=earlier) if self.formats != ("html",) else ""
        )
        made: dict[str, str | bytes] = {f"{name}.json": document} if "json" in self.formats else {}
        tables = what_if_of(assessment) if "html" in self.formats else None
        unshown: dict[str, None] = {}
        for language in self.languages:
            advance(f"{name}.{language}")
            self.console.detail(f"{assessment.profile.file}: {language}")
            wording = self.wordings[language]
            view = view_of(assessment, wording, program_version=__version__, what_if=tables, earlier=earlier)
            if "html" in self.formats:
                others = _alternates(name, language, self.languages, self.wordings)
                made[f"{name}.{language}.html"] = render_report(
                    view, wording, alternates=others, files=self._beside(name, language), look=self.look
                )
            if self.press is not None:
                render = render_board_for_pdf if self.board else render_report_for_pdf
                html = render(view, wording, look=self.look)
                made[self._pdf(name, language)] = self.press.typeset(
                    html, assessment.profile.date, document, f"{name}.json"
                )
                unshown |= dict.fromkeys(self.press.unshown(html))
        if unshown and not self.console.quiet:
            print_problems([_unshown(assessment.profile.file, unshown)])
        return made

    def _pdf(self, name: str, language: str) -> str:
        return f"{name}.{language}{'.board' if self.board else ''}.pdf"

    def _beside(self, name: str, language: str) -> list[tuple[str, str]]:
        """The files of the same result that lie beside a page."""
        files = {"pdf": self._pdf(name, language), "json": f"{name}.json"}
        return [(form.upper(), file) for form, file in files.items() if form in self.formats]


def _formats(value: str | None) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip() for part in value.split(","))) if value else FORMATS
    unknown = [form for form in chosen if form not in FORMATS]
    if unknown:
        raise click.UsageError(f"There is no format {unknown[0]!r}. Formats: {', '.join(FORMATS)}.")
    return chosen


def _names(paths: Iterable[Path]) -> list[str]:
    """The name of each profile's reports; two profiles must not write over each other."""
    seen: dict[str, Path] = {}
    problems = []
    for path in paths:
        name = path.stem
        if name in seen or name == "index":
            problems.append(
                Problem(
                    file=str(path),
                    message=f"its reports would have the same names as those of {seen.get(name, 'the index page')}",
                    hint="rename one of the files, or build them into different folders",
                    code="same-name",
                )
            )
        seen.setdefault(name, path)
    if problems:
        raise UserError(problems)
    return list(seen)


def _unshown(file: str, characters: Iterable[str]) -> Problem:
    """The warning that a PDF shows boxes in the place of characters."""
    named = [c if c.isprintable() else f"U+{ord(c):04X}" for c in characters]
    listed = ", ".join(named[:8]) + (f" and {len(named) - 8} more" if len(named) > 8 else "")
    return Problem(
        file=file,
        message=f"the fonts have no {listed}, shown as \N{WHITE SQUARE} in the PDF",
        hint="HTML and the JSON inside the PDF have the text as it was written",
        code="no-glyph",
        severity="warning",
    )


def _alternates(
    name: str, language: str, languages: tuple[str, ...], wordings: Mapping[str, Wording]
) -> tuple[Alternate, ...]:
    # The link stands in this page but speaks the other language.
    return tuple(
        Alternate(other, wordings[other].say("report.this_language"), f"{name}.{other}.html")
        for other in languages
        if other != language
    )
