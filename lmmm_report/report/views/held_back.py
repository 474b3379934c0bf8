"""What is said of a company that one or two conditions of a lower stage keep from a higher one that holds.

It is told just that, and never the diagnosis of the lower cell: that one speaks of companies of which more is missing.
"""

from __future__ import annotations

from lmmm_report.domain.assessment import Assessment, AxisResult, Outcome
from lmmm_report.report.views.findings import FindingPrinter
from lmmm_report.report.words.wording import Wording


def headline_of(a: Assessment, w: Wording) -> str:
    """The sentence over the whole result."""
    company = a.profile.company.name
    held = [axis for axis in a.axes if axis.held_back is not None]
    if not held:
        return w.of(a.cell.headline).format(company=company)
    count = sum(len(axis.held_back.missing) for axis in held if axis.held_back)
    stages = w.listed(_stage(axis, w) for axis in held)
    return w.say("held_back.headline", company=company, count=count, stages=stages)


def held_back_in_words(a: Assessment, w: Wording) -> str:
    """What holds and what is missing, axis by axis; empty where nothing is held back so."""
    return " ".join(_sentence(axis, a, w) for axis in a.axes if axis.held_back is not None)


def _stage(axis: AxisResult, w: Wording) -> str:
    assert axis.held_back is not None
    return w.say("held_back.stage", stage=w.of(axis.held_back.stage.name))


def _sentence(axis: AxisResult, a: Assessment, w: Wording) -> str:
    held = axis.held_back
    assert held is not None
    titled = FindingPrinter(a.model, w).title
    lower = w.listed(
        w.say("held_back.stage", stage=w.of(axis.axis.stage(number).name))
        for number in sorted({finding.criterion.stage for finding in held.missing})
    )
    open_only = all(finding.outcome is Outcome.UNKNOWN for finding in held.missing)
    return w.say(
        "held_back.open" if open_only else "held_back.missing",
        axis=w.of(axis.axis.name),
        stage=w.of(held.stage.name),
        lower=lower,
        count=len(held.missing),
        titles=" ".join(titled(finding) for finding in held.missing),
    )
