"""The plan of one company, under its own frame or another, in one of its forms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.plan import NO_LIMIT, Limit
from lmmm_report.domain.profile import PlanFrame, Profile
from lmmm_report.making.loading import ProfileReader
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.words.wording import Wording

FORMS = ("text", "json", "csv", "ics", "md")


def planned(
    file: Path,
    reader: ProfileReader,
    *,
    target: Mapping[str, str],
    start: date | None = None,
    capacity: int | None = None,
    limit: Limit = NO_LIMIT,
) -> Assessment:
    """The assessment of the profile in ``file``, if need be with another frame for its plan, or within a limit.

    ``target``: stages by axis in place of the profile's own; an axis that is not named then stands where the ideal
    line has the other. ``start`` and ``capacity`` (person-days a month) replace what the profile says. Raises
    `UserError` for a faulty profile, where only one of the two is known, and for a day as limit where none is.
    """
    profile = reader.read(file)
    if target:
        profile = profile._replace(target=profile.target._replace(stages=MappingProxyType(dict(target))))
    assessment = assess(_framed(profile, start, capacity), reader.model)
    return assessment if limit == NO_LIMIT else _limited(assessment, limit)


def _limited(assessment: Assessment, limit: Limit) -> Assessment:
    from lmmm_report.assess.plan.limited import limited_plan_of

    frame = assessment.profile.plan
    if limit.until is not None and (frame is None or frame.start is None):
        raise UserError(
            Problem(
                file=assessment.profile.file,
                message=say("making.no_dates_until"),
                hint=say("making.no_dates_cure"),
                code="no-dates",
            )
        )
    return assessment._replace(plan=limited_plan_of(assessment, limit))


def _framed(profile: Profile, start: date | None, capacity: int | None) -> Profile:
    if start is None and capacity is None:
        return profile
    own = profile.plan
    start = start or (own.start if own else None)
    capacity = capacity or (own.capacity if own else None)
    if start is None or capacity is None:
        raise UserError(
            Problem(
                file=profile.file,
                message=say("making.half_a_frame"),
                hint=say("making.half_a_frame_cure"),
                code="no-dates",
            )
        )
    return profile._replace(plan=PlanFrame(start=start, capacity=capacity))


def render_plan(assessment: Assessment, form: str, wording: Wording) -> str:
    """The plan as one of `FORMS`; `UserError` for a calendar without dates."""
    from lmmm_report.report.documents.plan_formats import has_dates, render_calendar, render_checklist, render_csv
    from lmmm_report.report.documents.plan_text import render_plan_text
    from lmmm_report.report.views.plan import plan_view_of

    if form == "json":
        from lmmm_report.report.documents.plan_json import plan_document

        return json.dumps(plan_document(assessment), ensure_ascii=False, indent=2) + "\n"
    view = plan_view_of(assessment, wording)
    if form == "csv":
        return render_csv(assessment, view)
    if form == "md":
        return render_checklist(assessment, view, wording)
    if form == "ics":
        if not has_dates(assessment.plan):
            raise UserError(
                Problem(
                    file=assessment.profile.file,
                    message=say("making.no_dates"),
                    hint=say("making.no_dates_cure"),
                    code="no-dates",
                )
            )
        return render_calendar(assessment, view, wording)
    return render_plan_text(assessment, view, wording)
