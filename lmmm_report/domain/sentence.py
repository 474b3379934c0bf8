"""Sentences about a company, each with what it claims, and how a text is put together from them.

A sentence is shown only where the findings bear out every one of its claims.
"""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

Text = Mapping[str, str]


class Mood(str, Enum):
    """How an assertion stands to what it names."""

    HOLDS = "holds"
    NOT = "not"
    OPEN = "open"
    """Nobody knows yet."""


class Topic(str, Enum):
    """What an assertion is about."""

    CRITERION = "criterion"
    STAGE = "stage"
    AXIS = "axis"
    POSITION = "position"
    REMARK = "remark"
    FACT = "fact"
    PROBLEM = "problem"
    TARGET = "target"
    RESULT = "result"


class AxisState(str, Enum):
    """What can be said of an axis beside its stage."""

    FIRM = "firm"
    """The unknown facts leave its stage as it is."""
    UNTOLD = "untold"
    """Not one of its gates is answered."""
    LACKING = "lacking"
    """One or two gates of lower stages, all known to be missing, keep it from a stage that holds."""
    WAITING = "waiting"
    """The same, and it is open whether these gates are met."""
    HELD = "held"
    """One of the last two, or some of both."""


class Assertion(NamedTuple):
    """One thing that is said."""

    mood: Mood
    topic: Topic
    subject: str
    """Id of the criterion, axis or remark; name of the side or fact; the word of the format for a problem;
    of the target nothing but its being reached."""
    detail: str = ""
    """Of a stage the sign of comparison, of an axis its state."""
    number: int = 0
    """Number of the stage."""


class Claim(NamedTuple):
    """What a sentence asserts: one assertion, or that at least one of several holds."""

    text: str
    """As it is written, in one form."""
    any_of: tuple[Assertion, ...]


class Sentence(NamedTuple):
    """One sentence or a part of one. ``text`` may hold placeholders; those of an axis are about ``axis``."""

    id: str
    claims: tuple[Claim, ...]
    axis: str
    """Empty where it needs none."""
    text: Text


class Passage(NamedTuple):
    """A place in a text: the first of its sentences whose claims hold is said there."""

    sentences: tuple[Sentence, ...]
    needed: bool
    """Whether the text makes sense only if something is said here."""


class Way(NamedTuple):
    """One way to put a text together, for companies for which its claims hold."""

    claims: tuple[Claim, ...]
    passages: tuple[Passage, ...]


class Counted(NamedTuple):
    """A text for one and one for several, with the placeholder ``{count}``."""

    one: Text
    other: Text


class Article(NamedTuple):
    """What a language puts before a company's name behind a preposition, where the name ends with one of the forms."""

    word: str
    forms: tuple[str, ...]


class Voice(NamedTuple):
    """All that a model says of a company, and the words with which its lists and numbers are said."""

    headline: tuple[Way, ...]
    diagnosis: tuple[Way, ...]
    region: tuple[Way, ...]
    intersection: tuple[Way, ...]
    things: Mapping[str, Text]
    """By gate what it asks for, so that it can be named in a list."""
    counted: Mapping[str, Counted]
    numbers: Text
    """The first numbers in words, from one, with a space between two."""
    conjunction: Text
    """What stands before the last one of a list."""
    articles: Mapping[str, Article]
    """By language, for languages that need one."""


PARTS = ("headline", "diagnosis", "region", "intersection")
COUNTED = ("answers", "conditions", "more")
"""What is counted: open answers, conditions, further entries of a list that are not named."""
AXIS_LISTS = ("there", "missing", "open", "held_missing", "held_open")
"""Placeholders that name gates of the sentence's axis: an empty one leaves the sentence out."""
AXIS_WORDS = ("stage", "next", "held", "lower", "answers", "conditions")
"""Further placeholders about the sentence's axis."""
WORDS = ("company",)
"""Placeholders that need no axis."""


class Said(NamedTuple):
    """A sentence that was chosen, with the gates that its lists name."""

    sentence: Sentence
    lists: Mapping[str, tuple[str, ...]]
    """By placeholder the ids of the gates, all of those that are claimed."""
    claims: tuple[str, ...]
    """Everything it claims, also by its lists."""


class Spoken(NamedTuple):
    """What is said of one company; a part is empty where the model has no sentence for it."""

    headline: tuple[Said, ...]
    diagnosis: tuple[Said, ...]
    region: tuple[Said, ...]
    intersection: tuple[Said, ...]


SILENT = Spoken((), (), (), ())
