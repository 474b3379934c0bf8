"""What is to be asked about a company, whom, and what hangs on the answers."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, Finding


class Weight(str, Enum):
    """What hangs on an answer, the weightiest first. Closed."""

    DECIDES = "decides"
    """A stage: whether it is reached depends on it."""
    NEXT = "next"
    """No stage as things are; a condition of the next stage, or of one on the way to the target."""
    LATER = "later"
    """A condition of a stage beyond these."""
    DETAIL = "detail"
    """No stage at all: recommended practice of the stages up to the next one."""


class InterviewQuestion(NamedTuple):
    """One criterion of which nobody knows whether it is met."""

    finding: Finding
    whom: tuple[str, ...]
    """Roles that can answer, those first that have not been heard; empty where nobody is known."""
    weight: Weight
    if_met: int
    """The stage of its axis that is proven if the answer is yes and all others stay open."""
    if_not: int
    """The highest stage of its axis that is possible if the answer is no."""
    saves: tuple[str, ...]
    """Ids of the planned measures that are not needed if the answer is yes."""


class Showing(NamedTuple):
    """A gate that the present stage rests on and of which no statement has evidence."""

    finding: Finding
    whom: tuple[str, ...]


class Interview(NamedTuple):
    """All that can be asked about one company, the weightiest first."""

    assessment: Assessment
    questions: tuple[InterviewQuestion, ...]
    showings: tuple[Showing, ...]
    """What need not be asked and could be shown, first what stands on the weakest words."""
    unnamed: frozenset[str] = frozenset()
    """Roles of which the profile does not say who has them."""

    def without_practice(self) -> Interview:
        """The same without what no stage rests on."""
        return self._replace(questions=tuple(one for one in self.questions if one.weight is not Weight.DETAIL))

    def count(self, weight: Weight) -> int:
        """Number of questions of this weight."""
        return sum(1 for question in self.questions if question.weight is weight)
