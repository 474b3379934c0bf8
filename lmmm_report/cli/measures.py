"""``measures``: what a company can do, as a list or one by one."""

from __future__ import annotations

import json

import click

from lmmm_report.cli.console import Console, WrongUsage, hand_on, language, tell
from lmmm_report.cli.delivery import DIALECTS, csv_dialect_option, only_for
from lmmm_report.cli.given import Choice
from lmmm_report.cli.options import languages_option
from lmmm_report.making.loading import measures_named, model_at, wordings_of
from lmmm_report.messages import say

EPILOG = """\b
Examples:
  lmmm-report measures
  lmmm-report measures M-RULES --lang de
  lmmm-report measures --criterion X2-TER-1
  lmmm-report measures --format csv > measures.csv"""


@click.command(epilog=EPILOG)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--criterion", help="Only measures that satisfy this criterion.")
@click.option("--format", "form", type=Choice(["text", "json", "csv", "md"]), default="text", show_default=True)
@click.option("--lang", help="Language: de or en. Default: the system's.")
@csv_dialect_option
@click.pass_obj
def command(
    console: Console, ids: tuple[str, ...], criterion: str | None, form: str, lang: str | None, dialect: str | None
) -> None:
    """All measures of the model: id, responsible role, likely effort, title, criteria; or those called ID in full."""
    only_for("--csv-dialect", dialect, form, ("csv",))
    model = model_at(console.model)
    measures = measures_named(ids, model) if ids else model.measures
    if criterion is not None:
        known = {c.id.casefold(): c.id for c in model.criteria}
        if criterion.casefold() not in known:
            raise WrongUsage(say("cli.no_criterion", criterion=criterion))
        measures = tuple(m for m in measures if known[criterion.casefold()] in m.satisfies)
    if form == "json":
        from lmmm_report.report.documents.plan_json import measure_document

        hand_on(json.dumps([measure_document(m) for m in measures], ensure_ascii=False, indent=2) + "\n")
        return
    wordings = wordings_of(model)
    wording = wordings[languages_option(lang, wordings, (language(),))[0]]
    if form == "csv":
        from lmmm_report.report.documents.plan_table import measures_csv
        from lmmm_report.report.documents.table import Dialect

        hand_on(measures_csv(measures, model, wording, Dialect(dialect or DIALECTS[0])))
        return
    if ids or form == "md":
        from lmmm_report.report.documents.manual import explained

        tell("\n".join(explained(m.id, model, wording) for m in measures), end=False)
        return
    from lmmm_report.report.documents.plan_text import render_measures_text

    tell(render_measures_text(measures, model, wording), end=False)
