"""What is wrong with a profile's notes, at its place in the profile."""

from __future__ import annotations

import re
from collections.abc import Container

from lmmm_report.domain.profile import Profile
from lmmm_report.problems import Problem, Severity
from lmmm_report.report.html.notes_bounds import Fault, RefusedError, is_plain

_PATH = ("assessment", "notes")
_LONGEST_SNIPPET = 200
_LINE_BREAK = re.compile(r"\r\n|\n|\r")


class _AnyOf:
    def __init__(self, parts: tuple[Container[str], ...]) -> None:
        self.parts = parts

    def __contains__(self, name: object) -> bool:
        return any(name in part for part in self.parts)


def note_problems(profile: Profile, *known: Container[str]) -> tuple[Problem, ...]:
    """An error or warnings about the notes of a profile. They may link to what is in one of ``known``.

    Notes in plain words cost next to nothing.
    """
    if is_plain(profile.notes):
        return ()
    from lmmm_report.report.html.markup import read  # brings the parser

    try:
        faults = read(profile.notes, _AnyOf(known)).faults
    except RefusedError as refused:
        return (_problem(profile, refused.fault, "error"),)
    return tuple(_problem(profile, fault, "warning") for fault in faults)


def _problem(profile: Profile, fault: Fault, severity: Severity) -> Problem:
    lines = _LINE_BREAK.split(profile.text)
    line, column = _place(profile, fault, lines)
    snippet = lines[line - 1].rstrip()
    return Problem(
        file=profile.file,
        message=fault.message,
        hint=fault.hint,
        line=line,
        column=column,
        path=".".join(_PATH),
        snippet=snippet[:_LONGEST_SNIPPET] if column <= _LONGEST_SNIPPET else "",
        code=fault.code,
        severity=severity,
    )


def _place(profile: Profile, fault: Fault, lines: list[str]) -> tuple[int, int]:
    """Line and column of a fault: a block of text keeps its lines, in quotes they are looked for."""
    begin = profile.place(_PATH)
    noted = profile.notes.split("\n")
    said = noted[fault.line].strip() if fault.line < len(noted) else ""
    in_block = begin.line + fault.line
    if said and in_block < len(lines) and lines[in_block].strip() == said:
        return in_block + 1, max(
            lines[in_block].find(fault.written), len(lines[in_block]) - len(lines[in_block].lstrip())
        ) + 1
    for wanted in filter(None, (said, fault.written)):
        for number in range(begin.line - 1, len(lines)):
            start = begin.column - 1 if number == begin.line - 1 else 0
            at = lines[number].find(wanted, start)
            if at >= 0:
                inside = lines[number].find(fault.written, at)
                return number + 1, max(at, inside) + 1
    return begin.line, begin.column
