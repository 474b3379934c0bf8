"""A company's notes: Markdown in, harmless HTML out. Imported only where there are notes.

Python-Markdown is the frame, with a parser in the place of its own that reads as GitHub does and in a time that does
not grow faster than the text. What comes out passes a list of allowed elements. Both are needed: a link's address is
the parser's to write and the list's to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import Element, ElementTree, tostring

import nh3
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.util import Registry

from lmmm_report.report.html.markup import read
from lmmm_report.report.html.notes_bounds import RefusedError
from lmmm_report.report.html.notes_tree import ANCHOR, FOOTNOTE

TAGS = {
    "p", "br", "em", "strong", "del", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "a", "sup", "input",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"}, "th": {"scope", "class"}, "td": {"class"}, "ol": {"start"}, "input": {"type", "checked", "disabled"},
    "sup": {"id"}, "li": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
}  # fmt: skip
SCHEMES = {"https", "http", "mailto"}
_OUTSIDE = re.compile("https?://|mailto:", re.IGNORECASE)


class _Parser(BlockParser):
    """Reads a document at once: blocks and what stands in a line."""

    def __init__(self, md: Markdown, known: Container[str]) -> None:
        super().__init__(md)
        self._known = known

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802 - the library's name
        return ElementTree(read("\n".join(lines), self._known).root)


class _AsOnGitHub(Extension):
    """Puts another parser in, and takes out what belongs to the one that was there."""

    def __init__(self, known: Container[str]) -> None:
        super().__init__()
        self._known = known

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Of the steps before and after the parser only the line breaks for those who read the source are kept."""
        md.parser = _Parser(md, self._known)
        md.preprocessors, md.postprocessors = Registry(), Registry()
        md.treeprocessors.deregister("inline")
        md.treeprocessors.deregister("unescape")


def _written(root: Element) -> str:
    return tostring(root, encoding="unicode", method="html")


@lru_cache(maxsize=4)
def render_notes(text: str, known: frozenset[str] = frozenset()) -> str:
    """HTML of a Markdown text, safe to put into a page. Empty for an empty text.

    ``known``: ids of the page that the text may link to. A text that is refused (`markup.read` says why) stands there
    as it was written.
    """
    md = Markdown(extensions=[_AsOnGitHub(known)], output_format="html")
    md.serializer = _written  # the library's own leaves references to characters as they are
    try:
        html = md.convert(text)
    except RefusedError:
        return f"<pre>{escape(text)}</pre>"
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )


def _kept(_: str, attribute: str, value: str) -> str | None:
    """An attribute's value; nothing for an address or an id that could only come from elsewhere."""
    if attribute == "href":
        return value if value.startswith("#") or _OUTSIDE.match(value) else None
    if attribute == "id":
        return value if value.startswith((ANCHOR, FOOTNOTE)) else None
    return value
