"""The way of companies as plain text for a terminal, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lmmm_report.domain.history import DECIMALS
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.timeline import Moment, Skipped, StorySentence, Timeline
from lmmm_report.messages import ENGLISH, in_language
from lmmm_report.report.documents.plain_line import terminal_line
from lmmm_report.report.documents.plan_json import cell_document
from lmmm_report.report.views.comparison import MoveView
from lmmm_report.report.views.timeline import TimelineView
from lmmm_report.report.words.wording import Wording

TIMELINE_FORMAT = 1
"""Version of the document; it grows when a reader of the old one would go wrong."""


def render_timelines_text(views: Sequence[TimelineView], w: Wording) -> str:
    """One company after the other: its story, then every state with what was won and lost."""
    return "\n".join("".join(terminal_line(line) + "\n" for line in _text(view, w)) for view in views)


def _text(v: TimelineView, w: Wording) -> Iterator[str]:
    yield f"{w.say('plan.quoted', name=v.title)} · {v.file}"
    yield from v.story
    yield ""
    for moment in v.moments:
        who = f" · {moment.author}" if moment.author else ""
        mark = "*" if moment.moved else " "
        yield f"{mark} {moment.day} · {moment.cell} · {moment.assessed} · {moment.name}{who}"
        if moment.then:
            yield f"    {moment.then}"
        for sign, moves in (("+", moment.won), ("-", moment.lost), ("~", moment.known)):
            for move in moves:
                yield from _move(sign, move, w)
    for day, name, why in v.skipped:
        yield f"! {day} · {name}: {why}"
    yield from (f"! {note}" for note in v.notes)


def _move(sign: str, move: MoveView, w: Wording) -> Iterator[str]:
    lines = f" ({'; '.join(move.lines)})" if move.lines else ""
    because = f": {move.because}" if move.because and not move.causes else ""
    known = f" ({w.say('diff.from_to', before=move.was, after=move.now)})" if sign == "~" else ""
    yield f"    {sign} {move.id} {move.title}{known}{lines}{because}"


def timelines_document(
    timelines: Sequence[Timeline],
    stories: Sequence[Sequence[StorySentence]],
    told: Sequence[TimelineView],
    model: Model,
    *,
    authors: bool,
) -> dict[str, Any]:
    """Everything as plain data; the story also in words. Addresses of authors are in none of it."""
    return {
        "format": TIMELINE_FORMAT,
        "model": {"id": model.id, "version": model.version},
        "companies": [
            _timeline(timeline, story, view, model, authors=authors)
            for timeline, story, view in zip(timelines, stories, told, strict=True)
        ],
    }


def _timeline(
    timeline: Timeline, story: Sequence[StorySentence], told: TimelineView, model: Model, *, authors: bool
) -> dict[str, Any]:
    last = timeline.moments[-1].standing
    return {
        "file": timeline.file,
        "company": {"name": last.company, "unit": last.unit or None},
        "shallow": timeline.shallow,
        "removed": timeline.removed and {"day": timeline.removed.day.isoformat(), "commit": timeline.removed.commit},
        "story": [
            {"kind": one.kind, "text": text, "claims": list(one.claims)}
            for one, text in zip(story, told.story, strict=True)
        ],
        "states": [
            _moment(timeline, index, moment, model, authors=authors) for index, moment in enumerate(timeline.moments)
        ],
        "skipped": [_skipped(one) for one in timeline.skipped],
        "unread_models": [_skipped(one) for one in timeline.unread_models],
    }


def _moment(timeline: Timeline, index: int, moment: Moment, model: Model, *, authors: bool) -> dict[str, Any]:
    one, revision = moment.standing, moment.revision
    step = timeline.steps[index - 1] if index else None
    document: dict[str, Any] = {
        "name": one.name,
        "changed": moment.day.isoformat() if moment.committed else None,
        "commit": revision and revision.commit,
        "committed": moment.committed,
        "date": one.date.isoformat(),
        "model_version": one.model[1],
        "cell": cell_document(one.cell, model),
        "highest": cell_document(one.highest, model),
        "coordinates": {
            axis.id: {"low": round(float(ends.low), DECIMALS), "high": round(float(ends.high), DECIMALS)}
            for axis, ends in zip(model.axes, one.coordinates, strict=True)
        },
        "won": [_criterion(m.criterion, [r.line for r in m.reads_after]) for m in step.won] if step else [],
        "lost": [_criterion(m.criterion, [r.line for r in m.reads_after]) for m in step.lost] if step else [],
        "known": [
            _criterion(m.criterion, [r.line for r in m.reads_after]) for m in step.other if m.kind is not Kind.SIGN
        ]
        if step
        else [],
        "then": moment.then
        and {
            "model_version": moment.then.model_version,
            "cell": cell_document(moment.then.cell, model),
            "by_rules_before": moment.then.cell_by_rules_before
            and cell_document(moment.then.cell_by_rules_before, model),
        },
    }
    if authors:
        document["author"] = revision.author if revision else None
    return document


def _criterion(criterion: str, lines: Sequence[int]) -> dict[str, Any]:
    return {"criterion": criterion, "lines": list(dict.fromkeys(lines))}


def _skipped(one: Skipped) -> dict[str, Any]:
    return {
        "name": one.name,
        "changed": one.day.isoformat(),
        "line": one.problem.line,
        "problem": in_language(one.problem.message, ENGLISH),
        "problems": one.problems,
    }
