"""``explain``: whatever the model and the profiles have a name for, and a search through their texts."""

from __future__ import annotations

from collections.abc import Sequence

import click

from lmmm_report.cli.console import Console, WrongUsage, language, tell
from lmmm_report.cli.options import languages_option
from lmmm_report.making.explaining import Explainer
from lmmm_report.making.field_help import FieldHelp
from lmmm_report.making.formats import format_at
from lmmm_report.making.loading import model_at, wordings_of
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

EPILOG = """\b
Examples:
  lmmm-report explain X2-PRO-1
  lmmm-report explain M-RULES
  lmmm-report explain mql --lang de
  lmmm-report explain HM
  lmmm-report explain "lead scoring"
  lmmm-report explain Aligned
  lmmm-report explain process.agreement
  lmmm-report explain kept
  lmmm-report explain --search handover sales
  lmmm-report explain --list"""

MOST_TITLE = 60
MOST_FOUND = 4
"""Places of a word that are named where nothing is called so."""
LIKE = 0.75
"""How much a name has to be like another one to be a slip of the pen, of one."""
MOST_FIELDS = 3
"""Fields of one name that are explained one after the other; of more the ways are listed."""


@click.command(epilog=EPILOG)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--lang", help="Language: de or en. Default: the system's.")
@click.option("--list", "listed", is_flag=True, help="All ids with their titles.")
@click.option("--search", metavar="WORDS", help="Whatever has all these words in its text.")
@click.pass_obj
def command(console: Console, ids: tuple[str, ...], lang: str | None, listed: bool, search: str | None) -> None:
    """Explain a criterion, measure, contradiction, derivation, term, role, axis or stage ID: what, why, what is enough.

    ID may also be what it is called, in German or English, or a field of the profile, by its whole way
    (process.agreement) or its name (kept): what it means, what may stand there, which gates read it, an example.
    """
    model = model_at(console.model)
    wordings = wordings_of(model)
    wording = wordings[languages_option(lang, wordings, (language(),))[0]]
    fields = FieldHelp(model, format_at(console.model), wording)
    explainer = Explainer(model, wording, fields)
    if search is not None:
        _search(explainer, (search, *ids))
        return
    if listed:
        for known, title in explainer.ids.items():
            tell(f"{known:<12} {title}")
        return
    if not ids:
        raise WrongUsage(say("cli.which_id"))
    tell("\n".join(_explained(asked, explainer, fields) for asked in ids), end=False)


def _explained(asked: str, explainer: Explainer, fields: FieldHelp) -> str:
    known = explainer.id_of(asked)
    if known is not None:
        return explainer.of_id(known)
    ways = fields.meant(asked)
    alike = None if ways else explainer.alike(asked)
    if alike is not None:
        return explainer.of_id(alike)
    ways = ways or fields.called(asked)
    if not ways:
        raise UserError(_unknown(asked, explainer))
    if len(ways) > MOST_FIELDS:
        return "".join(f"{way:<50} {fields.title(way)}\n" for way in ways)
    return "\n".join(map(fields.explained, ways))


def _search(explainer: Explainer, words: Sequence[str]) -> None:
    found = explainer.search(words)
    if not found:
        asked = " ".join(words)
        hint = say("cli.list_ids")
        raise UserError(Problem(file=asked, message=say("cli.nothing_found"), hint=hint, code="unknown-id"))
    for one in found:
        tell(f"{one.id:<12} {one.title}")
        if one.excerpt:
            tell(f"{'':<12} {one.excerpt}")


def _unknown(asked: str, explainer: Explainer) -> Problem:
    import difflib

    known = explainer.names()
    near = difflib.get_close_matches(asked.casefold(), known, n=3)
    if not near:
        ends = {name.rpartition(".")[2]: None for name in known}
        near = difflib.get_close_matches(asked.casefold(), ends, n=3)
    all_ids = say("cli.list_ids")
    meant = dict.fromkeys(known.get(name, name) for name in near)
    hint = all_ids
    found = explainer.search((asked,))
    if found and not difflib.get_close_matches(asked.casefold(), near, n=1, cutoff=LIKE):
        told = (_called(one.id, one.title) for one in found[:MOST_FOUND])
        hint = say("cli.found_in", names=", ".join(told), asked=asked)
    elif near:
        names = ", ".join(_called(one, explainer.ids.get(one, "")) for one in meant)
        hint = say("cli.meant", names=names, hint=all_ids)
    return Problem(file=asked, message=say("cli.unknown_id"), hint=hint, code="unknown-id")


def _called(known: str, title: str) -> str:
    """An id with its title, where that is short enough to stand in a sentence."""
    return f"{known} ({title})" if title and len(title) <= MOST_TITLE else known
