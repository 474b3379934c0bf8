"""Changes values in a YAML text at the places where they stand, in the style that stands there already."""

from __future__ import annotations

import re

from lmmm_report.domain.profile import Path
from lmmm_report.editing.splices import Rank, Splices
from lmmm_report.editing.written import Layout, Notes, comment, flow_text, in_one_line, scalar_text
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.nodes import Node, parse_nodes

_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\r\n]*", re.MULTILINE)
_IN_LINES = ("|", ">")
"""Styles of texts that stand in lines of their own, below the sign that announces them."""


class Editor:
    """One YAML text that the strict reader has accepted, and the changes to be made in it.

    ``notes`` are comments by the way to the value that they stand beside. Every path is that of the text as it was.
    """

    def __init__(self, text: str, notes: Notes | None = None) -> None:
        self.text = text
        self.root = parse_nodes(text)
        self.notes = notes or {}
        self.splices = Splices(text)
        self.heads: dict[Path, list[str]] = {}
        """Lines of comment by the way to the new entry that they stand above; one in brackets gets none."""
        self._layout = Layout.of(self.root, self.heads)
        self._long_scalars = [
            (node.start, node.end)
            for node in self.root.walk()
            if node.kind == "scalar"
            and node.style not in _IN_LINES
            and self.splices.line(node.start) != self.splices.line(node.end)
        ]
        self._in_brackets: dict[Path, list[tuple[Path, str]]] = {}

    def set(self, path: Path, value: Data) -> None:
        """Write ``value`` at ``path``: in place of what is there, or as a further entry of the group or list around.

        A list that stays a list keeps the entries that stay. Raises `KeyError` if there is nothing around it.
        """
        node, parent = self.root.at(path), self.root.at(path[:-1])
        if parent is None or parent.kind == "scalar":
            raise KeyError(path)
        if node is None:
            self._add(parent, path, value)
        elif node.kind == "scalar" and not isinstance(value, (dict, list)):
            self._set_scalar(node, parent, path, value)
        elif node.kind == "list" and isinstance(value, list) and self._change_list(node, path, value):
            pass
        else:
            self._replace(node, parent, path, value)

    def remove(self, path: Path) -> None:
        """Take away the entry at ``path`` of a list or group that keeps others; `KeyError` if it is not there."""
        parent, node = self.root.at(path[:-1]), self.root.at(path)
        if parent is None or node is None:
            raise KeyError(path)
        index = next(i for i, entry in enumerate(parent.entries) if entry.value is node)
        self._cut(parent, index)

    def result(self) -> str:
        """The text with all changes."""
        for path, added in self._in_brackets.items():
            self._put_in_brackets(path, added)
        self._in_brackets.clear()
        return self.splices.result()

    # What is written in place of a value

    def _set_scalar(self, node: Node, parent: Node, path: Path, value: Data) -> None:
        quote = node.style if node.style in ("'", '"') else self._quote(parent)
        text = scalar_text(value, quote, inside=parent.flow)
        if not node.style and node.start == node.end:
            self._fill(node, parent, text)
        else:
            self._cut_block_text(node)
            self.splices.put(node.start, self._token_end(node), text, Rank.VALUE)
        self._note(node.start if node.style in _IN_LINES else node.end, parent, path)

    def _fill(self, node: Node, parent: Node, text: str) -> None:
        """Write behind the colon or dash of a value that is blank."""
        before = self.text[max(node.start - 1, 0) : node.start]
        # In brackets a key may stand without a colon.
        colon = ":" if parent.kind == "mapping" and not self._colon_before(node, parent) else ""
        blank = "" if before.isspace() and not colon else " "
        self.splices.put(node.start, node.start, colon + blank + text, Rank.VALUE)

    def _colon_before(self, node: Node, parent: Node) -> bool:
        key = next(entry.key for entry in parent.entries if entry.value is node)
        return key is not None and ":" in self.text[key.end : node.start]

    def _replace(self, node: Node, parent: Node, path: Path, value: Data) -> None:
        """Write one kind of value in place of another."""
        if parent.flow or node.flow or (node.kind == "scalar" and in_one_line(value)):
            quote = self._quote(parent)
            text = flow_text(value, quote, inside=parent.flow or node.flow)
            if node.start == node.end:
                self._fill(node, parent, text)
            else:
                self._cut_block_text(node)
                self.splices.put(node.start, self._token_end(node), text, Rank.VALUE)
            self._note_all(node.start if node.style in _IN_LINES else node.end, parent, path)
        elif parent.kind == "list" or (
            self.splices.line(node.start) == self.splices.line(self._colon(node, parent)) and node.kind != "scalar"
        ):
            blank = " " if node.start == node.end else ""
            lines = self._lines(value, path, node.column + len(blank))
            text = blank + self._break_at(node.start).join(lines).lstrip(" ")
            self.splices.put(node.start, self._content_end(node), text, Rank.VALUE)
        else:
            self._replace_below(node, parent, path, value)

    def _replace_below(self, node: Node, parent: Node, path: Path, value: Data) -> None:
        """Take away what stands behind and below a key, and write the new value there."""
        colon, end = self._colon(node, parent), self._content_end(node)
        own_lines = self.splices.line(node.start) != self.splices.line(colon)
        if in_one_line(value):
            self.splices.cut_lines(node.start, end)
            self.splices.put(colon + 1, colon + 1, f" {flow_text(value)}", Rank.VALUE)
            self._note(colon, parent, path)
            return
        column = parent.column + (self._layout.step if isinstance(value, dict) else self._layout.dash)
        lines = list(self._layout.lines(value, path, column, self.notes))
        if own_lines:
            text = self._break_at(colon).join(lines)
            self.splices.put(self.splices.line_start(node.start), end, text, Rank.VALUE)
        else:
            self._cut_block_text(node)
            self.splices.put(colon + 1, self._token_end(node), "", Rank.VALUE)
            self.splices.lines_after(colon, lines, parent.depth + 1)

    # What is added

    def _add(self, parent: Node, path: Path, value: Data) -> None:
        if parent.flow:
            self._add_in_brackets(parent, path, value)
            return
        last = parent.entries[-1]
        if isinstance(path[-1], str):
            head = f"{' ' * parent.column}{scalar_text(path[-1])}:"
            lines = list(self._layout.entry(head, value, path, parent.column, self.notes))
        elif last.value.flow and isinstance(value, dict):
            dash = self._dash(parent, len(parent.entries) - 1)
            text = flow_text(value, self._quote(last.value), inside=True)
            lines = [f"{' ' * parent.column}-{' ' * self._gap(dash, last.value)}{text}{comment(self._noted(path))}"]
        else:
            gap = self._gap(self._dash(parent, len(parent.entries) - 1), last.value)
            lines = list(self._layout.item(value, path, parent.column, gap, self.notes))
        above = [" " * parent.column + line for line in self.heads.get(path, ())]
        self.splices.lines_after(self._content_end(parent), above + lines, parent.depth)

    def _add_in_brackets(self, parent: Node, path: Path, value: Data) -> None:
        quote = self._quote(parent)
        text = flow_text(value, quote, inside=True)
        if isinstance(path[-1], str):
            text = f"{scalar_text(path[-1], quote, inside=True)}: {text}"
        self._in_brackets.setdefault(path[:-1], []).append((path, text))

    def _put_in_brackets(self, path: Path, added: list[tuple[Path, str]]) -> None:
        """Write all that a group or list in brackets gains: in its line, or in lines as its last entry has one."""
        parent = self.root.at(path)
        assert parent is not None
        texts = [text for _, text in added]
        if not parent.entries:
            self.splices.put(parent.start + 1, parent.start + 1, ", ".join(texts), Rank.BESIDE)
            self._note_each(parent.end, parent, added)
            return
        last = parent.entries[-1]
        end, begin = self._content_end(last.value), (last.key or last.value).start
        comma = self._comma(end, parent.end - 1)
        if comma < 0:
            self.splices.put(end, end, ",", Rank.BESIDE)
        at = max(end, comma + 1)
        margin = self.text[self.splices.line_start(begin) : begin]
        if margin.strip() or self.splices.line(at) == self.splices.line(parent.end - 1):
            self.splices.put(at, at, f" {', '.join(texts)}{'' if comma < 0 else ','}", Rank.BESIDE)
            self._note_each(at, parent, added)
            return
        commas = ["," for _ in added]
        commas[-1] = "" if comma < 0 else ","
        notes = [comment(self._noted(own)) for own, _ in added]
        lines = [margin + text + sign + note for text, sign, note in zip(texts, commas, notes, strict=True)]
        self.splices.lines_after(at, lines, parent.depth)

    def _note_each(self, index: int, parent: Node, added: list[tuple[Path, str]]) -> None:
        for path, _ in added:
            self._note_all(index, parent, path)

    # Lists of words or texts

    def _change_list(self, node: Node, path: Path, value: list[Data]) -> bool:
        """Write what a list of single values gains and take away what it loses; whether that could be done here."""
        stated = [entry for entry in node.entries if entry.value.start != entry.value.end or entry.value.style]
        if not value or not stated or any(isinstance(child, (dict, list)) for child in value):
            return False
        if any(entry.value.kind != "scalar" for entry in stated):
            return False
        old = [entry.value.text for entry in stated]
        new = [child if isinstance(child, str) else scalar_text(child) for child in value]
        kept = 0
        while kept < min(len(old), len(new)) and old[kept] == new[kept]:
            kept += 1
        if not kept or (len(old) > kept and len(new) > kept):
            return False
        for entry in reversed(stated[kept:]):
            self._cut(node, node.entries.index(entry))
        note = self.notes.get(path, "")
        if len(new) == kept:
            self._note_list(node, path, note)
        elif node.flow:
            self._lengthen_flow(node, path, value[kept:], note)
        else:
            last = len(node.entries) - 1
            gap = self._gap(self._dash(node, last), node.entries[last].value)
            notes = {path: note} if note else {}
            lines = [line for child in value[kept:] for line in self._layout.item(child, path, node.column, gap, notes)]
            self.splices.lines_after(self._content_end(node), lines, node.depth)
        return True

    def _lengthen_flow(self, node: Node, path: Path, more: list[Data], note: str) -> None:
        last = node.entries[-1].value
        quote = last.style if last.style in ("'", '"') else ""
        text = ", ".join(scalar_text(child, quote, inside=True) for child in more)
        comma = self._comma(last.end, node.end - 1)
        if comma < 0:
            self.splices.put(last.end, last.end, f", {text}", Rank.BESIDE)
        else:
            self.splices.put(comma + 1, comma + 1, f" {text},", Rank.BESIDE)
        self._note_list(node, path, note)

    def _note_list(self, node: Node, path: Path, note: str) -> None:
        """A note on a list that stays: behind its brackets, or behind the key of one in lines."""
        parent = self.root.at(path[:-1])
        if not note or parent is None:
            return
        if node.flow:
            self._note(node.end, parent, path)
        elif parent.kind == "mapping":
            self.splices.note(self._colon(node, parent), note)

    def _cut(self, parent: Node, index: int) -> None:
        entry = parent.entries[index]
        begin, end = (entry.key or entry.value).start, self._content_end(entry.value)
        if not parent.flow:
            self.splices.cut_lines(self._dash(parent, index) if parent.kind == "list" else begin, end)
        elif index:
            comma = self._comma(self._content_end(parent.entries[index - 1].value), begin)
            self.splices.put(comma, end, "", Rank.CUT)
        else:
            after = parent.entries[1] if len(parent.entries) > 1 else None
            self.splices.put(begin, (after.key or after.value).start if after else end, "", Rank.CUT)

    # Notes

    def _note(self, index: int, parent: Node, path: Path) -> None:
        """The note of the value at ``path``, which ends at ``index``."""
        if path in self.notes:
            note = self.notes[path]
            named = isinstance(path[-1], str) and parent.flow
            self.splices.note(self._outside(index), f"{path[-1]}: {note}" if named else note)

    def _note_all(self, index: int, parent: Node, path: Path) -> None:
        """The notes of a value in brackets and of everything in it, behind its line."""
        if path in self.notes:
            self._note(index, parent, path)
        elif noted := self._noted(path):
            self.splices.note(self._outside(index), noted)

    def _noted(self, path: Path) -> str:
        """The notes of everything at or below ``path``, each with the name of its value."""
        found = {at: note for at, note in self.notes.items() if at[: len(path)] == path}
        return ", ".join(f"{next(s for s in reversed(at) if isinstance(s, str))}: {n}" for at, n in found.items())

    def _outside(self, index: int) -> int:
        """The first place from ``index`` on whose line does not end inside a text of several lines."""
        for start, end in self._long_scalars:
            if start < self.splices.line_end(index) < end:
                index = end
        return index

    # Where things stand

    def _content_end(self, node: Node) -> int:
        """Behind the last character that belongs to a value."""
        while node.kind != "scalar" and not node.flow:
            node = node.entries[-1].value
        if node.style not in _IN_LINES:
            return node.end
        # Blank lines at the end belong to a text only if its head says so with a plus, or if they hold more blanks.
        kept = "+" in self.text[node.start : self.splices.line_end(node.start)].partition("#")[0]
        if kept or node.text.rstrip("\n")[-1:].isspace():
            return node.end - (1 if self.text[node.end - 1] in "\r\n" else 0)
        return node.start + len(self.text[node.start : node.end].rstrip())

    def _token_end(self, node: Node) -> int:
        """As `_content_end`; of a text in lines of its own the end of the sign that announces it."""
        if node.style not in _IN_LINES:
            return self._content_end(node)
        head = re.match(r"[|>][-+0-9]*", self.text[node.start :])
        return node.start + (head.end() if head else 1)

    def _cut_block_text(self, node: Node) -> None:
        """Take away the lines of a text that stands below the sign that announces it."""
        end = self._content_end(node)
        if node.style in _IN_LINES and self.splices.line(end) > self.splices.line(node.start):
            self.splices.cut_lines(self.splices.next_line(node.start), end)

    def _colon(self, node: Node, parent: Node) -> int:
        """Where the colon in front of a value of a group stands; of an entry of a list, where the entry begins."""
        key = next((entry.key for entry in parent.entries if entry.value is node), None)
        return self.text.index(":", key.end) if key else node.start

    def _comma(self, start: int, end: int) -> int:
        """Where a comma stands between two places in brackets, comments left out; -1 if there is none."""
        between = _COMMENT.sub(lambda found: "#" * len(found.group()), self.text[start:end])
        found = between.find(",")
        return found if found < 0 else start + found

    def _dash(self, parent: Node, index: int) -> int:
        """Where the dash of an entry stands."""
        if not index:
            return parent.start
        begin = self._content_end(parent.entries[index - 1].value)
        stands = re.compile(rf"^ {{{parent.column}}}(?=-)", re.MULTILINE)
        found = stands.search(self.text.replace("\r", "\n"), begin)
        return found.end() if found else parent.entries[index].value.start

    def _gap(self, dash: int, value: Node) -> int:
        """How many blanks stand between a dash and what follows it in its line; 1 if nothing does."""
        same = self.splices.line(dash) == self.splices.line(value.start) and value.start > dash + 1
        return value.start - dash - 1 if same else 1

    def _quote(self, parent: Node) -> str:
        """The quotation marks that a group in brackets puts its keys in; empty for none."""
        key = parent.entries[-1].key if parent.flow and parent.entries else None
        return '"' if key is not None and key.style == '"' else ""

    def _lines(self, value: Data, path: Path, column: int) -> list[str]:
        if in_one_line(value):
            return [flow_text(value) + comment(self.notes.get(path, ""))]
        return list(self._layout.lines(value, path, column, self.notes))

    def _break_at(self, index: int) -> str:
        return self.text[self.splices.line_end(index) : self.splices.next_line(index)] or "\n"
