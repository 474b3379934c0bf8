"""Markdown as people write it in GitHub and GitLab: a text in, a tree of elements and what is wrong with it out.

HTML in the text stays text, and so do references to characters (``&#8238;``): what cannot be typed into a profile
cannot be spelled into a report either. Nothing here is a safeguard against markup; who writes the tree out needs one.
"""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.gfm import gfm_plugin

from lmmm_report.report.html.notes_bounds import LEVELS, Fault
from lmmm_report.report.html.notes_tree import TreeBuilder, plain

_INLINE_LEVELS: Final = 20
_LONGEST_SCHEME: Final = 8
_NO_PART_OF_A_NAME = re.compile(r"[^\w\- ]")


class Reading(NamedTuple):
    """A text as a tree below a ``div``."""

    root: Element
    faults: tuple[Fault, ...]


def read(text: str, known: Container[str] = ()) -> Reading:
    """The tree of a text, and links in it that cannot be made. ``known`` are ids of the page that it may link to.

    Raises `RefusedError` for a text that is nested too deeply or has too large a table.
    """
    tokens = _parser().parse(text, {})
    builder = TreeBuilder(known, _anchors(tokens))
    builder.build(tokens)
    return Reading(root=builder.root, faults=tuple(builder.faults))


class _Parser(MarkdownIt):
    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - the library's name
        """An address as it is written: decoded it could hold any character."""
        return link


def _parser() -> MarkdownIt:
    md = _Parser("commonmark", {"html": False, "maxNesting": 2 * LEVELS + 8})
    md.use(gfm_plugin)
    md.disable(["entity", "html_inline", "html_block"])
    # Brackets in brackets cost a step for each level and each character.
    md.core.ruler.before("inline", "narrow", lambda state: state.md.options.update(maxNesting=_INLINE_LEVELS))
    md.inline.ruler.before("gfm_autolink_protocol", "flush", _flush)
    return md


def _flush(state: StateInline, silent: bool) -> bool:
    """Keep short what is searched at each colon for the name of a protocol."""
    if not silent and state.src[state.pos] == ":" and len(state.pending) > 2 * _LONGEST_SCHEME:
        rest, state.pending = state.pending[-_LONGEST_SCHEME:], state.pending[:-_LONGEST_SCHEME]
        state.pushPending()
        state.pending = rest
    return False


def _anchors(tokens: Sequence[Token]) -> Iterator[str]:
    """The name of each heading as GitHub makes it of its text, in their order."""
    used: dict[str, int] = {}
    for opening, inside in pairwise(tokens):
        if opening.type == "heading_open":
            name = words = _NO_PART_OF_A_NAME.sub("", plain(inside.children or ()).strip().lower()).replace(" ", "-")
            while name in used:
                used[words] += 1
                name = f"{words}-{used[words]}"
            used[name] = 0
            yield name
