"""Numbers of a company that cannot be, each with its place and with both sides of the contradiction."""

from __future__ import annotations

from lmmm_report.assess.figures import contradictions, share
from lmmm_report.domain.numbers import Disagreement
from lmmm_report.domain.profile import Profile
from lmmm_report.domain.statements import Bounds
from lmmm_report.facts.durations import duration_in
from lmmm_report.making.placing import hint_at
from lmmm_report.messages import Message, listing, say
from lmmm_report.problems import Problem, Severity

_WITHIN_A_ROW = frozenset({"sum", "larger"})
"""Counts of one row that contradict each other: one of them is wrong, whatever anybody means."""


def impossible_figures(profile: Profile) -> tuple[Problem, ...]:
    """A warning where counts contradict each other, a hint where somebody says something else than was counted."""
    return tuple(_problem(one, profile) for one in contradictions(profile.figures))


def _problem(one: Disagreement, profile: Profile) -> Problem:
    path = one.paths[0]
    label = ".".join(f"[{step + 1}]" if isinstance(step, int) else step for step in path).replace(".[", "[")
    severity: Severity = "warning" if one.kind in _WITHIN_A_ROW else "hint"
    message = _accounts(one, profile) if one.kind == "accounts" else _in_words(one, profile)
    return hint_at(profile.place(path), profile, label, message, code="figures", severity=severity)


def _in_words(one: Disagreement, profile: Profile) -> Message:
    said = [bounds.said for bounds in one.counted]
    if one.kind == "sum":
        *parts, whole = one.names
        low, high = sum(b.low for b in one.counted[:-1]), sum(b.high for b in one.counted[:-1])
        total = f"{low}" if low == high else f"{low}–{high}"
        told = listing(map(_counted, parts, one.counted))
        return say("hints.sum", parts=told, total=total, whole=_counted(whole, one.counted[-1]))
    if one.kind == "larger":
        of_part, of_whole = map(_counted, one.names, one.counted)
        return say("hints.larger", part=of_part, whole=of_whole)
    rate = profile.figures.rates[int(one.paths[0][-1])]
    claimed, figure = one.said.said if one.said else "", _figure(rate.figure, rate.within)
    if one.kind == "limit":
        return say("hints.limit", figure=figure, said=claimed, counted=said[0])
    if one.kind == "trend":
        before, after = (_percent(one.counted[i], one.counted[i + 1]) for i in (0, 2))
        return say(f"hints.trend_{rate.trend}", figure=figure, before=before, after=after)
    key = "hints.rate_of_decided" if one.of_decided else "hints.rate"
    percent = _percent(one.counted[0], one.counted[1])
    return say(key, figure=figure, said=claimed, number=said[0], whole=said[1], percent=percent)


def _accounts(one: Disagreement, profile: Profile) -> Message:
    """Two accounts of one number, each with whoever gives it."""
    stated = profile.figures.funnel if one.paths[0][1] == "funnel" else profile.figures.rates
    by, other_by = (stated[int(path[2])].source.said_by for path in one.paths)
    rate = None if one.paths[0][1] == "funnel" else profile.figures.rates[int(one.paths[0][2])]
    figure = _figure(one.names[0], rate.within if rate else "")
    first, other = (bounds.said for bounds in one.counted)
    if by and other_by:
        return say("hints.accounts", figure=figure, one=first, by=by, other=other, other_by=other_by)
    return say("hints.accounts_unnamed", figure=figure, one=first, other=other)


def _figure(name: str, within: str) -> Message:
    """What a count or a rate is called: accepted of the MQL, answered within 2 days."""
    if name == "answered_within":
        return say("hints.within", limit=_limit(within)) if within else say("hints.in_time")
    part, _, whole = name.partition("_of_")
    called = say(f"hints.part_{part}")
    return say("hints.figure_of", part=called, whole=say(f"hints.whole_{whole}")) if whole else called


def _limit(within: str) -> str:
    limit = duration_in(within)
    return within if limit is None else say(f"hints.limit_{limit.unit}", count=limit.number)


def _counted(name: str, amount: Bounds) -> Message:
    return say("hints.figure_counted", n=amount.said, part=say(f"hints.part_{name}"))


def _percent(part: Bounds, whole: Bounds) -> str:
    low, high = (round(edge) for edge in share(part, whole))
    return f"{low} %" if low == high else f"{low}–{high} %"
