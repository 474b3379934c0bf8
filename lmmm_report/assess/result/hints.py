"""Hints of a model that fit a profile, each with the place that it is about."""

from collections.abc import Iterable
from typing import NamedTuple

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.domain.assessment import Finding, Outcome
from lmmm_report.domain.model import Hint, Model
from lmmm_report.domain.profile import Path, Profile, value_at

SETTLED = frozenset({Outcome.MET, Outcome.NOT_APPLICABLE})


class HintFinding(NamedTuple):
    """A hint whose condition is true, and where it would be written."""

    hint: Hint
    path: Path


def find_hints(profile: Profile, model: Model, findings: Iterable[Finding]) -> tuple[HintFinding, ...]:
    """The hints that are true of ``profile``, in the model's order, but for those that no gate gains by.

    ``findings`` are those of the gates at least.
    """
    settled = {finding.criterion.id for finding in findings if finding.outcome in SETTLED}
    found = []
    for hint in model.hints:
        if hint.gates and settled.issuperset(hint.gates):
            continue
        if hint.left_out and value_at(profile.stated, hint.place) is not None:
            continue
        verdict = ask(hint.condition, profile.facts, model.limits)
        if verdict.value is True:
            found.append(HintFinding(hint, _about(hint.place, verdict.support)))
    return tuple(found)


def _about(place: Path, support: Iterable[Path]) -> Path:
    """The entry that decided where a list at ``place`` was searched for one; else the place itself."""
    depth = len(place)
    read = [path for path in support if path[:depth] == place]
    entries = {path[: depth + 1] for path in read}
    if place not in entries and len(entries) == 1 and isinstance(read[0][depth], int):
        return entries.pop()
    return place
