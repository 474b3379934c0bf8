"""Prepares the facts that conditions read: blank values dropped, ``none`` spelled out, companions computed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from lmmm_report.domain.profile import ENDLESS, Evidence, FactValue, Path
from lmmm_report.load.profile.statements import NONE
from lmmm_report.load.schema.format import COMPANIONS, Field, ProfileFormat
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import Source

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
        "ad_hoc": ENDLESS,
        NONE: ENDLESS,
    }
)
"""The longest time in days between two occasions of each rhythm."""

_MINUTES: Mapping[str, int] = MappingProxyType({"min": 1, "h": 60, "d": 24 * 60, "w": 168 * 60, "m": 720 * 60})
_DURATION = re.compile(r"([0-9]{1,4}) ?(min|h|d|w|m)")


def prepare_facts(data: Mapping[str, Data], on: date, described: ProfileFormat) -> Mapping[str, FactValue]:
    """The facts of a valid profile at the date of its assessment; nothing in them can be changed."""
    facts: dict[str, FactValue] = {}
    for section in described.fact_sections():
        prepared = _prepared(data.get(section), described.fields.fields[section], on)
        if prepared is not None:
            facts[section] = prepared
    return MappingProxyType(facts)


def _prepared(value: Data, field: Field, on: date) -> FactValue | None:
    if value is None:
        return None
    if field.kind == "object":
        prepared = _nothing(field, on) if value == NONE else _prepared_object(value, field, on)
        return prepared or None
    if field.kind == "list":
        return () if value == NONE else _prepared_list(value, field, on)
    if field.kind == "integer":
        return 0 if value == NONE or not isinstance(value, (int, float)) else int(value)
    assert isinstance(value, (str, bool, float, int))
    return value


def _prepared_object(value: Data, field: Field, on: date) -> Mapping[str, FactValue]:
    assert isinstance(value, dict)
    facts: dict[str, FactValue] = {}
    for name, child in value.items():
        inner = field.fields[name]
        prepared = None if name == "evidence" else _prepared(child, inner, on)
        if prepared is None:
            continue
        facts[name] = prepared
        if inner.type_mark:
            facts[name + COMPANIONS[inner.type_mark]] = companion(str(prepared), inner.type_mark, on)
    return MappingProxyType(facts)


def _prepared_list(value: Data, field: Field, on: date) -> tuple[FactValue, ...]:
    assert isinstance(value, list)
    assert field.item is not None
    item = field.item
    if item.kind == "object":
        return tuple(_prepared_object(entry, item, on) for entry in value)
    return tuple(prepared for entry in value if (prepared := _prepared(entry, item, on)) is not None)


def _nothing(field: Field, on: date) -> Mapping[str, FactValue]:
    """An object that does not exist: every field of it says so; what could be true is false."""
    facts: dict[str, FactValue] = {}
    for name, child in field.fields.items():
        if name == "evidence":
            continue
        facts[name] = _nothing_of(child, on)
        if child.type_mark:
            facts[name + COMPANIONS[child.type_mark]] = ENDLESS
    return MappingProxyType(facts)


def _nothing_of(field: Field, on: date) -> FactValue:
    if field.kind == "object":
        return _nothing(field, on)
    if field.kind == "list":
        return ()
    if field.kind == "boolean":
        return False
    return NONE if field.kind == "text" else 0


def companion(value: str, type_mark: str, on: date) -> int:
    """The whole number beside a date (days before ``on``), a time limit (hours) or a rhythm (days)."""
    if value == NONE:
        return ENDLESS
    if type_mark == "date":
        return (on - date.fromisoformat(value)).days
    return RHYTHM_DAYS[value] if type_mark == "every" else duration_hours(value)


def duration_hours(value: str) -> int:
    """A time limit such as ``30 min`` or ``2 w`` in hours, rounded up. A day has 24 hours, a month 30 days."""
    match = _DURATION.fullmatch(value)
    if match is None:
        raise ValueError(f"not a time limit: {value}")
    minutes = int(match[1]) * _MINUTES[match[2]]
    return -(-minutes // 60)


def collect_evidence(source: Source) -> tuple[Evidence, ...]:
    """All evidence of a valid profile in the order of the file, each with the way to what it proves."""
    return tuple(_evidence(source.data, (), source))


def _evidence(value: Data, path: Path, source: Source) -> Iterator[Evidence]:
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _evidence(entry, (*path, index), source)
    elif isinstance(value, dict):
        for name, child in value.items():
            if name != "evidence":
                yield from _evidence(child, (*path, name), source)
            elif isinstance(child, list):
                for index, entry in enumerate(child):
                    yield _proof(entry, path, index, source)


def _proof(entry: Data, path: Path, index: int, source: Source) -> Evidence:
    stated = {name: str(value) for name, value in entry.items() if value is not None} if isinstance(entry, dict) else {}
    return Evidence(
        path=path,
        place=source.place((*path, "evidence", index)),
        link=stated.get("link", ""),
        note=stated.get("note", ""),
        date=date.fromisoformat(stated["date"]) if "date" in stated else None,
        confidence=stated.get("confidence", ""),
    )
