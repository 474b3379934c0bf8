"""Plain data to typed values, one node after the other; every fault is collected with its place and its cure.

A `Node` answers with a neutral value ("", 0, nothing) where the file is at fault, so that decoding goes on and finds
the next fault; whoever decodes looks at the collected problems at the end and throws the values away if there are any.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from lmmm_report.domain.profile import Path, Place
from lmmm_report.load.schema.nearest import did_you_mean
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import Source
from lmmm_report.load.yaml.text import problem_at
from lmmm_report.messages import Cure, Message, say
from lmmm_report.problems import Problem

Text = Mapping[str, str]

_NO_TEXT: Final[Text] = MappingProxyType({})
_KINDS = {dict: "a_mapping", list: "a_list", str: "a_text", bool: "truth", int: "a_number", float: "a_number"}


class Node:
    """One value of a YAML file with the way to it, and the list into which its faults go.

    A node that is not ``given`` stands for a key that is missing; it yields neutral values without a further fault.
    """

    __slots__ = ("data", "faults", "given", "path", "source")

    def __init__(
        self, source: Source, faults: list[Problem], path: Path = (), data: Data = None, *, given: bool = True
    ) -> None:
        self.source = source
        self.faults = faults
        self.path = path
        self.data = data
        self.given = given

    @classmethod
    def root(cls, source: Source, faults: list[Problem]) -> Node:
        """The whole document of ``source``."""
        return cls(source, faults, (), source.data)

    @property
    def place(self) -> Place:
        """Where the value stands."""
        return self.source.place(self.path)

    def fault(
        self, message: Message, *, hint: Cure = "", code: str, key: bool = False, place: Place | None = None
    ) -> None:
        """Record a fault of this value (or of its key)."""
        place = place or self.source.place(self.path, key=key)
        source = self.source
        self.faults.append(
            problem_at(source.name, source.text, place, self.path, message=message, hint=hint, code=code)
        )

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> Mapping[str, Node]:
        """The values of a mapping with a fixed set of keys; unknown and missing keys are faults."""
        found = self._mapping()
        nodes = {key: self._child(key, value) for key, value in found.items() if key in required or key in optional}
        for key in found:
            if key not in nodes:
                hint = did_you_mean(key, [*required, *optional])
                self._child(key, None).fault(
                    say("schema.unknown_key_of_model", key=key), hint=hint, code="unknown-key", key=True
                )
        for key in (*required, *optional):
            if key not in nodes:
                if key in required and self.data.__class__ is dict:
                    message, hint = say("schema.missing_key_of_model", key=key), say("schema.add_key", key=key)
                    self.fault(message, hint=hint, code="missing-key")
                nodes[key] = Node(self.source, self.faults, (*self.path, key), given=False)
        return nodes

    def entries(self) -> Mapping[str, Node]:
        """The values of a mapping whose keys are free, in the order of the file; none at all is a fault."""
        found = self._mapping()
        if found == {} and self.data == {}:
            self.fault(say("schema.nothing_here"), code="empty")
        return {key: self._child(key, value) for key, value in found.items()}

    def check_key(self, pattern: str, shape: str) -> None:
        """Refuse the key that leads here if it does not match ``pattern`` as a whole; ``shape`` as in `string`."""
        key = str(self.path[-1])
        if not re.fullmatch(pattern, key):
            self.fault(say("schema.not_shaped", value=key, shape=say(shape)), code="pattern", key=True)

    def items(self, *, may_be_empty: bool = False) -> list[Node]:
        """The items of a list."""
        if not isinstance(self.data, list):
            self._refuse("a_list")
            return []
        if not self.data and not may_be_empty:
            self.fault(say("schema.empty_list_here"), code="empty")
        return [self._child(index, value) for index, value in enumerate(self.data)]

    def children(self) -> list[Node]:
        """What a list or mapping that has been decoded already holds; any other value holds nothing."""
        if isinstance(self.data, list):
            return [self._child(index, value) for index, value in enumerate(self.data)]
        return [self._child(key, value) for key, value in self.data.items()] if isinstance(self.data, dict) else []

    def string(self, pattern: str = "", shape: str = "") -> str:
        """A text that is not empty; with ``pattern`` it has to match as a whole.

        ``shape`` is the key of the message that says so in words.
        """
        if not isinstance(self.data, str):
            self._refuse("a_text")
            return ""
        value = self.data.strip()
        if not value:
            self.fault(say("schema.empty_text_here"), code="empty")
        elif pattern and not re.fullmatch(pattern, value):
            self.fault(say("schema.not_shaped", value=value, shape=say(shape)), code="pattern")
        return value

    def integer(self, lowest: int, highest: int) -> int:
        """A whole number within both bounds; 0 where it is none."""
        if not isinstance(self.data, int) or isinstance(self.data, bool):
            self._refuse("whole_number")
            return 0
        if not lowest <= self.data <= highest:
            message = say("schema.not_between", value=self.data, lowest=lowest, highest=highest)
            self.fault(message, code="out-of-range")
            return 0
        return self.data

    def one_of(self, choices: Collection[str], kind: str, *, if_none: str = "") -> str:
        """One of ``choices``, empty where it is none of them. ``kind`` is the key of the message what they are.

        ``if_none`` is the key of the cure where there is nothing to choose from. Without it, that there is nothing is
        taken for the fault of another place, which is told there.
        """
        value = self.string()
        if not value or value in choices:
            return value
        if choices or if_none:
            hint = did_you_mean(value, choices) if choices else say(if_none)
            self.fault(say("schema.no_such", kind=say(kind), value=value), hint=hint, code="unknown-id")
        return ""

    def many_of(self, choices: Collection[str], kind: str, *, may_be_empty: bool = False) -> tuple[str, ...]:
        """A list of different ones of ``choices``."""
        nodes = self.items(may_be_empty=may_be_empty)
        values = [(node, node.one_of(choices, kind)) for node in nodes]
        refuse_doubles(values, kind)
        return tuple(value for _, value in values if value)

    def text(self, languages: Collection[str]) -> Text:
        """A text in every one of ``languages``, in their order, and in no other."""
        if not self.given:
            return _NO_TEXT
        if isinstance(self.data, dict) and len(self.data) == len(languages):
            texts = {language: self.data.get(language) for language in languages}
            stripped = {language: text.strip() for language, text in texts.items() if isinstance(text, str)}
            if len(stripped) == len(languages) and all(stripped.values()):
                return MappingProxyType(stripped)
        return self._faulty_text(languages)

    def _faulty_text(self, languages: Collection[str]) -> Text:
        """What there is of a text, with its faults; kept apart because a model has hundreds of texts without any."""
        if isinstance(self.data, str):
            example = ", ".join(f"{language}: …" for language in languages)
            hint = say("schema.one_language_cure", example=example)
            self.fault(say("schema.one_language"), hint=hint, code="language")
            return _NO_TEXT
        found = self._mapping()
        for language in found:
            if language not in languages:
                self._child(language, None).fault(
                    say("schema.no_language", language=language),
                    hint=say("schema.no_language_cure", languages=", ".join(languages)),
                    code="unknown-key",
                    key=True,
                )
        if found or self.data == {}:
            for language in languages:
                if language not in found:
                    hint = say("schema.add_key", key=language)
                    self.fault(say("schema.missing_language", language=language), hint=hint, code="language")
        return MappingProxyType(
            {language: self._child(language, found[language]).string() for language in languages if language in found}
        )

    def short_text(self, languages: Collection[str], most: int) -> Text:
        """As `text`, of at most ``most`` characters in each language."""
        text = self.text(languages)
        for language, words in text.items():
            if len(words) > most:
                message = say("model.characters", number=len(words))
                hint = say("model.too_long_cure", limit=most)
                self._child(language, words).fault(message, hint=hint, code="too-long")
        return text

    def text_or_word(self, languages: Collection[str]) -> Text:
        """As `text`; a plain text stands for all languages, as the title of a book does."""
        if isinstance(self.data, str):
            word = self.string()
            return MappingProxyType(dict.fromkeys(languages, word))
        return self.text(languages)

    def _mapping(self) -> dict[str, Data]:
        if isinstance(self.data, dict):
            return self.data
        self._refuse("a_mapping")
        return {}

    def _child(self, step: str | int, data: Data) -> Node:
        return Node(self.source, self.faults, (*self.path, step), data)

    def _refuse(self, wanted: str) -> None:
        """Say that something else stands here than what the message ``wanted`` names.

        A missing key has been named already.
        """
        if not self.given:
            return
        what = say(f"schema.{wanted}")
        if self.data is None:
            self.fault(say("schema.missing_here", wanted=what), code="empty", key=True)
            return
        found = say(f"schema.{_KINDS[self.data.__class__]}")
        in_quotes = wanted == "a_text" and not isinstance(self.data, dict | list)
        hint: Cure = say("schema.quotation_marks") if in_quotes else ""
        self.fault(say("schema.other_kind", wanted=what, found=found), hint=hint, code="kind")


def refuse_doubles(values: Collection[tuple[Node, str]], kind: str) -> None:
    """Refuse every value that occurs a second time, naming where it stands first. Empty values are passed over.

    ``kind`` is the key of the message what they are.
    """
    first: dict[str, Node] = {}
    for node, value in values:
        if not value:
            continue
        earlier = first.setdefault(value, node)
        if earlier is not node:
            line = earlier.place.line
            hint = say("schema.first_in_line", line=line)
            if earlier.source is not node.source:
                hint = say("schema.first_in_line_of", line=line, file=earlier.source.name)
            node.fault(say("schema.given_twice", kind=say(kind), value=value), hint=hint, code="duplicate")


def position_in(node: Node, offset: int) -> Place:
    """Where the character ``offset`` (from 0) of a text stands in its file.

    Folding and indentation change white space only, so the characters that are none are counted. Escapes in a quoted
    text are not: there the place is near, not exact.
    """
    text = node.data if isinstance(node.data, str) else ""
    before, all_of_it = _ink(text[:offset]), _ink(text)
    at = node.place
    for count, place in enumerate(_places_of_ink(node)):
        if count == before < all_of_it:
            return place
        if count == all_of_it:
            break
        at = place
    return Place(at.line, at.column + 1)


def _ink(text: str) -> int:
    return sum(not character.isspace() for character in text)


def _places_of_ink(node: Node) -> Iterator[Place]:
    """Where the characters that are not white space stand, from the beginning of a text's content on."""
    start = node.place
    lines = node.source.text.split("\n")
    number, column = start.line, start.column
    opening = lines[number - 1][column - 1 : column]
    if opening in ("|", ">"):
        number, column = number + 1, 1
    elif opening in ('"', "'"):
        column += 1
    while number <= len(lines):
        line = lines[number - 1]
        for at in range(column - 1, len(line)):
            if not line[at].isspace():
                yield Place(number, at + 1)
        number, column = number + 1, 1
