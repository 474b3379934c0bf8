"""The numbers of a company as plain data, with what hurts and what is decided."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lmmm_report.domain.history import DECIMALS
from lmmm_report.domain.numbers import (
    ClaimedRate,
    Conversion,
    Cost,
    Disagreement,
    Loss,
    Numbers,
    PeriodNumbers,
    Range,
    disagreement_id,
)
from lmmm_report.domain.profile import Profile
from lmmm_report.domain.statements import Bounds, Origin, Source


def numbers_document(numbers: Numbers, profile: Profile) -> dict[str, Any]:
    """Everything that follows from the figures; counts keep the words in which they were told."""
    return {
        "currency": numbers.currency or None,
        "groups": [[_row(row, profile) for row in group] for group in numbers.groups],
        "claims": [_claim(claim, profile) for claim in numbers.claims],
        "sources": [_origin(origin) for origin in numbers.sources],
        "contradictions": [_disagreement(i, one, profile) for i, one in enumerate(numbers.disagreements, 1)],
    }


def said_documents(profile: Profile) -> dict[str, list[dict[str, Any]]]:
    """What hurts and what is decided, in the words of the profile."""
    return {
        "problems": [
            {
                "problem": hurt.text,
                "about": hurt.about or None,
                "effect": hurt.effect or None,
                "since": hurt.since or None,
                "note": hurt.note or None,
                **_source(hurt.source),
            }
            for hurt in profile.hurts
        ],
        "decisions": [{name: value or None for name, value in one._asdict().items()} for one in profile.decisions],
    }


def _row(row: PeriodNumbers, profile: Profile) -> dict[str, Any]:
    period = row.period
    return {
        "row": period.number,
        "line": profile.place(("figures", "funnel", period.number)).line,
        "period": period.period or None,
        "first": period.first.isoformat() if period.first else None,
        "last": period.last.isoformat() if period.last else None,
        "per": period.per or None,
        "source": period.from_source or None,
        **_source(period.source),
        "counts": {name: _bounds(count) for name, count in period.counts.items()},
        "conversions": [_conversion(step) for step in row.conversions],
        "median_response": None if row.response is None else {"said": period.median_response, "minutes": row.response},
        "within_limit": None
        if period.within_limit is None
        else {"limit": period.limit or None, "percent": _bounds(period.within_limit)},
        "reasons": [{"reason": reason, "count": n and _bounds(n)} for reason, n in period.reasons],
        "loss": row.loss and _loss(row.loss),
        "untouched_cost": row.cost and _cost(row.cost),
        "before": row.before,
        "changes": {name: _range(change) for name, change in row.changes.items()},
    }


def _conversion(step: Conversion) -> dict[str, Any]:
    return {
        "figure": step.id,
        "part": _bounds(step.counts[0]),
        "whole": _bounds(step.counts[1]),
        "rate": step.rate and _range(step.rate),
    }


def _loss(loss: Loss) -> dict[str, Any]:
    return {
        "figure": loss.conversion.id,
        "lost": _range(loss.lost),
        "became": {name: _bounds(count) for name, count in loss.became},
    }


def _cost(cost: Cost) -> dict[str, Any]:
    return {"cost": _range(cost.cost), **{name: _bounds(getattr(cost, name)) for name in ("spend", "mql", "untouched")}}


def _claim(claim: ClaimedRate, profile: Profile) -> dict[str, Any]:
    rate = claim.rate
    return {
        "figure": rate.figure,
        "line": profile.place(("figures", "rates", rate.number)).line,
        "value": rate.value and _bounds(rate.value),
        "within": rate.within or None,
        "trend": rate.trend or None,
        "period": rate.period or None,
        **_source(rate.source),
        "counted": [{"row": row, **_conversion(step)} for row, step in claim.counted],
        "counted_within": [{"row": row, "percent": _bounds(share)} for row, share in claim.within],
        "contradicted": claim.contradicted,
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "source": origin.name,
        "share": origin.share and _bounds(origin.share),
        "period": origin.period or None,
        "per": origin.per or None,
        "counts": {name: _bounds(count) for name, count in origin.counts.items()},
    }


def _disagreement(number: int, one: Disagreement, profile: Profile) -> dict[str, Any]:
    return {
        "id": disagreement_id(number),
        "kind": one.kind,
        "figures": list(one.names),
        "counted": [_bounds(count) for count in one.counted],
        "said": one.said and _bounds(one.said),
        **_source(one.source),
        "of_decided": one.of_decided and [_bounds(count) for count in one.of_decided],
        "rows": list(one.rows),
        "lines": [profile.place(path).line for path in one.paths],
    }


def _source(source: Source) -> dict[str, str | None]:
    return {"said_by": source.said_by or None, "basis": source.basis or None}


def _bounds(count: Bounds) -> dict[str, Any]:
    return {"said": count.said or None, "low": count.low, "high": count.high}


def _range(found: Range) -> dict[str, float]:
    return {"low": _number(found.low), "high": _number(found.high)}


def _number(value: Fraction) -> float:
    return round(float(value), DECIMALS)
