"""What is asked about a company that is told of for the first time, and what each answer says of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple

from lmmm_report.domain.format import Sense

Text = Mapping[str, str]
"""A text by language."""

Conditions = Mapping[str, tuple[str, ...]]
"""By the id of a part the answers on which something depends; an empty one stands for no answer."""

States = Mapping[str, Any]
"""What an answer says, as a tree in the words of the profile format, with ``$part`` where an answer belongs."""

Answers = Mapping[str, str | tuple[str, ...]]
"""What was answered, by the id of the part: the id of an option, several of them, or a text; `UNKNOWN` for "don't
know", `NOT_ASKED` where it was not talked about. What was skipped is not in it."""

UNKNOWN = "?"
"""The answer that says that it is not known."""
NOT_ASKED = "-"
"""The answer that says that nobody asked, so that the report can say so and ask."""
OPEN: Mapping[object, str] = {UNKNOWN: "not_known", NOT_ASKED: "not_asked"}
"""What is no answer to the question itself, with the state of the open point that it makes."""

ONGOING = "ongoing"
"""The id of the answer to "how often" that says that it goes on all the time."""
THERE = "there"
"""The id of the answer that there is one, and details later."""
NONE = "none"
"""The answer that there is none, in words of one's own or as the option that goes with no other one."""


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
    AMOUNT = "amount"
    """A count as people know it: 140, about 25, 1,100."""
    SHARE = "share"
    """A share as people know it: 8 of 10, 80 %, mostly."""
    DURATION = "duration"
    """How long: 31 hours, two days."""
    AHEAD = "ahead"
    """When something may begin, as people say it: next quarter, in spring 2027, as soon as possible."""
    UNTIL = "until"
    """By when something is to be, as people say it: end of 2027."""
    DAYS = "days"
    """A number of days, half ones as well."""

    @property
    def sense(self) -> Sense | None:
        """What a time is asked for; `None` for what is no time."""
        return _SENSES.get(self)


_SENSES: Mapping[Kind, Sense] = {Kind.TIME: "past", Kind.AHEAD: "ahead", Kind.UNTIL: "end"}


class Option(NamedTuple):
    """One answer that can be chosen."""

    id: str
    text: Text
    states: States
    value: Mapping[str, Any]
    """What is written where a statement refers to the answer, by language: a word or a tree; empty for nothing."""
    when: Conditions
    """It is offered where these answers were given."""
    said_in: str
    """The part whose answer is written instead, for an answer in one's own words; empty for any other."""
    alone: bool = False
    """Whether it goes with no other one where several may be chosen: none of these."""


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
    per: str
    """The period that a count is of where no other is named, such as month; empty where none belongs to it."""
    every: str
    """The part that says how often, whose answer `ONGOING` stands before this time; empty for none."""
    phrase: Text
    """Free words stand in this text, in the place of ``{}``; empty where they stand alone."""
    unlike: tuple[str, ...]
    """The parts to which the same was not answered: what is told once is not told again."""
    aside: bool
    """Whether it is only asked where a person wishes to say it: on whose word an answer rests."""
    help: Text
    example: Text
    none: States | None = None
    """What is said where words of one's own say that there is `NONE`; `None` where that is no answer."""
    none_written: bool = False
    """Whether the word itself is then written in the place of the answer."""

    @property
    def takes_none(self) -> bool:
        """Whether words of one's own may say that there is none."""
        return self.none is not None

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
    details_if: Conditions
    """After one of these answers it is so as well: they settle what it is about."""
    there: str
    """The option that says that there is one, details later; empty where no answer does."""
    parts: tuple[Part, ...]

    @property
    def help(self) -> Text:
        """What is meant."""
        return self.parts[0].help

    @property
    def example(self) -> Text:
        """An answer as somebody would give it."""
        return self.parts[0].example

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
    return all(_among(answers, part, chosen) for part, chosen in when.items()) and not any(
        _among(answers, part, chosen) for part, chosen in when_not.items()
    )


def asked(part: Part, question: Question, answers: Answers) -> bool:
    """Whether a part of a question is asked after these answers."""
    main = question.parts[0]
    if part.aside and answers.get(main.id, UNKNOWN) in OPEN:
        return False
    return holds(main.when, main.when_not, answers) and (part is main or holds(part.when, part.when_not, answers))


def _among(answers: Answers, part: str, chosen: tuple[str, ...]) -> bool:
    """Whether an answer is one of those; of several one is enough. An empty one stands for none, or one not known."""
    answer = answers.get(part, "")
    given = ("",) if answer in OPEN or not answer else (answer,) if isinstance(answer, str) else answer
    return any(one in chosen for one in given)
