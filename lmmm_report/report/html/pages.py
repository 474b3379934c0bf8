"""Views to HTML."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from markupsafe import Markup, escape

from lmmm_report.domain.audience import Audience
from lmmm_report.domain.theme import DEFAULT_THEME, Theme
from lmmm_report.report.html.assets import Assets, base64_of
from lmmm_report.report.html.embedded import (
    SEPARATE_POLICY,
    DataBlock,
    content_security_policy,
    css_text,
    data_block,
    script_text,
    sheet_text,
)
from lmmm_report.report.html.environment import Template, environment
from lmmm_report.report.html.faults import told
from lmmm_report.report.html.fonts import (
    BRIEF_FAMILY,
    FAMILY,
    FONT_FACES,
    faces_for,
    fonts_css,
    own_font_css,
    subsets_for,
)
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
    "conditions": _Page(template="portfolio/conditions.html.j2", styles=_SEVERAL, script="portfolio/folds.js"),
    "handbook": _Page(template="portfolio/handbook.html.j2", styles=_SEVERAL, script="portfolio/folds.js"),
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
    rules = "".join(own_font_css(theme.family, font, beside.assets) for font in theme.fonts) + "".join(
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
