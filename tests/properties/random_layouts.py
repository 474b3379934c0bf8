"""One profile in many layouts: styles, indentation, quotation marks, comments, line ends, marks, drawn by chance.

Beside the text stands which lines each value takes up, so that a test can say which lines a change may touch.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from typing import Any

Path = tuple[Any, ...]
PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_- ")
COMMENTS = ("# why: agreed", "# keep: {this, 'one'", "# - no entry", "#", "# „ours“ \t")


@dataclass
class LaidOut:
    """A profile as a file, with the lines (from 0, first and last) of every value, and the values in brackets."""

    data: bytes
    lines: list[str] = field(default_factory=list)
    """With their line ends, without byte order mark."""
    spans: dict[Path, tuple[int, int]] = field(default_factory=dict)
    brackets: set[Path] = field(default_factory=set)


def laid_out(data: dict[str, Any], chance: random.Random) -> LaidOut:
    """The profile in a layout of chance."""
    scribe = _Scribe(chance)
    if chance.random() < 0.3:
        scribe.lines.append(chance.choice(("---", "--- # ours", "# first\n---")))
        scribe.lines[-1:] = scribe.lines[-1].split("\n")
    if chance.random() < 0.15:
        scribe.flow("", data, (), -1)
    else:
        scribe.group(data, (), 0)
    if chance.random() < 0.3:
        scribe.lines += ["# last", *chance.choice((["..."], [""], ["...", "# behind"]))]
    ends = chance.choice((("\n",), ("\r\n",), ("\n", "\r\n"), ("\n",)))
    lines = [line + chance.choice(ends) for line in scribe.lines]
    if chance.random() < 0.3:
        lines[-1] = lines[-1].rstrip("\r\n")
    mark = b"\xef\xbb\xbf" if chance.random() < 0.2 else b""
    return LaidOut(mark + "".join(lines).encode(), lines, scribe.spans, scribe.brackets)


class _Scribe:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.lines: list[str] = []
        self.spans: dict[Path, tuple[int, int]] = {}
        self.brackets: set[Path] = set()
        self.steps = chance.choice(((2,), (4,), (1, 2, 3, 4)))
        self.dashes = chance.choice(((0,), (2,), (0, 1, 2, 4)))
        self.plain = chance.random()

    def group(self, data: dict[str, Any], path: Path, column: int, head: str = "") -> None:
        for name, value in data.items():
            if not head:
                self.between(column)
            key = self.chance.choice((name, name, name, f'"{name}"', f"'{name}'"))
            colon = self.chance.choice((":", ":", ":", " :"))
            self.value(f"{head or ' ' * column}{key}{colon}", value, (*path, name), column)
            head = ""

    def value(self, head: str, value: Any, path: Path, column: int) -> None:
        first = len(self.lines)
        if isinstance(value, (dict, list)) and (not value or self.chance.random() < 0.25):
            self.flow(f"{head} ", value, path, column)
        elif isinstance(value, dict):
            self.add(head)
            self.group(value, path, column + self.chance.choice(self.steps))
        elif isinstance(value, list):
            self.add(head)
            self.entries(value, path, column + self.chance.choice(self.dashes))
        else:
            self.scalar(head, value, column)
        self.spans[path] = (first, len(self.lines) - 1)

    def entries(self, values: list[Any], path: Path, column: int) -> None:
        for index, value in enumerate(values):
            self.between(column)
            first = len(self.lines)
            gap = self.chance.choice((1, 1, 3))
            head = " " * column + "-"
            if isinstance(value, dict) and self.chance.random() < 0.2:
                self.flow(head + " " * gap, value, (*path, index), column)
            elif isinstance(value, dict):
                self.group(value, (*path, index), column + 1 + gap, head + " " * gap)
            else:
                self.scalar(head + " " * (gap - 1), value, column)
            self.spans[(*path, index)] = (first, len(self.lines) - 1)

    def scalar(self, head: str, value: Any, column: int) -> None:
        style = self.chance.random()
        if isinstance(value, str) and value != "none" and style < 0.15:
            sign = self.chance.choice("|>") + self.chance.choice(("-", "-", "", "+"))
            if sign.endswith("-") or value.endswith("\n"):
                self.add(f"{head} {sign}", blank=False)
                self.lines += [" " * (column + 3) + line for line in value.removesuffix("\n").split("\n")]
                if not sign.endswith("+") and self.chance.random() < 0.3:
                    self.lines.append("")
                return
        gap = self.chance.choice((" ", " ", "  ", "\n" + " " * (column + 2)))
        if "\n" in gap:
            self.add(head)
            head, gap = "", gap[1:]
        self.add(f"{head}{gap}{self.word(value)}")

    def word(self, value: Any) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            return self.chance.choice((str(value), f"+{value}", hex(value)))
        if not isinstance(value, str):
            return json.dumps(value)
        if PLAIN.issuperset(value) and value[:1].isalnum() and self.chance.random() < 0.7:
            return value
        quoted = "'" + value.replace("'", "''") + "'"
        return quoted if "\n" not in value and self.chance.random() < 0.5 else json.dumps(value)

    def flow(self, head: str, value: Any, path: Path, column: int) -> None:
        first = len(self.lines)
        text = self.in_brackets(value, path, self.chance.random() < 0.4)
        margin = " " * (column + 1 + self.chance.choice((1, 3)))
        one, *more = (head + text).split("\n")
        for line in (one, *(margin + line for line in more)):
            last = line is one if not more else False
            self.add(line) if last or self.chance.random() < 0.4 else self.lines.append(line)
        for own in self.brackets:
            if own[: len(path)] == path:
                self.spans[own] = (first, len(self.lines) - 1)
        self.spans[path] = (first, len(self.lines) - 1)

    def in_brackets(self, value: Any, path: Path, broken: bool) -> str:
        self.brackets.add(path)
        if isinstance(value, dict):
            quoted = self.chance.random() < 0.3
            names = [json.dumps(name) if quoted else name for name in value]
            parts = [f"{n}: {self.in_brackets(v, (*path, k), broken)}" for n, (k, v) in zip(names, value.items())]  # noqa: B905
        elif isinstance(value, list):
            parts = [self.in_brackets(v, (*path, i), broken) for i, v in enumerate(value)]
        else:
            return self.word(value)
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        comma = (
            "\n, " if broken and self.chance.random() < 0.1 else ",\n" if broken else self.chance.choice((", ", ","))
        )
        tail = "," if parts and self.chance.random() < 0.2 else ""
        inner = comma.join(parts) + tail
        return (
            f"{opening}\n{inner}\n{closing}" if broken and self.chance.random() < 0.5 else f"{opening}{inner}{closing}"
        )

    def add(self, line: str, *, blank: bool = True) -> None:
        chance = self.chance.random()
        if chance < 0.15:
            # The reader takes no tab behind a dash.
            gaps = (" ", "   ") if line.rstrip().endswith("-") else (" ", "\t", "   ", " \t")
            line += self.chance.choice(gaps) + self.chance.choice(COMMENTS)
        elif chance < 0.2 and blank:
            line += "  "
        self.lines.append(line)

    def between(self, column: int) -> None:
        if self.chance.random() < 0.1:
            self.lines.append(self.chance.choice(("", "", " " * column)))
        if self.chance.random() < 0.1:
            self.lines.append(" " * self.chance.choice((0, column)) + self.chance.choice(COMMENTS))
