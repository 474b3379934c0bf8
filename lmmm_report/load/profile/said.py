"""Decodes what a company says of itself beside the facts: papers, what hurts, decisions, participants, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from lmmm_report.domain.facts import NONE, Between
from lmmm_report.domain.statements import (
    COUNTS,
    NO_FIGURES,
    Bounds,
    Decision,
    Document,
    Figures,
    Hurt,
    OpenPoint,
    Origin,
    Participant,
    Period,
    Rate,
    Source,
)
from lmmm_report.facts.shares import share_of
from lmmm_report.facts.times import time_of
from lmmm_report.load.yaml.data import Data

Stated = Mapping[str, Data]

_AMOUNT = re.compile(r"(?:(\w+) )?([0-9][0-9.,’' ]*)")
_OVER, _UNDER = frozenset({"over", "über"}), frozenset({"under", "unter"})
"""Words that leave open how far: half as much again, or down to half."""
_A_LITTLE_OVER, _A_LITTLE_UNDER = frozenset({"gut"}), frozenset({"almost", "knapp"})
_ROUGH = 10
"""A number that is told as rounded may be off by this share of it, in percent."""


def documents_of(value: Data) -> tuple[Document, ...]:
    """The papers of a valid profile."""
    names = ("title", "state", "date", "version", "link", "note")
    return tuple(Document(_word(one, "id"), *_words(one, names)) for one in _entries(value))


def hurts_of(value: Data) -> tuple[Hurt, ...]:
    """What hurts, in the order of the file."""
    return tuple(
        Hurt(
            text=_word(one, "problem"),
            effect=_word(one, "effect"),
            since=_word(one, "since"),
            note=_word(one, "note"),
            source=_source(one),
            about=_word(one, "about"),
        )
        for one in _entries(value)
    )


def decisions_of(value: Data) -> tuple[Decision, ...]:
    """What is decided, in the order of the file."""
    names = ("what", "subject", "state", "by", "on", "due", "why", "measure")
    return tuple(Decision(*_words(one, names)) for one in _entries(value, "what"))


def participants_of(value: Data) -> tuple[Participant, ...]:
    """Who was asked."""
    return tuple(Participant(*_words(one, ("name", "role", "unit", "note"))) for one in _entries(value))


def open_points_of(value: Data) -> tuple[OpenPoint, ...]:
    """What the talk left open, in the order of the file."""
    return tuple(OpenPoint(*_words(one, ("question", "state", "ask"))) for one in _entries(value))


def figures_of(value: Data, on: date) -> Figures:
    """The numbers of a valid profile; periods are understood as on the day of the assessment."""
    if not isinstance(value, dict):
        return NO_FIGURES
    return Figures(
        currency=_word(value, "currency"),
        funnel=tuple(_period(index, one, on) for index, one in enumerate(_entries(value.get("funnel")))),
        rates=tuple(_rate(index, one) for index, one in enumerate(_entries(value.get("rates")))),
        sources=tuple(map(_origin, _entries(value.get("sources")))),
    )


def amount_of(value: Data) -> Bounds | None:
    """The bounds of a count: a number, one with a word before it (``about 140``, ``over 20``), or ``none``."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Bounds(str(int(value)), int(value), int(value))
    if value == NONE:
        return Bounds(NONE, 0, 0)
    match = _AMOUNT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    word, number = (match[1] or "").casefold(), int(re.sub("[^0-9]", "", match[2]))
    off = max(1, number // 2 if word in _OVER | _UNDER else number * _ROUGH // 100)
    low = number - (0 if word in _OVER | _A_LITTLE_OVER else off)
    high = number + (0 if word in _UNDER | _A_LITTLE_UNDER else off)
    return Bounds(str(value), max(low, 0), high)


def _period(index: int, stated: Stated, on: date) -> Period:
    span = time_of(_word(stated, "period"), on)
    return Period(
        number=index,
        period=_word(stated, "period"),
        first=span.first if span else None,
        last=span.last if span else None,
        per=_word(stated, "per"),
        from_source=_word(stated, "source"),
        counts=dict(_counts(stated)),
        median_response=_word(stated, "median_response"),
        within_limit=_share(stated.get("within_limit")),
        limit=_word(stated, "limit"),
        reasons=tuple(
            (_word(one, "reason"), amount_of(one.get("count"))) for one in _entries(stated.get("reasons"), "reason")
        ),
        source=_source(stated),
    )


def _reasons(stated: Stated) -> Iterator[tuple[str, Bounds | None]]:
    for one in _entries(stated.get("reasons"), "reason"):
        yield _word(one, "reason"), amount_of(one.get("count"))


def _rate(index: int, stated: Stated) -> Rate:
    return Rate(
        number=index,
        figure=_word(stated, "figure"),
        value=_share(stated.get("value")),
        within=_word(stated, "within"),
        trend=_word(stated, "trend"),
        period=_word(stated, "period"),
        source=_source(stated),
        note=_word(stated, "note"),
    )


def _origin(stated: Stated) -> Origin:
    return Origin(
        name=_word(stated, "source"),
        share=_share(stated.get("share")),
        period=_word(stated, "period"),
        per=_word(stated, "per"),
        counts=dict(_counts(stated)),
    )


def _counts(stated: Stated) -> Iterator[tuple[str, Bounds]]:
    for name in COUNTS:
        amount = amount_of(stated.get(name))
        if amount is not None:
            yield name, amount


def _share(value: Data) -> Bounds | None:
    share = share_of(value) if isinstance(value, str) else None
    if share is None:
        return None
    low, high = (share.low, share.high) if isinstance(share, Between) else (share, share)
    return Bounds(str(value), low, high)


def _entries(value: Data, name: str = "") -> Iterable[Stated]:
    """The entries of a list, also where it is told with others left open; one that is its name alone states that."""
    if isinstance(value, dict):
        value = value.get("listed")
    for entry in value if isinstance(value, list) else []:
        if isinstance(entry, dict):
            yield entry
        elif name and isinstance(entry, str):
            yield {name: entry}


def _source(stated: Stated) -> Source:
    return Source(_word(stated, "said_by"), _word(stated, "basis"))


def _words(stated: Stated, names: Iterable[str]) -> Iterator[str]:
    return (_word(stated, name) for name in names)


def _word(stated: Stated, name: str) -> str:
    value = stated.get(name)
    return "" if value is None or value == NONE else str(value)
