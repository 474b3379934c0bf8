"""Profiles that cannot be read at present, ready to print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
    labels = {row.name: row.label for row in units.rows}
    for one, view in zip(
        units.frame.broken, views_of(units.frame.broken, labels, units.frame.up, units.w), strict=True
    ):
        beside = bool(units.frame.group) and one.name not in labels
        yield view._replace(shown=f"{view.shown} {units.w.say('portfolio.broken.beside')}") if beside else view


def views_of(broken: Iterable[Broken], labels: Mapping[str, str], up: str, w: Wording) -> Iterator[BrokenView]:
    """Each of them on any page; ``labels``: of units by the name of their files, ``up`` as in `Frame`."""
    for one in broken:
        links, label = one.links.get(w.language, ()), labels.get(one.name, one.file)
        yield BrokenView(
            label=label,
            href=up + links[0][1] if links else "",
            problem=_problem(one, label, w),
            shown=_shown(one, w),
        )


def broken_title(units: Units) -> str:
    """How many there are."""
    count = len(units.frame.broken)
    return units.w.say("portfolio.broken.title", count=count) if count else ""


def _problem(one: Broken, label: str, w: Wording) -> str:
    """The first problem with its place; the file is named where nothing above it names it."""
    place = "" if label == one.file else one.file
    if one.line:
        key = "portfolio.broken.line" if place else "portfolio.broken.line.only"
        place = w.say(key, file=one.file, line=one.line)
    said = typeset(one.said.get(w.language, ""), w)
    first = w.say("portfolio.broken.said", place=place, said=said) if place and said else place or said
    more = one.problems - 1
    return w.say("portfolio.broken.more", first=first, count=more) if more else first


def typeset(said: str, w: Wording) -> str:
    """What the program says in a terminal, with the quotation marks of a page."""
    return _STRAIGHT.sub(lambda found: w.say("portfolio.quoted", text=found[1]), said)


def _shown(one: Broken, w: Wording) -> str:
    if one.last is None:
        return w.say("portfolio.broken.none")
    return w.say("portfolio.broken.last" if one.counted else "portfolio.broken.uncounted", date=w.date(one.last))
