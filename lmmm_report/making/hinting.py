"""What helps to finish a profile without fault: answers that would settle the result, and what to look at again."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lmmm_report.assess.result.findings import FactReader, find
from lmmm_report.assess.result.hints import find_hints
from lmmm_report.assess.result.settling import Answer, only_gates, settling
from lmmm_report.domain.assessment import Finding
from lmmm_report.domain.format import ProfileFormat
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import Profile
from lmmm_report.load.schema.forms import COUNT
from lmmm_report.making.formats import format_at
from lmmm_report.making.impossible import impossible_figures
from lmmm_report.making.loading import model_at
from lmmm_report.making.loose_ends import loose_ends
from lmmm_report.making.missing import missing_in_words
from lmmm_report.making.placing import hint_at
from lmmm_report.messages import Message, Told, say
from lmmm_report.problems import Problem

MOST_SHOWN = 8
"""Hints on one profile that people are shown at once; the rest can wait until these are answered."""
_KEPT_FOR_REMARKS = 3

_HEARSAY = {"heard": "hints.heard", "assumed": "hints.assumed"}


class Hints(NamedTuple):
    """What can be said of one profile without fault, beside its problems."""

    file: str
    outcome: Message
    """Whether the result is firm, and what the answers would do."""
    answers: tuple[Problem, ...]
    """The weightiest first."""
    remarks: tuple[Problem, ...]
    """What may have been left out or mixed up."""
    warnings: tuple[Problem, ...]
    """Numbers that cannot be."""

    @property
    def every(self) -> tuple[Problem, ...]:
        """All hints, for programs."""
        return (*self.answers, *self.remarks)

    def shown(self) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """Those answers and remarks that people are shown, `MOST_SHOWN` together."""
        answers = self.answers[: MOST_SHOWN - min(len(self.remarks), _KEPT_FOR_REMARKS)]
        return answers, self.remarks[: MOST_SHOWN - len(answers)]


class Hinter:
    """Gives the hints for profiles of one model."""

    def __init__(self, model: Model, described: ProfileFormat) -> None:
        self.model = model
        self._gates = only_gates(model)
        self._described = described

    def hints(self, profile: Profile) -> Hints:
        """All that can be said; `UserError` where a condition of the model costs more than it may."""
        reader = FactReader(profile)
        gates = find(profile, self._gates)
        settled = settling(gates, self._gates)
        figures = impossible_figures(profile)
        asked = {fact.path for finding in gates for fact in finding.missing}
        remarks = _once([
            *(one for one in figures if one.severity == "hint"),
            *loose_ends(profile, self._described, reader),
            *self._of_model(profile, reader, gates, asked),
        ])  # fmt: skip
        return Hints(
            file=profile.file,
            outcome=_outcome(settled.firm, len(settled.answers)),
            answers=tuple(_answer(answer, profile) for answer in settled.answers),
            remarks=tuple(remarks),
            warnings=tuple(one for one in figures if one.severity == "warning"),
        )

    def _of_model(
        self, profile: Profile, reader: FactReader, gates: Iterable[Finding], asked: set[str]
    ) -> Iterator[Problem]:
        """The hints of the model, without those that an open question asks for, and on lists that were counted."""
        for hint, path in find_hints(profile, self.model, gates):
            ways = {reader.label(path[:depth]) for depth in range(1, len(path) + 1)}
            if not ways & asked and (*hint.place, COUNT) not in profile.places:
                yield hint_at(profile.place(path), profile, reader.label(path), Told(hint.text), code=hint.id)


def hinter_at(path: Path | None) -> Hinter:
    """Hints by the model at ``path``, which is loaded."""
    return Hinter(model_at(path), format_at(path))


def _outcome(firm: bool, answers: int) -> Message:
    if firm:
        return say("hints.next_stage", count=answers) if answers else say("hints.firm")
    return say("hints.firm_after", count=answers)


def _answer(answer: Answer, profile: Profile) -> Problem:
    first = answer.findings[0]
    what = missing_in_words(answer.facts, profile)
    gates = ", ".join(finding.criterion.id for finding in answer.findings)
    question: Message = Told(first.ask)
    if first.hearsay is not None:
        question = say(_HEARSAY[first.hearsay.basis], question=question)
    message = say("hints.answer", what=what, gates=gates, question=question)
    fact = answer.facts[0]
    return hint_at(fact.place, profile, fact.path, message, code="open-gate")


def _once(hints: Iterable[Problem]) -> Iterator[Problem]:
    """The first hint of each place."""
    said: set[str] = set()
    for hint in hints:
        if hint.path not in said:
            said.add(hint.path)
            yield hint
