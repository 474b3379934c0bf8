"""The questionnaire of a maturity model from its YAML: ``interview.yaml`` beside the other files of the model."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from lmmm_report import resources
from lmmm_report.domain.questionnaire import (
    NONE,
    THERE,
    Conditions,
    Kind,
    Option,
    Part,
    Question,
    Questionnaire,
    States,
    Text,
)
from lmmm_report.load.schema.decode import Node, refuse_doubles
from lmmm_report.load.schema.nearest import did_you_mean
from lmmm_report.load.yaml.source import read_yaml
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

FILE: Final = "interview.yaml"

_ID = ("[a-z][a-z0-9_]*", "model.answer_id")
_NOTHING: Final[States] = MappingProxyType({})
_SAME: Final[Conditions] = MappingProxyType({})
_PART = ("text", "kind")
_PART_TOO = (
    "options",
    "list",
    "states",
    "states_each",
    "if",
    "if_not",
    "least",
    "most",
    "per",
    "every",
    "as",
    "unlike",
    "help",
    "example",
    "none",
)
_QUESTION_TOO = ("gates", "required", "details", "details_if", "parts", "parts_each", "there")
_SPOKEN = ("text", "help", "example")
_EACH = "{option}"
"""Stands in the texts of parts for each chosen option for what the option says."""
_NO_TEXT: Final[Text] = MappingProxyType({})
_HIGHEST = 9_999_999
_SHARE = 60
_LONGEST = 200
"""Characters of a free answer, as most texts of the format may have."""
_REFERENCE = re.compile(r"\$([a-z][a-z0-9_]*)(?:\.(?:per|first|none))?(?: or ([a-z_]+)(?: unless ([a-z][a-z0-9_]*))?)?")


def load_questionnaire(
    folder: Path | None = None, *, languages: Collection[str] = ("en", "de"), gates: Collection[str] = ()
) -> Questionnaire | None:
    """The questionnaire of the model in ``folder``, or of the built-in one; `None` where a model has none.

    ``gates``: the ids that it may name; empty to take any. Raises `UserError` with every problem of the file.
    """
    file = (folder or resources.MODEL) / FILE
    if not file.exists():
        return None
    faults: list[Problem] = []
    root = Node.root(read_yaml(file), faults)
    decoder = _Decoder(languages, gates)
    questionnaire = decoder.questionnaire(root)
    if faults:
        raise UserError(list(dict.fromkeys(faults)))
    return questionnaire


class _Spoken(NamedTuple):
    """What is said of all parts of a kind, or of all that have a list of answers."""

    text: Text
    help: Text
    example: Text


_SILENT = _Spoken(_NO_TEXT, _NO_TEXT, _NO_TEXT)


class _Decoder:
    def __init__(self, languages: Collection[str], gates: Collection[str]) -> None:
        self._languages = languages
        self._gates = gates
        self._lists: dict[str, Node] = {}
        self._spoken_of: dict[str, _Spoken] = {}
        """What is said of lists and kinds, by their names."""
        self._on_word: tuple[Part, ...] = ()
        self._there = _NO_TEXT
        self._none_of_these = _NO_TEXT
        self._parts: list[tuple[Node, str]] = []
        self._answers: dict[str, frozenset[str]] = {}
        self._conditions: list[Node] = []
        self._stated: list[Node] = []

    def questionnaire(self, root: Node) -> Questionnaire:
        fields = root.fields(("questions",), ("lists", "kinds", "there", "none_of_these", "on_word"))
        for name, node in fields["lists"].entries().items() if fields["lists"].given else ():
            parts = node.fields(("options",), _SPOKEN[1:])
            self._lists[name] = parts["options"]
            self._spoken_of[name] = self._spoken(parts)
        for name, node in fields["kinds"].entries().items() if fields["kinds"].given else ():
            self._spoken_of[f"kind {name}"] = self._spoken(node.fields((), _SPOKEN[1:]))
        self._there = fields["there"].text(self._languages)
        self._none_of_these = fields["none_of_these"].text(self._languages)
        if fields["on_word"].given:
            asides = [node.fields(("id", *_PART), _PART_TOO) for node in fields["on_word"].items()]
            self._on_word = tuple(part._replace(aside=True) for node in asides for part in self._part(node, aside=True))
        questions = tuple(self._question(node) for node in fields["questions"].items())
        refuse_doubles(self._parts, "model.answered_part")
        self._follow()
        return Questionnaire(questions)

    def _spoken(self, fields: Mapping[str, Node]) -> _Spoken:
        texts = (fields[name].text(self._languages) if name in fields else _NO_TEXT for name in _SPOKEN)
        return _Spoken(*texts)

    def _question(self, node: Node) -> Question:
        fields = node.fields(("id", *_PART), (*_PART_TOO, *_QUESTION_TOO))
        parts = self._part(fields, there=fields["there"])
        for child in fields["parts"].items() if fields["parts"].given else ():
            parts += self._part(child.fields(("id", *_PART), _PART_TOO))
        each = [
            child.fields(("id", *_PART), (*_PART_TOO, "only"))
            for child in (fields["parts_each"].items() if fields["parts_each"].given else ())
        ]
        # All about one thing before the next: who is asked by turns mixes them up.
        for option in (one for one in parts[0].options if not one.alone):
            for own in each:
                parts += self._part_for(own, parts[0], option)
        gates = tuple(
            child.one_of(self._gates, "model.criterion") if self._gates else child.string()
            for child in (fields["gates"].items() if fields["gates"].given else ())
        )
        question_id = parts[0].id
        if gates:
            parts += [part._replace(id=f"{question_id}.{part.id}") for part in self._on_word]
        return Question(
            id=question_id,
            gates=gates,
            required=fields["required"].data is True,
            details=fields["details"].data is True,
            details_if=self._when(fields["details_if"]),
            there=self._there_in(fields["there"], parts[0]),
            parts=tuple(parts),
        )

    @staticmethod
    def _there_in(node: Node, main: Part) -> str:
        if not node.given:
            return ""
        if isinstance(node.data, str):
            return node.one_of([option.id for option in main.options], "model.answer")
        return THERE

    def _part(self, fields: Mapping[str, Node], *, there: Node | None = None, aside: bool = False) -> list[Part]:
        """A part, and those in which something of it is said in one's own words."""
        part_id = fields["id"].string(*_ID)
        if not aside:
            self._parts.append((fields["id"], part_id))
        options, more, spoken = self._options(fields, part_id)
        if there is not None and there.given and not isinstance(there.data, str):
            value = dict.fromkeys(self._languages, THERE)
            options = (*options, Option(THERE, self._there, self._states(there), value, _SAME, ""))
        none = fields["none"]
        if none.given and options:
            options = (*options, self._none_option(none))
        if not aside:
            ids = [option.id for option in options]
            self._answers[part_id] = frozenset(ids or ([NONE] if none.given else []))
        each = fields["states_each"].given
        kind = Kind(fields["kind"].one_of([kind.value for kind in Kind], "model.answer_kind") or Kind.TEXT.value)
        of_kind = self._spoken_of.get(f"kind {kind.value}", _SILENT)
        own = self._spoken(fields)
        highest = _HIGHEST if kind in (Kind.NUMBER, Kind.AMOUNT) else _SHARE if kind is Kind.SHARE else _LONGEST
        part = Part(
            id=part_id,
            kind=kind,
            text=own.text,
            options=options,
            states=self._states(fields["states_each" if each else "states"]),
            each=each,
            when=self._when(fields["if"]),
            when_not=self._when(fields["if_not"]),
            least=fields["least"].integer(0, _HIGHEST) if fields["least"].given else 0,
            most=fields["most"].integer(1, _HIGHEST) if fields["most"].given else highest,
            per=fields["per"].string(*_ID) if fields["per"].given else "",
            every=fields["every"].string(*_ID) if fields["every"].given else "",
            unlike=tuple(node.string(*_ID) for node in fields["unlike"].items()) if fields["unlike"].given else (),
            phrase=fields["as"].text(self._languages),
            aside=False,
            help=own.help or spoken.help or of_kind.help,
            example=own.example or spoken.example or of_kind.example,
            none=None if options or not none.given else self._states(none) if none.data is not True else _NOTHING,
            none_written=none.data is True,
        )
        return [part, *(one._replace(when={**part.when, **one.when}) for one in more)]

    def _none_option(self, node: Node) -> Option:
        """The answer that none of the others is right, with what it says."""
        fields = node.fields((), ("text", "states"))
        text = fields["text"].text(self._languages) if fields["text"].given else self._none_of_these
        return Option(NONE, text, self._states(fields["states"]), _NO_TEXT, _SAME, "", alone=True)

    def _options(self, fields: Mapping[str, Node], part_id: str) -> tuple[tuple[Option, ...], list[Part], _Spoken]:
        spoken, nodes = _SILENT, fields["options"]
        if fields["list"].given:
            name = fields["list"].one_of(self._lists, "model.answer_list")
            spoken = self._spoken_of.get(name, _SILENT)
            if name not in self._lists:
                return (), [], spoken
            nodes = self._lists[name]
        if not nodes.given:
            return (), [], spoken
        options: list[Option] = []
        more: list[Part] = []
        for node in nodes.items():
            option, part = self._option(node, part_id)
            options.append(option)
            more += [part] if part is not None else []
        children = zip(nodes.items(), options, strict=True)
        refuse_doubles([(child, option.id) for child, option in children], "model.answer")
        return tuple(options), more, spoken

    def _part_for(self, fields: Mapping[str, Node], main: Part, option: Option) -> list[Part]:
        """A part that is asked of one chosen option."""
        if fields["only"].given and option.id not in [node.data for node in fields["only"].items()]:
            return []
        name = fields["id"].string(*_ID)
        [part, *_] = self._part(fields, aside=True)
        texts = {language: text.replace(_EACH, option.text[language]) for language, text in part.text.items()}
        made = part._replace(
            id=f"{main.id}_{option.id}_{name}",
            text=texts,
            when={main.id: (option.id,), **part.when},
            states=_for_option(part.states, f"{main.id}_{option.id}_", option.id),
            unlike=tuple(
                f"{main.id}_{one.id}_{other}" for other in part.unlike for one in main.options if one is not option
            ),
        )
        self._answers[made.id] = frozenset(one.id for one in made.options)
        return [made]

    def _option(self, node: Node, part_id: str) -> tuple[Option, Part | None]:
        fields = node.fields(("id", "text"), ("states", "value", "if", "said_in", "silent"))
        option_id = fields["id"].string(*_ID)
        value: Mapping[str, Any] = MappingProxyType(dict.fromkeys(self._languages, option_id))
        said_in: Part | None = None
        if fields["said_in"].given:
            [said_in] = self._part(fields["said_in"].fields(("id", *_PART), _PART_TOO), aside=True)
            said_in = said_in._replace(id=f"{part_id}_{said_in.id}", when={part_id: (option_id,)})
            self._answers[said_in.id] = frozenset()
        if fields["silent"].data is True:
            value = _NO_TEXT
        elif fields["value"].given:
            value = self._value(fields["value"])
        option = Option(
            id=option_id,
            text=fields["text"].text(self._languages),
            states=self._states(fields["states"]),
            value=value,
            when=self._when(fields["if"]),
            said_in=said_in.id if said_in is not None else "",
        )
        return option, said_in

    def _value(self, node: Node) -> Mapping[str, Any]:
        """A word or text, one for each language, or a tree that is the same in all."""
        if isinstance(node.data, list) or (isinstance(node.data, dict) and set(node.data) != set(self._languages)):
            return MappingProxyType(dict.fromkeys(self._languages, node.data))
        return node.text_or_word(self._languages)

    def _states(self, node: Node) -> States:
        if not node.given:
            return _NOTHING
        self._stated.append(node)
        return node.data if isinstance(node.data, dict) else _NOTHING

    def _when(self, node: Node) -> Conditions:
        if not node.given:
            return _SAME
        self._conditions.append(node)
        return {
            part: tuple(str(answer) for answer in answers) if isinstance(answers, list) else ()
            for part, answers in (node.data.items() if isinstance(node.data, dict) else ())
        }

    def _follow(self) -> None:
        """Refuse conditions and references that name what is not asked."""
        for node in self._conditions:
            for part, child in node.entries().items():
                if part not in self._answers:
                    hint = did_you_mean(part, list(self._answers))
                    message = say("schema.no_such", kind=say("model.answered_part"), value=part)
                    child.fault(message, hint=hint, code="unknown-id", key=True)
                    continue
                for answer in child.items():
                    if answer.data != "":
                        answer.one_of(self._answers[part], "model.answer")
        for node in self._stated:
            for word, place in _words(node.data, ()):
                if word == "$option" or word.startswith("$."):
                    continue
                match = _REFERENCE.fullmatch(word)
                for name in (match[1], match[3]) if match else (word[1:],) if word.startswith("$") else ():
                    if name and name not in self._answers:
                        fault = Node(node.source, node.faults, (*node.path, *place), word)
                        message = say("schema.no_such", kind=say("model.answered_part"), value=name)
                        fault.fault(message, hint=did_you_mean(name, list(self._answers)), code="unknown-id")


def _for_option(states: Any, prefix: str, option: str) -> Any:
    """What a part for each option says of one of them: ``$.name`` is its own part, ``$option`` the option."""
    if isinstance(states, dict):
        return {name: _for_option(child, prefix, option) for name, child in states.items()}
    if isinstance(states, list):
        return [_for_option(child, prefix, option) for child in states]
    if isinstance(states, str):
        return option if states == "$option" else re.sub(r"^\$\.", f"${prefix}", states)
    return states


def _words(tree: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every text in a tree and the way to it."""
    if isinstance(tree, dict):
        for name, child in tree.items():
            yield from _words(child, (*path, name))
    elif isinstance(tree, list):
        for number, child in enumerate(tree):
            yield from _words(child, (*path, number))
    elif isinstance(tree, str):
        yield tree, path
