"""A company's notes: Markdown in, harmless HTML out.

Markup in the text stays text: the parser does not know HTML, and what it produces passes a list of allowed elements
afterwards. Both are needed: a link's address is the parser's to write and the list's to refuse.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

TAGS = {
    "p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "a",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope"}}
SCHEMES = {"https", "http", "mailto"}
FIRST_HEADING = 3
"""Notes stand below a section's own heading, so their first level is the third."""


class _Outline(Treeprocessor):
    """Headings without gaps from the third level on, and header cells that say what they head."""

    def run(self, root: Element) -> None:
        """Rewrite the tree in place."""
        open_levels: list[int] = []
        for element in root.iter():
            if len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit():
                level = int(element.tag[1])
                while open_levels and open_levels[-1] >= level:
                    open_levels.pop()
                open_levels.append(level)
                element.tag = f"h{min(FIRST_HEADING + len(open_levels) - 1, 6)}"
            elif element.tag == "th":
                element.set("scope", "col")


class _TextOnly(Extension):
    """Takes HTML, images and reference definitions out of the parser's vocabulary."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register and deregister."""
        md.preprocessors.deregister("html_block")
        for pattern in ("html", "entity", "image_link", "image_reference", "short_image_ref"):
            md.inlinePatterns.deregister(pattern)
        md.treeprocessors.register(_Outline(md), "outline", 5)


def render_notes(text: str) -> str:
    """HTML of a Markdown text, safe to put into a page. Empty for an empty text."""
    if not text.strip():
        return ""
    html = Markdown(extensions=["tables", "sane_lists", _TextOnly()], output_format="html").convert(text)
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer")
