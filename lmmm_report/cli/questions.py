"""``questions``: a guide for interviews, from what profiles leave open."""

from __future__ import annotations

from pathlib import Path

import click

from lmmm_report.cli.console import Console, language, print_problems
from lmmm_report.cli.delivery import DIALECTS, csv_dialect_option, hand_out, only_for, only_with_output
from lmmm_report.cli.given import Choice, Place
from lmmm_report.cli.options import languages_option, names_option
from lmmm_report.making.guides import FORMATS, interviews_about, render_guide
from lmmm_report.making.loading import reader_at, wordings_of

EPILOG = """\b
Examples:
  lmmm-report questions acme.yaml
  lmmm-report questions acme.yaml --format html -o interview.html
  lmmm-report questions acme.yaml --format markdown --lang de
  lmmm-report questions acme.yaml --no-practice
  lmmm-report questions configs/ --format csv -o questions.csv
  lmmm-report questions acme.yaml --format xlsx -o questions.xlsx"""


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=Place())
@click.option(
    "--format",
    "form",
    type=Choice(FORMATS),
    default="text",
    show_default=True,
    help="html: a page to print, with room for the answers; markdown: to fill in; csv, xlsx: a table.",
)
@click.option(
    "--lang", help="Language of the guide: de or en. Default: that of the profiles; where they differ, the system's."
)
@click.option("--no-practice", is_flag=True, help="Only what stages rest on, without recommended practice.")
@names_option
@csv_dialect_option
@click.option("-o", "--output", type=Place(dir_okay=False), help="Write into this file.")
@click.pass_obj
def command(
    console: Console,
    files: tuple[Path, ...],
    form: str,
    lang: str | None,
    no_practice: bool,
    names: str,
    dialect: str | None,
    output: Path | None,
) -> int:
    """A guide for interviews on FILES or folders: whom to ask what, why it matters, where the answer goes.

    It asks about every condition nobody can say is met, first where the answer decides the result, and about open
    details of practice up to the next stage. Each question says what the profile states already, what is still open,
    the field and line where the answer belongs, and has a sample of YAML to replace. Where a stage depends on it, there
    are also an answer that is enough and one that is not, and what to have shown. What the profile itself notes as open
    is listed, and what could still be shown. Of several profiles the guide is by person to ask; one that cannot be
    read is named (exit code 1) and left out.
    """
    only_for("--csv-dialect", dialect, form, ("csv",))
    only_with_output(form, output)
    reader = reader_at(console.model)
    interviews, problems = interviews_about(files, reader, practice=not no_practice)
    wordings = wordings_of(reader.model)
    default = interviews[0].assessment.profile.language if len(interviews) == 1 else language()
    wording = wordings[languages_option(lang, wordings, (default,))[0]]
    shown, spelled = names == "all", dialect or DIALECTS[0]
    hand_out(console, render_guide(interviews, form, reader, wording, names=shown, dialect=spelled), form, output)
    print_problems(problems)
    return 1 if problems else 0
