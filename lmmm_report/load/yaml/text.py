"""From the bytes of a file to its text, and from a place in the text to the line that a message shows."""

from __future__ import annotations

import pathlib
import re
from functools import lru_cache

from lmmm_report.domain.profile import Path, Place
from lmmm_report.load.yaml.characters import (
    named_character,
    printable,
    printable_message,
    refused_characters,
    without_refused,
)
from lmmm_report.messages import Cure, Message, say
from lmmm_report.problems import Problem, UserError

LIMIT_BYTES = 1024 * 1024
LIMIT_PROBLEMS = 100
"""So many problems of one kind of check are listed; a file with more is mended in rounds."""

_LONGEST_SNIPPET = 200
_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_KINDS = {ending: {".yaml", ".yml"} for ending in (".yaml", ".yml")}
"""Endings that stand for the same kind of file."""
_PLAIN_STEP = re.compile(r"[\w-]+")


def read_bytes(path: pathlib.Path) -> bytes:
    """The bytes of the file, at most one more than the limit; `UserError` if it cannot be read."""
    name = str(path)
    try:
        if path.is_dir():
            raise UserError(_unreadable(name, say("yaml.is_folder"), _file_in(path)))
        with path.open("rb") as file:
            return file.read(LIMIT_BYTES + 1)
    except FileNotFoundError:
        raise UserError(_unreadable(name, say("yaml.no_file"), _similar_file(path))) from None
    except PermissionError:
        raise UserError(_unreadable(name, say("yaml.no_right"), say("yaml.no_right_cure"))) from None
    except (OSError, ValueError):
        raise UserError(_unreadable(name, say("yaml.unreadable"), say("yaml.unreadable_cure"))) from None


def _unreadable(name: str, message: Message, hint: Cure) -> Problem:
    return Problem(file=name, message=message, hint=hint, code="unreadable")


def _file_in(folder: pathlib.Path) -> Message:
    """The cure where a folder was named instead of a file in it."""
    try:
        first = min((one for one in folder.iterdir() if one.suffix in (".yaml", ".yml")), default=None)
    except OSError:
        first = None
    return say("yaml.file_in_folder_cure", path=str(first)) if first else say("yaml.is_folder_cure")


def _similar_file(path: pathlib.Path) -> Message:
    """The cure for a name that nobody has: one like it, of the same kind of file."""
    from difflib import get_close_matches

    kinds = _KINDS.get(path.suffix.lower(), {path.suffix.lower()})
    try:
        there = [one for one in sorted(path.parent.iterdir()) if not path.suffix or one.suffix.lower() in kinds]
    except OSError:
        return say("yaml.no_folder_cure", folder=str(path.parent))
    named = {one.stem: one for one in there}  # the ending alone would make short names alike
    near = get_close_matches(path.stem, named, n=1)
    return say("yaml.similar_file_cure", path=str(named[near[0]])) if near else say("yaml.no_file_cure")


def decode(data: bytes, name: str) -> str:
    """The text of a UTF-8 file, without a byte order mark; `UserError` for other encodings and unseen characters."""
    if len(data) > LIMIT_BYTES:
        message, hint = say("yaml.too_large", limit=LIMIT_BYTES // 1024), say("yaml.too_large_cure")
        raise UserError(Problem(file=name, message=message, hint=hint, code="too-large"))
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UserError(_not_utf8(data, name, error.start)) from None
    refused = []
    for match in refused_characters(text):
        refused.append(_refused_character(text, name, match))
        if len(refused) == LIMIT_PROBLEMS:
            break
    if refused:
        raise UserError(refused)
    return text


def _not_utf8(data: bytes, name: str, at: int) -> Problem:
    before = data[:at].decode("utf-8").removeprefix("\ufeff")
    place = place_of(before, len(before))
    text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    line = snippet(text, place)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hint, line = say("yaml.save_utf16_as_utf8"), ""
    elif data[at] >= 0xA0:
        hint = say("yaml.save_windows_as_utf8", character=chr(data[at]))
    else:
        hint = say("yaml.save_as_utf8")
    return Problem(
        file=name,
        message=say("yaml.not_utf8", byte=f"{data[at]:02X}"),
        line=place.line,
        column=place.column,
        hint=hint,
        snippet=line,
        code="not-utf-8",
    )


def _refused_character(text: str, name: str, match: re.Match[str]) -> Problem:
    place = place_of(text, match.start())
    return Problem(
        file=name,
        message=say("yaml.found", what=named_character(match.group())),
        line=place.line,
        column=place.column,
        hint=say("yaml.unseen_cure"),
        snippet=snippet(text, place),
        code="refused-character",
    )


@lru_cache(maxsize=1)
def lines_of(text: str) -> list[str]:
    """The lines of ``text`` as editors count them."""
    return _LINE_BREAK.split(text)


def place_of(text: str, index: int) -> Place:
    """Line and column of the character at ``index``."""
    last_end, breaks = 0, 0
    for match in _LINE_BREAK.finditer(text, 0, index):
        last_end, breaks = match.end(), breaks + 1
    return Place(breaks + 1, index - last_end + 1)


def snippet(text: str, place: Place) -> str:
    """The source line at ``place``, cut to a sane length; empty if the column lies beyond that length.

    Characters that must not be there are replaced one by one, so that a caret below stays in its column.
    """
    lines = lines_of(text)
    if place.line > len(lines) or place.column > _LONGEST_SNIPPET:
        return ""
    return without_refused(shortened(lines[place.line - 1].rstrip(), _LONGEST_SNIPPET))


def shortened(text: str, length: int = 40) -> str:
    """``text`` cut to ``length`` characters, an ellipsis included."""
    return text if len(text) <= length else text[: length - 1] + "…"


def dotted(path: Path) -> str:
    """A path in the way it is written for readers: ``process.handovers[0].to``."""
    written = ""
    for step in path:
        if isinstance(step, int):
            written += f"[{step}]"
        elif _PLAIN_STEP.fullmatch(step):
            written += f".{step}" if written else step
        else:
            written += f'["{shortened(step)}"]'
    return written


def problem_at(name: str, text: str, place: Place, path: Path, *, message: Message, hint: Cure, code: str) -> Problem:
    """A fault at ``place`` of ``text``, fit to be printed: with its source line and without unseen characters."""
    return Problem(
        file=name,
        message=printable_message(message),
        line=place.line,
        column=place.column,
        path=printable(dotted(path)),
        hint=printable_message(hint) if hint else "",
        snippet=snippet(text, place),
        code=code,
    )
