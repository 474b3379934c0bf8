"""The plan of one company, under its own frame or another, in one of its forms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.plan import NO_LIMIT, Limit
from lmmm_report.domain.profile import PlanFrame, Profile
from lmmm_report.domain.working_days import Holidays
from lmmm_report.making.loading import ProfileReader
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.views.persons import holders_of, masked
from lmmm_report.report.views.plan import plan_view_of
from lmmm_report.report.views.plan_shapes import PlanView
from lmmm_report.report.words.wording import Wording

FORMS = ("text", "json", "csv", "xlsx", "ics", "md", "jira", "azure")
DATED = ("ics", "jira", "azure")
"""Forms whose dates keep to working days."""


def free_days(stated: str) -> Holidays:
    """The days that somebody names, or those in a file; `UserError` for what is none."""
    from lmmm_report.load.holidays import holidays_of

    return holidays_of(stated)


class Manner(NamedTuple):
    """How a plan is handed out."""

    names: bool = True
    """Whether persons stand there by their names; else by their roles."""
    dialect: str = "rfc4180"
    holidays: Holidays = frozenset()


PLAINLY = Manner()


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
    days = capacity or (own.capacity if own else None)
    if start is None or days is None:
        raise UserError(
            Problem(
                file=profile.file,
                message=say("making.half_a_frame"),
                hint=say("making.half_a_frame_cure"),
                code="no-dates",
            )
        )
    return profile._replace(plan=PlanFrame(start=start, capacity=days))


def render_plan(assessment: Assessment, form: str, wording: Wording, manner: Manner = PLAINLY) -> str | bytes:
    """The plan as one of `FORMS`, a workbook in bytes; `UserError` for a calendar without dates."""
    profile = assessment.profile
    wording = wording.about(profile.company)
    somebody = wording.say("names.somebody")
    if form == "json":
        from lmmm_report.report.documents.plan_json import plan_document

        document = plan_document(assessment)
        shown = document if manner.names else masked(document, profile, somebody)
        return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"
    people = holders_of(profile, assessment.model.owners) if manner.names else {}
    view = plan_view_of(assessment, wording, people)
    if not manner.names:
        view = masked(view, profile, somebody)
    return _rendered(assessment, view, form, wording, manner)


def _rendered(assessment: Assessment, view: PlanView, form: str, wording: Wording, manner: Manner) -> str | bytes:
    if form in ("csv", "xlsx"):
        from lmmm_report.report.documents.plan_table import plan_csv, plan_workbook
        from lmmm_report.report.documents.table import Dialect

        if form == "xlsx":
            return plan_workbook(assessment, view, wording)
        return plan_csv(assessment, view, wording, Dialect(manner.dialect))
    if form == "md":
        from lmmm_report.report.documents.plan_checklist import render_checklist

        return render_checklist(assessment, view, wording)
    if form in ("jira", "azure"):
        from lmmm_report.report.documents.trackers import azure_csv, jira_csv

        return (jira_csv if form == "jira" else azure_csv)(assessment, view, wording, manner.holidays)
    if form == "ics":
        from lmmm_report.report.documents.plan_calendar import has_dates, render_calendar

        if not has_dates(assessment.plan):
            raise UserError(
                Problem(
                    file=assessment.profile.file,
                    message=say("making.no_dates"),
                    hint=say("making.no_dates_cure"),
                    code="no-dates",
                )
            )
        return render_calendar(assessment, view, wording, manner.holidays)
    from lmmm_report.report.documents.plan_text import render_plan_text

    return render_plan_text(assessment, view, wording)
