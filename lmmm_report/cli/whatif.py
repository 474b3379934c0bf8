"""``whatif``: the assessment as if measures were carried out, or as if the profile said something else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from lmmm_report import __version__
from lmmm_report.assess.assessment import assess
from lmmm_report.assess.effects import CarriedOut, carry_out
from lmmm_report.cli.console import Console
from lmmm_report.cli.loading import (
    format_of,
    languages_option,
    load_profiles,
    measures_option,
    model_of,
    wordings_of,
)
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.effect import Change
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import Profile
from lmmm_report.load.profile.overlay import load_overlaid
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.output import write_file
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.words.wording import Wording

EPILOG = """\b
Examples:
  lmmm-report whatif acme.yaml --apply M-RULES --apply M-FIELDS
  lmmm-report whatif acme.yaml --plan
  lmmm-report whatif acme.yaml --with merger.yaml
  lmmm-report whatif acme.yaml --apply M-RULES --write"""


@click.command(epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--apply", "ids", multiple=True, metavar="MEASURE", help="Carry out this measure. Can be repeated.")
@click.option("--plan", "whole_plan", is_flag=True, help="Carry out all measures of the plan.")
@click.option(
    "--with", "overlay", type=click.Path(path_type=Path), help="Lay the statements of this file over FILE first."
)
@click.option("--write", is_flag=True, help="Write the changes into FILE; comments and layout stay.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", help="Language of the text: de or en. Default: the language of the profile.")
@click.pass_obj
def command(
    console: Console,
    file: Path,
    ids: tuple[str, ...],
    whole_plan: bool,
    overlay: Path | None,
    write: bool,
    form: str,
    lang: str | None,
) -> None:
    """The assessment of FILE as if measures were carried out: both positions in one matrix, every fact that changes.

    Nothing is written unless --write is given. Written values that only stand in for a name, a date or a number are
    marked by a comment.
    """
    if not (ids or whole_plan or overlay):
        raise click.UsageError("What if what? Give --apply MEASURE, --plan or --with FILE.")
    if write and overlay:
        raise click.UsageError("--write goes with --apply or --plan only: an overlay is a file of its own already.")
    model = model_of(console)
    measures = measures_option(ids, model)
    (profile,) = load_profiles([file], model, console)
    before = assess(profile, model)
    if whole_plan:
        measures = (*measures, *(p.measure for p in before.plan.measures if p.measure not in measures))
    start = _overlaid(file, overlay, model, console) if overlay else profile
    done = carry_out(start, measures, model)
    after = assess(done.profile, model)
    wordings = wordings_of(model)
    wording = wordings[languages_option(lang, wordings, (profile.language,))[0]]
    click.echo(_rendered(before, after, done.changes, form, wording), nl=False)
    if write:
        _write(file, done, wording, console)


def _overlaid(file: Path, overlay: Path, model: Model, console: Console) -> Profile:
    return load_overlaid(
        file,
        overlay,
        criteria=[criterion.id for criterion in model.criteria],
        measures=[measure.id for measure in model.measures],
        described=format_of(console),
    )


def _rendered(before: Assessment, after: Assessment, changes: Sequence[Change], form: str, wording: Wording) -> str:
    from lmmm_report.report.documents.plan_text import moved_findings, render_whatif_text

    if form == "text":
        return render_whatif_text(before, after, changes, wording)
    from lmmm_report.report.documents.plan_json import cell_document, change_document
    from lmmm_report.report.documents.result_json import result_document

    document = {
        "before": {"cell": cell_document(before.cell.stages, before.model), "firm": before.firm},
        "changes": [change_document(change) for change in changes],
        "moved": [
            {"criterion": c, "before": before.by_id[c].outcome.value, "after": after.by_id[c].outcome.value}
            for c in moved_findings(before, after)
        ],
        "after": result_document(after, program_version=__version__),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _write(file: Path, done: CarriedOut, wording: Wording, console: Console) -> None:
    """Write the changed profile, once it has been read back and says exactly what it should."""
    from lmmm_report.report.documents.profile_text import render_changed

    text = render_changed(done.profile, done.changes, note=wording.say("whatif.comment", measure="{measure}"))
    written = load_profile_text(text.encode(), str(file), described=format_of(console))
    if written.facts != done.profile.facts:
        raise UserError(
            Problem(
                file=str(file),
                message="the changes could not be written into this file without changing something else",
                hint="write them by hand; they are listed above, and the file is as it was",
                code="not-written",
            )
        )
    console.say(f"wrote {write_file(file, text)}")
