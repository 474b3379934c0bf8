"""Completes groups of facts: companions of times, limits, rhythms and shares, and what holds where nothing is said.

The same is done when a profile is read and when a measure has changed a group; so it knows nothing of files.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from lmmm_report.domain.facts import EXISTS, NONE, Between, Entries
from lmmm_report.domain.format import ALIVE, LIVED, MONTHS, RECENT, THERE, Field, companions_of
from lmmm_report.domain.profile import ENDLESS, FactValue
from lmmm_report.facts.durations import duration_in
from lmmm_report.facts.rhythms import lived
from lmmm_report.facts.shares import share_of
from lmmm_report.facts.times import age, months, time_of

RHYTHM_DAYS: Mapping[str, int] = MappingProxyType(
    {
        "realtime": 0,
        "hourly": 0,
        "daily": 1,
        "weekly": 7,
        "two_weeks": 14,
        "monthly": 31,
        "two_months": 62,
        "quarterly": 92,
        "half_yearly": 184,
        "yearly": 366,
        "rarer": ENDLESS,
        "on_occasion": ENDLESS,
        "ad_hoc": ENDLESS,
        NONE: ENDLESS,
    }
)
"""The longest time in days between two occasions of each rhythm."""

_MINUTES: Mapping[str, int] = MappingProxyType({"min": 1, "h": 60, "d": 24 * 60, "w": 168 * 60, "m": 720 * 60})
_NEVER: Mapping[str, FactValue] = MappingProxyType({LIVED: False, RECENT: False, "_percent": 0})
"""What stands beside a time or a share that is ``none``; beside anything else `ENDLESS`."""
_HALF, _ALL = 50, 100


class Reckoning(NamedTuple):
    """The day from which ages are counted, and how long something counts as lived by its rhythm."""

    on: date
    rhythms: Mapping[str, Any]


def completed(
    stated: Mapping[str, FactValue], place: Field, reckoning: Reckoning, *, there: bool = False
) -> Mapping[str, FactValue]:
    """A group with everything that is prepared from what it states.

    ``there`` says that the thing is there whatever the group says of it: it was stated as ``exists``, or listed.
    """
    facts = dict(stated)
    for name, value in stated.items():
        inner = place.fields.get(name)
        if inner is not None and inner.type_mark:
            facts.update(_companions(name, value, inner, reckoning))
    for name, inner in place.fields.items():
        if "x-lived" in inner.node:
            facts.update(_lived(name, inner, facts, reckoning))
    if there or any(_affirms(fact) for fact in facts.values()):
        facts[THERE] = True
        _add_what_holds(facts, place, reckoning)
    return MappingProxyType(facts)


def nothing(place: Field) -> Mapping[str, FactValue]:
    """A group that does not exist: every field of it says so; what could be true is false."""
    facts: dict[str, FactValue] = {THERE: False}
    for name, child in place.fields.items():
        if name == "evidence" or child.form:
            continue
        facts[name] = _nothing_of(child)
        for ending in companions_of(child):
            facts[name + ending] = _NEVER.get(ending, ENDLESS)
    if "x-alive" in place.node:
        facts[ALIVE] = False
    return MappingProxyType(facts)


def duration_hours(value: str) -> int:
    """A time limit such as ``30 min`` or ``2 w`` in hours, rounded up. A day has 24 hours, a month 30 days."""
    return -(-duration_minutes(value) // 60)


def duration_minutes(value: str) -> int:
    """The same in minutes."""
    limit = duration_in(value)
    if limit is None:
        raise ValueError(f"not a time limit: {value}")
    return limit.number * _MINUTES[limit.unit]


def _nothing_of(place: Field) -> FactValue:
    if place.kind == "object":
        return nothing(place)
    if place.kind == "list":
        return ()
    if place.kind == "boolean":
        return False
    return NONE if place.kind == "text" else 0


def _companions(name: str, value: FactValue, place: Field, reckoning: Reckoning) -> Mapping[str, FactValue]:
    endings = companions_of(place)
    if value == NONE:
        return {name + ending: _NEVER.get(ending, ENDLESS) for ending in endings}
    if value is EXISTS:
        return {}
    text = str(value)
    if place.type_mark == "date":
        span = time_of(text, reckoning.on, place.sense)
        if span is None:
            return {}
        return {f"{name}_age": age(span, reckoning.on), f"{name}{MONTHS}": months(span, reckoning.on)}
    if place.type_mark == "share":
        share = share_of(text)
        return {} if share is None else {name + endings[0]: share}
    return {name + endings[0]: RHYTHM_DAYS[text] if place.type_mark == "every" else duration_hours(text)}


def _lived(name: str, place: Field, facts: Mapping[str, FactValue], reckoning: Reckoning) -> Mapping[str, FactValue]:
    """Whether what happened at a time is lived by its rhythm, and recent as an occasion."""
    if facts.get(name) == NONE:
        return {}
    mark = place.node["x-lived"]
    stated = facts.get(str(mark.get("rhythm", "")))
    if stated == NONE and name not in facts:
        return {name + LIVED: False, name + RECENT: False}
    rhythm = str(mark.get("default", "")) if stated is None or stated == NONE else str(stated)
    span = time_of(str(facts[name]), reckoning.on) if name in facts else None
    if span is None and stated is None:
        return {}
    verdicts = {
        LIVED: lived(span, rhythm, reckoning.on, reckoning.rhythms, "practice"),
        RECENT: lived(span, rhythm, reckoning.on, reckoning.rhythms, "occasion"),
    }
    return {name + ending: verdict for ending, verdict in verdicts.items() if verdict is not None}


def _add_what_holds(facts: dict[str, FactValue], place: Field, reckoning: Reckoning) -> None:
    """What holds of a thing that is there, where it does not say otherwise."""
    for name, inner in place.fields.items():
        origin = inner.node.get("x-from")
        if origin is None and "x-default" not in inner.node:
            continue
        if isinstance(origin, str):
            lived_fact = facts.get(f"{origin}{LIVED}")
            if name not in facts and isinstance(lived_fact, bool):
                facts[f"{name}_percent"] = _ALL if lived_fact else 0
        elif isinstance(origin, Mapping) and name not in facts and facts.get(origin.get("stated", ""), NONE) != NONE:
            facts[name] = str(origin["value"])
        if name in facts or "x-default" not in inner.node:
            continue
        facts[name] = _default(inner)
        if inner.type_mark:
            facts.update(_companions(name, facts[name], inner, reckoning))
    if "x-alive" in place.node:
        alive = _alive(facts, place.node["x-alive"])
        if alive is not None:
            facts[ALIVE] = alive


def _default(place: Field) -> FactValue:
    """What the format says of a field that is not stated; ``none`` of a group or a list as if it were written."""
    default: Any = place.node["x-default"]
    if default == NONE:
        return _nothing_of(place)
    return EXISTS if default == "exists" else tuple(default) if isinstance(default, list) else default


def _affirms(fact: FactValue) -> bool:
    """Whether a statement says that the thing that it belongs to is there."""
    if fact is EXISTS or isinstance(fact, (Entries, Between)):
        return True
    if not isinstance(fact, (str, int, float)) and isinstance(fact, Mapping):
        return fact.get(THERE) is True
    return fact not in (NONE, False, 0, (), ENDLESS)


def _alive(facts: Mapping[str, FactValue], mark: Mapping[str, Any]) -> bool | None:
    """Whether a paper with mutual promises is alive: kept, or concluded, renewed or looked at not too long ago."""
    share = facts.get(f"{mark['share']}_percent")
    low, high = (share.low, share.high) if isinstance(share, Between) else (share, share)
    state = facts.get(str(mark["state"]), "in_force")
    if state != "in_force" or (isinstance(high, int) and high < _HALF):
        return False
    if isinstance(low, int) and low > _HALF:
        return True
    ages = [facts.get(f"{name}{MONTHS}") for name in mark["dates"] if facts.get(name, NONE) != NONE]
    bounds = [one.high if isinstance(one, Between) else one for one in ages]
    known = [one for one in bounds if isinstance(one, int)]
    if not known:
        return True
    return True if min(known) <= mark["months"] else None
