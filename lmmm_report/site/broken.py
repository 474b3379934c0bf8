"""Profiles that cannot be read at present, ready to print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lmmm_report.report.words.wording import Wording
from lmmm_report.site.rows import Broken
from lmmm_report.site.units import Units

_STRAIGHT = re.compile(r'"([^"]*)"')


class BrokenView(NamedTuple):
    """One profile: what is wrong with it, and what is shown in its place."""

    label: str
    href: str
    """Of its last report."""
    problem: str
    shown: str


def broken_of(units: Units) -> Iterator[BrokenView]:
    """The profiles of a page that cannot be read, in the order in which they were named."""
    w, labels = units.w, {row.name: row.label for row in units.rows}
    for one in units.frame.broken:
        links = one.links.get(w.language, ())
        yield BrokenView(
            label=labels.get(one.name, one.file),
            href=units.frame.up + links[0][1] if links else "",
            problem=_problem(one, w),
            shown=_shown(one, w),
        )


def broken_title(units: Units) -> str:
    """How many there are."""
    count = len(units.frame.broken)
    return units.w.say("portfolio.broken.title", count=count) if count else ""


def _problem(one: Broken, w: Wording) -> str:
    place = w.say("portfolio.broken.line", file=one.file, line=one.line) if one.line else one.file
    said = typeset(one.said.get(w.language, ""), w)
    first = w.say("portfolio.broken.said", place=place, said=said) if said else place
    more = one.problems - 1
    return w.say("portfolio.broken.more", first=first, count=more) if more else first


def typeset(said: str, w: Wording) -> str:
    """What the program says in a terminal, with the quotation marks of a page."""
    return _STRAIGHT.sub(lambda found: w.say("plan.quoted", name=found[1]), said)


def _shown(one: Broken, w: Wording) -> str:
    if one.last is None:
        return w.say("portfolio.broken.none")
    return w.say("portfolio.broken.last" if one.counted else "portfolio.broken.uncounted", date=w.date(one.last))
