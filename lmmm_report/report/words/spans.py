"""How long something took, and how many stages were won or lost meanwhile, in the words of one language."""

from __future__ import annotations

from datetime import date

from lmmm_report.report.words.wording import Wording, begun

MOST_IN_WORDS = 12
"""Numbers up to here are written as words."""


def stages_words(kind: str, count: int, span: str, w: Wording, way: str = "") -> str:
    """So many stages ``risen`` or ``fallen`` in a span of time, and by which way."""
    return begun(w.say(f"story.{kind}", stages=_counted("stages", count, w), span=span, way=way))


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
