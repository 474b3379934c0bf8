"""Says in plain words what is wrong where YAML's own grammar is broken. Imported only then.

The parser's marks say where reading stopped; its wording is only used to tell the kinds of faults apart. Both of
PyYAML's parsers, the one in C and the one in Python, are understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lmmm_report.domain.profile import Place
from lmmm_report.load.yaml.places import Event, Mark
from lmmm_report.load.yaml.text import lines_of, place_of, shortened

Fault = tuple[Place, str, str]
"""Where, what was found, and the cure."""

_NO_BLANK = re.compile(r"\s*(?:- +)*[\w-]+:[^\s:/]")
_KEY_AND_VALUE = re.compile(r"\s*(?:- +)*[^\s:#][^:]*:\s+\S")
_LONGEST_KEY = 1000
_TOO_LARGE_ESCAPE = re.compile(r"\\U(?!00(?:0[0-9a-fA-F]|10))[0-9a-fA-F]{8}")


@dataclass(frozen=True, slots=True)
class _Break:
    """Where the parser stopped and in the middle of what."""

    lines: list[str]
    stop: Place
    start: Place
    """Where that which could not be finished begins; where it stopped, if the parser does not say."""
    words: str
    """The parser's own words, in small letters."""
    quoted: tuple[Place, Place] | None
    """Begin and end of the last text in quotation marks."""

    def line(self, number: int) -> str:
        """The line with this number, from 1; empty beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def character(self, place: Place) -> str:
        """The character at ``place``; empty at the end of a line."""
        return self.line(place.line)[place.column - 1 : place.column]

    def line_above(self) -> int:
        """Number of the last line above the stop that is neither blank nor a comment; 0 if there is none."""
        number = self.stop.line - 1
        while number and (not self.line(number).strip() or self.line(number).lstrip().startswith("#")):
            number -= 1
        return number

    def closed_quote(self) -> tuple[Place, Place] | None:
        """The last text in quotation marks, if it ends in the line of the stop and before it."""
        if self.quoted and self.quoted[1].line == self.stop.line and self.quoted[1].column <= self.stop.column:
            return self.quoted
        return None

    def ended(self) -> bool:
        """Whether the parser stopped at the end of the file."""
        after = "".join(self.lines[self.stop.line :]) + self.line(self.stop.line)[self.stop.column - 1 :]
        return not after.strip()


def explain(error: Exception, text: str, last_quoted: Event | None) -> Fault:
    """Place, message and hint for the error of one of PyYAML's parsers on ``text``.

    ``last_quoted`` is the event of the last text in quotation marks, or `None`.
    """
    stop = _place(getattr(error, "problem_mark", None))
    if stop is None:
        match = _TOO_LARGE_ESCAPE.search(text)
        stop = place_of(text, match.end() if match else 0)
        words = "hexadecimal"
    else:
        words = f"{getattr(error, 'context', '')} | {getattr(error, 'problem', '')}".lower()
    start = _place(getattr(error, "context_mark", None)) or stop
    quoted = None
    if last_quoted is not None and last_quoted.style in {"'", '"'}:
        begin, end = _place(last_quoted.start_mark), _place(last_quoted.end_mark)
        quoted = (begin, end) if begin and end else None
    lines = lines_of(text)
    if stop.line > len(lines):
        stop = Place(len(lines), len(lines[-1]) + 1)
    broken = _Break(lines, stop, start, words, quoted)
    if broken.character(stop) == "\t" or "tab character" in words:
        return stop, "found a tab where spaces were expected", "indent with spaces; set your editor to write them"
    for needles, describe in _KINDS:
        if any(needle in words for needle in needles):
            return describe(broken)
    return stop, "this does not fit the lines above", "compare indentation, colons and quotation marks with them"


def _place(mark: Mark | None) -> Place | None:
    return None if mark is None else Place(mark.line + 1, mark.column + 1)


def _escape(broken: _Break) -> Fault:
    column = broken.line(broken.stop.line).rfind("\\", 0, broken.stop.column) + 1
    place = Place(broken.stop.line, max(column, 1))
    hint = "in double quotes write \\\\ for one backslash, or put the text into single quotes"
    return place, "found a backslash that begins no known sign", hint


def _open_quote(broken: _Break) -> Fault:
    mark = broken.character(broken.start)
    where = "by the end of the file" if broken.ended() else f"before line {broken.stop.line}"
    hint = f"put {mark} at the end of the text"
    if mark == "'":
        hint += "; an apostrophe in single quotes is written twice: ''"
    return broken.start, f"the quotation mark {mark} that opens here is not closed {where}", hint


def _colon(broken: _Break) -> Fault:
    above = broken.line_above()
    before = broken.line(broken.stop.line)[: broken.stop.column - 1]
    if _KEY_AND_VALUE.match(before):
        value = before[re.match(r"[^:]*:\s*", before).end() :]  # type: ignore[union-attr]
        rest = broken.line(broken.stop.line)[broken.stop.column - 1 :].rstrip()
        hint = f'put quotes around the text: "{shortened(value + rest, 60)}"'
        return broken.stop, "found a second colon in the line", hint
    if _NO_BLANK.match(broken.line(above)):
        return _no_blank_after_colon(broken, above)
    if broken.stop.column > _LONGEST_KEY:
        return Place(broken.stop.line, 1), "a key of more than 1000 characters", "put long texts behind a short key"
    if above and ":" not in broken.line(above):
        return _no_key(broken, Place(above, len(broken.line(above)) - len(broken.line(above).lstrip()) + 1))
    message = f"this line continues line {above}, which already has a value, and yet holds a colon"
    hint = f"indent it as far as line {above}; if it belongs to the text there, put quotes around all of it"
    return broken.stop, message, hint


def _no_blank_after_colon(broken: _Break, number: int) -> Fault:
    column = broken.line(number).index(":") + 1
    return Place(number, column), "there is no blank after the colon", "write a blank after it: key: value"


def _no_colon(broken: _Break) -> Fault:
    line = broken.line(broken.start.line)
    if _NO_BLANK.match(line):
        return _no_blank_after_colon(broken, broken.start.line)
    return _no_key(broken, broken.start)


def _no_key(broken: _Break, place: Place) -> Fault:
    rest = shortened(broken.line(place.line)[place.column - 1 :].strip())
    hint = "write key: value; a text over several lines is indented further than its key"
    return place, f'found "{rest}" where a key and a colon were expected', hint


def _open_bracket(broken: _Break) -> Fault:
    opening = broken.character(broken.start) or "["
    closing = "}" if opening == "{" else "]"
    if broken.ended() or broken.stop.line > broken.start.line:
        where = "by the end of the file" if broken.ended() else f"before line {broken.stop.line}"
        message = f"the bracket {opening} that opens here is not closed {where}"
        return broken.start, message, f"write {closing} at its end"
    message = f'found "{broken.character(broken.stop)}" where a comma or {closing} was expected'
    return broken.stop, message, "put quotes around texts that hold brackets, commas or colons"


def _no_value(broken: _Break) -> Fault:
    if broken.ended():
        return broken.stop, "the file ends where a value was expected", "close the brackets that are open"
    message = f'found "{broken.character(broken.stop)}" where a value was expected'
    return broken.stop, message, "if it belongs to a text, put quotes around all of it"


def _first_character(broken: _Break) -> Fault:
    place = broken.start
    rest = broken.line(place.line)[place.column - 1 :].rstrip()
    hint = f"put quotes around the text: '{shortened(rest)}'"
    return place, f'a text cannot begin with "{rest[:1]}"', hint


def _list_beside_key(broken: _Break) -> Fault:
    message = "a list cannot begin on the line of its key"
    return broken.stop, message, 'put the dash on a line of its own, or quotes around the text: "- …"'


def _question_mark(broken: _Break) -> Fault:
    return broken.stop, 'a text cannot begin with "? "', "put quotes around it"


def _group(broken: _Break) -> Fault:
    stop, start = broken.stop, broken.start
    if quote := broken.closed_quote():
        return _after_quote(broken, *quote)
    if broken.character(stop) == ":":
        return stop, "found no key before the colon", "write the key, or remove the line"
    before = broken.line(stop.line)[: stop.column - 1].rstrip()
    if before.endswith(("]", "}")):
        return stop, "found text after the closing bracket", "put quotes around all of the text"
    if broken.line(stop.line)[stop.column - 1 :].startswith("- "):
        return _odd_dash(broken)
    if "collection" in broken.words or "sequence" in broken.words:
        message = f'found something other than "- " in the list that begins in line {start.line}'
        return stop, message, f'begin the entry with "- " in column {start.column}, or change the indentation'
    message = f"the indentation of this line fits none of the lines above; its group begins in line {start.line}"
    hint = f"begin it in column {start.column}, as line {start.line} does, or further in, as its neighbours do"
    return stop, message, hint


def _odd_dash(broken: _Break) -> Fault:
    above = broken.line_above()
    while above and not broken.line(above).lstrip().startswith("- "):
        above -= 1
    dash = broken.line(above).find("-") + 1
    hint = f"begin it in column {dash}, as in line {above}" if above else "begin all dashes of a list in one column"
    return broken.stop, "this dash stands in another column than those of the list above", hint


def _after_quote(broken: _Break, begin: Place, end: Place) -> Fault:
    mark = broken.character(begin)
    if begin.line != end.line:
        message = f"the quotation mark {mark} that opens here is closed only in line {end.line}, before other text"
        return begin, message, f"is the closing {mark} of this line missing?"
    hint = 'put quotes around all of the text and write \\" for those in it'
    if mark == "'":
        hint = "put quotes around all of the text; an apostrophe in single quotes is written twice: ''"
    return broken.stop, f"found text after the closing quotation mark {mark}", hint


def _before_first(broken: _Break) -> Fault:
    if quote := broken.closed_quote():
        return _after_quote(broken, *quote)
    if any(line.startswith("...") for line in broken.lines[: broken.stop.line - 1]):
        return broken.stop, 'found text after "...", which ends the file', 'remove the line "..."'
    message = "this line is indented less than the first one"
    return broken.stop, message, "let all keys of one group begin in the same column"


def _block_text(broken: _Break) -> Fault:
    sign = broken.character(broken.start)
    hint = f"begin the text on the next line, indented; if it begins with {sign} itself, put quotes around it"
    return broken.start, f"nothing may follow {sign} on its line", hint


def _percent(broken: _Break) -> Fault:
    place = Place(broken.start.line, 1)
    return place, "a line cannot begin with %", "remove the line, or put quotes around the text"


_KINDS: Sequence[tuple[tuple[str, ...], Callable[[_Break], Fault]]] = (
    (("escape", "hexdecimal", "hexadecimal"), _escape),
    (("scanning a quoted scalar",), _open_quote),
    (("mapping values are not allowed",), _colon),
    (("simple key",), _no_colon),
    (("',' or",), _open_bracket),
    (("node content",), _no_value),
    (("cannot start any token", "an anchor", "an alias", "a tag", "tag handle"), _first_character),
    (("sequence entries are not allowed",), _list_beside_key),
    (("mapping keys are not allowed",), _question_mark),
    (("document start",), _before_first),
    (("parsing a block",), _group),
    (("block scalar",), _block_text),
    (("directive",), _percent),
)
"""Parts of the parsers' wording that tell the kinds apart, and what to say; the first that fits counts."""
