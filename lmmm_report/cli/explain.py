"""``explain``: what a criterion, a contradiction, a term or a field of the profile means."""

from __future__ import annotations

from collections.abc import Mapping

import click

from lmmm_report.cli.console import Console, WrongUsage
from lmmm_report.cli.options import languages_option
from lmmm_report.making.field_help import FieldHelp
from lmmm_report.making.formats import format_at
from lmmm_report.making.loading import model_at, wordings_of
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.documents.manual import explained, known_ids

EPILOG = """\b
Examples:
  lmmm-report explain X2-PRO-1
  lmmm-report explain M-RULES
  lmmm-report explain mql --lang de
  lmmm-report explain process.agreement
  lmmm-report explain kept
  lmmm-report explain --list"""

MOST_FIELDS = 3
"""Fields of one name that are explained one after the other; of more the ways are listed."""


@click.command(epilog=EPILOG)
@click.argument("id", required=False)
@click.option("--lang", help="Language: de or en.  [default: en]")
@click.option("--list", "listed", is_flag=True, help="All ids with their titles.")
@click.pass_obj
def command(console: Console, id: str | None, lang: str | None, listed: bool) -> None:  # noqa: A002 - the name of the argument
    """Explain a criterion, measure, contradiction, derivation or glossary term ID: what, why, source, what is enough.

    ID may also be a field of the profile, by its whole way (process.agreement) or its name (kept): what it means, what
    may stand there, which gates read it, an example.
    """
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
    if id.casefold() in by_folded:
        click.echo(explained(by_folded[id.casefold()], model, wording), nl=False)
        return
    help_of = FieldHelp(model, format_at(console.model), wording)
    ways = help_of.meant(id)
    if not ways:
        raise UserError(_unknown(id, {**by_folded, **{way: way for way in help_of.ways}}))
    if len(ways) > MOST_FIELDS:
        click.echo("\n".join(f"{way:<50} {help_of.title(way)}" for way in ways))
        return
    click.echo("\n".join(map(help_of.explained, ways)), nl=False)


def _unknown(asked: str, known: Mapping[str, str]) -> Problem:
    import difflib

    near = difflib.get_close_matches(asked.casefold(), known, n=3)
    if not near:
        ends = {name.rpartition(".")[2]: None for name in known}
        near = difflib.get_close_matches(asked.casefold(), ends, n=3)
    all_ids = say("cli.list_ids")
    names = ", ".join(known.get(name, name) for name in near)
    hint = say("cli.meant", names=names, hint=all_ids) if near else all_ids
    return Problem(file=asked, message=say("cli.unknown_id"), hint=hint, code="unknown-id")
