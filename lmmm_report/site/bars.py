"""What is missing, what helps and what is asked, each as bars, ready to print."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lmmm_report.report.pictures.spans import percent
from lmmm_report.report.words.wording import Wording, begun
from lmmm_report.site import tally
from lmmm_report.site.rows import UnitRow
from lmmm_report.site.units import Units
from lmmm_report.site.words import alike, effort_words, gate_words

SHOWN = 8
"""Gates and measures that the first page names; all stand on the page of their own."""
FEW = 3
"""So many units with open questions are named; with more the questions are counted."""


class BarView(NamedTuple):
    """A gate or a measure with the number of units."""

    id: str
    name: str
    detail: str
    number: int
    open: int
    width: float
    open_width: float
    href: str


class AskedUnitView(NamedTuple):
    """A unit with open questions."""

    text: str
    href: str
    asks: tuple[str, ...]
    """Short names of what is asked."""


def missing_title(units: Units) -> str:
    """What most units lack."""
    w, total, level = units.w, len(units.rows), tally.level(units.missing)
    if not level:
        return w.say("portfolio.missing.nothing")
    count = len(level[0].missing)
    if len(level) > 1:
        gates, number, of = alike(w, len(level), count, total)
        return begun(w.say("portfolio.missing.level", count=count, gates=gates, number=number, total=of))
    number, of = alike(w, count, total)
    gate = w.of(units.gates[level[0].gate].short)
    return w.say("portfolio.missing.title", gate=gate, count=count, number=number, total=of)


def missing_bars(units: Units) -> Iterator[BarView]:
    """The gates that most units lack."""
    shown = units.holding[:SHOWN]
    most = max((len(one.missing) + len(one.open) for one in shown), default=1)
    for one in shown:
        gate = units.gates[one.gate]
        name, detail = units.w.of(gate.short), gate_words(gate, units.model, units.w)
        yield _bar(one.gate, name, detail, units, sure=_part(one.missing, most), unsure=_part(one.open, most))


def helping_bars(units: Units) -> Iterator[BarView]:
    """The measures that help most units."""
    shown = units.helping[:SHOWN]
    most = max((len(one.units) + len(one.perhaps) for one in shown), default=1)
    for one in shown:
        name, detail = units.w.of(units.model.measure(one.measure).title), effort_words(one, units.w)
        yield _bar(one.measure, name, detail, units, sure=_part(one.units, most), unsure=_part(one.perhaps, most))


def asked_bars(units: Units) -> Iterator[BarView]:
    """The questions that are open in most units."""
    shown = tally.asked(units.rows)[:SHOWN]
    most = max((len(one.units) for one in shown), default=1)
    for one in shown:
        gate = units.gates[one.gate]
        name, detail = units.w.of(gate.ask), gate_words(gate, units.model, units.w)
        yield _bar(one.gate, name, detail, units, unsure=_part(one.units, most))


def missing_rest(units: Units) -> str:
    """How many gates have no bar there, and how many of these are level with the last one that has."""
    return _rest([len(one.missing) for one in units.holding], units.w)


def helping_rest(units: Units) -> str:
    """The same of measures."""
    return _rest([len(one.units) for one in units.helping], units.w)


def asked_rest(units: Units) -> str:
    """The same of questions."""
    return _rest([len(one.units) for one in tally.asked(units.rows)], units.w)


def _rest(numbers: Sequence[int], w: Wording) -> str:
    shown, rest = numbers[:SHOWN], numbers[SHOWN:]
    if not rest:
        return ""
    level = rest.count(shown[-1])
    return (
        w.say("portfolio.rest", count=len(rest))
        if not level
        else w.say(
            "portfolio.rest.level" if level < len(rest) else "portfolio.rest.all_level", count=len(rest), level=level
        )
    )


class _Part(NamedTuple):
    """A part of a bar: so many units, and its width in percent of the longest bar."""

    number: int
    width: float


NO_PART = _Part(0, 0)


def _part(rows: Sequence[UnitRow], most: int) -> _Part:
    return _Part(len(rows), percent(len(rows), most))


def _bar(id_: str, name: str, detail: str, units: Units, *, sure: _Part = NO_PART, unsure: _Part = NO_PART) -> BarView:
    return BarView(
        id=id_,
        name=name,
        detail=detail,
        number=sure.number,
        open=unsure.number,
        width=sure.width,
        open_width=unsure.width,
        href=f"{units.frame.conditions}#{id_}",
    )


def asked_lead(units: Units) -> str:
    """What the open answers decide: the position, or only what is left to do."""
    asking = tally.asking(units.rows)
    firm = sum(1 for row in asking if row.firm)
    if not firm or firm == len(asking):
        return units.w.say("portfolio.asked.todo" if firm else "portfolio.asked.position", count=len(asking))
    position = units.w.say("portfolio.asked.both.position", count=len(asking) - firm)
    return f"{position} {units.w.say('portfolio.asked.both.todo', count=firm)}"


def asked_title(units: Units) -> str:
    """In how many units something is asked."""
    return units.w.say("portfolio.asked.title", count=len(tally.asking(units.rows)))


def asked_units(units: Units) -> Iterator[AskedUnitView]:
    """The units with open questions, where these are few; else the questions stand alone."""
    w, asking = units.w, tally.asking(units.rows)
    for row in asking if len(asking) <= FEW else ():
        href = units.href(row)
        # A page begins with its questions where its position is open.
        there = "#questions" if href.endswith(".html") and not row.firm else ""
        questions = w.say("portfolio.asked.count", count=len(row.asks))
        yield AskedUnitView(
            text=w.say("portfolio.asked.unit", unit=row.label, questions=questions),
            href=href + there,
            asks=tuple(w.of(units.gates[gate].short) for gate in row.asks),
        )
