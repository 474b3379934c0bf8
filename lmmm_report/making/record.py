"""The record of a folder of reports: from what each file was made, so that the next build makes what has changed.

It lies in the folder itself and is not trusted: what does not fit is no record, everything is made anew then, and
nothing is removed. It names nothing but files that a build of the same name would write, below the folder.

It is one JSON document with a line for each entry, in the layout of `record_lines`, written and read a line at a time.
A document in another layout is no record.
"""

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from lmmm_report.making.known_units import UnitRecord, Units
from lmmm_report.messages import Message, Told, in_language
from lmmm_report.problems import Problem
from lmmm_report.site.row_json import Unfit, text

RECORD = ".lmmm-report.json"
"""Name of the record below the folder."""
FORMAT = 3
TOLD_IN_HEAD = 2
"""The format before it: what earlier files have told is not in lines of its own."""
LARGEST = 256 * 1024 * 1024
LONGEST = 16 * 1024 * 1024
"""Bytes of one line."""
LANGUAGES = ("de", "en")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ABOUT_ALL = re.compile(r"index(\.[a-z]{2,8})?\.html|index\.json|portfolio/[^/]+\.(html|xml)")
_BESIDE = re.compile(r"assets/[A-Za-z0-9][A-Za-z0-9._-]*\.[a-z0-9]{2,5}")
_ENDINGS = re.compile(r"\.json|\.[a-z]{2,8}(\.[a-z]+)?\.(html|pdf)")


class Output(NamedTuple):
    """A file that a build has written, or keeps."""

    size: int
    sha256: str
    by: tuple[str, ...]
    """For which requests, in short: what profiles were named."""


class Record(NamedTuple):
    """All that is known of a folder."""

    outputs: Mapping[str, Output] = {}
    units: Units = Units()
    site: tuple[str, tuple[str, ...]] = ("", ())
    """From what the pages about all were made, and their files."""
    folders: tuple[str, ...] = ()
    """Folders that were made for the files."""
    told: Mapping[str, Any] = {}
    """What earlier files have told, by their SHA-256 (see `earlier`), under these rules."""
    rules: str = ""

    def whole(self, folder: Path, names: Iterable[str], *, by_content: bool) -> bool:
        """Whether these files are there as they were written, by size or ``by_content``."""
        return all(self._is_there(folder, name, by_content=by_content) for name in names)

    def _is_there(self, folder: Path, name: str, *, by_content: bool) -> bool:
        output = self.outputs[name]
        try:
            found = os.lstat(folder / name)
            if not stat.S_ISREG(found.st_mode) or found.st_size != output.size:
                return False
            if by_content:
                with (folder / name).open("rb") as file:
                    return hashlib.file_digest(file, "sha256").hexdigest() == output.sha256
        except OSError:
            return False
        return True


NOTHING = Record()
"""What is known of a folder without a record."""


class Stored(NamedTuple):
    """A record as it lies in a folder. What is known of its units is to be closed."""

    record: Record
    sha256: str
    """Of its bytes; empty if there are none that could be read."""


def read_record(folder: Path) -> Stored:
    """What is known of a folder: `NOTHING` where there is no record, or none of ours."""
    lines = _Lines(folder)
    try:
        record = _read(lines)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError):
        record = NOTHING
    return Stored(record, lines.sum_of_all())


def stored_sum(folder: Path) -> str:
    """The SHA-256 of the record in a folder; empty if there is none that could be read."""
    return _Lines(folder).sum_of_all()


class _Lines:
    """The lines of the record in a folder, and the hash of all of them. None where there is nothing to be read."""

    def __init__(self, folder: Path) -> None:
        self._digest = hashlib.sha256()
        self._size = 0
        self._whole = False
        self._lines = self._read(folder / RECORD)

    def _read(self, path: Path) -> Iterator[bytes]:
        try:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(descriptor, "rb") as file:
                if path.is_symlink() or not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    return
                while line := file.readline(LONGEST):
                    self._digest.update(line)
                    self._size += len(line)
                    if self._size > LARGEST:
                        return
                    yield line
                self._whole = self._size > 0
        except OSError:
            return

    def next(self) -> bytes:
        """The next line with its end; `Unfit` behind the last one, and for one that is too long or has no end."""
        line = next(self._lines, b"")
        if not line.endswith(b"\n"):
            raise Unfit("line")
        return line

    def end(self) -> None:
        """`Unfit` where there is one more line."""
        if next(self._lines, b""):
            raise Unfit("end")

    def sum_of_all(self) -> str:
        """The SHA-256 of all lines, whether they have been asked for or not; empty if they could not be read."""
        for _ in self._lines:
            pass
        return self._digest.hexdigest() if self._whole else ""


def record_lines(record: Record) -> Iterator[str]:
    """The record as it is stored, line by line: one for each unit and each file, in the order of names."""
    document = {
        "format": FORMAT,
        "rules": record.rules,
        "site": record.site,
        "folders": sorted(record.folders),
    }
    yield f"{_compact(document)[:-1]},\n"
    yield from _section("told", ((key, _compact(record.told[key])) for key in sorted(record.told)))
    yield ",\n"
    yield from _section("outputs", ((name, _compact(record.outputs[name])) for name in sorted(record.outputs)))
    yield ",\n"
    yield from _section("units", ((name, record.units.text(name)) for name in sorted(record.units)))
    yield "}\n"


def _compact(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _section(key: str, entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'"{key}":{{'
    for number, (name, one) in enumerate(entries):
        yield f"{',' * bool(number)}\n{_compact(name)}:{one}"
    yield "\n}"


def _entries(lines: _Lines, key: str, *, last: bool = False) -> Iterator[tuple[str, Any]]:
    """The entries of one section, no name twice; the lines then stand behind it."""
    if lines.next() != f'"{key}":{{\n'.encode():
        raise Unfit(key)
    end, before = b"}}\n" if last else b"},\n", ""
    while (line := lines.next()) != end:
        ((name, one),) = json.loads(b"{%b}" % line.rstrip(b",\n")).items()
        if name <= before:  # they stand in order
            raise Unfit(name)
        before = name
        yield name, one


def _read(lines: _Lines) -> Record:
    document = json.loads(b"%b}" % lines.next().rstrip(b",\n"))
    if document["format"] not in (FORMAT, TOLD_IN_HEAD):
        raise Unfit("format")
    told = document["told"].items() if document["format"] == TOLD_IN_HEAD else _entries(lines, "told")
    told = {_sum(key): one for key, one in told}
    outputs = {_own_name(name): _output(*one) for name, one in _entries(lines, "outputs")}
    made_of, pages = document["site"]
    record = Record(
        outputs=outputs,
        units=Units(),
        site=(text(made_of), _own(pages, outputs)),
        folders=tuple(_path(name) for name in document["folders"]),
        told=told,
        rules=text(document["rules"]),
    )
    try:
        for name, one in _entries(lines, "units", last=True):
            record.units[_path(name)] = _unit(name, outputs, *one)
        lines.end()
    except Exception:
        record.units.close()
        raise
    return record


def _path(name: object) -> str:
    """A name that stays below the folder, passes no hidden folder and is written in one way only."""
    parts = text(name).split("/")
    if any(part in ("", ".", "..") or "\0" in part or "\\" in part for part in parts):
        raise Unfit("path")
    if any(part.startswith(".") for part in parts[:-1]) or parts[-1] in (RECORD, ".git"):
        raise Unfit("path")
    return "/".join(parts)


def _own_name(name: object) -> str:
    """The name of a file that a build would write."""
    path = _path(name)
    if not (_of_a_report(path) or _ABOUT_ALL.fullmatch(path) or _BESIDE.fullmatch(path)):
        raise Unfit("file")
    return intern(path)


def _of_a_report(name: str) -> bool:
    stem = name.rpartition("/")[2]
    return any(_ENDINGS.fullmatch(stem[at:]) for at, letter in enumerate(stem) if letter == "." and at)


def _output(size: Any, sha256: Any, by: Any) -> Output:
    if type(size) is not int or size < 0:
        raise Unfit("size")
    return Output(size, _sum(sha256), _requests(tuple(text(one) for one in by)))


@lru_cache(maxsize=64)
def _requests(by: tuple[str, ...]) -> tuple[str, ...]:
    """The same; files of the same requests share one."""
    return by


def _sum(value: object) -> str:
    if not _SHA256.fullmatch(text(value)):
        raise Unfit("sum")
    return str(value)


def _unit(name: str, outputs: Mapping[str, Output], *parts: Any) -> UnitRecord:
    rules, options, made_of, names, files, row, warnings, (commit, path), states = parts
    own = _own(files, outputs)
    if not all(_BESIDE.fullmatch(file) or _ENDINGS.fullmatch(file.removeprefix(name)) for file in own):
        raise Unfit(name)
    for warning in warnings:
        problem_of(warning, "")
    return UnitRecord(
        rules=intern(text(rules)),
        options=intern(text(options)),
        made_of=text(made_of),
        names=intern(text(names)),
        files=own,
        row=row,
        warnings=tuple(warnings),
        tip=(intern(text(commit)), text(path)),
        states=text(states),
    )


def _own(files: Any, outputs: Mapping[str, Output]) -> tuple[str, ...]:
    own = tuple(intern(text(name)) for name in files)
    if not outputs.keys() >= set(own):
        raise Unfit("files")
    return own


def problem_data(problem: Problem, file: str) -> list[Any]:
    """A problem as JSON can have it; ``file``: the profile, which may be named in another way the next time."""
    said = [
        {language: _plain(in_language(one, language)) for language in LANGUAGES}
        for one in (problem.message, problem.hint)
    ]
    place = [problem.line, problem.column, _plain(problem.path), _plain(problem.snippet)]
    named = None if problem.file == file else _plain(problem.file)
    return [named, *said, *place, problem.code, problem.severity]


def _plain(said: str) -> str:
    """A text without what could move the cursor of a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in said)


def problem_of(data: Any, file: str) -> Problem:
    """The problem; `Unfit` for anything else."""
    named, message, hint, line, column, path, snippet, code, severity = data
    if severity != "warning" or not all(one is None or type(one) is int for one in (line, column)):
        raise Unfit("problem")
    return Problem(
        file=file if named is None else _shown(named),
        message=_told(message),
        hint=_told(hint) if any(hint.values()) else "",
        line=line,
        column=column,
        path=_shown(path),
        snippet=_shown(snippet),
        code=_shown(code),
        severity="warning",
    )


def _told(texts: Any) -> Message:
    return Told({language: _shown(texts[language]) for language in LANGUAGES})


def _shown(value: object) -> str:
    """A text that may go to a terminal."""
    if not text(value).isprintable():
        raise Unfit("text")
    return str(value)
