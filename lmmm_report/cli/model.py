"""``model``: the maturity model as a manual, and the proof that it is sound."""

from __future__ import annotations

import click

from lmmm_report.assess.lint import lint
from lmmm_report.cli.console import Console, language, print_problems, tell
from lmmm_report.cli.options import languages_option
from lmmm_report.load.profile.fragments import FragmentReader
from lmmm_report.making.formats import format_at
from lmmm_report.making.loading import model_at, wordings_of
from lmmm_report.messages import say
from lmmm_report.report.documents.manual import render_manual
from lmmm_report.report.documents.traceability import render_traceability

EPILOG = """\b
Examples:
  lmmm-report model --lang de > manual.md
  lmmm-report model --trace
  lmmm-report model --check"""


@click.command(epilog=EPILOG)
@click.option("--lang", help="Language: de or en. Default: the system's.")
@click.option("--trace", is_flag=True, help="From the article's sentences to criteria: a table.")
@click.option(
    "--check",
    is_flag=True,
    help="Prove that every cell is reachable, no criterion dead, no stage skippable, every measure true.",
)
@click.pass_obj
def command(console: Console, lang: str | None, trace: bool, check: bool) -> int:
    """The maturity model as a manual in Markdown: stages, criteria with conditions and examples, glossary, sources."""
    model = model_at(console.model)
    if check:
        problems = lint(model, FragmentReader(format_at(console.model)))
        print_problems(problems)
        sound = all(problem.severity == "warning" for problem in problems)
        if sound:
            console.say(
                say(
                    "cli.model_sound",
                    criteria=len(model.criteria),
                    cells=len(model.cells),
                    measures=len(model.measures),
                )
            )
        return 0 if sound else 1
    wordings = wordings_of(model)
    wording = wordings[languages_option(lang, wordings, (language(),))[0]]
    tell((render_traceability if trace else render_manual)(model, wording), end=False)
    return 0
