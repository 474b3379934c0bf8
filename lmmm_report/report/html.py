"""Views to HTML. The only module that knows Jinja2 and Markdown."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lmmm_report import resources
from lmmm_report.report.notes import render_notes
from lmmm_report.report.view import ReportView
from lmmm_report.report.wording import Wording

if TYPE_CHECKING:
    from lmmm_report.report.view_index import IndexView


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language: language code, label of the link and relative address."""

    language: str
    label: str
    href: str


@lru_cache(maxsize=4)
def environment(folder: Path = resources.TEMPLATES) -> Environment:
    """The template environment: everything is escaped, and a name that does not exist is a fault."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_report(view: ReportView, wording: Wording, *, alternates: Sequence[Alternate] = ()) -> str:
    """The report as one self-contained HTML page."""
    return _render("report/report.html.j2", view, wording, ("report/screen.css",), "woff2", alternates=alternates)


def render_report_for_pdf(view: ReportView, wording: Wording) -> str:
    """The report as the HTML that is typeset as PDF: the same content with cover, contents and running heads."""
    return _render("report/pdf.html.j2", view, wording, ("report/screen.css", "report/pdf.css"), "ttf", alternates=())


def render_index(view: IndexView, wording: Wording, *, alternates: Sequence[Alternate] = ()) -> str:
    """The page with all companies in one matrix."""
    return _render("site/index.html.j2", view, wording, ("report/screen.css",), "woff2", alternates=alternates)


def _render(
    template: str,
    view: object,
    wording: Wording,
    styles: Sequence[str],
    font_format: str,
    *,
    alternates: Sequence[Alternate],
) -> str:
    env = environment()
    sheet = fonts_css(font_format) + "".join(env.get_template(name).render() for name in styles)
    notes = render_notes(getattr(view, "notes", ""))
    return env.get_template(template).render(
        v=view,
        say=wording.say,
        css=Markup(sheet),  # noqa: S704 - our own style sheet
        csp=content_security_policy(sheet),
        notes=Markup(notes),  # noqa: S704 - sanitised in `render_notes`
        alternates=alternates,
        pdf=font_format == "ttf",
    )


def content_security_policy(sheet: str) -> str:
    """A policy under which nothing but the page's own style sheet, fonts and pictures is used."""
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


FONT_FACES: Mapping[str, str] = {
    "latin": (
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,"
        "U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
    ),
}
"""Subsets that are embedded, with the characters each covers."""

WEIGHTS = (400, 600)


@lru_cache(maxsize=4)
def fonts_css(font_format: str) -> str:
    """``@font-face`` rules with the embedded fonts as data; ``font_format`` is ``woff2`` or ``ttf``."""
    kind = {"woff2": ("font/woff2", "woff2"), "ttf": ("font/ttf", "truetype")}[font_format]
    rules = []
    for subset, characters in FONT_FACES.items():
        for weight in WEIGHTS:
            data = (resources.FONTS / f"source-sans-3-{subset}-{weight}-normal.{font_format}").read_bytes()
            rules.append(
                f'@font-face{{font-family:"Source Sans 3";font-weight:{weight};font-style:normal;font-display:swap;'
                f'src:url(data:{kind[0]};base64,{base64.b64encode(data).decode()}) format("{kind[1]}");'
                f"unicode-range:{characters}}}\n"
            )
    return "".join(rules)
