"""``plan``: the cheapest way to the target, for people and for other programs."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from lmmm_report.cli.console import Console, WrongUsage
from lmmm_report.cli.delivery import DIALECTS, csv_dialect_option, hand_out, only_for, only_with_output
from lmmm_report.cli.given import Choice, Day, Place, Whole
from lmmm_report.cli.options import languages_option, names_option, stage_option
from lmmm_report.domain.plan import Limit
from lmmm_report.load.profile.statements import YEARS
from lmmm_report.making.loading import reader_at, wordings_of
from lmmm_report.making.plans import DATED, FORMS, Manner, free_days, planned, render_plan
from lmmm_report.messages import say

EPILOG = """\b
Examples:
  lmmm-report plan acme.yaml
  lmmm-report plan acme.yaml --target relationship=aligned --target lead_management=process
  lmmm-report plan acme.yaml --start 2027-01-11 --capacity 20 --format ics -o plan.ics
  lmmm-report plan acme.yaml --budget 60
  lmmm-report plan acme.yaml --until 2027-06-30 --start 2027-01-11 --capacity 20
  lmmm-report plan acme.yaml --format md > checklist.md
  lmmm-report plan acme.yaml --format xlsx -o plan.xlsx
  lmmm-report plan acme.yaml --format csv --csv-dialect excel-de -o plan.csv
  lmmm-report plan acme.yaml --format jira -o jira.csv"""


@click.command(epilog=EPILOG)
@click.argument("file", type=Place())
@click.option(
    "--format",
    "form",
    type=Choice(FORMS),
    default="text",
    show_default=True,
    help="csv, xlsx: a table; ics: a calendar; md: task lists for GitHub and GitLab; jira, azure: for their importers.",
)
@click.option("--lang", help="Language of the text: de or en. Default: the language of the profile.")
@click.option("--target", "targets", multiple=True, metavar="AXIS=STAGE", help="Another target. Can be repeated.")
@click.option("--start", type=Day(), help="First day of the plan. Default: what the profile says.")
@click.option(
    "--capacity",
    type=Whole(1, 10_000),
    help="Person-days a month for the plan. Default: what the profile says.",
)
@click.option(
    "--budget",
    type=Whole(1, 1_000_000),
    metavar="DAYS",
    help="The most that can be had for so many likely person-days.",
)
@click.option(
    "--until",
    type=Day(),
    help="The most that is finished on this day, at likely efforts. Needs start and capacity.",
)
@names_option
@csv_dialect_option
@click.option(
    "--holidays",
    metavar="DAYS|FILE",
    help="Days on which nobody works: 2026-12-24,2026-12-28..2027-01-01, or a file with a day a line, or .ics.",
)
@click.option("-o", "--output", type=Place(), help="Write to this file instead of printing.")
@click.pass_obj
def command(
    console: Console,
    file: Path,
    form: str,
    lang: str | None,
    targets: tuple[str, ...],
    start: datetime | None,
    capacity: int | None,
    budget: int | None,
    until: datetime | None,
    names: str,
    dialect: str | None,
    holidays: str | None,
    output: Path | None,
) -> None:
    """The cheapest set of measures that leads FILE's company to its target, in order, with effort and dates.

    Dates need a start and a capacity, in the profile as plan: {start, capacity} or as options. Where the profile names
    no target, it is the next step that makes sense: the next stage of the axis that lags behind, on the ideal line of
    both. First comes what is to be found out and what is due. What the profile's decisions and declarations rule out,
    put off or waive is not planned; if the target cannot be reached so, the plan says what stands in the way, with its
    line.

    With --budget or --until (or both) the plan gives the most that can be had within it, and says what it leaves out:
    the highest cell (first by its lower stage, then by both together), then most conditions of the next stages, then
    the fewest days.

    The calendar keeps to working days: an entry begins and ends on one, and what lies wholly in --holidays is moved to
    the next one. The schedule itself counts weeks and stays as it is. For jira and azure see docs/work-items.en.md.
    """
    only_for("--csv-dialect", dialect, form, ("csv",))
    only_for("--holidays", holidays, form, DATED)
    only_with_output(form, output)
    reader = reader_at(console.model)
    assessment = planned(
        file,
        reader,
        target=dict(stage_option("--target", text, reader.model) for text in targets),
        start=_day(start),
        capacity=capacity,
        limit=Limit(days=budget, until=_day(until)),
    )
    wordings = wordings_of(reader.model)
    wording = wordings[languages_option(lang, wordings, (assessment.profile.language,))[0]]
    free = free_days(holidays) if holidays is not None else frozenset()
    manner = Manner(names=names == "all", dialect=dialect or DIALECTS[0], holidays=free)
    hand_out(console, render_plan(assessment, form, wording, manner), form, output)


def _day(start: datetime | None) -> date | None:
    if start is not None and start.year not in YEARS:
        raise WrongUsage(say("cli.odd_year", year=str(start.year), first=str(YEARS[0]), last=str(YEARS[-1])))
    return start.date() if start else None
