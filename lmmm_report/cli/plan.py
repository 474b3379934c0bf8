"""``plan``: the cheapest way to the target, for people and for other programs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

import click

from lmmm_report.assess.assessment import assess
from lmmm_report.cli.console import Console
from lmmm_report.cli.loading import languages_option, load_profiles, model_of, stage_option, wordings_of
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import PlanFrame, Profile
from lmmm_report.load.profile.statements import YEARS
from lmmm_report.output import write_file
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.words.wording import Wording

EPILOG = """\b
Examples:
  lmmm-report plan acme.yaml
  lmmm-report plan acme.yaml --target relationship=aligned --target lead_management=process
  lmmm-report plan acme.yaml --start 2027-01-11 --capacity 20 --format ics -o plan.ics
  lmmm-report plan acme.yaml --format md > checklist.md"""


@click.command(epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "ics", "md"]),
    default="text",
    show_default=True,
    help="csv: a table; ics: a calendar; md: a checklist for an issue tracker.",
)
@click.option("--lang", help="Language of the text: de or en. Default: the language of the profile.")
@click.option("--target", "targets", multiple=True, metavar="AXIS=STAGE", help="Another target. Can be repeated.")
@click.option(
    "--start", type=click.DateTime(["%Y-%m-%d"]), help="First day of the plan. Default: what the profile says."
)
@click.option(
    "--capacity",
    type=click.IntRange(1, 10_000),
    help="Person-days a month for the plan. Default: what the profile says.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of printing.")
@click.pass_obj
def command(
    console: Console,
    file: Path,
    form: str,
    lang: str | None,
    targets: tuple[str, ...],
    start: datetime | None,
    capacity: int | None,
    output: Path | None,
) -> None:
    """The cheapest set of measures that leads FILE's company to its target, in order, with effort and dates.

    Dates need a start and a capacity, in the profile as plan: {start, capacity} or as options. The profile's target is
    the ideal state where it names none.
    """
    model = model_of(console)
    (profile,) = load_profiles([file], model, console)
    profile = _framed(_aimed(profile, targets, model), start.date() if start else None, capacity)
    assessment = assess(profile, model)
    wordings = wordings_of(model)
    wording = wordings[languages_option(lang, wordings, (profile.language,))[0]]
    text = _rendered(assessment, form, wording)
    if output is None:
        click.echo(text, nl=False)
    else:
        console.say(f"wrote {write_file(output, text)}")


def _aimed(profile: Profile, targets: tuple[str, ...], model: Model) -> Profile:
    """The profile with another target; an axis that is not named stands where the ideal line has the other."""
    if not targets:
        return profile
    stages = {}
    for text in targets:
        index, number = stage_option("--target", text, model)
        stages[model.axes[index].id] = model.axes[index].stage(number).id
    return replace(profile, target=replace(profile.target, stages=MappingProxyType(stages)))


def _framed(profile: Profile, start: date | None, capacity: int | None) -> Profile:
    """The profile with another frame for carrying out; both parts have to be known."""
    own = profile.plan
    start = start or (own.start if own else None)
    capacity = capacity or (own.capacity if own else None)
    if start is None and capacity is None:
        return profile
    if start is None or capacity is None:
        raise click.UsageError("Dates need both --start and --capacity.")
    if start.year not in YEARS:
        raise click.UsageError(
            f"--start: the year {start.year} cannot be meant; give a day from {YEARS[0]} to {YEARS[-1]}."
        )
    return replace(profile, plan=PlanFrame(start=start, capacity=capacity))


def _rendered(assessment: Assessment, form: str, wording: Wording) -> str:
    from lmmm_report.report.documents.plan_formats import has_dates, render_calendar, render_checklist, render_csv
    from lmmm_report.report.documents.plan_text import render_plan_text
    from lmmm_report.report.views.plan import plan_view_of

    if form == "json":
        from lmmm_report.report.documents.plan_json import plan_document

        return json.dumps(plan_document(assessment.plan, assessment.model), ensure_ascii=False, indent=2) + "\n"
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
                    message="a calendar needs dates, and the profile has no plan",
                    hint="add plan: {start: 2027-01-11, capacity: 20} to the profile, or give --start and --capacity",
                    code="no-dates",
                )
            )
        return render_calendar(assessment, view, wording)
    return render_plan_text(assessment, view, wording)
