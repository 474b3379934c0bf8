"""``explain``: what a criterion, a contradiction or a term means."""

from __future__ import annotations

import click

from lmmm_report.cli.loading import built_in_model, catalogues, languages_option
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.manual import explained, known_ids
from lmmm_report.report.wording import Wording

EPILOG = """\b
Examples:
  lmmm-report explain X2-PRO-1
  lmmm-report explain mql --lang de
  lmmm-report explain --list"""


@click.command(epilog=EPILOG)
@click.argument("id", required=False)
@click.option("--lang", default="en", show_default=True, help="Language: de or en.")
@click.option("--list", "listed", is_flag=True, help="All ids with their titles.")
def command(id: str | None, lang: str, listed: bool) -> None:  # noqa: A002 - the name of the argument
    """Explain the criterion, contradiction or glossary term ID: what, why, source, condition, examples."""
    model = built_in_model()
    language = languages_option(lang, model, (lang,))[0]
    wording = Wording(catalogues(model)[language])
    ids = known_ids(model, wording)
    if listed:
        for known, title in ids.items():
            click.echo(f"{known:<12} {title}")
        return
    if id is None:
        raise click.UsageError("Which id? --list shows all of them.")
    by_folded = {known.casefold(): known for known in ids}
    if id.casefold() not in by_folded:
        import difflib

        near = difflib.get_close_matches(id.casefold(), by_folded, n=3)
        meant = f"did you mean {', '.join(by_folded[n] for n in near)}? " if near else ""
        raise UserError(
            Problem(
                file=id,
                message="the model has nothing of this name",
                hint=f"{meant}lmmm-report explain --list shows all ids",
                code="unknown-id",
            )
        )
    click.echo(explained(by_folded[id.casefold()], model, wording), nl=False)
