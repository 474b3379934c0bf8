"""``explain``: what a criterion, a contradiction or a term means."""

from __future__ import annotations

import click

from lmmm_report.cli.console import Console, WrongUsage
from lmmm_report.cli.options import languages_option
from lmmm_report.making.loading import model_at, wordings_of
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.documents.manual import explained, known_ids

EPILOG = """\b
Examples:
  lmmm-report explain X2-PRO-1
  lmmm-report explain M-RULES
  lmmm-report explain mql --lang de
  lmmm-report explain --list"""


@click.command(epilog=EPILOG)
@click.argument("id", required=False)
@click.option("--lang", help="Language: de or en.  [default: en]")
@click.option("--list", "listed", is_flag=True, help="All ids with their titles.")
@click.pass_obj
def command(console: Console, id: str | None, lang: str | None, listed: bool) -> None:  # noqa: A002 - the name of the argument
    """Explain a criterion, measure, contradiction or glossary term ID: what, why, source, what is enough, examples."""
    model = model_at(console.model)
    wordings = wordings_of(model)
    wording = wordings[languages_option(lang, wordings, ("en",))[0]]
    ids = known_ids(model, wording)
    if listed:
        for known, title in ids.items():
            click.echo(f"{known:<12} {title}")
        return
    if id is None:
        raise WrongUsage(say("cli.which_id"))
    by_folded = {known.casefold(): known for known in ids}
    if id.casefold() not in by_folded:
        import difflib

        near = difflib.get_close_matches(id.casefold(), by_folded, n=3)
        all_ids = say("cli.list_ids")
        hint = say("cli.meant", names=", ".join(by_folded[n] for n in near), hint=all_ids) if near else all_ids
        raise UserError(
            Problem(
                file=id,
                message=say("cli.unknown_id"),
                hint=hint,
                code="unknown-id",
            )
        )
    click.echo(explained(by_folded[id.casefold()], model, wording), nl=False)
