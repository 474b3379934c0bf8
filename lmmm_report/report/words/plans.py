"""Steps, efforts and totals of a plan in words."""

from __future__ import annotations

from lmmm_report.domain.assessment import Step
from lmmm_report.domain.measure import Effort, Total
from lmmm_report.domain.plan import Plan
from lmmm_report.report.words.wording import Wording

FEW_DAYS = 14
"""From here on lateness is counted in weeks."""


def effort_words(effort: Effort | Total, w: Wording) -> str:
    """A range of person-days, of one measure or of several together, with what is to be expected."""
    if effort.low == effort.high:
        return w.say("plan.days", count=effort.expected)
    return w.say("plan.effort", low=effort.low, high=effort.high, count=effort.expected)


def plan_tally(plan: Plan, w: Wording) -> str:
    """How many measures the plan has, and what they take together; empty where it has none."""
    if not plan.measures:
        return ""
    total = plan.effort
    # The ends are for what the sentence claims.
    ends = {"low": total.low, "high": total.high, "likely": total.expected}
    return w.say("plan.tally", count=len(plan.measures), effort=effort_words(total, w), **ends)


def late_words(days: int, w: Wording) -> str:
    """By how long something is late: never by more than it is, in days as far as they are few."""
    weeks, rest = divmod(days, 7)
    if rest and days < FEW_DAYS:
        return w.say("late.days", count=days)
    return w.say("late.over" if rest else "late.weeks", count=weeks)


def step_title(step: Step, w: Wording) -> str:
    """The axis and the stage that a step leads to."""
    return w.say("step.title", axis=w.of(step.axis.name), stage=w.of(step.stage.name))
