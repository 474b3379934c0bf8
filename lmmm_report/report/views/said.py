"""What hurts a company and what it has decided, in its own words, ready to print."""

from typing import NamedTuple

from lmmm_report.domain.format import Sense
from lmmm_report.domain.profile import Profile
from lmmm_report.domain.statements import Decision, Hurt
from lmmm_report.report.views.amounts import Amounts
from lmmm_report.report.words.times import spoken_since, spoken_time
from lmmm_report.report.words.wording import Wording


class SaidItem(NamedTuple):
    """One statement: what it is about, its state, and what else is known of it; mostly the company's own text."""

    text: str
    state: str
    """Whether it is decided, planned, considered, postponed or ruled out; empty for what hurts."""
    more: tuple[str, ...]
    """Effect or reason, and notes."""
    source: str
    """Who said or decided it, and when."""


class SaidView(NamedTuple):
    """All of them, in the order of the profile."""

    hurts: tuple[SaidItem, ...] = ()
    decisions: tuple[SaidItem, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is something to show."""
        return bool(self.hurts or self.decisions)


def said_view_of(profile: Profile, w: Wording) -> SaidView:
    """What the company says of itself beside the facts and the numbers."""
    return SaidView(
        hurts=tuple(_hurt(hurt, profile, w) for hurt in profile.hurts),
        decisions=tuple(decision_of(decision, profile, w) for decision in profile.decisions),
    )


def _hurt(hurt: Hurt, profile: Profile, w: Wording) -> SaidItem:
    since = spoken_since(hurt.since, profile.date, w) if hurt.since else ""
    source = (Amounts(w, "").by(hurt.source), since)
    return SaidItem(hurt.text, "", tuple(filter(None, (hurt.effect, hurt.note))), ", ".join(filter(None, source)))


def decision_of(decision: Decision, profile: Profile, w: Wording) -> SaidItem:
    """One decision."""

    def when(text: str, sense: Sense = "past") -> str:
        return spoken_time(text, profile.date, w, sense) or w.say("numbers.quoted", said=text)

    source = (
        decision.by,
        w.say("said.on", time=when(decision.on)) if decision.on else "",
        w.say("said.due", time=when(decision.due, "ahead")) if decision.due else "",
    )
    return SaidItem(
        text=decision.what or w.say(f"said.subject.{decision.subject or 'other'}"),
        state=w.say(f"said.state.{decision.state}") if decision.state else "",
        more=(decision.why,) if decision.why else (),
        source=", ".join(filter(None, source)),
    )
