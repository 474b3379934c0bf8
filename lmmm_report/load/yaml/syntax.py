"""Says in plain words what is wrong where YAML's own grammar is broken. Imported only then.

The parser's marks say where reading stopped; its wording is only used to tell the kinds of faults apart. Both of
PyYAML's parsers, the one in C and the one in Python, are understood.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lmmm_report.domain.profile import Place
from lmmm_report.load.yaml.characters import number_of
from lmmm_report.load.yaml.places import Event, Mark, Span
from lmmm_report.load.yaml.text import lines_of, place_of, shortened
from lmmm_report.messages import Message, say

Fault = tuple[Place, Message, Message]
"""Where, what was found, and the cure."""

_NO_BLANK = re.compile(r"\s*(?:- +)*[\w-]+:[^\s:/]")
_KEY_AND_VALUE = re.compile(r"\s*(?:- +)*[^\s:#][^:]*:\s+\S")
_CUT = re.compile(r"""([^#"']*[^#"'\s][ \t])#(?:[^\s#]| ?[0-9])""")
_NUMBER_SIGN = re.compile(r"""(["'\]},])?(#)""")
_WIDE_COLON = "\uff1a"
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
        return stop, say("yaml.tab"), say("yaml.tab_cure")
    if (cut := _cut_by_comment(broken)) is not None:
        return cut
    for needles, describe in _KINDS:
        if any(needle in words for needle in needles):
            return describe(broken)
    return stop, say("yaml.misfit"), say("yaml.misfit_cure")


def _place(mark: Mark | None) -> Place | None:
    return None if mark is None else Place(mark.line + 1, mark.column + 1)


def _cut_by_comment(broken: _Break) -> Fault | None:
    """A # after a blank that ends a text or a bracket too early, in the line of the stop or right above it."""
    if not any(needle in broken.words for needle in ("simple key", "',' or", "mapping values", "parsing a block")):
        return None
    for number in dict.fromkeys((broken.stop.line, broken.line_above(), broken.start.line)):
        match = _CUT.match(broken.line(number))
        if match and (number < broken.stop.line or match.end(1) < broken.stop.column or broken.ended()):
            text = shortened(broken.line(number)[match.end(1) :].strip())
            return Place(number, match.end(1) + 1), say("yaml.comment_cut", text=text), say("yaml.comment_cut_cure")
    return None


def _escape(broken: _Break) -> Fault:
    column = broken.line(broken.stop.line).rfind("\\", 0, broken.stop.column) + 1
    place = Place(broken.stop.line, max(column, 1))
    return place, say("yaml.backslash"), say("yaml.backslash_cure")


def _open_quote(broken: _Break) -> Fault:
    mark = broken.character(broken.start)
    cure = "yaml.open_single_quote_cure" if mark == "'" else "yaml.open_quote_cure"
    return broken.start, _not_closed(broken, "quote", mark=mark), say(cure, mark=mark)


def _not_closed(broken: _Break, what: str, **values: str) -> Message:
    if broken.ended():
        return say(f"yaml.open_{what}_at_end", **values)
    return say(f"yaml.open_{what}_before", line=broken.stop.line, **values)


def _colon(broken: _Break) -> Fault:
    above = broken.line_above()
    before = broken.line(broken.stop.line)[: broken.stop.column - 1]
    if _KEY_AND_VALUE.match(before):
        value = before[re.match(r"[^:]*:\s*", before).end() :]  # type: ignore[union-attr]
        rest = broken.line(broken.stop.line)[broken.stop.column - 1 :].rstrip()
        return broken.stop, say("yaml.second_colon"), say("yaml.quote_text", text=shortened(value + rest, 60))
    if _NO_BLANK.match(broken.line(above)):
        return _no_blank_after_colon(broken, above)
    if broken.stop.column > _LONGEST_KEY:
        return Place(broken.stop.line, 1), say("yaml.long_key", limit=_LONGEST_KEY), say("yaml.long_key_cure")
    if above and ":" not in broken.line(above):
        return _no_key(broken, Place(above, len(broken.line(above)) - len(broken.line(above).lstrip()) + 1))
    return broken.stop, say("yaml.continued", line=above), say("yaml.continued_cure", line=above)


def _no_blank_after_colon(broken: _Break, number: int) -> Fault:
    column = broken.line(number).index(":") + 1
    return Place(number, column), say("yaml.no_blank_after_colon"), say("yaml.no_blank_after_colon_cure")


def _no_colon(broken: _Break) -> Fault:
    line = broken.line(broken.start.line)
    if _NO_BLANK.match(line):
        return _no_blank_after_colon(broken, broken.start.line)
    return _no_key(broken, broken.start)


def _no_key(broken: _Break, place: Place) -> Fault:
    rest = shortened(broken.line(place.line)[place.column - 1 :].strip())
    if rest.startswith("-") and rest[1:2].isalnum():
        return place, say("yaml.no_blank_after_dash"), say("yaml.after_dash_cure")
    if (column := rest.find(_WIDE_COLON)) >= 0:
        message = say("yaml.wide_colon", character=_WIDE_COLON, number=number_of(_WIDE_COLON))
        return Place(place.line, place.column + column), message, say("yaml.no_blank_after_colon_cure")
    return place, say("yaml.no_key_here", text=rest), say("yaml.no_key_here_cure")


def _open_bracket(broken: _Break) -> Fault:
    opening = broken.character(broken.start) or "["
    closing = "}" if opening == "{" else "]"
    if broken.ended() or broken.stop.line > broken.start.line:
        message = _not_closed(broken, "bracket", bracket=opening)
        return broken.start, message, say("yaml.open_bracket_cure", bracket=closing)
    message = say("yaml.no_comma", character=broken.character(broken.stop), bracket=closing)
    return broken.stop, message, say("yaml.no_comma_cure")


def _no_value(broken: _Break) -> Fault:
    if broken.ended():
        return broken.stop, say("yaml.no_value_at_end"), say("yaml.no_value_at_end_cure")
    message = say("yaml.no_value", character=broken.character(broken.stop))
    return broken.stop, message, say("yaml.no_value_cure")


def _first_character(broken: _Break) -> Fault:
    place = broken.start
    rest = broken.line(place.line)[place.column - 1 :].rstrip()
    if rest.startswith(("```", "~~~")):
        return place, say("yaml.fence", mark=rest[:3]), say("yaml.remove_line")
    return place, say("yaml.first_character", character=rest[:1]), say("yaml.quote_text_single", text=shortened(rest))


def _list_beside_key(broken: _Break) -> Fault:
    return broken.stop, say("yaml.list_beside_key"), say("yaml.list_beside_key_cure")


def _question_mark(broken: _Break) -> Fault:
    place = broken.stop
    alone = not broken.line(place.line)[place.column :].partition("#")[0].strip()
    cure = say("yaml.leave_blank") if alone else say("yaml.quote_it")
    return place, say("yaml.first_character", character="? "), cure


def _group(broken: _Break) -> Fault:
    stop, start = broken.stop, broken.start
    if quote := broken.closed_quote():
        return _after_quote(broken, *quote)
    if broken.character(stop) == ":":
        return stop, say("yaml.no_key"), say("yaml.no_key_cure")
    before = broken.line(stop.line)[: stop.column - 1].rstrip()
    if before.endswith(("]", "}")):
        return stop, say("yaml.after_bracket"), say("yaml.quote_all")
    if broken.line(stop.line)[stop.column - 1 :].startswith("- "):
        return _odd_dash(broken)
    if "collection" in broken.words or "sequence" in broken.words:
        return stop, say("yaml.no_dash", line=start.line), say("yaml.no_dash_cure", column=start.column)
    hint = say("yaml.indentation_misfit_cure", column=start.column, line=start.line)
    return stop, say("yaml.indentation", line=start.line), hint


def _odd_dash(broken: _Break) -> Fault:
    above = broken.line_above()
    while above and not broken.line(above).lstrip().startswith("- "):
        above -= 1
    dash = broken.line(above).find("-") + 1
    hint = say("yaml.odd_dash_cure", column=dash, line=above) if above else say("yaml.odd_dashes_cure")
    return broken.stop, say("yaml.odd_dash"), hint


def _after_quote(broken: _Break, begin: Place, end: Place) -> Fault:
    mark = broken.character(begin)
    if begin.line != end.line:
        message = say("yaml.quote_closed_later", mark=mark, line=end.line)
        return begin, message, say("yaml.quote_closed_later_cure", mark=mark)
    hint = say("yaml.after_single_quote_cure" if mark == "'" else "yaml.after_quote_cure")
    return broken.stop, say("yaml.after_quote", mark=mark), hint


def _before_first(broken: _Break) -> Fault:
    if quote := broken.closed_quote():
        return _after_quote(broken, *quote)
    if any(line.startswith("...") for line in broken.lines[: broken.stop.line - 1]):
        return broken.stop, say("yaml.after_end"), say("yaml.after_end_cure")
    return broken.stop, say("yaml.before_first"), say("yaml.before_first_cure")


def _block_text(broken: _Break) -> Fault:
    sign = broken.character(broken.start)
    return broken.start, say("yaml.block_text", sign=sign), say("yaml.block_text_cure", sign=sign)


def _percent(broken: _Break) -> Fault:
    return Place(broken.start.line, 1), say("yaml.percent"), say("yaml.percent_cure")


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


def glued_comments(lines: Sequence[str], spans: Sequence[Span]) -> Iterator[Place]:
    """Where a comment begins right behind a quotation mark, a bracket or a comma; ``spans`` are the single values."""
    starts = [(start.line, start.column) for start, _, _ in spans]
    for number, line in enumerate(lines, 1):
        for match in _NUMBER_SIGN.finditer(line):
            here = (number, match.start(2) + 1)
            index = bisect_right(starts, here) - 1
            end = spans[index][1] if index >= 0 else None
            if end is not None and here < (end.line, end.column):
                continue
            if match[1]:
                yield Place(number, match.start(2) + 1)
            break
