"""Builds plain data from the events of a YAML parser and refuses what the strict reader does not take."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from lmmm_report.domain.profile import Path, Place
from lmmm_report.load.yaml.places import Event, Parser, Span, mark_of, place_at
from lmmm_report.load.yaml.scalars import NUMBER_START, WORDS, InexactNumberError, plain_value
from lmmm_report.load.yaml.text import LIMIT_PROBLEMS, lines_of, problem_at, shortened
from lmmm_report.messages import Cure, Message, say
from lmmm_report.problems import Problem, UserError

if TYPE_CHECKING:
    from lmmm_report.load.yaml.data import Data

_GLUED_MARK = re.compile(r"[\[{,]\s*\?[^\s]")
_GLUED_COMMENT = re.compile(r"[\"'\]},]#")

LIMIT_DEPTH = 40
LIMIT_VALUES = 200_000


class _Frame:
    """A mapping or list that is still open."""

    __slots__ = ("awaits_key", "data", "here", "is_list", "path")

    def __init__(self, data: dict[str, Data] | list[Data], path: Path) -> None:
        self.data: Any = data
        self.path = path
        self.is_list = data.__class__ is list
        self.awaits_key = not self.is_list
        self.here = path
        """In a mapping, the way to the value that comes next."""


class Builder:
    """Turns the parser's events into data, one after the other and without recursion."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.marks: dict[Path, int] = {}
        self.key_marks: dict[Path, int] = {}
        self._problems: list[Problem] = []
        self._frames: list[_Frame] = [_Frame([], ())]
        self._frame = self._frames[0]
        self._documents = 0
        self._last_quoted: Event | None = None
        self._glued_marks = _GLUED_MARK.search(text) is not None

    def run(self) -> None:
        """Read the whole text; raises `UserError` with all problems that were found on the way."""
        import yaml

        # At the end of a file without a line end the parser forgets the last line end of a block text.
        ended = self.text if self.text.endswith(("\n", "\r")) else f"{self.text}\n"
        parser: Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(ended)
        try:
            self._read(parser)
        except (yaml.MarkedYAMLError, OverflowError) as error:
            from lmmm_report.load.yaml.syntax import explain

            place, message, hint = explain(error, self.text, self._last_quoted)
            # Newer parsers stop at a depth of their own, before the first event of what is nested.
            if "nesting depth" in str(error):
                self._refuse(place, (), message=_too_deep(), hint=say("yaml.too_deep_cure"), code="too-deep")
            else:
                self._refuse(place, (), message=message, hint=hint, code="syntax")
        finally:
            parser.dispose()
        if _GLUED_COMMENT.search(self.text):
            self._refuse_glued_comments()
        if not self._problems and self.root() is None:
            hint = say("yaml.empty_cure")
            self._refuse(Place(1, 1), (), message=say("yaml.empty"), hint=hint, code="empty")
        if self._problems:
            raise UserError(self._problems)

    def _refuse_glued_comments(self) -> None:
        """YAML wants a blank before a comment; this parser reads on without one, other programs do not."""
        from lmmm_report.load.yaml.syntax import glued_comments

        if not self._problems:
            for place in glued_comments(lines_of(self.text), list(texts_of(self.text))):
                message, hint = say("yaml.glued_comment"), say("yaml.glued_comment_cure")
                self._refuse(place, (), message=message, hint=hint, code="syntax")

    def root(self) -> Data:
        """What the document holds; `None` before it was read."""
        held: list[Data] = self._frames[0].data
        return held[0] if held else None

    def _read(self, parser: Parser) -> None:
        import yaml

        handlers: dict[type, Callable[[Event], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open_mapping,
            yaml.SequenceStartEvent: self._open_list,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        next_event, last = parser.get_event, yaml.StreamEndEvent
        kind: type = yaml.StreamStartEvent
        while kind is not last:
            event = next_event()
            kind = event.__class__
            handler = handlers.get(kind)
            if handler is not None:
                handler(event)

    def _scalar(self, event: Event) -> None:
        value: Data = event.value
        if not event.style:
            if event.value in WORDS or event.value[0] in NUMBER_START:
                value = self._plain(event)
            elif " - " in event.value and event.end_mark.line > event.start_mark.line:
                self._refuse_dashes(event)
        else:
            self._last_quoted = event
        if event.tag is not None or event.anchor is not None:
            self._refuse_properties(event)
        if self._frame.awaits_key:
            self._take_key(event, value)
        else:
            self._add(event, value)

    def _refuse_dashes(self, event: Event) -> None:
        """A line of a text without quotation marks that begins with a dash: an entry, to whoever wrote it."""
        lines = lines_of(self.text)
        begin = event.start_mark.line
        for number in range(begin + 1, event.end_mark.line + 1):
            line = lines[number] if number < len(lines) else ""
            if line.lstrip().startswith("- "):
                above = lines[begin][: event.start_mark.column].rstrip()
                message = say("yaml.dash_in_text", line=begin + 1)
                if above.endswith("-"):
                    hint = say("yaml.dash_in_list_cure", column=len(above), line=begin + 1)
                else:
                    hint = say("yaml.dash_in_text_cure", line=begin + 1)
                place = Place(number + 1, len(line) - len(line.lstrip()) + 1)
                self._refuse(place, self._here(), message=message, hint=hint, code="syntax")
                return

    def _plain(self, event: Event) -> Data:
        try:
            return plain_value(event.value)
        except InexactNumberError as reason:
            message = say("yaml.found", what=reason.args[0])
            place = place_at(mark_of(event))
            self._refuse(place, self._here(), message=message, hint=say("yaml.number_cure"), code="number")
            return 0

    def _take_key(self, event: Event, value: Data) -> None:
        if value.__class__ is not str or (value == "<<" and not event.style):
            self._refuse_key(event, value)
            value = event.value
        elif self._glued_marks:
            self._refuse_glued_mark(event)
        frame = self._frame
        frame.awaits_key = False
        frame.here = path = (*frame.path, str(value))
        if path[-1] in frame.data:
            first = place_at(self.key_marks[path]).line
            message = say("yaml.duplicate_key", key=shortened(str(value)), line=first)
            hint = say("yaml.keep_one")
            self._refuse(place_at(mark_of(event)), path, message=message, hint=hint, code="duplicate-key")
        else:
            self.key_marks[path] = mark_of(event)

    def _add(self, event: Event, value: Data) -> Path:
        frame = self._frame
        if frame.is_list:
            path = (*frame.path, len(frame.data)) if len(self._frames) > 1 else ()
            frame.data.append(value)
        else:
            path = frame.here
            frame.data[path[-1]] = value
            frame.awaits_key = True
        self.marks[path] = mark_of(event)
        if len(self.marks) > LIMIT_VALUES:
            message = say("yaml.too_many", limit=LIMIT_VALUES)
            self._stop(event, path, message=message, hint=say("yaml.too_many_cure"), code="too-many")
        return path

    def _open_mapping(self, event: Event) -> None:
        self._open(event, {})

    def _open_list(self, event: Event) -> None:
        self._open(event, [])

    def _open(self, event: Event, data: dict[str, Data] | list[Data]) -> None:
        if event.tag is not None or event.anchor is not None:
            self._refuse_properties(event)
        if self._frame.awaits_key:
            message, hint = say("yaml.brackets_as_key"), say("yaml.brackets_as_key_cure")
            self._stop(event, self._frame.path, message=message, hint=hint, code="key")
        if len(self._frames) > LIMIT_DEPTH:
            self._stop(event, self._here(), message=_too_deep(), hint=say("yaml.too_deep_cure"), code="too-deep")
        path = self._add(event, data)
        self._frame = _Frame(data, path)
        self._frames.append(self._frame)

    def _close(self, _: Event) -> None:
        self._frames.pop()
        self._frame = self._frames[-1]

    def _alias(self, event: Event) -> None:
        message, hint = say("yaml.reference", name=shortened(str(event.anchor))), say("yaml.reference_cure")
        self._refuse(place_at(mark_of(event)), self._here(), message=message, hint=hint, code="anchor")
        if self._frame.awaits_key:
            self._take_key(event, f"*{event.anchor}")
        else:
            self._add(event, None)

    def _document(self, event: Event) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop(event, (), message=say("yaml.documents"), hint=say("yaml.documents_cure"), code="documents")
        if event.version or event.tags:
            hint = say("yaml.remove_line")
            self._refuse(Place(1, 1), (), message=say("yaml.directive"), hint=hint, code="directive")

    def _here(self) -> Path:
        frame = self._frame
        if frame.is_list and len(self._frames) > 1:
            return (*frame.path, len(frame.data))
        return frame.path if frame.awaits_key else frame.here

    def _refuse_properties(self, event: Event) -> None:
        place = place_at(mark_of(event))
        if event.tag is not None:
            tag = shortened(event.tag.replace("tag:yaml.org,2002:", "!!"))
            message = say("yaml.tag", tag=tag)
            self._refuse(place, self._here(), message=message, hint=say("yaml.tag_cure"), code="tag")
        if event.anchor is not None:
            message = say("yaml.mark", name=shortened(event.anchor))
            self._refuse(place, self._here(), message=message, hint=say("yaml.mark_cure"), code="anchor")

    def _refuse_glued_mark(self, event: Event) -> None:
        """Between brackets a text may begin with a question mark, which this parser takes for the mark of a key."""
        place = place_at(mark_of(event))
        line = lines_of(self.text)[place.line - 1]
        if line[: place.column - 1].endswith("?"):
            message, hint = say("yaml.first_character", character="?"), say("yaml.quote_it")
            at = Place(place.line, place.column - 1)
            self._refuse(at, self._here(), message=message, hint=hint, code="key")

    def _refuse_key(self, event: Event, value: Data) -> None:
        if value == "<<":
            message, hint = say("yaml.merge_key"), say("yaml.merge_key_cure")
        elif event.value == "":
            message, hint = say("yaml.no_key"), say("yaml.no_key_cure")
        else:
            word = shortened(event.value)
            message, hint = say("yaml.odd_key", word=word), say("yaml.odd_key_cure", word=word)
        self._refuse(place_at(mark_of(event)), self._here(), message=message, hint=hint, code="key")

    def _refuse(self, place: Place, path: Path, *, message: Message, hint: Cure, code: str) -> None:
        self._problems.append(problem_at(self.name, self.text, place, path, message=message, hint=hint, code=code))
        if len(self._problems) >= LIMIT_PROBLEMS:
            raise UserError(self._problems)

    def _stop(self, event: Event, path: Path, *, message: Message, hint: Cure, code: str) -> None:
        self._refuse(place_at(mark_of(event)), path, message=message, hint=hint, code=code)
        raise UserError(self._problems)


def _too_deep() -> Message:
    return say("yaml.too_deep", limit=LIMIT_DEPTH)


def texts_of(text: str) -> Iterator[Span]:
    """Where each single value of a text begins and ends, and whether it is in quotes or a block text.

    Where the grammar is broken, the last one has no end.
    """
    import yaml

    parser: Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    kind: type = yaml.StreamStartEvent
    single: type = yaml.ScalarEvent
    try:
        while kind is not yaml.StreamEndEvent:
            event = parser.get_event()
            kind = event.__class__
            if kind is single:
                start, end = event.start_mark, event.end_mark
                yield Place(start.line + 1, start.column + 1), Place(end.line + 1, end.column + 1), bool(event.style)
    except (yaml.MarkedYAMLError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        yield (Place(mark.line + 1, mark.column + 1) if mark else Place(text.count("\n") + 1, 1)), None, False
    finally:
        parser.dispose()
