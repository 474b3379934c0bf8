"""Characters of word processors that stand where YAML reads others: odd blanks, bullets, curly quotation marks.

They look like indentation, a dash or quotation marks, but YAML takes them for text, so that a later line is blamed or
none at all. What is found in a line is mended in a copy, which is read again, to find what stands behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lmmm_report.domain.profile import Place
from lmmm_report.load.yaml.builder import texts_of
from lmmm_report.load.yaml.characters import BULLETS, CURLY_QUOTES, ODD_BLANKS, named_character, number_of
from lmmm_report.load.yaml.text import LIMIT_BYTES, LIMIT_PROBLEMS, lines_of, problem_at, shortened
from lmmm_report.messages import Message, say
from lmmm_report.problems import Problem

_LIMIT_READ = 8 * LIMIT_BYTES
"""So many characters are read at most, over all rounds."""

_BLANK = f"[ \t{ODD_BLANKS}]"
_LEAD = rf"{_BLANK}*(?:-{_BLANK}+)*"
_KEY = rf"[\w-]{{1,60}}(?:[{ODD_BLANKS}][\w{ODD_BLANKS} -]{{0,60}})?:"
_SUSPECT = re.compile(
    "^(?:"
    + "|".join(
        [
            rf"[ \t]*(?:-[ \t]+)*-?[{ODD_BLANKS}]",
            rf"{_LEAD}{_KEY}[ \t]*[{ODD_BLANKS}]",
            rf"{_LEAD}[\w-]{{1,60}}[{ODD_BLANKS}][\w{ODD_BLANKS} -]{{0,60}}:(?:\s|$)",
            rf"{_BLANK}*[{BULLETS}]{_BLANK}",
            rf"[^\n\r#{CURLY_QUOTES}]*[:-][ \t]+[{CURLY_QUOTES}]",
        ]
    )
    + ")"
)
_INDENTED = re.compile(_LEAD)
_AFTER_COLON = re.compile(rf"({_LEAD}{_KEY})([ \t]*[{ODD_BLANKS}]{_BLANK}*)")
_IN_KEY = re.compile(rf"({_LEAD})({_KEY})(?=\s|$)")
_BULLET = re.compile(rf"({_BLANK}*)([{BULLETS}])(?={_BLANK}+\S)")
_CURLY = re.compile(rf"([^{CURLY_QUOTES}]*[:-][ \t]+)([{CURLY_QUOTES}])(.*)[{CURLY_QUOTES}]$")
_ODD = re.compile(f"[{ODD_BLANKS}]")

_Counts = Literal["always", "outside texts", "at the beginning of a text", "where reading broke off"]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may stand in a wrong place, what is said about it, and its line as it was probably meant."""

    column: int
    message: Message
    hint: Message
    mended: str
    counts: _Counts


@dataclass(slots=True)
class _Reading:
    """What a parser makes of a text, as far as it can read it. Lines are counted from 1."""

    fixed: set[int] = field(default_factory=set)
    """Lines that continue a text in quotes or a block text: what they hold is text."""
    continued: set[int] = field(default_factory=set)
    """Lines that continue an unquoted text."""
    begins: set[Place] = field(default_factory=set)
    """Where unquoted texts begin."""
    stop: int = 0
    """The line where reading broke off; 0 if it did not."""


def pasted_problems(text: str, name: str) -> list[Problem]:
    """Every such character that stands in a place that counts, in the order of the file, one for a line."""
    lines = list(lines_of(text))
    waiting = [number for number, line in enumerate(lines, 1) if _SUSPECT.match(line)]
    found: dict[int, _Candidate] = {}
    budget = _LIMIT_READ
    while waiting and budget > 0 and len(found) < LIMIT_PROBLEMS:
        budget -= len(text) + 1
        reading = _read("\n".join(lines))
        fresh = 0
        for number in waiting:
            if reading.stop and number > reading.stop:
                break
            candidate = _counted(number, lines, reading, found)
            if candidate is not None:
                lines[number - 1] = candidate.mended
                found.setdefault(number, candidate)
                fresh += 1
        if not fresh:
            break
        waiting = [number for number in waiting if number not in found or _SUSPECT.match(lines[number - 1])]
    return [
        problem_at(name, text, Place(number, one.column), (), message=one.message, hint=one.hint, code="pasted")
        for number, one in sorted(found.items())[:LIMIT_PROBLEMS]
    ]


def _counted(number: int, lines: list[str], reading: _Reading, found: dict[int, _Candidate]) -> _Candidate | None:
    """What is wrong in one line, if the line is read as more than text."""
    if number in reading.fixed:
        return None
    for candidate in _candidates(lines[number - 1]):
        if candidate.counts == "always" or (candidate.counts == "outside texts" and number not in reading.continued):
            return candidate
        if candidate.counts != "outside texts" and number == reading.stop:
            return candidate
        if candidate.counts == "at the beginning of a text" and (
            Place(number, candidate.column) in reading.begins
            or (number - 1 in found and found[number - 1].counts == candidate.counts)
            or (reading.stop and number not in reading.continued and _in_list(lines, number - 1, candidate.column))
        ):
            return candidate
    return None


def _in_list(lines: list[str], number: int, column: int) -> bool:
    """Whether a list can go on in ``column`` below the line ``number``: a dash stands above, or a key without value."""
    while number and not lines[number - 1].strip():
        number -= 1
    if number and lines[number - 1].rstrip().endswith(":"):
        return True
    while number and not lines[number - 1][:column].strip():
        number -= 1
    return bool(number) and lines[number - 1][: column + 1].lstrip() == "- "


def _candidates(line: str) -> Iterator[_Candidate]:
    lead = _INDENTED.match(line)
    assert lead is not None
    if odd := _ODD.search(lead.group()):
        cure = "yaml.after_dash_cure" if "-" in line[: odd.start()] else "yaml.indentation_cure"
        mended = _ODD.sub(" ", lead.group()) + line[lead.end() :]
        yield _Candidate(odd.start() + 1, _no_blank(odd), say(cure), mended, "always")
    if bullet := _BULLET.match(line):
        sign, text = bullet[2], line[bullet.end() :].strip()
        message = say("yaml.bullet", character=sign, number=number_of(sign))
        mended = f"{' ' * len(bullet[1])}- {text}"
        hint = say("yaml.bullet_cure", text=shortened(text))
        yield _Candidate(bullet.start(2) + 1, message, hint, mended, "at the beginning of a text")
    if (key := _IN_KEY.match(line)) and (odd := _ODD.search(key[2])):
        plain = "".join(_ODD.split(key[2]))
        message = say("yaml.in_key", what=named_character(odd.group()))
        mended = key[1] + plain + line[key.end() :]
        hint = say("yaml.in_key_cure", key=plain.removesuffix(":"))
        yield _Candidate(key.start(2) + odd.start() + 1, message, hint, mended, "outside texts")
    elif colon := _AFTER_COLON.match(line):
        odd = _ODD.search(line, colon.start(2))
        assert odd is not None
        mended = f"{colon[1]} {line[colon.end() :]}"
        yield _Candidate(odd.start() + 1, _no_blank(odd), say("yaml.after_colon_cure"), mended, "outside texts")
    if curly := _CURLY.match(line.rstrip(" \t")):
        straight = '"' + curly[3].replace("\\", "\\\\").replace('"', '\\"') + '"'
        message = say("yaml.curly_quote", character=curly[2], number=number_of(curly[2]))
        hint = say("yaml.curly_quote_cure", text=shortened(straight, 80))
        yield _Candidate(curly.start(2) + 1, message, hint, curly[1] + straight, "where reading broke off")


def _no_blank(odd: re.Match[str]) -> Message:
    return say("yaml.no_blank", what=named_character(odd.group()))


def _read(text: str) -> _Reading:
    reading = _Reading()
    for start, end, fixed in texts_of(text):
        if end is None:
            reading.stop = start.line
            continue
        (reading.fixed if fixed else reading.continued).update(range(start.line + 1, end.line + (end.column > 1)))
        if not fixed:
            reading.begins.add(start)
    return reading
