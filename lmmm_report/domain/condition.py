"""Predicates over the facts of a profile, and the fragments of profiles that show what they mean."""

from typing import NamedTuple

from lmmm_report.domain.expression import Expression
from lmmm_report.domain.profile import Place


class Condition(NamedTuple):
    """A predicate over the facts of a profile: its text, its parsed form and where it stands in the model."""

    text: str
    expression: Expression
    file: str
    place: Place


class Example(NamedTuple):
    """A fragment of a profile as text, with its place in the model."""

    text: str
    place: Place
