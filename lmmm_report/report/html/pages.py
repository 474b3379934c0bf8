"""Views to HTML."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from markupsafe import Markup, escape

from lmmm_report import resources
from lmmm_report.domain.audience import Audience
from lmmm_report.domain.theme import DEFAULT_THEME, Font, Theme
from lmmm_report.report.html.assets import Assets, base64_of
from lmmm_report.report.html.environment import Template, environment
from lmmm_report.report.html.faults import told
from lmmm_report.report.html.links import settle
from lmmm_report.report.html.pieces import finished, put_in
from lmmm_report.report.pictures.palette import palette_of
from lmmm_report.report.views.report import ReportView
from lmmm_report.report.words.wording import Wording

if TYPE_CHECKING:
    from lmmm_report.report.views.interview import InterviewPageView


class PageView(Protocol):
    """What every view has, whatever its page is about."""

    @property
    def language(self) -> str:
        """Code of the language that the page is in."""
        ...


class Alternate(NamedTuple):
    """The same page in another language: language code, label of the link and relative address."""

    language: str
    label: str
    href: str


FAMILY = "Source Sans 3"
"""The font that comes with the program."""
BRIEF_FAMILY = "Report Sans"
"""The same, cut to what German and English need."""


class Look(NamedTuple):
    """How pages look: a theme, and a folder whose templates take the place of ours of the same name."""

    theme: Theme = DEFAULT_THEME
    templates: Path | None = None


PLAIN = Look()


class Brand(NamedTuple):
    """A theme's words in one language, and its logo."""

    logo: str
    logo_text: str
    confidentiality: str
    footer: str


class _Page(NamedTuple):
    """A kind of page: its template, style sheets, format of fonts and script."""

    template: str
    styles: Sequence[str]
    font_format: str = "woff2"
    script: str = ""

    @property
    def stems(self) -> tuple[str, str]:
        """What its style sheet and its script are called where they lie beside it: what pages share, once."""
        folder, _, name = self.template.rpartition("/")
        stem = name.partition(".")[0]
        return (stem, stem) if folder == stem else (folder, Path(self.script).stem)

    @property
    def paged(self) -> bool:
        """Whether it is to be typeset."""
        return self.font_format == "ttf"


class _Prepared(NamedTuple):
    """A page before it is written: its template, everything that this is given, and what is put in afterwards."""

    template: Template
    parts: Mapping[str, Any]
    page: _Page
    rules: str | None
    """The style sheet without the fonts; `None` where it lies beside the page."""
    code: str

    def belongs_to(self, letters: str) -> Mapping[str, str]:
        """What takes the place of `_SHEET` and `_POLICY` in a page of these letters."""
        if self.rules is None:
            return {}
        # Which letters a page needs is known when it is there, whoever they come from.
        subsets = subsets_for(letters) if self.page.paged else faces_for(letters)
        sheet = "".join(fonts_css(self.page.font_format, subset) for subset in subsets) + self.rules
        return {_SHEET: sheet, _POLICY: escape(content_security_policy(sheet, self.code))}


_EVERY = "text/every.css"
"""Rules of text that outlive any look."""
_PAPER = (_EVERY, "text/paper.css", "paper/paper.css", "paper/sheet.css", "pictures/funnel.paper.css")

_REPORT = _Page(
    template="report/report.html.j2",
    styles=(
        _EVERY,
        "pictures/tokens.css",
        "pictures/pictures.css",
        "report/report.css",
        "pictures/funnel.css",
        "page/page.css",
    ),
    script="page/page.js",
)
_PAPERS: Mapping[Audience, _Page] = {
    Audience.BOARD: _Page(template="paper/board.html.j2", styles=_PAPER, font_format="ttf"),
    Audience.WORKING: _Page(template="paper/working.html.j2", styles=(*_PAPER, "paper/working.css"), font_format="ttf"),
    Audience.FULL: _Page(
        template="paper/full.html.j2", styles=(*_PAPER, "paper/working.css", "paper/proof.css"), font_format="ttf"
    ),
}
_COMPARISONS = _Page(
    template="comparison/comparison.html.j2",
    styles=(_EVERY, "pictures/tokens.css", "report/report.css", "comparison/comparison.css"),
)
_GUIDE = _Page(
    template="guide/guide.html.j2",
    styles=(_EVERY, "pictures/tokens.css", "report/report.css", "guide/guide.css"),
)
_INTERVIEW = _Page(
    template="interview/interview.html.j2",
    styles=(_EVERY, "pictures/tokens.css", "report/report.css", "interview/interview.css"),
    script="interview/interview.js",
)
_SEVERAL = (
    _EVERY, "pictures/tokens.css", "pictures/pictures.css", "report/report.css", "portfolio/portfolio.css",
)  # fmt: skip
_ABOUT_UNITS = {
    "first": _Page(template="portfolio/first.html.j2", styles=_SEVERAL, script="portfolio/table.js"),
    "conditions": _Page(template="portfolio/conditions.html.j2", styles=_SEVERAL),
    "handbook": _Page(template="portfolio/handbook.html.j2", styles=_SEVERAL),
    "search": _Page(template="portfolio/scripted.html.j2", styles=_SEVERAL, script="portfolio/search.js"),
    "compare": _Page(template="portfolio/scripted.html.j2", styles=_SEVERAL, script="portfolio/compare.js"),
}
"""Pages about several units, by their kind."""


def render_report(
    view: ReportView,
    wording: Wording,
    *,
    result: Mapping[str, Any],
    alternates: Sequence[Alternate] = (),
    files: Sequence[tuple[str, str]] = (),
    look: Look = PLAIN,
    assets: Assets | None = None,
    name: str = "",
    home: str = "",
) -> str:
    """The report as one HTML page: self-contained, or with ``assets`` with style sheet, script and fonts beside it.

    ``result``: the result in short, for programs that read the page. ``files``: label and address of the same result
    in other formats. ``name``: of the page below the folder that the assets lie in.
    ``home``: address of the page about all reports.
    """
    data = view.page.data
    beside = _Beside(assets, name)
    return _render(
        _REPORT,
        view,
        wording,
        look,
        alternates=alternates,
        files=files,
        data=data,
        result=result,
        beside=beside,
        home=home,
        notes=_notes(view),
    )


def render_for_pdf(view: ReportView, wording: Wording, audience: Audience, *, look: Look = PLAIN) -> str:
    """The HTML that is typeset as PDF for an audience: the sheet, the working copy, or this and the complete proof."""
    return _render(_PAPERS[audience], view, wording, look, notes=_notes(view))


def render_about_units(
    kind: str,
    view: PageView,
    wording: Wording,
    *,
    data: Mapping[str, Any] | None = None,
    alternates: Sequence[Alternate] = (),
    files: Sequence[tuple[str, str]] = (),
    look: Look = PLAIN,
    assets: Assets | None = None,
    name: str = "",
) -> Iterator[str]:
    """A page about several units, in pieces: it may be as long as there are many of them.

    ``data`` is for its script; ``files``, ``assets`` and ``name`` as for a report. What lies beside the page is known
    when this returns. Raises `UserError` for a fault in a template of one's own, also while the pieces are taken.
    """
    page, beside = _ABOUT_UNITS[kind], _Beside(assets, name)
    with _faults_told(look):
        made = _prepared(
            page, view, wording, look, alternates=alternates, files=files, beside=beside, block=DataBlock(data or {})
        )
    return _pieces(made, look)


def _pieces(made: _Prepared, look: Look) -> Iterator[str]:
    with _faults_told(look):
        yield from finished(made.template.generate(**made.parts), made.belongs_to, ours=look.templates is None)


def render_comparisons(view: PageView, wording: Wording, *, look: Look = PLAIN) -> str:
    """What differs between two sides, of one company or several, as one self-contained page."""
    return _render(_COMPARISONS, view, wording, look)


def render_guide(view: PageView, wording: Wording, *, look: Look = PLAIN) -> str:
    """The guide for interviews as one self-contained page, to be read and to be printed."""
    return _render(_GUIDE, view, wording, look)


def render_interview(view: "InterviewPageView", wording: Wording) -> str:
    """The page on which an interview is held, self-contained, with nothing of anybody in it."""
    return _render(_INTERVIEW, view, wording, PLAIN, data=view.data)


class DataBlock:
    """The same in pieces, for a template that goes through it: long lists are made one by one."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def __iter__(self) -> Iterator[Markup]:
        return map(Markup, self._pieces())

    def __html__(self) -> str:
        return "".join(self._pieces())

    def _pieces(self) -> Iterator[str]:
        before = "{"
        for key, value in self._data.items():
            yield f"{before}{data_block(key)}:"
            before = ","
            if isinstance(value, Sequence) and not isinstance(value, (str, list, tuple)):
                yield "["
                for number, one in enumerate(value):
                    yield ("," if number else "") + data_block(one)
                yield "]"
            else:
                yield data_block(value)
        yield "}" if self._data else "{}"


class _Beside(NamedTuple):
    """Where what belongs to a page lies when it is not in the page."""

    assets: Assets | None = None
    name: str = ""

    def address(self, stem: str, ending: str, data: bytes) -> str:
        assert self.assets is not None
        return self.assets.address(self.name, stem, ending, data)


INLINE = _Beside()

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<path d="M2 14L14 2" stroke="{accent}" stroke-width="2"/><circle cx="6" cy="10" r="4" fill="{accent}"/></svg>'
)
"""The line and the position, for the tab of a browser."""


_NAMES = (
    *("v", "palette", "brand", "family", "say", "css", "script", "data", "result", "csp", "notes"),
    *("alternates", "files", "home", "pdf", "sheet_href", "script_href", "logo_href", "icon_href"),
)
"""What every template can ask for."""


NO_NOTES = Markup("")


def _render(page: _Page, view: PageView, wording: Wording, look: Look, **more: Any) -> str:
    """The page; `UserError` for a fault in a template of one's own."""
    with _faults_told(look):
        made = _prepared(page, view, wording, look, **more)
        written = made.template.render(**made.parts)
        return settle(put_in(written, made.belongs_to(written)), ours=look.templates is None, paged=page.paged)


def css_text(text: str) -> Markup:
    """A text as CSS has texts: all but letters and digits by number, so nothing in it ends or begins anything.

    A blank is spelled as well, as one behind a number belongs to it.
    """
    spelled = (c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text)
    return Markup(f'"{"".join(spelled)}"')  # noqa: S704 - nothing of the text but letters and digits is left


def _faults_told(look: Look) -> AbstractContextManager[None]:
    return told(look.templates, environment(look.templates), _NAMES)


def _prepared(
    page: _Page,
    view: PageView,
    wording: Wording,
    look: Look,
    *,
    alternates: Sequence[Alternate] = (),
    files: Sequence[tuple[str, str]] = (),
    data: Mapping[str, Any] | None = None,
    block: DataBlock | None = None,
    result: Mapping[str, Any] | None = None,
    beside: _Beside = INLINE,
    home: str = "",
    notes: Markup = NO_NOTES,
) -> _Prepared:
    env = environment(look.templates)
    theme, palette = look.theme, palette_of(look.theme)
    family = ", ".join(f'"{one}"' for one in (theme.family, "" if page.paged else BRIEF_FAMILY, FAMILY) if one)
    code = script_text(env.get_template(page.script).render()) if page.script else ""
    running = css_text(str(getattr(view, "title", "")))
    family_css = Markup(family)  # noqa: S704 - a name of letters and digits
    rules = "".join(_own_font_css(theme.family, font, beside.assets) for font in theme.fonts) + "".join(
        sheet_text(env.get_template(name).render(palette=palette, family=family_css, running=running))
        for name in page.styles
    )
    sheet: str = _SHEET
    if beside.assets:
        # What lies beside the pages serves all of them, whatever letters they need; a browser fetches what it meets.
        sheet = "".join(fonts_css(page.font_format, subset, beside.assets) for subset in FONT_FACES) + rules
    stems = page.stems
    return _Prepared(
        template=env.get_template(page.template),
        parts={
            "v": view,
            "palette": palette,
            "brand": _brand(theme, wording.language),
            "family": family.replace('"', "'"),
            "say": wording.say,
            "css": Markup(sheet),  # noqa: S704 - our own style sheet
            "script": Markup(code),  # noqa: S704 - our own script
            "data": block or Markup(data_block(data or {})),  # noqa: S704 - escaped in `data_block`
            "result": Markup(data_block(result or {})),  # noqa: S704 - the same as data
            "csp": SEPARATE_POLICY if beside.assets else _POLICY,
            **_addresses(beside, stems, sheet, code, theme),
            "notes": notes,
            "alternates": alternates,
            "files": files,
            "home": home,
            "pdf": page.paged,
        },
        page=page,
        rules=None if beside.assets else rules,
        code=code,
    )


_SHEET, _POLICY = Markup("<sheet>"), Markup("<policy>")
"""Stand for what depends on the finished page. No text of a user can say so: it would be escaped."""


def _notes(view: ReportView) -> Markup:
    if not view.notes.strip():
        return NO_NOTES
    from lmmm_report.report.html.notes import render_notes  # brings two parsers and a sanitiser

    return Markup(render_notes(view.notes, view.notes_link_to))  # noqa: S704 - sanitised


def _addresses(beside: _Beside, stems: tuple[str, str], sheet: str, code: str, theme: Theme) -> Mapping[str, str]:
    """Where a page finds what lies beside it; empty for what is in the page, or not at all."""
    found = {"sheet_href": "", "script_href": "", "logo_href": "", "icon_href": ""}
    if beside.assets is None:
        return found
    found["sheet_href"] = beside.address(stems[0], "css", sheet.encode())
    # Without one, browsers ask the server for an icon that is not there.
    found["icon_href"] = beside.address("icon", "svg", ICON.format(accent=theme.accent).encode())
    if code:
        found["script_href"] = beside.address(stems[1], "js", code.encode())
    if theme.logo:
        kind, logo = base64_of(theme.logo)
        found["logo_href"] = beside.address("logo", kind.rpartition("/")[2], logo)
    return found


def _brand(theme: Theme, language: str) -> Brand:
    return Brand(
        logo=theme.logo,
        logo_text=theme.logo_text.get(language, ""),
        confidentiality=theme.confidentiality.get(language, ""),
        footer=theme.footer.get(language, ""),
    )


def _own_font_css(family: str, font: Font, assets: Assets | None) -> str:
    kind = {"ttf": "truetype", "otf": "opentype"}.get(font.kind, font.kind)
    source = _font_source(font.data, font.kind, f"font-{font.weight}", assets)
    return f'@font-face{{font-family:"{family}";font-weight:{font.weight};src:url({source}) format("{kind}")}}'


def _font_source(data: bytes, kind: str, stem: str, assets: Assets | None) -> str:
    """The address of a font: itself, or that of a file beside the style sheet."""
    if assets is None:
        return f"data:font/{kind};base64,{base64.b64encode(data).decode()}"
    return assets.beside_sheet(stem, kind, data)


SEPARATE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""The policy of a page whose style sheet, script, fonts and logo lie beside it. Nothing in the page itself is run."""


@lru_cache(maxsize=16)
def script_text(source: str) -> str:
    """A script as it stands in a page: without lines of comment and without indentation, which a reader never sees."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


_WHITE = re.compile(r"\s*([{};,>])\s*|(?<=[a-z-]):\s+|\s+")


@lru_cache(maxsize=64)
def sheet_text(source: str) -> str:
    """A style sheet as it stands in a page, without the white space that is there for whoever reads the template."""
    parts = re.split(r"""("[^"]*"|'[^']*'|/\*.*?\*/)""", source, flags=re.DOTALL)
    return "".join(
        ("" if part.startswith("/*") else part) if number % 2 else _WHITE.sub(_tight, part)
        for number, part in enumerate(parts)
    ).replace(";}", "}")


def _tight(found: re.Match[str]) -> str:
    return found[1] or (":" if found[0].startswith(":") else " ")


def data_block(data: object) -> str:
    """Data as JSON that no text in it can end: in a script element a ``<`` could open an end tag or a comment."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def content_security_policy(sheet: str, script: str = "") -> str:
    """A policy under which nothing but the page's own style sheet, script, fonts and pictures is used.

    Blocks of data need no leave: they are never run.
    """
    scripts = f"script-src {_hash_source(script)}; " if script else ""
    return (
        f"default-src 'none'; style-src {_hash_source(sheet)}; {scripts}font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash_source(text: str) -> str:
    """How a policy names one text: it covers the exact characters between the tags."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


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
    "vietnamese": "U+0300-0301,U+0303,U+0309,U+0323,U+1EA0-1EF1",
    "greek": "U+0370-0377,U+037A-037F,U+0384-038A,U+038C,U+038E-03A1,U+03A3-03FF",
    "greek-ext": "U+1F00-1FFF",
    "cyrillic": "U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
    "cyrillic-ext": "U+0460-048F,U+0492-04AF,U+04B2-052F,U+1C80-1C8A,U+2DE0-2DFF,U+A640-A69F",
}
"""Subsets of the bundled font with the characters that each is asked for. The first is in every page."""

BRIEF = "brief"
"""The part of the first subset that pages without a rarer letter have in its place; half as large."""
_BRIEF_RANGE = (
    "U+0020-007E,U+00A0,U+00A3,U+00A7,U+00AB,U+00B0,U+00B2-00B3,U+00B7,U+00BB,U+00C0,U+00C4,U+00C7,U+00C9,U+00D6-00D7,U+00DC,"
    "U+00DF-00E2,U+00E4-00EB,U+00ED-00EF,U+00F1,U+00F3-00F4,U+00F6,U+00F8,U+00FA-00FC,U+0153,U+2009,U+2013-2014,"
    "U+2018-201A,U+201C-201E,U+2022,U+2026,U+2039-203A,U+20AC,U+2191,U+2193,U+2212"
)

WEIGHTS = (400, 600)


def subsets_for(written: str) -> tuple[str, ...]:
    """The subsets that a page with this text needs. Our own texts need the first only; a test says so."""
    return _subsets_for(_used(written))


def faces_for(written: str) -> tuple[str, ...]:
    """The same with what is brief for the first where that is enough: on a screen, where bytes are waited for."""
    used = _used(written)
    first, *more = _subsets_for(used)
    rare = used & asked(first) - asked(BRIEF) - _BLANK
    return (first if rare else BRIEF, *more)


def _used(written: str) -> frozenset[int]:
    return frozenset(map(ord, set(written)))


def _subsets_for(used: frozenset[int]) -> tuple[str, ...]:
    first, *more = FONT_FACES
    beyond = used - asked(first)  # most pages need nothing else, and no subset shares a character with another
    return (first, *(subset for subset in more if beyond and not beyond.isdisjoint(asked(subset))))


_BLANK = frozenset(map(ord, "\t\n\r\f\xad\u202f\ufeff"))
"""Nothing that the font would draw."""


@lru_cache(maxsize=len(FONT_FACES) + 1)
def asked(subset: str) -> frozenset[int]:
    """The code points that a subset is asked for."""
    ends = (part.removeprefix("U+").split("-") for part in _range_of(subset).split(","))
    return frozenset(code for part in ends for code in range(int(part[0], 16), int(part[-1], 16) + 1))


def _range_of(subset: str) -> str:
    return _BRIEF_RANGE if subset == BRIEF else FONT_FACES[subset]


def fonts_css(font_format: str, subset: str, assets: Assets | None = None) -> str:
    """``@font-face`` rules of a subset, which is embedded as data unless there are ``assets`` for it to lie in.

    ``font_format`` is ``woff2`` or ``ttf``.
    """
    kind = {"woff2": "woff2", "ttf": "truetype"}[font_format]
    family, name = (BRIEF_FAMILY, "report-sans") if subset == BRIEF else (FAMILY, f"source-sans-3-{subset}")
    rules = []
    for weight in WEIGHTS:
        stem = f"{name}-{weight}"
        source = _font_source(_bundled(f"{stem}-normal.{font_format}"), font_format, stem, assets)
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:normal;font-display:swap;'
            f'src:url({source}) format("{kind}");unicode-range:{_range_of(subset)}}}\n'
        )
    return "".join(rules)


@lru_cache(maxsize=4 * len(FONT_FACES))
def _bundled(name: str) -> bytes:
    return (resources.FONTS / name).read_bytes()
