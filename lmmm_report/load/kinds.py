"""What kind of file was given where another one is expected: a report, a PDF, a table, a model, a theme, a profile.

Asked only where a file was refused. By its first bytes and the names at the beginning of its lines; nothing is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from lmmm_report.load.yaml.characters import printable
from lmmm_report.load.yaml.text import read_bytes, shortened
from lmmm_report.messages import Message, say
from lmmm_report.problems import Problem, UserError

Wanted = Literal["profile", "theme", "model", "report"]
"""What is expected."""
Kind = Literal[
    "report", "pdf", "table", "document", "archive", "picture", "page", "schema", "calendar", "delimited", "notes",
    "binary", "model", "extension", "theme", "profile", "",
]  # fmt: skip
"""What it is; empty where that cannot be told."""

_NEAR: Final = 64 * 1024
_ZIP: Final = b"PK\x03\x04"
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_TOP_KEY = re.compile(rb"^([A-Za-z_]+):", re.MULTILINE)
_THEME_KEYS: Final = frozenset({b"accent", b"confidentiality", b"fonts", b"footer", b"logo", b"logo_text"})
_EXTENSION_KEYS: Final = frozenset({b"criteria", b"measures", b"derivations", b"hints", b"sentences", b"decisions"})
_PROFILE_KEYS: Final = frozenset({b"format", b"company", b"assessment"})
_NOTES_KEYS: Final = frozenset({b"company", b"teller"})
_NOTES_HEAD = re.compile(rb"# [^\n]*lmmm-report init [^\n]*--from")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_OF_OURS = re.compile(rb'<meta name="generator" content="lmmm-report|"program":\s*\{\s*"name":\s*"lmmm-report"')
_NAMED = re.compile(rb'"profile":\s*\{\s*"file":\s*"([^"\\\x00-\x1f]{1,200})"')
_PART = re.compile(rb"(?:\s*#[^\n]*\n|\s*\n)*- id: [A-Z][A-Z0-9-]*\s*\n")


def other_file(data: bytes, name: str, wanted: Wanted) -> Problem | None:
    """The problem that the file ``name`` is of another kind than ``wanted``; `None` if it is not, or none is known."""
    kind = kind_of(data)
    if not kind or kind == wanted or (wanted == "model" and kind == "extension"):
        return None
    message = say("files.other_kind", found=say(f"files.a_{kind}"), wanted=say(f"files.wanted_{wanted}"))
    return Problem(file=name, message=message, hint=_cure(kind, wanted, data, name), code="other-kind")


def or_other_file(error: UserError, content: Path | bytes, wanted: Wanted) -> UserError:
    """What is said of a file that was refused by ``error`` because it is of another kind; else ``error``."""
    try:
        data = content if isinstance(content, bytes) else read_bytes(content)
    except UserError:
        return error
    other = other_file(data, str(content) if isinstance(content, Path) else error.problems[0].file, wanted)
    return error if other is None else UserError(other)


def kind_of(data: bytes) -> Kind:
    """What kind of file these bytes are."""
    start = data[:_NEAR].removeprefix(b"\xef\xbb\xbf")
    for fits, kind in _KINDS:
        if fits(start):
            return kind
    return ""


def _keys(start: bytes) -> frozenset[bytes]:
    return frozenset(_TOP_KEY.findall(start))


def _is_report(start: bytes) -> bool:
    return (_is_page(start) or start.lstrip()[:1] == b"{") and _OF_OURS.search(start) is not None


def _is_page(start: bytes) -> bool:
    return start.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html"))


def _is_delimited(start: bytes) -> bool:
    """Whether the first two lines have the same columns, at least two, and nothing like a key of YAML."""
    lines = [line for line in start.splitlines()[:20] if line.strip()][:2]
    if len(lines) < 2 or any(re.match(rb"\s*(?:#|-\s|[\w.]+:(?:\s|$))", line) for line in lines):
        return False
    return any(
        lines[0].count(mark) == lines[1].count(mark) >= least for mark, least in ((b";", 1), (b"\t", 1), (b",", 2))
    )


_KINDS: tuple[tuple[Callable[[bytes], bool], Kind], ...] = (
    (lambda start: start.startswith(b"%PDF-"), "pdf"),
    (lambda start: start.startswith(_ZIP) and (b"xl/" in start or b"opendocument.spreadsheet" in start), "table"),
    (lambda start: start.startswith(_ZIP) and (b"word/" in start or b"opendocument.text" in start), "document"),
    (lambda start: start.startswith((_ZIP, b"\x1f\x8b")), "archive"),
    (lambda start: start.startswith(_OLD_OFFICE), "document"),
    (lambda start: start.startswith(_PICTURES), "picture"),
    (_is_report, "report"),
    (lambda start: _is_page(start) or start.lstrip().startswith(b"<?xml"), "page"),
    (lambda start: start.lstrip()[:1] == b"{" and b'"$schema"' in start[:1000], "schema"),
    (lambda start: start.startswith(b"BEGIN:VCALENDAR"), "calendar"),
    (lambda start: len(_keys(start) & _PROFILE_KEYS) >= 2, "profile"),
    (lambda start: _keys(start) >= _NOTES_KEYS or _NOTES_HEAD.match(start) is not None, "notes"),
    (lambda start: b"\x00" in start and not start.startswith(_UTF_16), "binary"),
    (_is_delimited, "delimited"),
    (lambda start: b"axes" in _keys(start) or _PART.match(start) is not None, "model"),
    (lambda start: bool(_keys(start)) and _keys(start) <= _THEME_KEYS, "theme"),
    (lambda start: bool(_keys(start) & _EXTENSION_KEYS) and not _keys(start) & _PROFILE_KEYS, "extension"),
)
"""Each kind with how it is known; the first that fits counts."""


def _profile_of_report(data: bytes) -> Message:
    named = _NAMED.search(data)
    if named is None:
        return say("files.profile_of_report")
    file = printable(shortened(named[1].decode("utf-8", "replace"), 80))
    return say("files.named_profile_of_report", file=file)


def _cure(kind: Kind, wanted: Wanted, data: bytes, name: str) -> Message:
    if wanted == "report":
        return say("files.report_first" if kind == "profile" else "verify.no_report_cure")
    if wanted != "profile":
        return say(f"files.{wanted}_cure")
    if kind == "report":
        return _profile_of_report(data)
    if kind in ("model", "extension", "theme"):
        where = str(Path(name).parent) if kind == "model" else name
        return say(f"files.give_as_{'theme' if kind == 'theme' else 'model'}", path=where)
    if kind == "notes":
        return say("files.take_notes", path=name)
    return say("files.profile_cure")
