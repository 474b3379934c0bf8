"""What is no prose in the middle of prose, and is not to be hyphenated: names, and words that look like code.

A line's end in the middle of a word of prose is marked by a soft hyphen (U+00AD), which tells a reader that copies or
speaks the text that the hyphen is none of its own (ISO 32000-1, 14.8.2.2.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

SHEET = '*{hyphenate-character:"\\2010"!important}'
"""A hyphen of its own for divided words, so that it can be told from those of the text; whatever a sheet says."""

WHOLE = "hyphens:manual"
NAME = "name"
"""Class of elements that hold a name."""

CODE = re.compile(
    "|".join(
        (
            r"[/\\@_=%#~{}\[\]<>|]",  # addresses, paths, conditions
            r"[^\W\d_][.:][^\W\d_]{2}",  # file names, hosts, paths of facts
            r"[^\W\d_]\d|\d[^\W\d_]",  # hashes, versions, codes
            r"[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ]",  # names of programs
        )
    )
)
"""What words of prose do not have in them."""

PARTS = re.compile(r"[,;()]")

WORD = re.compile(r"\S+")

DIVISIBLE = re.compile(r"\w{5}")
"""Shorter words are never divided."""

LONG = re.compile(r"\S{30}")
"""Words that may be wider than a narrow column."""

BREAK = "\N{ZERO WIDTH SPACE}"

APART = frozenset({"head", "title", "style", "script", "code", "pre", "a", "svg", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements in which nothing has to be kept whole, since nothing is hyphenated there."""

KEPT = frozenset({NAME, "whole", "path", "id"})
"""The same by class, as `templates/text/paper.css` has it."""


def keep_whole(root: Any) -> None:
    """Put what is not to be hyphenated in the page ``root`` into elements of its own, wherever it stands."""
    names = _pattern(_names(root))
    for element in list(_prose(root)):
        _wrap(element, names)


def _names(root: Any) -> list[str]:
    """The names that the page marks as such, and their parts (a company's unit, a person's role), longest first."""
    marked = ("".join(e.itertext()) for e in root.iter() if NAME in (e.get("class") or "").split())
    found = {" ".join(part.split()) for text in marked for part in (text, *PARTS.split(text))}
    return sorted((name for name in found if DIVISIBLE.search(name)), key=lambda name: (-len(name), name))


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Finds a name, also with a break of the line in it; nothing where there are no names."""
    listed = [r"\s+".join(map(re.escape, name.split())) for name in names]
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)" if listed else r"(?!)")


def _prose(root: Any) -> Iterator[Any]:
    """Elements of a page that may hold prose, in the order of the page."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in APART:
            continue
        if KEPT.isdisjoint((element.get("class") or "").split()):
            yield element
            waiting += reversed(element)


def _wrap(element: Any, names: re.Pattern[str]) -> None:
    """Wrap what is to be kept whole in the text of an element and in what follows each of its children."""
    children = list(element)
    element.text, made = _pieces(element, element.text, names)
    inserted = list(made)
    for child in children:
        child.tail, made = _pieces(element, child.tail, names)
        inserted += [child, *made]
    if len(inserted) > len(children):
        element[:] = inserted
    before = None
    for child in inserted:
        if LONG.match(child.text or ""):
            _open_line(element, before)
        before = child


def _open_line(element: Any, before: Any) -> None:
    """Let a line end in front of a long word in an element of its own, where a bracket or a quote stands before it.

    WeasyPrint breaks a word that is wider than the line only where a line may end before its element.
    """
    text = element.text if before is None else before.tail
    if not text or text[-1].isspace():
        return
    if before is None:
        element.text = text + BREAK
    else:
        before.tail = text + BREAK


def _pieces(element: Any, text: str | None, names: re.Pattern[str]) -> tuple[str | None, list[Any]]:
    """What stands before the first piece to be kept whole, and the pieces, each followed by what stands after it."""
    if not text or not DIVISIBLE.search(text):
        return text, []
    before, end = text, 0
    pieces: list[Any] = []
    for first, last in _whole(text, names):
        if pieces:
            pieces[-1].tail = text[end:first]
        else:
            before = text[:first]
        piece = element.makeelement("span", {"style": WHOLE})
        piece.text = text[first:last]
        pieces.append(piece)
        end = last
    if pieces:
        pieces[-1].tail = text[end:]
    return before, pieces


def _whole(text: str, names: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where names and words that look like code begin and end, in their order."""
    end = 0
    for name in names.finditer(text):
        yield from _code(text, end, name.start())
        yield name.span()
        end = name.end()
    yield from _code(text, end, len(text))


def _code(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    for word in WORD.finditer(text, first, last):
        if DIVISIBLE.search(word[0]) and CODE.search(word[0]):
            yield word.span()
