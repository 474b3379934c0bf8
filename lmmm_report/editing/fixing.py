"""The cure of a problem as a change of the text, where following it takes no decision of whoever wrote the file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lmmm_report.domain.profile import Path
from lmmm_report.load.yaml.nodes import Node, parse_nodes
from lmmm_report.load.yaml.text import lines_of, place_of
from lmmm_report.messages import Message
from lmmm_report.problems import Edit, Problem

_STEP = re.compile(r'([A-Za-z_][\w-]*)|\[(\d+)\]|\["([^"]*)"\]')
_CUT = "…"
"""A text with this sign may have been cut for the message."""


@dataclass(slots=True)
class Text:
    """A file's text, parsed when somebody asks for its values."""

    text: str
    _root: Node | None = None

    @property
    def root(self) -> Node:
        """The tree of its values; the text has to have passed the strict reader."""
        if self._root is None:
            self._root = parse_nodes(self.text)
        return self._root

    def line(self, number: int) -> str:
        """The line with this number, from 1."""
        lines = lines_of(self.text)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def span(self, start: int, end: int, text: str) -> tuple[Edit, ...]:
        """The change of what stands between two characters of the text."""
        begin, stop = place_of(self.text, start), place_of(self.text, end)
        return (Edit(begin.line, begin.column, stop.line, stop.column, text),)


def fix_of(problem: Problem, text: Text) -> tuple[Edit, ...]:
    """What to change so that ``problem`` is gone, as its cure says; nothing where the cure leaves a choice."""
    hint = problem.hint
    if not isinstance(hint, Message) or problem.line is None or problem.column is None:
        return ()
    if problem.code in _OF_THE_FILE and not (problem.path and hint.key == "schema.write"):
        change = _after_quote if hint.key == "schema.write" else _AT_PLACE.get(hint.key, _nothing)
    elif hint.key in _INSTEAD:
        change = _replaced
    else:
        change = _OTHERWISE.get(hint.key, _nothing)
    return change(problem, hint, text)


def _nothing(_: Problem, __: Message, ___: Text) -> tuple[Edit, ...]:
    return ()


def _first_line(_: Problem, hint: Message, __: Text) -> tuple[Edit, ...]:
    return (Edit(1, 1, 1, 1, f"{hint.values['name']}: {hint.values['value']}\n"),)


def applied(text: str, edits: Sequence[Edit]) -> str:
    """``text`` with the changes, which do not overlap."""
    lines = text.splitlines(keepends=True) or [""]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for edit in sorted(edits, reverse=True):
        begin = starts[edit.line - 1] + edit.column - 1
        end = starts[edit.end_line - 1] + edit.end_column - 1
        text = text[:begin] + edit.text + text[end:]
    return text


def _path_of(dotted: str) -> Path:
    return tuple(int(number) if number else name or odd for name, number, odd in _STEP.findall(dotted))


def _replaced(problem: Problem, hint: Message, text: Text) -> tuple[Edit, ...]:
    """The value of the problem, or its key, or the list around it, in other words."""
    path, instead = _path_of(problem.path), _INSTEAD[hint.key](hint)
    if not instead or _CUT in instead:
        return ()
    if problem.code == "unknown-key" or (problem.code == "syntax" and path):
        around = text.root.at(path[:-1])
        entry = next((one for one in around.entries if one.key and one.key.text == path[-1]), None) if around else None
        return text.span(entry.key.start, entry.key.end, instead) if entry and entry.key else ()
    if hint.key in ("schema.none_for_list", "schema.word_for_list"):
        path = path[:-1]
    node = text.root.at(path)
    if node is None:
        return ()
    if node.kind == "scalar" or node.flow:
        return text.span(node.start, node.end, instead)
    begin = place_of(text.text, node.start)
    line = text.line(begin.line)
    last = max(one.end for one in node.walk() if one.kind == "scalar" or one.flow)
    stop = place_of(text.text, last)
    if stop.line > begin.line or hint.key == "schema.list_in_brackets":
        return _in_one_line(path, node, last, instead, text)
    return (Edit(begin.line, begin.column, begin.line, min(stop.column, len(line) + 1), instead),)


def _in_one_line(path: Path, node: Node, last: int, instead: str, text: Text) -> tuple[Edit, ...]:
    """A value over several lines, below its key, in the line of the key."""
    around = text.root.at(path[:-1])
    entry = next((one for one in around.entries if one.value is node), None) if around else None
    if entry is None or entry.key is None or "#" in text.text[entry.key.end : last]:
        return ()
    return text.span(entry.key.end, last, f": {instead}")


def _indented(problem: Problem, hint: Message, text: Text) -> tuple[Edit, ...]:
    """The line of the problem, and those that belong to it, begun in another column."""
    assert problem.line is not None
    column = int(hint.values["column"])
    line = text.line(problem.line)
    now = len(line) - len(line.lstrip(" "))
    edits = [Edit(problem.line, 1, problem.line, now + 1, " " * (column - 1))]
    for number in range(problem.line + 1, len(lines_of(text.text)) + 1):
        below = text.line(number)
        depth = len(below) - len(below.lstrip(" "))
        if below.strip() and depth <= now and not (depth == now and below.lstrip().startswith("- ")):
            break
        if below.strip():
            edits.append(Edit(number, 1, number, depth + 1, " " * max(0, depth + column - 1 - now)))
    return tuple(edits)


def _after_quote(problem: Problem, hint: Message, text: Text) -> tuple[Edit, ...]:
    """A text in quotation marks that was closed too early, or a word behind a dash, to the end of its line."""
    assert problem.line is not None
    assert problem.column is not None
    line = text.line(problem.line).rstrip()
    mark = str(problem.message.values.get("mark", ""))
    begin = line.find(mark) + 1 if mark else problem.column
    return (Edit(problem.line, begin, problem.line, len(line) + 1, str(hint.values["text"])),) if begin else ()


def _here(length: int, instead: Callable[[Message], str], *, behind: bool = False) -> _AtPlace:
    """A change of ``length`` characters at the place of the problem, or behind its first one."""

    def change(problem: Problem, hint: Message, _: Text) -> tuple[Edit, ...]:
        assert problem.line is not None
        assert problem.column is not None
        column = problem.column + behind
        return (Edit(problem.line, column, problem.line, column + length, instead(hint)),)

    return change


def _at_end(problem: Problem, hint: Message, text: Text) -> tuple[Edit, ...]:
    assert problem.line is not None
    line = text.line(problem.line).rstrip()
    sign = str(hint.values.get("bracket") or hint.values.get("mark"))
    end = len(line) + 1
    return () if " #" in line else (Edit(problem.line, end, problem.line, end, sign),)


def _quoted(problem: Problem, hint: Message, text: Text) -> tuple[Edit, ...]:
    assert problem.line is not None
    line, value = text.line(problem.line).rstrip(), str(hint.values["text"])
    mark = "'" if hint.key == "yaml.quote_text_single" else '"'
    if not line.endswith(value) or mark in value or _CUT in value or (mark == '"' and "\\" in value):
        return ()
    begin = len(line) - len(value) + 1
    return (Edit(problem.line, begin, problem.line, len(line) + 1, f"{mark}{value}{mark}"),)


def _to_end(problem: Problem, hint: Message, text: Text) -> tuple[Edit, ...]:
    assert problem.line is not None
    assert problem.column is not None
    instead = str(hint.values["text"])
    end = len(text.line(problem.line).rstrip()) + 1
    return () if _CUT in instead else (Edit(problem.line, problem.column, problem.line, end, instead),)


def _comma(problem: Problem, _: Message, text: Text) -> tuple[Edit, ...]:
    assert problem.line is not None
    assert problem.column is not None
    column = len(text.line(problem.line)[: problem.column - 1].rstrip()) + 1
    return (Edit(problem.line, column, problem.line, column, ","),)


def _no_line(problem: Problem, _: Message, text: Text) -> tuple[Edit, ...]:
    assert problem.line is not None
    last = problem.line == len(lines_of(text.text))
    return () if last else (Edit(problem.line, 1, problem.line + 1, 1, ""),)


def _in_column(problem: Problem, hint: Message, text: Text) -> tuple[Edit, ...]:
    assert problem.line is not None
    line = text.line(problem.line)
    now = len(line) - len(line.lstrip(" "))
    return (Edit(problem.line, 1, problem.line, now + 1, " " * (int(hint.values["column"]) - 1)),)


_AtPlace = Callable[[Problem, Message, Text], tuple[Edit, ...]]
_OF_THE_FILE = frozenset({"syntax", "pasted", "refused-character", "directive", "key"})
"""Codes of problems that the reader of YAML finds, before there are values."""

_AT_PLACE: Mapping[str, _AtPlace] = MappingProxyType(
    {
        "yaml.no_blank_after_colon_cure": _here(0, lambda _: " ", behind=True),
        "yaml.after_dash_cure": _here(0, lambda _: " ", behind=True),
        "yaml.glued_comment_cure": _here(0, lambda _: " "),
        "yaml.after_colon_cure": _here(1, lambda _: " "),
        "yaml.indentation_cure": _here(1, lambda _: " "),
        "yaml.bullet_cure": _here(1, lambda _: "-"),
        "yaml.unseen_cure": _here(1, lambda _: ""),
        "yaml.comment_sign": _here(2, lambda _: "#"),
        "yaml.wrong_bracket_cure": _here(1, lambda hint: str(hint.values["bracket"])),
        "yaml.open_bracket_cure": _at_end,
        "yaml.open_quote_cure": _at_end,
        "yaml.open_single_quote_cure": _at_end,
        "yaml.quote_text": _quoted,
        "yaml.quote_text_single": _quoted,
        "yaml.colon_cure": _to_end,
        "yaml.curly_quote_cure": _to_end,
        "yaml.comma_cure": _comma,
        "yaml.remove_line": _no_line,
        **dict.fromkeys(
            (
                "yaml.indent_cure", "yaml.odd_dash_cure", "yaml.dash_in_list_cure", "yaml.two_columns_cure",
                "yaml.continued_in_column_cure", "yaml.indentation_misfit_cure",
            ),
            _in_column,
        ),
    }
)  # fmt: skip


def _value(name: str) -> Callable[[Message], str]:
    return lambda hint: str(hint.values[name])


def _word(text: str) -> Callable[[Message], str]:
    return lambda _: text


_INSTEAD: Mapping[str, Callable[[Message], str]] = MappingProxyType(
    {
        "schema.write": _value("text"),
        "schema.write_quoted": _value("text"),
        "schema.quote_colon": _value("text"),
        "schema.digits_alone": _value("number"),
        "schema.digits_unparted": _value("number"),
        "schema.digits_without_zero": _value("number"),
        "schema.digits_without_marks": _value("number"),
        "schema.number_alone": _value("number"),
        "schema.dotted_number_cure": _value("meant"),
        "schema.decimal_number_cure": _value("number"),
        "schema.day_alone": _value("date"),
        "profile.month_first": _value("date"),
        "schema.did_you_mean": _value("name"),
        "profile.meant_or_add_entry": _value("near"),
        "schema.write_format": _value("known"),
        "schema.word_for_list": _value("word"),
        "schema.none_for_list": _word("none"),
        "schema.write_none": _word("none"),
        "profile.write_none": _word("none"),
        "schema.none_small": _word("none"),
        "profile.none_small": _word("none"),
        "schema.write_exists": _word("exists"),
        "profile.write_exists": _word("exists"),
        "schema.write_true": _word("true"),
        "schema.write_false": _word("false"),
        "schema.list_in_brackets": lambda hint: f"[{hint.values['text']}]",
        "schema.quote_if_text": lambda hint: json.dumps(str(hint.values["word"]), ensure_ascii=False),
    }
)
"""What to write in place of a value or a key, by the message that recommends it."""

_OTHERWISE: Mapping[str, _AtPlace] = MappingProxyType(
    {
        "schema.indent_as": _indented,
        "schema.indent_under": _indented,
        "schema.outdent": _indented,
        "schema.add_constant": _first_line,
    }
)
