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
_KEY_OF_LINE = re.compile(r"(\s*(?:- +)*)[\w-]+:(?:\s|$)")
_KEY_ALONE = re.compile(r"\s*(?:- +)*[\w-]+:\s*(?:#.*)?$")
_WORD_ALONE = re.compile(r"(\s*(?:- +)*)([\w-]+): +(none|exists)\s*(?:#.*)?$")
_BLOCK_SIGN = re.compile(r"[:-] +([|>])[0-9+-]*\s*(?:#.*)?$")
_FORGOTTEN_COLON = re.compile(r"([a-z][a-z_]*)(?:\s*=\s*(?=\S.*)|\s+(?=\S+$))(\S.*)")
_NO_COMMA = re.compile(r"([\w-]+)\s+([\w-]+)$")
_WIDE_COLON = "\uff1a"
_LONGEST_KEY = 1000
_LONGEST_QUOTED = 120
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
        while number > 0 and (not self.line(number).strip() or self.line(number).lstrip().startswith("#")):
            number -= 1
        return max(number, 0)

    def before(self, number: int) -> int:
        """Number of the last line before ``number`` that is neither blank nor a comment; 0 if there is none."""
        return _Break(self.lines, Place(number, 1), self.start, self.words, None).line_above()

    def after(self) -> int:
        """Number of the first line behind the stop that is neither blank nor a comment; 0 if there is none."""
        for number in range(self.stop.line + 1, len(self.lines) + 1):
            if self.line(number).strip() and not self.line(number).lstrip().startswith("#"):
                return number
        return 0

    def indent(self, number: int) -> int:
        """The column in which a line begins."""
        line = self.line(number)
        return len(line) - len(line.lstrip(" ")) + 1

    def key_column(self, number: int) -> int:
        """The column in which the key of a line begins, behind its dashes; 0 where it has none."""
        match = _KEY_OF_LINE.match(self.line(number))
        return match.end(1) + 1 if match else 0

    def lacks_indent(self, number: int) -> int:
        """Number of the line whose key has nothing behind it while the next one, ``number``, is not indented under it.

        0 if that is not so.
        """
        above = self.before(number)
        key = self.key_column(number)
        opens = above and _KEY_ALONE.match(self.line(above)) is not None
        return above if opens and key and key == self.key_column(above) == self.indent(number) else 0

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
    if _KEY_AND_VALUE.match(before) or not above:
        value = before[match.end() :] if (match := re.match(r"[^:]*:\s*", before)) else before.lstrip()
        rest = broken.line(broken.stop.line)[broken.stop.column - 1 :].rstrip()
        return broken.stop, say("yaml.second_colon"), say("yaml.quote_text", text=shortened(value + rest, 60))
    if _NO_BLANK.match(broken.line(above)):
        return _no_blank_after_colon(broken, above)
    if broken.stop.column > _LONGEST_KEY:
        return Place(broken.stop.line, 1), say("yaml.long_key", limit=_LONGEST_KEY), say("yaml.long_key_cure")
    if above and ":" not in broken.line(above):
        return _no_key(broken, Place(above, len(broken.line(above)) - len(broken.line(above).lstrip()) + 1))
    return _continued(broken, above)


def _continued(broken: _Break, above: int) -> Fault:
    """A line with a key that is indented under one that has a value."""
    if opened := broken.lacks_indent(above):
        return _not_indented(broken, above, opened, broken.indent(broken.stop.line))
    place = Place(broken.stop.line, broken.indent(broken.stop.line))
    column = broken.key_column(above)
    if column and (word := _WORD_ALONE.match(broken.line(above))) and broken.key_column(place.line):
        hint = say("yaml.word_and_keys_cure", word=word[3], key=word[2], line=above, column=column)
        return place, say("yaml.continued", line=above), hint
    if column:
        return place, say("yaml.continued", line=above), say("yaml.continued_in_column_cure", column=column, line=above)
    return place, say("yaml.continued", line=above), say("yaml.continued_cure", line=above)


def _not_indented(broken: _Break, number: int, opened: int, column: int) -> Fault:
    """A line that stands in the column of the key above it, which has no value, while the lines below are indented."""
    place = Place(number, broken.indent(number))
    column = column if column > place.column else place.column + 2
    return place, say("yaml.not_indented", line=opened), say("yaml.indent_cure", column=column)


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
    if rest.startswith("//"):
        return place, say("yaml.no_key_here", text=rest), say("yaml.comment_sign")
    above = broken.before(place.line)
    if above and (sign := _BLOCK_SIGN.search(broken.line(above))) and broken.indent(above) >= place.column:
        message = say("yaml.block_not_indented", sign=sign[1], line=above)
        return place, message, say("yaml.indent_cure", column=broken.indent(above) + 2)
    if (colon := _FORGOTTEN_COLON.fullmatch(rest)) and "…" not in rest:
        return place, say("yaml.no_key_here", text=rest), say("yaml.colon_cure", text=f"{colon[1]}: {colon[2]}")
    return place, say("yaml.no_key_here", text=rest), say("yaml.no_key_here_cure")


def _open_bracket(broken: _Break) -> Fault:
    opening = broken.character(broken.start) or "["
    closing = "}" if opening == "{" else "]"
    if broken.ended() or broken.stop.line > broken.start.line:
        message = _not_closed(broken, "bracket", bracket=opening)
        return broken.start, message, say("yaml.open_bracket_cure", bracket=closing)
    found = broken.character(broken.stop)
    message = say("yaml.no_comma", character=found, bracket=closing)
    if found in "]}" and found != closing:
        return broken.stop, message, say("yaml.wrong_bracket_cure", character=found, bracket=closing)
    before = broken.line(broken.stop.line)[: broken.stop.column - 1]
    if found == ":" and (words := _NO_COMMA.search(before)):
        place = Place(broken.stop.line, words.start(2) + 1)
        return place, say("yaml.comma_missing", before=words[1], after=words[2]), say("yaml.comma_cure", after=words[2])
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
    rest = broken.line(broken.stop.line)[broken.stop.column - 1 :].partition(" #")[0].strip()
    if rest.rstrip("-") == "":
        return broken.stop, say("yaml.dash_alone"), say("schema.none_or_blank")
    if rest.lstrip("- ") in ("none", "exists"):
        return broken.stop, say("yaml.list_beside_key"), say("schema.write", text=rest.lstrip("- "))
    return broken.stop, say("yaml.list_beside_key"), say("yaml.list_beside_key_cure")


def _question_mark(broken: _Break) -> Fault:
    place = broken.stop
    alone = not broken.line(place.line)[place.column :].partition("#")[0].strip()
    cure = say("yaml.leave_blank") if alone else say("yaml.quote_it")
    return place, say("yaml.first_character", character="? "), cure


def _group(broken: _Break) -> Fault:
    stop = broken.stop
    if quote := broken.closed_quote():
        return _after_quote(broken, *quote)
    if broken.character(stop) == ":":
        return stop, say("yaml.no_key"), say("yaml.no_key_cure")
    before = broken.line(stop.line)[: stop.column - 1].rstrip()
    if before.endswith(("]", "}")):
        return stop, say("yaml.after_bracket"), say("yaml.quote_all")
    rest = broken.line(stop.line)[stop.column - 1 :]
    if rest.startswith("- "):
        return _odd_dash(broken)
    in_list = "collection" in broken.words or "sequence" in broken.words
    if in_list and re.match(r"-[^\W\d]", rest):
        return stop, say("yaml.no_blank_after_dash"), say("yaml.after_dash_cure")
    return _misplaced(broken, in_list=in_list)


def _misplaced(broken: _Break, *, in_list: bool) -> Fault:
    """A line in a column that no line above has; the one above it may be the one to blame."""
    stop, start = broken.stop, broken.start
    if in_list and not broken.key_column(stop.line):
        return stop, say("yaml.no_dash", line=start.line), say("yaml.no_dash_cure", column=start.column)
    number = above = broken.line_above()
    here = broken.indent(stop.line)
    if _first_too_far(broken, above, here):
        place = Place(above, broken.indent(above))
        return place, say("yaml.first_too_far", line=stop.line), say("yaml.indent_cure", column=here)
    columns: dict[int, int] = {}
    while number >= start.line:
        opened = broken.lacks_indent(number)
        if opened and broken.indent(number) == start.column < here:
            return _not_indented(broken, number, opened, here)
        column = broken.key_column(number)
        if column and column < min(columns, default=column + 1) and (in_list or column >= start.column):
            columns[column] = number
        number = broken.before(number)
    if in_list and (outer := broken.key_column(broken.before(start.line))):
        columns.setdefault(outer, broken.before(start.line))
    message = say("yaml.no_dash" if in_list else "yaml.indentation", line=start.line)
    best, *others = sorted(columns or [start.column], key=lambda column: (abs(column - here), -column))
    line = columns.get(best, start.line)
    if not others:
        return stop, message, say("yaml.indentation_misfit_cure", column=best, line=line)
    other_line = columns[others[0]]
    cure = say("yaml.two_columns_cure", column=best, line=line, other=others[0], other_line=other_line)
    return stop, message, cure


def _first_too_far(broken: _Break, above: int, here: int) -> bool:
    """Whether the line ``above`` is the first of its group and indented further than those that follow in ``here``."""
    opening, follows = broken.before(above), broken.after()
    if not above or not opening or not follows or not _KEY_ALONE.match(broken.line(opening)):
        return False
    return (
        broken.indent(opening) < here < broken.indent(above) == broken.key_column(above)
        and broken.indent(follows) == here
    )


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
    line = broken.line(begin.line)
    whole = line[begin.column - 1 :].rstrip()
    if not set("{[#") & set(line) and len(whole) < _LONGEST_QUOTED and "\\" not in whole:
        text = whole[1:-1] if whole.endswith(mark) else whole
        text = text.replace("''", "'") if mark == "'" else text
        requoted = f"'{text}'" if "'" not in text else '"' + text.replace('"', '\\"') + '"'
        return broken.stop, say("yaml.after_quote", mark=mark), say("schema.write", text=requoted)
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
