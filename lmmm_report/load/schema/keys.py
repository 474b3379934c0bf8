"""What is said of a key that the format does not have at its place: where it belongs, or which one was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from types import MappingProxyType

from lmmm_report.domain.format import Field
from lmmm_report.domain.profile import Path
from lmmm_report.load.schema.forms import BASIS, NOTE, SAID_BY
from lmmm_report.load.schema.nearest import nearest
from lmmm_report.load.schema.wording import MOST_KEYS, names_of, plain_or_quoted, quoted
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import Source
from lmmm_report.load.yaml.text import dotted, lines_of
from lmmm_report.messages import Message, listing, say
from lmmm_report.problems import Problem

_MOST_HOMES = 3
_ALIKE, _VERY_ALIKE = 0.7, 0.8
"""From this likeness on a key may be meant, or is rather mistyped than in a wrong place."""
_EVERYWHERE = (NOTE, SAID_BY, BASIS)
"""What every group takes beside its own keys."""
_GLUED = re.compile(r"([\w-]+):(?!//)(\S.*)", re.DOTALL)
_SEPARATORS = re.compile(r"[\s_-]+")
_SAID_FOR: Mapping[str, str] = MappingProxyType(
    {
        "company": "firma unternehmen organisation organization business",
        "name": "firma firmenname bezeichnung titel title unternehmen",
        "employees": "mitarbeiter mitarbeitende mitarbeiterzahl beschäftigtenzahl staff headcount anzahl_mitarbeiter",
        "headcount": "mitarbeiter mitarbeitende personen köpfe fte staff employees größe",
        "assessment": "bewertung erfassung aufnahme interview assessment_date",
        "date": "datum tag day stand",
        "head": "leiter leiterin leitung chef chefin manager lead leader",
        "departments": "abteilung bereiche organisation units teams",
        "sales": "verkauf vertriebsabteilung",
        "lead_unit": "lead_management leadmanagement lead_team lead_department",
        "reports_to": "berichtet chef vorgesetzter vorgesetzte reports boss",
        "note notes": "bemerkung bemerkungen kommentar kommentare anmerkung anmerkungen comment comments hinweis",
        "evidence": "beleg belege nachweis nachweise quelle quellen source sources link url proof",
        "document": "dokument datei file titel title",
        "since in_force_since": "seit ab gültig_seit",
        "every": "rhythmus turnus häufigkeit frequency interval",
        "said_by": "gesagt_von auskunft sagt von",
        "id": "kennung schlüssel key name nr nummer",
        "software": "systeme system systems tools",
        "systems": "systeme tools software",
        "kind": "art typ type",
        "used_by": "nutzer users genutzt_von benutzt_von",
        "terms": "begriffe begriff definitionen definitions",
        "goals": "ziele ziel",
        "problems": "probleme schmerzen pains issues",
        "decisions": "entscheidungen beschlüsse",
        "figures": "zahlen kennzahlen kpis numbers metrics",
        "process": "prozess prozesse ablauf processes",
        "roles": "rollen aufgaben verantwortlichkeiten responsibilities",
        "collaboration": "zusammenarbeit",
    }
)
"""What people write for keys, beside their titles in German and English."""


def unknown_key(path: Path, key: str, source: Source, fields: Field) -> Problem:
    """The problem of ``key`` in the group at ``path``."""
    here = fields.at(path)
    names = list(here.fields) if here is not None else []
    group = _at(source.data, path)
    if (glued := _GLUED.fullmatch(key)) and glued[1] in names and group.get(key) is None:
        hint = say("schema.write", text=f"{glued[1]}: {plain_or_quoted(glued[2])}")
        message = say("yaml.no_blank_after_colon")
        return source.problem((*path, key), message, hint=hint, code="syntax", key=True)
    if path:
        message = say("schema.unknown_key", key=quoted(key), where=dotted(path))
    else:
        message = say("schema.unknown_key_at_top", key=quoted(key))
    if cut := _cut_at_comma(group, key, names):
        hint = say("schema.quote_comma", text=cut)
        return source.problem((*path, key), message, hint=hint, code="unknown-key", key=True)
    placed = _into_group_above(path, key, source, fields) or _out_of_group(path, key, source, fields)
    hint = placed or _meant_or_home(key, here, names, fields)
    return source.problem((*path, key), message, hint=hint, code="unknown-key", key=True)


def _cut_at_comma(group: Mapping[str, Data], key: str, names: Sequence[str]) -> str:
    """The text before ``key`` with what a comma within brackets cut off it, in quotes; empty where it is none.

    A key without a colon has no value, and only within brackets there is one.
    """
    before = ""
    pieces: list[str] = []
    for name, value in group.items():
        if name in names:
            if key in pieces:
                break
            before, pieces = name, []
        elif value is None:
            pieces.append(name)
        else:
            before, pieces = "", []
    text = group.get(before)
    if key not in pieces or not isinstance(text, str) or not any(mark in key for mark in (" ", ".", "’", "'")):
        return ""
    whole = ", ".join((text, *pieces)).replace("\\", "\\\\").replace('"', '\\"')
    return f'{before}: "{whole}"'


def _meant_or_home(key: str, here: Field | None, names: Sequence[str], fields: Field) -> Message:
    near = _meant(key, here) or nearest(key, names, alike=_ALIKE)
    if near and (_meant(key, here) or SequenceMatcher(None, key.casefold(), near).ratio() >= _VERY_ALIKE):
        return say("schema.did_you_mean", name=near)
    homes = [home for home, name in _homes(fields, (), inside=False) if name == key]
    if 0 < len(homes) <= _MOST_HOMES:
        return say("schema.belongs", key=key, homes=_either(homes))
    if near:
        return say("schema.did_you_mean", name=near)
    asked = names_of(here) if here is not None else []
    asked += [name for name in _EVERYWHERE if here is not None and name in here.fields and name not in asked]
    return (
        say("schema.allowed_here", names=", ".join(asked)) if 0 < len(asked) <= MOST_KEYS else say("schema.remove_key")
    )


def _meant(key: str, here: Field | None) -> str:
    """The key that another word stands for: its title in one of the languages, or what people say for it."""
    if here is None:
        return ""
    folded = _SEPARATORS.sub("_", key.strip()).casefold()
    titles: dict[str, str] = {}
    for name, child in here.fields.items():
        if folded == name or folded == name.replace("_", ""):
            return name
        for title in (child.node.get("x-title-de"), child.title):
            if title:
                titles.setdefault(_SEPARATORS.sub("_", title).casefold(), name)
    if folded in titles:
        return titles[folded]
    for names, words in _SAID_FOR.items():
        for name in names.split() if folded in words.split() else ():
            if name in here.fields:
                return name
    near = nearest(folded, titles, alike=0.85)
    return titles[near] if near else ""


def _at(data: Data, path: Path) -> Mapping[str, Data]:
    for step in path:
        data = data[step]  # type: ignore[index]
    assert isinstance(data, dict)
    return data


def _into_group_above(path: Path, key: str, source: Source, fields: Field) -> Message | None:
    """The cure for a key that was not indented as far as the group right above it, to which it belongs."""
    group = _at(source.data, path)
    here = fields.at(path)
    above = None
    for name in group:
        if name == key:
            break
        if here is not None and name in here.fields:
            above = name
    if above is None or here is None:
        return None
    way: Path = (*path, above)
    field, value = here.fields[above], group[above]
    while True:
        if isinstance(value, list) and field.item is not None and value:
            way, field, value = (*way, len(value) - 1), field.item, value[-1]
        elif key in field.fields and not field.fields[key].form:
            break
        elif isinstance(value, dict) and value and (last := list(value)[-1]) in field.fields:
            way, field, value = (*way, last), field.fields[last], value[last]
        else:
            return None
    return _indent(way, value, source)


def _indent(way: Path, value: Data, source: Source) -> Message | None:
    """The cure to begin a line as the keys of the group at ``way``; `None` where it has no lines of its own."""
    own = source.place(way, key=True)
    if isinstance(value, dict) and value:
        first = source.place((*way, next(iter(value))), key=True)
        before = lines_of(source.text)[first.line - 1][: first.column - 1]
        if before.strip(" -"):
            return None  # in brackets
        return say("schema.indent_as", where=dotted(way), column=first.column, line=first.line)
    return say("schema.indent_under", where=dotted(way), column=own.column + 2) if value is None else None


def _out_of_group(path: Path, key: str, source: Source, fields: Field) -> Message | None:
    """The cure for a key that was indented too far and belongs to a group around its own."""
    for length in range(len(path) - 1, -1, -1):
        around = path[:length]
        field = fields.at(around)
        if field is None or key not in field.fields or field.fields[key].form:
            continue
        place = source.place((*around, path[length]), key=True)
        if lines_of(source.text)[place.line - 1][: place.column - 1].strip(" -"):
            return None  # in brackets
        where = say("schema.in_place", place=dotted(around)) if around else say("schema.at_top")
        return say("schema.outdent", key=key, home=where, column=place.column)
    return None


def _either(homes: Sequence[Message]) -> str:
    """Several places with the word "or" between them."""
    first, *others = homes
    return listing([first, *(part for home in others for part in (say("schema.or"), home))], "")


def _homes(field: Field, here: tuple[str, ...], *, inside: bool) -> Iterator[tuple[Message, str]]:
    """Every key of the format with the words for where it belongs; ``inside`` the entries of a list or not."""
    for name, child in field.fields.items():
        if child.form or child.only:
            continue
        if not here:
            yield say("schema.at_top"), name
        else:
            yield say("schema.in_entries" if inside else "schema.in_place", place=".".join(here)), name
        if name != "evidence":
            yield from _homes(child, (*here, name), inside=inside)
    if field.item is not None:
        yield from _homes(field.item, here, inside=True)
