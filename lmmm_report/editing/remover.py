"""Takes entries out of a YAML text and leaves every comment that stands at them."""

from __future__ import annotations

import re

from lmmm_report.domain.profile import Path
from lmmm_report.editing.editor import Editor
from lmmm_report.editing.splices import Rank
from lmmm_report.load.yaml.nodes import Entry, Node

_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\r\n]*", re.MULTILINE)
_IN_LINES = ("|", ">")


class Remover(Editor):
    """An editor that takes away what nobody has to read any more, but no word that a person wrote beside it."""

    def take_out(self, path: Path) -> None:
        """Take away the entry at ``path`` of a group or list that keeps others; `KeyError` if that cannot be."""
        parent, node = self.root.at(path[:-1]), self.root.at(path)
        if parent is None or node is None or len(parent.entries) < 2:
            raise KeyError(path)
        index = next(i for i, entry in enumerate(parent.entries) if entry.value is node)
        if parent.flow:
            self._out_of_brackets(parent, index)
        else:
            self._out_of_lines(parent, index)

    def _out_of_lines(self, parent: Node, index: int) -> None:
        entry = parent.entries[index]
        begin, end = self._dash(parent, index) if entry.key is None else entry.key.start, self._content_end(entry.value)
        line_end = self.splices.line_end(end)
        comments = [self.text[a:b] for a, b in self._comments(entry, begin, line_end)]
        if not self.text[self.splices.line_start(begin) : begin].strip():
            if comments:
                margin = self._break_at(begin) + " " * parent.column
                self.splices.put(begin, line_end, margin.join(comments), Rank.CUT)
            else:
                self.splices.cut_lines(begin, end)
            return
        # The first entry of a group behind a dash: the next one takes its place, unless a comment stands between.
        following = parent.entries[1].key
        assert following is not None
        if _COMMENT.search(self.text, end, following.start) or comments:
            self.splices.put(begin, line_end, self._break_at(begin).join(comments), Rank.CUT)
        else:
            self.splices.put(begin, following.start, "", Rank.CUT)

    def _out_of_brackets(self, parent: Node, index: int) -> None:
        entry = parent.entries[index]
        begin, end = (entry.key or entry.value).start, self._content_end(entry.value)
        following = parent.entries[index + 1] if index + 1 < len(parent.entries) else None
        limit = (following.key or following.value).start if following else parent.end - 1
        comma = self._comma(end, limit)
        if comma >= 0:
            self._cut_but(begin, comma + 1, self._comments(entry, begin, comma))
            begin, end = comma + 1, self._blank_to(comma + 1, limit)
            self.splices.put(begin, end, "", Rank.CUT)
            return
        before = self._content_end(parent.entries[index - 1].value)
        comma = self._comma(before, begin)
        self._cut_but(comma, end, self._comments(entry, comma, end))

    def _cut_but(self, begin: int, end: int, kept: list[tuple[int, int]]) -> None:
        """Take away what stands between two places, but the comments with their lines' ends."""
        for start, stop in kept:
            self.splices.put(begin, max(begin, start - (begin != start)), "", Rank.CUT)
            begin = self.splices.next_line(stop)
        self.splices.put(begin, max(begin, end), "", Rank.CUT)

    def _blank_to(self, begin: int, limit: int) -> int:
        """The end of the blanks of one line; before a comment one of them stays."""
        end = begin
        while end < limit and self.text[end] in " \t":
            end += 1
        return max(begin, end - 1) if self.text[end] == "#" else end

    def _comments(self, entry: Entry, begin: int, end: int) -> list[tuple[int, int]]:
        """Where comments stand between two places around an entry; what its texts say is none."""
        texts = [
            (self.splices.next_line(node.start) if node.style in _IN_LINES else node.start, self._content_end(node))
            for own in (entry.key, entry.value)
            if own is not None
            for node in own.walk()
            if node.kind == "scalar"
        ]
        found = (one.span() for one in _COMMENT.finditer(self.text, begin, end))
        return [(a, b) for a, b in found if not any(start < b and a < stop for start, stop in texts)]
