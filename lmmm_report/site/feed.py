"""Changes as an Atom feed: which units have moved since the assessment before, and which have none. No clock."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from lmmm_report.domain.model import Model
from lmmm_report.report.words.cells import place_brief, place_words
from lmmm_report.report.words.wording import Wording
from lmmm_report.site import tally
from lmmm_report.site.rows import UnitRow

MOST = 200
"""Entries of a feed, the latest."""
SPACE = uuid.UUID("6f1e6c5e-8f0c-5b0e-9c55-2f8a6a1d7c11")
"""Name space of the ids of feeds and entries, which say nothing but what they are made from."""


def render_feed(rows: Sequence[UnitRow], model: Model, w: Wording, *, owner: str, home: str, own: str, up: str) -> str:
    """The feed in one language; ``home`` and ``own``: addresses of the first page and of the feed, seen from it."""
    latest = sorted((row for row in rows if _is_news(row, model)), key=lambda row: row.label.casefold())
    latest.sort(key=lambda row: row.day, reverse=True)
    title = w.say("portfolio.feed.title", owner=owner)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(w.language)}>',
        f"<title>{escape(title)}</title>",
        f"<subtitle>{escape(w.say('portfolio.feed.what'))}</subtitle>",
        f"<id>{_id('feed', owner, w.language)}</id>",
        f"<updated>{_when(max(rows, key=lambda row: row.day))}</updated>",
        f"<author><name>{escape(owner)}</name></author>",
        f'<link rel="alternate" type="text/html" href={quoteattr(home)}/>',
        f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>',
    ]
    for row in latest[:MOST]:
        lines += [
            "<entry>",
            f"<title>{escape(_title(row, model, w))}</title>",
            f"<id>{_id(row.name, row.label, row.day.isoformat(), w.language)}</id>",
            f"<updated>{_when(row)}</updated>",
        ]
        if row.home(w.language):
            lines.append(f'<link rel="alternate" type="text/html" href={quoteattr(up + row.home(w.language))}/>')
        lines += [f"<summary>{escape(row.headlines.get(w.language, ''))}</summary>", "</entry>"]
    return "\n".join([*lines, "</feed>", ""])


def _is_news(row: UnitRow, model: Model) -> bool:
    """Whether it has moved, or nothing is known of it by this model from before."""
    return tally.movement(row, model.version) in (*tally.MOVED, "")


def _title(row: UnitRow, model: Model, w: Wording) -> str:
    moved = tally.movement(row, model.version)
    if moved in tally.MOVED:
        then = row.earlier[-1]
        return w.say(
            f"portfolio.feed.{moved}",
            unit=row.label,
            place=place_brief(row.low, row.high, model, w),
            before=place_brief(then.cell, then.highest, model, w),
            month=w.month(then.date),
        )
    return w.say("portfolio.feed.entry", unit=row.label, place=place_words(row.low, row.high, model, w))


def _when(row: UnitRow) -> str:
    return f"{row.day.isoformat()}T00:00:00Z"


def _id(*parts: str) -> str:
    return uuid.uuid5(SPACE, "\0".join(parts)).urn
