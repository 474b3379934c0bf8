"""How long something took, and how many stages were won or lost meanwhile, in the words of one language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lmmm_report.domain.shift import Shift, fallen, risen
from lmmm_report.report.words.wording import Wording, begun

MOST_IN_WORDS = 12
"""Numbers up to here are written as words."""


def shifts_words(
    shifts: Sequence[Shift], span: str, w: Wording, *, firm: tuple[bool, bool], round_about: bool, day: date
) -> str:
    """How many stages were won and lost in a span of time, for certain; else that it is not known whether any was.

    ``firm``: whether then, and now, nothing was open. ``round_about``: what is told is only the balance of a way that
    went up and down.
    """
    ups, downs = risen(shifts), fallen(shifts)
    told = [
        stages_words(kind, amount, span, w, round_about=round_about, day=day)
        for kind, amount in (("risen", ups), ("fallen", downs))
        if amount.least > 0
    ]
    if not told and (ups.most or downs.most):
        told = [unsure_words(Shift(-downs.most, ups.most), span, firm, w)]
    return " ".join(told)


def unsure_words(stages: Shift, span: str, firm: tuple[bool, bool], w: Wording) -> str:
    """That it is not known whether so many stages were won or lost, and why not."""
    way = "both" if stages.least and stages.most else "up" if stages.most else "down"
    why = "both" if not any(firm) else "now" if firm[0] else "then"
    return w.say(f"story.open.{way}", span=span, why=w.say(f"story.missing.{why}"))


def stages_words(
    kind: str,
    amount: Shift,
    span: str,
    w: Wording,
    way: str = "",
    *,
    round_about: bool = False,
    day: date | None = None,
) -> str:
    """So many stages ``risen`` or ``fallen`` in a span of time, and by which way."""
    stages = _counted("stages", int(amount.least), w)
    if amount.least < amount.most:
        stages = w.say("story.least", stages=stages)
    if round_about:
        stages = w.say("story.balance", stages=stages)
    ends = {"least": int(amount.least), "most": int(amount.most)}
    return begun(w.say(f"story.{kind}", stages=stages, span=span, way=way, day=day, **ends))


def span_words(first: date, last: date, w: Wording) -> str:
    """How long it was, to the nearest month; in whole years where it comes to that, in days below two months.

    What was within one day is one day.
    """
    days = max(abs((last - first).days), 1)
    months = round(days / 30.44)
    if months < 2:
        return _counted("span.days", days, w)
    if months % 12 == 0:
        return _counted("span.years", months // 12, w)
    return _counted("span.months", months, w)


def _counted(what: str, count: int, w: Wording) -> str:
    """So many of something, the number as a word where texts have one for it."""
    number = w.say(f"story.number.{count}") if 2 <= count <= MOST_IN_WORDS else w.number(count)
    return w.say(f"story.{what}", count=count, number=number)
