"""``build``: reports as HTML, PDF and JSON, and an index page where there are several profiles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from lmmm_report import __version__
from lmmm_report.assess.assessment import assess
from lmmm_report.cli.console import Console
from lmmm_report.cli.loading import languages_option, load_profiles, model_of, wordings_of
from lmmm_report.domain.assessment import Assessment
from lmmm_report.load.files import profile_files
from lmmm_report.output import write_files
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.html import Alternate, render_report, render_report_for_pdf
from lmmm_report.report.json_export import render_json
from lmmm_report.report.view import view_of
from lmmm_report.report.wording import Wording
from lmmm_report.site.index import render_index_pages

FORMATS = ("html", "pdf", "json")

EPILOG = """\b
Examples:
  lmmm-report build acme.yaml
  lmmm-report build acme.yaml -o output/ --lang de
  lmmm-report build configs/ -o public/ --format html,json

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
@click.pass_obj
def command(console: Console, files: tuple[Path, ...], folder: Path, lang: str | None, forms: str | None) -> None:
    """Build the reports of FILES or folders. Writes all of them or, if anything fails, none."""
    formats = _formats(forms)
    press = None
    if "pdf" in formats:
        from lmmm_report.report.pdf import PdfPress

        press = PdfPress()
    model = model_of(console)
    wordings = wordings_of(model)
    languages = languages_option(lang, wordings, wordings)
    paths = profile_files(files)
    names = _names(paths)
    profiles = load_profiles(paths, model, console)
    written: dict[str, str | bytes] = {}
    assessments: list[Assessment] = []
    with console.progress(len(paths) * len(languages), "Building") as advance:
        for name, profile in zip(names, profiles, strict=True):
            assessment = assess(profile, model)
            assessments.append(assessment)
            if "json" in formats:
                written[f"{name}.json"] = render_json(assessment, program_version=__version__)
            for language in languages:
                advance(f"{name}.{language}")
                console.detail(f"{profile.file}: {language}")
                view = view_of(assessment, wordings[language], program_version=__version__)
                if "html" in formats:
                    others = _alternates(name, language, languages, wordings)
                    written[f"{name}.{language}.html"] = render_report(view, wordings[language], alternates=others)
                if press is not None:
                    html = render_report_for_pdf(view, wordings[language])
                    written[f"{name}.{language}.pdf"] = press.typeset(html, profile.date)
    if len(assessments) > 1 and "html" in formats:
        written |= render_index_pages(
            list(zip(names, assessments, strict=True)),
            [wordings[language] for language in languages],
            formats=formats,
            program_version=__version__,
        )
    for path in write_files(folder, written):
        console.detail(f"wrote {path}")
    console.say(f"{len(written)} files written to {folder}")


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


def _alternates(
    name: str, language: str, languages: tuple[str, ...], wordings: Mapping[str, Wording]
) -> tuple[Alternate, ...]:
    # The link stands in this page but speaks the other language.
    return tuple(
        Alternate(other, wordings[other].say("report.this_language"), f"{name}.{other}.html")
        for other in languages
        if other != language
    )
