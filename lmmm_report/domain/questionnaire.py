"""What is asked about a company that is told of for the first time, and what each answer says of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple

Text = Mapping[str, str]
"""A text by language."""

Conditions = Mapping[str, tuple[str, ...]]
"""By the id of a part the answers on which something depends; an empty one stands for no answer."""

States = Mapping[str, Any]
"""What an answer says, as a tree in the words of the profile format, with ``$part`` where an answer belongs."""

Answers = Mapping[str, str | tuple[str, ...]]
"""What was answered, by the id of the part: the id of an option, several of them, or a text; `UNKNOWN` for "don't
know". What was skipped is not in it."""

UNKNOWN = "?"
"""The answer that says that it is not known."""


class Kind(str, Enum):
    """How a part is answered. Closed."""

    CHOICE = "choice"
    """One of its options."""
    SEVERAL = "several"
    """Any number of its options."""
    TEXT = "text"
    """In words of one's own."""
    TIME = "time"
    """A time as people know it."""
    NUMBER = "number"
    """A whole number."""


class Option(NamedTuple):
    """One answer that can be chosen."""

    id: str
    text: Text
    states: States
    value: Text
    """What is written where a statement refers to the answer."""
    when: Conditions
    """It is offered where these answers were given."""


class Part(NamedTuple):
    """One thing that is asked."""

    id: str
    kind: Kind
    text: Text
    options: tuple[Option, ...]
    states: States
    each: bool
    """Whether ``states`` holds for each of several chosen options by itself."""
    when: Conditions
    when_not: Conditions
    least: int
    most: int
    """Bounds of a number; of a text the most characters."""
    about: Text
    """The word in front of a number that is rounded; empty for an exact one."""

    def option(self, option_id: str) -> Option | None:
        """The option of this id."""
        return next((option for option in self.options if option.id == option_id), None)


class Question(NamedTuple):
    """One question with what is asked in detail. The first part has the question's own id and text."""

    id: str
    gates: tuple[str, ...]
    """Ids of the gates that the answer may settle."""
    required: bool
    details: bool
    """Whether it is asked only of those who wish to go on."""
    help: Text
    example: Text
    parts: tuple[Part, ...]

    @property
    def text(self) -> Text:
        """The question itself."""
        return self.parts[0].text


class Questionnaire(NamedTuple):
    """All questions in the order in which they are put."""

    questions: tuple[Question, ...]

    def part(self, part_id: str) -> Part | None:
        """The part of this id."""
        return next((part for one in self.questions for part in one.parts if part.id == part_id), None)


def holds(when: Conditions, when_not: Conditions, answers: Answers) -> bool:
    """Whether something is asked or offered after these answers."""
    return all(_given(answers, part) in chosen for part, chosen in when.items()) and not any(
        _given(answers, part) in chosen for part, chosen in when_not.items()
    )


def asked(part: Part, question: Question, answers: Answers) -> bool:
    """Whether a part of a question is asked after these answers."""
    main = question.parts[0]
    return holds(main.when, main.when_not, answers) and (part is main or holds(part.when, part.when_not, answers))


def _given(answers: Answers, part: str) -> str:
    """The one answer that was given; empty where there is none, or it is not known, or there are several."""
    answer = answers.get(part, "")
    return answer if isinstance(answer, str) and answer != UNKNOWN else ""
