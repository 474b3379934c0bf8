"""Typesetting: nearly all the work of a build with PDFs, and each document stands for itself."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lmmm_report.report.pdf.press import PdfPress


class Page(NamedTuple):
    """One document to be typeset: its HTML, its date, the data that goes inside."""

    unit: str
    """The name of the files that it belongs to."""
    name: str
    """Name of the PDF."""
    source: str
    """The profile that warnings are about."""
    html: str
    day: date
    attachment: str | None
    """`None` where the PDF is to hold nothing beyond what it shows."""
    attachment_name: str


class Typeset(NamedTuple):
    """A document that is done, and the characters that it shows as a box."""

    unit: str
    name: str
    source: str
    pdf: bytes
    unshown: str


_press: "PdfPress | None" = None


def typeset(page: Page) -> Typeset:
    """One document, typeset in this process. Raises `UserError` where PDFs cannot be made on this machine."""
    global _press  # noqa: PLW0603 - fonts are prepared once in each process
    if _press is None:
        from lmmm_report.report.pdf.press import PdfPress  # brings WeasyPrint

        _press = PdfPress()
    pdf = _press.typeset(page.html, page.day, page.attachment, page.attachment_name)
    return Typeset(page.unit, page.name, page.source, pdf, _press.unshown(page.html))
