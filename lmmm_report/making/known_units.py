"""What is known of units while a build lasts: on the disk, so that thousands of them take hardly any memory."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, NamedTuple

from lmmm_report.site.row_json import headlines_in

IN_MEMORY = 1 << 18
"""Bytes until which no file is needed."""


class UnitRecord(NamedTuple):
    """From what the files of one unit were made, and what the pages about all need of it."""

    rules: str
    options: str
    made_of: str
    names: str
    """As `Recipe.names`."""
    files: tuple[str, ...]
    row: Any
    """As `row_data` gives it; looked at only where it is needed."""
    warnings: tuple[Any, ...]
    """As `problem_data` gives them."""
    tip: tuple[str, str] = ("", "")
    """Id of the commit that its earlier states were asked of, and its path there; empty where they may change."""
    states: str = ""
    """The fingerprint of these states."""


class Units(MutableMapping[str, UnitRecord]):
    """Units by the name of their files, each in a line of a file without a name, read when it is asked for.

    `ValueError` for what no file can hold.
    """

    def __init__(self) -> None:
        self._file: Any = None
        self._places: dict[str, int] = {}
        self._end = 0
        self._writing = False

    def __setitem__(self, name: str, unit: UnitRecord) -> None:
        """Take down what is known."""
        line = json.dumps(list(unit), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        if self._file is None:
            from tempfile import SpooledTemporaryFile  # most builds make what they know of nothing

            self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - `close` lets it go
        if not self._writing:
            self._file.seek(0, os.SEEK_END)
            self._writing = True
        self._file.write(line)
        self._places[name] = self._end
        self._end += len(line)

    def text(self, name: str) -> str:
        """What is known of a unit, as JSON in one line."""
        place = self._places[name]
        self._writing = False
        self._file.seek(place)
        line: bytes = self._file.readline()
        return line.rstrip(b"\n").decode()

    def __getitem__(self, name: str) -> UnitRecord:
        """What is known; every list in it but those of names is plain data."""
        rules, options, made_of, names, files, row, warnings, tip, states = json.loads(self.text(name))
        return UnitRecord(rules, options, made_of, names, tuple(files), row, tuple(warnings), (tip[0], tip[1]), states)

    def __delitem__(self, name: str) -> None:
        """Forget a unit."""
        del self._places[name]

    def __contains__(self, name: object) -> bool:
        """Whether anything is known, without reading it."""
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        """Names."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._places)

    def close(self) -> None:
        """Let the file go; nothing is known after that."""
        self._places = {}
        if self._file is not None:
            self._file.close()
            self._file = None

    def __del__(self) -> None:
        """Also where something was raised before anybody could."""
        self.close()


class Headlines(Mapping[str, str]):
    """The headlines in a unit's row by language, read when somebody asks for them.

    No two units share one, so those of thousands would take much room, and few pages need them.
    """

    __slots__ = ("_name", "_units")

    def __init__(self, units: Units, name: str) -> None:
        """``name``: of a unit that is known as long as anybody asks."""
        self._units = units
        self._name = name

    def _all(self) -> Mapping[str, str]:
        return headlines_in(self._units[self._name].row)

    def __getitem__(self, language: str) -> str:
        return self._all()[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())
