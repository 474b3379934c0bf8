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
    view: ReportView | IndexView,
    wording: Wording,
    styles: Sequence[str],
    font_format: str,
    *,
    alternates: Sequence[Alternate],
) -> str:
    env = environment()
    sheet = "".join(fonts_css(font_format, subset) for subset in subsets_for(view.written))
    sheet += "".join(env.get_template(name).render() for name in styles)
    notes = render_notes(view.notes)
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
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-200A,"
        "U+200C-200D,U+2010,U+2012-2015,U+2018-201F,U+2020-2022,U+2026,U+202F,U+2030,U+2032-2033,U+2039-203A,"
        "U+2044,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
    ),
    "latin-ext": (
        "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,"
        "U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
    ),
}
"""Subsets that are embedded, with the characters each is asked for. The second only where a page needs it."""

WEIGHTS = (400, 600)


def subsets_for(written: str) -> tuple[str, ...]:
    """The subsets that a page with this text of a user needs. Our own texts need the first only; a test says so."""
    extended = any(
        ("\u0100" <= c <= "\u02af" and c not in "\u0131\u0152\u0153") or "\u1e00" <= c <= "\u1eff" for c in written
    )
    return ("latin", "latin-ext") if extended else ("latin",)


@lru_cache(maxsize=8)
def fonts_css(font_format: str, subset: str) -> str:
    """``@font-face`` rules with an embedded subset as data; ``font_format`` is ``woff2`` or ``ttf``."""
    kind = {"woff2": ("font/woff2", "woff2"), "ttf": ("font/ttf", "truetype")}[font_format]
    rules = []
    for weight in WEIGHTS:
        data = (resources.FONTS / f"source-sans-3-{subset}-{weight}-normal.{font_format}").read_bytes()
        rules.append(
            f'@font-face{{font-family:"Source Sans 3";font-weight:{weight};font-style:normal;font-display:swap;'
            f'src:url(data:{kind[0]};base64,{base64.b64encode(data).decode()}) format("{kind[1]}");'
            f"unicode-range:{FONT_FACES[subset]}}}\n"
        )
    return "".join(rules)
