"""Reads one YAML file strictly: plain data, and the line and column of every key and every value.

Plain words follow the core rules of YAML 1.2 (``no`` and ``12:30`` are texts). What can mean two things, or is able
to bring the program down, is refused with its place: duplicate keys, anchors, tags, several documents, deep nesting.
"""

import pathlib
from collections.abc import Mapping
from typing import NamedTuple

from lmmm_report.domain.profile import Path, Place
from lmmm_report.load.yaml.builder import Builder
from lmmm_report.load.yaml.characters import may_be_pasted
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.places import Places
from lmmm_report.load.yaml.text import decode, lines_of, problem_at, read_bytes
from lmmm_report.messages import Cure, Message
from lmmm_report.problems import Problem, UserError


class Source(NamedTuple):
    """One YAML file after reading: its data, where each part of it stands, its text."""

    name: str
    """Name of the file for messages."""
    data: Data
    places: Places
    """Where each value begins, by the way to it; the whole document is at ``()``."""
    key_places: Mapping[Path, Place]
    """Where each key stands, by the way to its value."""
    text: str
    content: bytes
    """The file's bytes with line ends as LF: git may change these, nobody else sees."""

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where the value (or its key) at ``path`` stands; if there is none, the nearest thing around it."""
        while path:
            found = (self.key_places.get(path) if key else None) or self.places.get(path)
            if found is not None:
                return found
            path = path[:-1]
        return self.places.get((), Place(1, 1))

    def written(self, path: Path) -> str:
        """The rest of the line from where the value at ``path`` begins."""
        place = self.place(path)
        return lines_of(self.text)[place.line - 1][place.column - 1 :]

    def problem(
        self,
        path: Path,
        message: Message,
        *,
        hint: Cure = "",
        code: str = "",
        key: bool = False,
        place: Place | None = None,
    ) -> Problem:
        """A fault of the value at ``path``, or of its key, with its place (or ``place`` in it) and source line."""
        place = place or self.place(path, key=key)
        return problem_at(self.name, self.text, place, path, message=message, hint=hint, code=code)


def read_yaml(path: pathlib.Path) -> Source:
    """Read the file at ``path``; a `UserError` lists everything that is wrong with it."""
    return parse_yaml(read_bytes(path), str(path))


def parse_yaml(text_bytes: bytes, name: str) -> Source:
    """Read YAML from bytes; ``name`` stands for the file in messages. Raises `UserError` with all problems."""
    text = decode(text_bytes, name)
    if may_be_pasted(text):
        _refuse_pasted(text, name)
    builder = Builder(text, name)
    builder.run()
    return Source(
        name=name,
        data=builder.root(),
        places=Places(builder.marks),
        key_places=Places(builder.key_marks),
        text=text,
        content=text_bytes.replace(b"\r\n", b"\n"),
    )


def _refuse_pasted(text: str, name: str) -> None:
    from lmmm_report.load.yaml.pasted import pasted_problems

    problems = pasted_problems(text, name)
    if problems:
        raise UserError(problems)
