"""HTML to PDF. The only module that knows WeasyPrint, and it imports it only when a PDF is made."""

from __future__ import annotations

import contextlib
import copy
import gc
import io
import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.pdf import finish, glyphs, prose
from lmmm_report.report.pdf.hyphens import prepare_patterns

if TYPE_CHECKING:
    from types import ModuleType

_LANGUAGE = re.compile(r'<html[^>]* lang="([a-z]+)"')

VARIANT = "pdf/a-3a"
"""For archives, with attachments (ISO 19005-3). `finish` makes it accessible by ISO 14289-1 (PDF/UA-1) as well."""

ATTACHED = "The result of the assessment as data, described by result.schema.json"

FIRST_PAGE = "sheet-end"
"""Id of an element that has to be on the first page, where a document has one."""
SMALLER = (9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6)
"""What a rem is, in pt, until it is there. What is measured in rem is set smaller as a whole, and nothing left out."""

RECURSION = 4_000
"""Calls in calls while a page is typeset; lists in 64 levels take some 1,000."""


class _Strict(logging.Handler):
    """Turns an error that WeasyPrint only logs into a failure: after one, the rest of a page may be missing."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR:
            raise RuntimeError(f"the PDF could not be typeset: {record.getMessage()}")


def require_pdf() -> None:
    """Raise `UserError` with the cure if PDFs cannot be made on this machine."""
    _weasyprint()


def _weasyprint() -> ModuleType:
    # Where libraries are missing WeasyPrint prints a notice to standard output, which may be somebody's data.
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            import weasyprint
        except (OSError, ImportError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise UserError(
                Problem(
                    file="PDF",
                    message=say("pdf.no_library", reason=reason),
                    hint=say("pdf.no_library_cure"),
                    code="pdf-library-missing",
                )
            ) from error
    module: ModuleType = weasyprint
    return module


class PdfPress:
    """Typesets one or several reports; what they share is prepared once."""

    def __init__(self) -> None:
        weasyprint = _weasyprint()
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher

        self._weasyprint: Any = weasyprint
        self._new_fonts = FontConfiguration
        self._fonts: dict[tuple[str, ...], Any] = {}
        self._fetcher = URLFetcher(allowed_protocols={"data"})
        weasyprint.LOGGER.handlers = [_Strict()]
        weasyprint.LOGGER.propagate = False
        gc.freeze()  # libraries stay: Python need not look through them for circles with every document

    def typeset(
        self,
        html: str,
        day: date,
        attachment: str | None = None,
        attachment_name: str = "result.json",
    ) -> bytes:
        """The PDF of ``html``, dated ``day``, with the text ``attachment`` as a file inside.

        It is PDF/A-3a and PDF/UA-1. The same input gives the same bytes on the same machine. Characters that the page's
        fonts do not have are shown as a box; `unshown` tells which.
        """
        instead = glyphs.replacements(html)
        html = glyphs.with_distinct_faces(html, box=glyphs.BOX in instead.values())
        attachments = [] if attachment is None else [self._attachment(attachment, attachment_name, day)]
        if language := _LANGUAGE.search(html):
            prepare_patterns(language[1])
        with _clock(day), _depth():
            page = self._weasyprint.HTML(string=html, url_fetcher=self._fetcher)
            finish.mark_decoration(page.etree_element)
            glyphs.replace_in(page.etree_element, instead)
            prose.keep_whole(page.etree_element)
            options = {"pdf_variant": VARIANT, "attachments": attachments}
            document = self._laid_out(page, self._fonts_of(html), options)
            pdf: bytes = document.write_pdf(finisher=finish.finish, **options)
        return finish.settle_ends_of_streams(pdf)

    def _laid_out(self, page: Any, fonts: Any, options: Mapping[str, Any]) -> Any:
        """The pages of a document, at the largest size at which on the first page there is what has to be there."""

        def rendered(source: Any, size: float | None = None) -> Any:
            texts = [prose.SHEET] + ([] if size is None else [f"html{{font-size:{size}pt!important}}"])
            sheets = [self._weasyprint.CSS(string=text) for text in texts]
            return source.render(stylesheets=sheets, font_config=fonts, **options)

        document = rendered(page)
        if _fits(document):
            return document
        # What follows takes long to be set and decides nothing, so the size is looked for without it.
        start = copy.copy(page)
        start.etree_element = _until(FIRST_PAGE, page.etree_element)
        start.wrapper_element = type(page.wrapper_element).from_html_root(start.etree_element)
        found = next((size for size in SMALLER if _fits(rendered(start, size))), SMALLER[-1])
        return rendered(page, found)

    @staticmethod
    def unshown(html: str) -> str:
        """The characters of ``html`` that its PDF shows as a box."""
        return glyphs.unshown(html)

    def _fonts_of(self, html: str) -> Any:
        # Fonts stay known to a configuration, so a page must not meet those of another with other fonts.
        key = tuple(face[0] for face in glyphs.FACE.finditer(html))
        if key not in self._fonts:
            self._fonts[key] = self._new_fonts()
        return self._fonts[key]

    def _attachment(self, text: str, name: str, day: date) -> Any:
        # An attachment can be used once. Without dates it would be dated by the clock.
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return self._weasyprint.Attachment(
            string=text,
            name=name,
            description=ATTACHED,
            created=midnight,
            modified=midnight,
            relationship="Data",
        )


def _fits(document: Any) -> bool:
    """Whether on the first page there is what has to be there."""
    return not any(FIRST_PAGE in later.anchors for later in document.pages[1:])


def _until(name: str, root: Any) -> Any:
    """A copy of a page that ends with the element of this id."""
    made = copy.deepcopy(root)
    parents = {child: parent for parent in made.iter() for child in parent}
    element = next(one for one in made.iter() if one.get("id") == name)
    while element is not made:
        parent = parents[element]
        siblings = list(parent)
        for later in siblings[siblings.index(element) + 1 :]:
            parent.remove(later)
        element = parent
    return made


@contextlib.contextmanager
def _clock(day: date) -> Iterator[None]:
    """``SOURCE_DATE_EPOCH`` set to midnight (UTC) of ``day`` for libraries that stamp the time into their output."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@contextlib.contextmanager
def _depth() -> Iterator[None]:
    """Room for elements in elements, for each of which WeasyPrint calls itself several times.

    How deep notes may be is bounded where they are read, so that this suffices whoever calls.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def loaded() -> bool:
    """Whether WeasyPrint has been imported in this process."""
    return "weasyprint" in sys.modules
