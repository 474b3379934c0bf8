"""How a value is written as YAML: in one line, or in lines of its own."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lmmm_report.domain.profile import Path
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.nodes import Node
from lmmm_report.load.yaml.scalars import InexactNumberError, plain_value

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_ENDS_PLAIN = re.compile(r":(?:\s|$)|\s#|\s$")
_BRACKETS = re.compile(r"[,\[\]{}:]")
_OLD_TRUTH = frozenset(("y", "n", "yes", "no", "on", "off"))
"""Words that older readers of YAML take for true or false."""

Notes = Mapping[Path, str]
"""Comments by the way to the value that they stand beside."""

Heads = Mapping[Path, Sequence[str]]
"""Lines of comment by the way to the value that they stand above."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file indents what is written in lines of its own."""

    step: int
    """From a key to the keys inside its group."""
    dash: int
    """From a key to the dashes of its list."""
    heads: Heads = field(default_factory=dict)
    """What stands above values that are written in lines of their own."""

    @classmethod
    def of(cls, root: Node, heads: Heads) -> Layout:
        """As most of the file has it; two blanks where there is nothing to see."""
        steps: Counter[int] = Counter()
        dashes: Counter[int] = Counter()
        for node in root.walk():
            for entry in node.entries:
                if entry.key and not entry.value.flow and entry.value.kind != "scalar" and not node.flow:
                    counted = steps if entry.value.kind == "mapping" else dashes
                    counted[entry.value.column - node.column] += 1
        return cls(_most(steps), _most(dashes), heads)

    def lines(self, value: Data, path: Path, column: int, notes: Notes) -> Iterator[str]:
        """A group or list in block style, without line ends, its keys or dashes in ``column``."""
        margin = " " * column
        if isinstance(value, dict):
            for name, child in value.items():
                yield from (margin + line for line in self.heads.get((*path, name), ()))
                yield from self.entry(f"{margin}{scalar_text(name)}:", child, (*path, name), column, notes)
        elif isinstance(value, list):
            for index, child in enumerate(value):
                noted = {**notes, (*path, index): notes[path]} if path in notes else notes
                yield from self.item(child, (*path, index), column, 1, noted)

    def entry(self, head: str, value: Data, path: Path, column: int, notes: Notes) -> Iterator[str]:
        """What stands behind a key and below it; ``head`` is its line so far, ``column`` that of the key."""
        if in_one_line(value):
            yield f"{head} {flow_text(value)}{comment(notes.get(path, ''))}"
            return
        yield head
        yield from self.lines(value, path, column + (self.step if isinstance(value, dict) else self.dash), notes)

    def item(self, value: Data, path: Path, column: int, gap: int, notes: Notes) -> Iterator[str]:
        """An entry of a list with its dash in ``column`` and ``gap`` blanks behind it."""
        head = " " * column + "-" + " " * gap
        if in_one_line(value):
            yield f"{head}{flow_text(value)}{comment(notes.get(path, ''))}"
            return
        first, *others = self.lines(value, path, column + 1 + gap, notes)
        yield head + first.lstrip(" ")
        yield from others


def _most(counted: Counter[int]) -> int:
    """The step that is seen most often; of equals the larger one."""
    return max(counted, key=lambda step: (counted[step], step)) if counted else 2


def comment(note: str) -> str:
    """A note as it stands behind a value; empty for none."""
    return f" # {note}" if note else ""


def in_one_line(value: Data) -> bool:
    """Whether a value stands behind its key: anything but groups, and lists of more than single words."""
    if isinstance(value, list):
        return all(isinstance(child, str) and _WORD.fullmatch(child) for child in value)
    return not isinstance(value, dict) or not value


def flow_text(value: Data, quote: str = "", *, inside: bool = False) -> str:
    """A value in one line. ``inside``: whether it stands in brackets; ``quote``: what texts are put in if possible."""
    if isinstance(value, dict):
        pairs = (f"{scalar_text(k, quote, inside=True)}: {flow_text(v, quote, inside=True)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow_text(child, quote, inside=True) for child in value) + "]"
    return scalar_text(value, quote, inside=inside)


def scalar_text(value: Data, quote: str = "", *, inside: bool = False) -> str:
    """A text, number or truth value; a text without quotation marks where it can do without and ``quote`` is empty."""
    if not isinstance(value, str):
        return json.dumps(value)
    if not quote and _plain(value, inside=inside):
        return value
    if not value.isprintable():
        return json.dumps(value)
    if quote == "'" or (quote != '"' and ('"' in value or "\\" in value)):
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)


def _plain(value: str, *, inside: bool) -> bool:
    """Whether a text is read back as itself when it stands without quotation marks."""
    if not value or not value[0].isalnum() or not value.isprintable() or _ENDS_PLAIN.search(value):
        return False
    if value.casefold() in _OLD_TRUTH or (inside and _BRACKETS.search(value)):
        return False
    try:
        return plain_value(value) == value
    except InexactNumberError:
        return False
