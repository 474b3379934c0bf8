"""From a parser's tokens to a tree of elements, and what of it cannot come out as it was meant."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Final
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown_it.token import Token

from lmmm_report.messages import Message, say
from lmmm_report.report.html.notes_bounds import CELLS, COLUMNS, LEVELS, MARKS, Fault, RefusedError

FIRST_HEADING: Final = 3
"""Notes stand below a section's own heading, so their first level is the third."""
ANCHOR: Final = "note-"
"""What the ids of headings begin with, so that they are none of the page's own."""
FOOTNOTE: Final = "footnote-"

_NESTED = {"ul", "ol", "blockquote", "em", "strong", "del", "a", "table"}
_MARKS = {"code_inline", "footnote_ref"}
_BREAKS = {"softbreak", "hardbreak"}
_SPACE = re.compile(r"\s")
_HOST = re.compile(r"(?:[^\W_][\w.-]*|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?")
_ALIGNED = re.compile("text-align:(center|right)")


class TreeBuilder:
    """Puts elements together from the parser's tokens, one after the other, however deep they stand."""

    def __init__(self, known: Container[str], anchors: Iterable[str]) -> None:
        self.root = Element("div")
        self.faults: list[Fault] = []
        self._known = known
        self._headings = list(anchors)
        self._anchors = frozenset(self._headings)
        self._headings.reverse()
        self._levels: list[int] = []
        self._open = [self.root]
        self._line = 0
        self._columns = self._cells = 0
        self._special = {
            "inline": self._inline,
            "softbreak": self._break,
            "hardbreak": self._break,
            "hr": self._rule,
            "code_inline": self._code,
            "code_block": self._code,
            "fence": self._code,
            "image": self._image,
            "heading_open": self._heading,
            "list_item_open": self._item,
            "table_open": self._table,
            "th_open": self._cell,
            "td_open": self._cell,
            "alert_open": self._alert,
            "alert_title_open": self._alert,
            "link_open": self._link,
            "footnote_ref": self._reference,
            "footnote_block_open": self._footnotes,
            "footnote_open": self._footnote,
            "footnote_anchor": self._way_back,
        }

    def build(self, tokens: Iterable[Token]) -> None:
        """Add what the tokens stand for; `RefusedError` where they stand for too much."""
        for token in tokens:
            if token.map:
                self._line = token.map[0]
            special = self._special.get(token.type)
            if special:
                special(token)
            elif token.nesting > 0:
                self._begin(token)
            elif token.nesting < 0:
                self._open.pop()
            else:
                self._text(token.content)

    def _begin(self, token: Token) -> None:
        if token.hidden:
            self._open.append(self._open[-1])
            return
        element = self._enter({"s": "del"}.get(token.tag, token.tag))
        if start := token.attrs.get("start"):
            element.set("start", str(start))
        if aligned := _ALIGNED.search(str(token.attrs.get("style", ""))):
            element.set("class", aligned[1])

    def _enter(self, tag: str, **attributes: str) -> Element:
        element = SubElement(self._open[-1], tag, attributes)
        self._open.append(element)
        if tag in _NESTED and sum(around.tag in _NESTED for around in self._open) > LEVELS:
            self._refuse("notes-deep", say("notes.deep", limit=LEVELS), say("notes.deep_cure"))
        return element

    def _refuse(self, code: str, message: Message, hint: Message) -> None:
        raise RefusedError(Fault(line=self._line, code=code, message=message, hint=hint))

    def _text(self, text: str) -> None:
        parent = self._open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    def _inline(self, token: Token) -> None:
        marks = 0
        for child in token.children or ():
            if child.type in _BREAKS or _SPACE.search(child.content):
                marks = 0
            else:
                marks += child.nesting > 0 or child.type in _MARKS
            if marks > MARKS:
                self._refuse("notes-crowded", say("notes.crowded", limit=MARKS), say("notes.crowded_cure"))
        self.build(token.children or ())

    def _break(self, token: Token) -> None:
        self._line += 1
        if token.type == "hardbreak":
            SubElement(self._open[-1], "br")
        else:
            self._text("\n")

    def _rule(self, _: Token) -> None:
        SubElement(self._open[-1], "hr")

    def _code(self, token: Token) -> None:
        place = self._open[-1] if token.type == "code_inline" else SubElement(self._open[-1], "pre")
        SubElement(place, "code").text = token.content

    def _image(self, token: Token) -> None:
        # A page fetches nothing, so of a picture there is what it shows, in words.
        self._text(plain(token.children or ()))

    def _heading(self, token: Token) -> None:
        """Headings follow each other without gaps, whatever levels are written."""
        level = int(token.tag[1:])
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        name = self._headings.pop()
        self._enter(f"h{min(FIRST_HEADING + len(self._levels) - 1, 6)}", **({"id": ANCHOR + name} if name else {}))

    def _item(self, token: Token) -> None:
        self._begin(token)
        if "checked" in token.meta:
            box = SubElement(self._open[-1], "input", {"type": "checkbox", "disabled": ""})
            if token.meta["checked"]:
                box.set("checked", "")
            box.tail = " "

    def _table(self, token: Token) -> None:
        self._columns = self._cells = 0
        self._begin(token)

    def _cell(self, token: Token) -> None:
        heads = token.tag == "th"
        self._columns += heads
        self._cells += 1
        if self._columns > COLUMNS or self._cells > CELLS:
            self._refuse(
                "notes-large-table",
                say("notes.large_table", columns=COLUMNS, cells=CELLS),
                say("notes.large_table_cure"),
            )
        self._begin(token)
        if heads:
            self._open[-1].set("scope", "col")

    def _alert(self, token: Token) -> None:
        self._enter("blockquote" if token.type == "alert_open" else "p")

    def _link(self, token: Token) -> None:
        address = str(token.attrs.get("href", ""))
        target = self._target(address, said=token.info != "auto")
        if target:
            self._enter("a", href=target)
        else:
            self._open.append(self._open[-1])  # the text without a link

    def _target(self, address: str, *, said: bool) -> str:
        """Where a link leads to; nothing if it may not or cannot lead there, and a fault if that is to be ``said``."""
        if not address.startswith("#"):
            if _leads_outside(address):
                return address
            if said:
                self._warn(
                    "notes-not-linked",
                    address,
                    say("notes.not_linked", address=_shown(address)),
                    say("notes.not_linked_cure"),
                )
            return ""
        name = unquote(address[1:])
        for own in (name, name.lower()):
            if own and own in self._anchors:
                return f"#{ANCHOR}{own}"
        if name in self._known:
            return f"#{name}"
        self._warn(
            "notes-no-target", address, say("notes.no_target", address=_shown(address)), say("notes.no_target_cure")
        )
        return ""

    def _warn(self, code: str, written: str, message: Message, hint: Message) -> None:
        self.faults.append(Fault(line=self._line, code=code, message=message, hint=hint, written=unquote(written)))

    def _reference(self, token: Token) -> None:
        number = token.meta["id"] + 1
        mark = SubElement(self._open[-1], "sup", {} if token.meta["subId"] else {"id": _back(number)})
        SubElement(mark, "a", {"href": f"#{FOOTNOTE}{number}"}).text = str(number)

    def _footnotes(self, _: Token) -> None:
        SubElement(self._open[-1], "hr")
        self._enter("ol")

    def _footnote(self, token: Token) -> None:
        self._enter("li", id=f"{FOOTNOTE}{token.meta['id'] + 1}")

    def _way_back(self, token: Token) -> None:
        """To the first place that refers to a footnote, however many there are."""
        if token.meta["subId"] == 0:
            self._text(" ")
            SubElement(self._open[-1], "a", {"href": f"#{_back(token.meta['id'] + 1)}"}).text = "↑"


def _shown(address: str) -> str:
    """An address as it was meant, or as it was written where that cannot be shown."""
    plain = unquote(address)
    return plain if plain.isprintable() else address


def _back(number: int) -> str:
    return f"{FOOTNOTE}{number}-from"


def _leads_outside(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return bool(parts.path)
    return parts.scheme in {"http", "https"} and bool(_HOST.fullmatch(parts.netloc))


def plain(tokens: Iterable[Token]) -> str:
    """The text of what stands in a line, without any markup."""
    return "".join(plain(t.children) if t.children else " " if t.type == "softbreak" else t.content for t in tokens)
