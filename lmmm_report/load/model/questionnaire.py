"""The questionnaire of a maturity model from its YAML: ``interview.yaml`` beside the other files of the model."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from lmmm_report import resources
from lmmm_report.domain.questionnaire import Conditions, Kind, Option, Part, Question, Questionnaire, States, Text
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
_PART_TOO = ("options", "list", "states", "states_each", "if", "if_not", "least", "most", "as")
_QUESTION_TOO = ("gates", "required", "details", "help", "example", "parts")
_HIGHEST = 9_999_999
_LONGEST = 200
"""Characters of a free answer, as most texts of the format may have."""
_REFERENCE = re.compile(r"\$([a-z][a-z0-9_]*)(?: or ([a-z_]+)(?: unless ([a-z][a-z0-9_]*))?)?")


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
        raise UserError(faults)
    return questionnaire


class _Decoder:
    def __init__(self, languages: Collection[str], gates: Collection[str]) -> None:
        self._languages = languages
        self._gates = gates
        self._lists: dict[str, tuple[Option, ...]] = {}
        self._parts: list[tuple[Node, str]] = []
        self._answers: dict[str, frozenset[str]] = {}
        self._conditions: list[Node] = []
        self._stated: list[Node] = []

    def questionnaire(self, root: Node) -> Questionnaire:
        fields = root.fields(("questions",), ("lists",))
        if fields["lists"].given:
            for name, node in fields["lists"].entries().items():
                self._lists[name] = tuple(self._option(child) for child in node.items())
        questions = tuple(self._question(node) for node in fields["questions"].items())
        refuse_doubles(self._parts, "model.answered_part")
        self._follow()
        return Questionnaire(questions)

    def _question(self, node: Node) -> Question:
        fields = node.fields(("id", *_PART), (*_PART_TOO, *_QUESTION_TOO))
        parts = [self._part(fields)]
        for child in fields["parts"].items() if fields["parts"].given else ():
            parts.append(self._part(child.fields(("id", *_PART), _PART_TOO)))
        gates = tuple(
            child.one_of(self._gates, "model.criterion") if self._gates else child.string()
            for child in (fields["gates"].items() if fields["gates"].given else ())
        )
        return Question(
            id=parts[0].id,
            gates=gates,
            required=fields["required"].data is True,
            details=fields["details"].data is True,
            help=fields["help"].text(self._languages),
            example=fields["example"].text(self._languages),
            parts=tuple(parts),
        )

    def _part(self, fields: Mapping[str, Node]) -> Part:
        part_id = fields["id"].string(*_ID)
        self._parts.append((fields["id"], part_id))
        options: tuple[Option, ...] = ()
        if fields["list"].given:
            options = self._lists.get(fields["list"].one_of(self._lists, "model.answer_list"), ())
        elif fields["options"].given:
            options = tuple(self._option(child) for child in fields["options"].items())
            refuse_doubles(
                [(child, option.id) for child, option in zip(fields["options"].items(), options, strict=True)],
                "model.answer",
            )
        self._answers[part_id] = frozenset(option.id for option in options)
        each = fields["states_each"].given
        kind = Kind(fields["kind"].one_of([kind.value for kind in Kind], "model.answer_kind") or Kind.TEXT.value)
        highest = _HIGHEST if kind is Kind.NUMBER else _LONGEST
        return Part(
            id=part_id,
            kind=kind,
            text=fields["text"].text(self._languages),
            options=options,
            states=self._states(fields["states_each" if each else "states"]),
            each=each,
            when=self._when(fields["if"]),
            when_not=self._when(fields["if_not"]),
            least=fields["least"].integer(0, _HIGHEST) if fields["least"].given else 0,
            most=fields["most"].integer(1, _HIGHEST) if fields["most"].given else highest,
            about=fields["as"].text(self._languages),
        )

    def _option(self, node: Node) -> Option:
        fields = node.fields(("id", "text"), ("states", "value", "if"))
        option_id = fields["id"].string(*_ID)
        value: Text = MappingProxyType(dict.fromkeys(self._languages, option_id))
        return Option(
            id=option_id,
            text=fields["text"].text(self._languages),
            states=self._states(fields["states"]),
            value=fields["value"].text_or_word(self._languages) if fields["value"].given else value,
            when=self._when(fields["if"]),
        )

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
                match = _REFERENCE.fullmatch(word)
                for name in (match[1], match[3]) if match else (word[1:],) if word.startswith("$") else ():
                    if name and name not in self._answers:
                        fault = Node(node.source, node.faults, (*node.path, *place), word)
                        message = say("schema.no_such", kind=say("model.answered_part"), value=name)
                        fault.fault(message, hint=did_you_mean(name, list(self._answers)), code="unknown-id")


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
