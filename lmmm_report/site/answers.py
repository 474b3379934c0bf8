"""Six questions about all units, each answered by a figure and a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from lmmm_report.report.pictures.spans import percent
from lmmm_report.report.words.wording import Wording, begun
from lmmm_report.site import tally
from lmmm_report.site.headline import known_of
from lmmm_report.site.movement import moves_rest, moves_title, since
from lmmm_report.site.rows import UnitRow
from lmmm_report.site.units import Units
from lmmm_report.site.words import alike, between, effort_words, side_words

OLD = timedelta(days=365)
"""A profile that is so much older than the latest one is called old."""


FOLLOWING = 2
"""Gates that are named after the first."""

FEWEST = 5
"""Of fewer units no half is told: each of them would be most of it."""

WAITS = 2
"""Measures that come before another one and are named; more are counted."""


class AnswerView(NamedTuple):
    """A question about all units, with a figure."""

    question: str
    figure: tuple[str, str]
    """A number, and of how many; the second is empty where it says nothing."""
    unit: str
    tone: str
    headline: str
    detail: str = ""
    href: str = ""
    parts: tuple[tuple[str, str, float, float], ...] = ()
    """A bar: what, in words, where each part begins and how wide it is, in percent."""


def answers_of(units: Units) -> Iterator[AnswerView]:
    """The answers in the order in which they are read; a question that nothing can be said to is left out."""
    yield _where(units)
    yield from _first(units)
    yield from _moved(units)
    yield from _missing(units)
    yield from _cost(units)
    yield _certain(units)


def _where(units: Units) -> AnswerView:
    w, known = units.w, known_of(units.rows, units.model)
    sides = w.listed(_sides(known.where, w))
    return AnswerView(
        question=w.say("portfolio.answer.where"),
        figure=(w.number(known.high.proven), w.number(len(units.rows))),
        unit=w.say("portfolio.from_stage", stage=known.high.stage),
        tone="is",
        headline=begun(sides) + ".",
        parts=tuple(_parts(known.where, units)),
    )


def _sides(where: Mapping[str, int], w: Wording) -> Iterator[str]:
    """How many lie where; the line is named by whoever speaks of it first."""
    line = False
    for key, number in where.items():
        if number:
            first = not line and key in ("on", "below")
            yield w.say(f"portfolio.where.{key}{'.first' if first else ''}", count=number)
            line = line or key in ("above", "on", "below")


def _parts(where: Mapping[str, int], units: Units) -> Iterator[tuple[str, str, float, float]]:
    total, start = sum(where.values()), 0.0
    for key, number in where.items():
        if number:
            width = percent(number, total)
            name = side_words(key, units.w)
            yield key, units.w.say("portfolio.with_count", name=name, count=number), round(start, 2), width
            start += width


def _first(units: Units) -> Iterator[AnswerView]:
    """What to begin with: a measure, or the questions where they decide more positions than are certain."""
    w, helping = units.w, tally.beginning(units.helping)
    asking = tuple(row for row in tally.asking(units.rows) if not row.firm)
    if asking and (not helping or 2 * len(asking) > len(units.rows)):
        then = w.of(units.model.measure(helping[0].measure).title) if helping else ""
        yield AnswerView(
            question=w.say("portfolio.answer.first"),
            figure=(w.number(len(asking)), ""),
            unit=w.say("portfolio.units", count=len(asking)),
            tone="todo",
            headline=w.say("portfolio.first.ask", count=len(asking)),
            detail=w.say("portfolio.then", text=then) if helping else "",
            href="#asked",
        )
    elif helping:
        best, number, ready = helping[0], len(helping[0].units), len(helping[0].ready)
        others = sum(1 for one in helping[1:] if _weight(one) == _weight(best))
        details = [_helps(best, w), _order(best, units)]
        details += [w.say("portfolio.first.level", count=others)] if others else []
        details += [w.say("portfolio.first.ask.too", count=len(asking))] if asking else []
        yield AnswerView(
            question=w.say("portfolio.answer.first"),
            figure=(w.number(ready or number or len(best.perhaps)), w.number(number) if 0 < ready < number else ""),
            unit=w.say("portfolio.units" if number else "portfolio.units.perhaps", count=number or len(best.perhaps)),
            tone="todo",
            headline=w.of(units.model.measure(best.measure).title) + ".",
            detail=" ".join(details),
            href="#helping",
        )


def _weight(one: tally.Helping) -> tuple[int, int, int]:
    return len(one.ready), len(one.units), len(one.perhaps)


def _helps(best: tally.Helping, w: Wording) -> str:
    """How many units it helps, for certain and perhaps."""
    certain, perhaps, effort = len(best.units), len(best.perhaps), effort_words(best, w)
    if not perhaps:
        return w.say("portfolio.first.why", count=certain, effort=effort)
    if not certain:
        return w.say("portfolio.first.why.perhaps", count=perhaps, effort=effort)
    number, other = alike(w, certain, perhaps)
    return w.say(
        "portfolio.first.why.more",
        certain=w.say("portfolio.first.certain", count=certain, number=number),
        perhaps=w.say("portfolio.first.perhaps", count=perhaps, number=other),
        effort=effort,
    )


def _order(measure: tally.Helping, units: Units) -> str:
    """In how many of its units a measure can begin, and what comes before it in the others."""
    w, ready = units.w, len(measure.ready)
    if not measure.waits:
        return w.say("portfolio.first.ready_all")
    if ready == len(measure.units) and ready:
        return w.say("portfolio.first.ready_certain")
    named = [_waits(one, units) for one in measure.waits[:WAITS]]
    more = len(measure.waits) - len(named)
    named += [w.say("portfolio.first.wait.more", count=more)] if more else []
    waits = w.listed(named)
    return (
        w.say("portfolio.first.ready", count=ready, waits=waits)
        if ready
        else w.say("portfolio.first.later", waits=waits)
    )


def _waits(before: tally.Before, units: Units) -> str:
    """A measure that comes first, and in how many units it does."""
    w, certain, perhaps = units.w, len(before.units), len(before.perhaps)
    measure = w.of(units.model.measure(before.measure).title)
    if not certain:
        return w.say("portfolio.first.wait.perhaps", count=perhaps, measure=measure)
    if not perhaps:
        return w.say("portfolio.first.wait", count=certain, measure=measure)
    number, other = alike(w, certain, perhaps)
    return w.say(
        "portfolio.first.wait.both",
        measure=measure,
        certain=w.say("portfolio.first.wait.in", count=certain, number=number),
        perhaps=w.say("portfolio.first.wait.more_in", count=perhaps, number=other),
    )


def _moved(units: Units) -> Iterator[AnswerView]:
    w, moves = units.w, units.moves
    if not any(moves):
        return
    yield AnswerView(
        question=w.say("portfolio.answer.moved"),
        figure=(_signed(moves.count("up"), moves.count("down"), w), ""),
        unit=since(units),
        tone="is",
        headline=moves_title(units) + ".",
        detail=moves_rest(units),
        href="#movement",
    )


def _signed(up: int, down: int, w: Wording) -> str:
    signs = [w.say(f"numbers.{sign}", n=n) for sign, n in (("more", up), ("less", down)) if n]
    return " ".join(signs) or w.number(0)


def _missing(units: Units) -> Iterator[AnswerView]:
    w, level = units.w, tally.level(units.missing)
    if not level:
        return
    number = len(level[0].missing)
    names = [w.of(units.gates[one.gate].short) for one in level]
    if len(level) > 1:
        gates, spelled = alike(w, len(level), number)
        headline = begun(w.say("portfolio.missing.level.short", count=number, gates=gates, number=spelled))
        detail = w.say("portfolio.among" if len(names) > 3 else "portfolio.these", text=", ".join(names[:3]))
    else:
        headline, told = names[0], ", ".join(_following(units))
        detail = w.say("portfolio.then", text=told) if told else ""
    yield AnswerView(
        question=w.say("portfolio.answer.missing"),
        figure=(w.number(number), w.number(len(units.rows))),
        unit=w.say("portfolio.held", count=number),
        tone="todo",
        headline=headline + ".",
        detail=detail,
        href="#missing",
    )


def _following(units: Units) -> Iterator[str]:
    """What comes after the first gate; those that are level with the last one named are counted."""
    w, others = units.w, [one for one in units.missing[1:] if one.missing]
    for one in others[:FOLLOWING]:
        yield w.say("portfolio.with_count", name=w.of(units.gates[one.gate].short), count=len(one.missing))
    last = len(others[:FOLLOWING][-1].missing) if others else 0
    level = sum(1 for one in others[FOLLOWING:] if len(one.missing) == last)
    if level:
        yield w.say("portfolio.then.level", count=level, number=last)


def _cost(units: Units) -> Iterator[AnswerView]:
    w, total = units.w, len(units.rows)
    cost = tally.cost(units.rows)
    effort, certain, open_ = cost.effort, len(cost.certain), len(cost.open)
    if not certain and not open_:
        return
    details, others = [], total - certain - open_
    if certain >= FEWEST:
        details.append(w.say("portfolio.median", count=certain, days=_median(cost.certain)))
    if certain and open_:
        details.append(w.say("portfolio.cost.open", count=open_, low=cost.least, high=cost.most))
    details += [w.say("portfolio.cost.others", count=others)] if others else []
    days = between(effort.low, effort.high, w)
    headline = (
        w.say("portfolio.cost", days=days, count=certain, total=total)
        if certain
        else w.say("portfolio.cost.all_open", count=open_, low=cost.least, high=cost.most, total=total)
    )
    yield AnswerView(
        question=w.say("portfolio.answer.cost"),
        figure=(w.number(effort.expected) if certain else "?", ""),
        unit=w.say("portfolio.days"),
        tone="todo",
        headline=headline,
        detail=" ".join(details),
    )


def _median(costed: Sequence[UnitRow]) -> int:
    """The days that at least half of the units need at most."""
    expected = sorted(row.step.effort.expected for row in costed if row.step and row.step.effort)
    return expected[(len(expected) - 1) // 2]


def _certain(units: Units) -> AnswerView:
    w, total = units.w, len(units.rows)
    firm = sum(1 for row in units.rows if row.firm)
    latest = max(row.day for row in units.rows)
    old = sum(1 for row in units.rows if latest - row.day > OLD)
    sideless = tally.sides(units.rows)[tally.OPEN]
    details = []
    if sideless:  # all of them are provisional: where a cell is certain, so is its side
        every = "portfolio.open_sides.all" if sideless == total - firm else "portfolio.open_sides"
        details.append(w.say(every, count=sideless))
    details += [w.say("portfolio.old", count=old)] if old else []
    return AnswerView(
        question=w.say("portfolio.answer.certain"),
        figure=(w.number(firm), w.number(total)),
        unit=w.say("portfolio.are_firm"),
        tone="is",
        headline=w.say("portfolio.open_positions", count=total - firm) if firm < total else w.say("portfolio.no_open"),
        detail=" ".join(details),
    )
