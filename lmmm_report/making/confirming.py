"""Assumptions that somebody confirms: chosen by their place or by the measure that made them, then written as told."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lmmm_report.assess.effects import carry_out
from lmmm_report.assess.result.findings import label_of
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import Path as FactPath
from lmmm_report.domain.profile import Profile
from lmmm_report.load.yaml.text import decode, read_bytes
from lmmm_report.making.loading import ProfileReader
from lmmm_report.making.statements import refused, same_statements
from lmmm_report.messages import say
from lmmm_report.output import write_file
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.words.wording import Wording

ALL = "all"
"""Stands for every assumption of a profile."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What has been written."""

    file: Path
    confirmed: int
    """So many statements are told now."""
    left: int
    """So many are still assumed."""


def confirm(
    file: Path, what: Iterable[str], reader: ProfileReader, wordings: Iterable[Wording], *, by: str, on: date
) -> Confirmed:
    """Write into ``file`` that ``by`` has confirmed assumptions on the day ``on``, once it has been read back.

    ``what`` are paths, with entries by their names, ids of measures, or `ALL`. Raises `UserError` for what names no
    assumption, and where it cannot be written.
    """
    from lmmm_report.editing.confirming import render_confirmed

    profile = reader.read(file)
    data = read_bytes(file)
    if decode(data, str(file)) != profile.text:
        raise UserError(refused(file, "changed_meanwhile", "file-changed"))
    chosen = _chosen(profile, tuple(what), reader.model)
    notes = [wording.say("whatif.comment", measure="{measure}") for wording in wordings]
    try:
        changed = render_confirmed(profile, chosen, by=by, on=on, notes=notes)
        written = reader.read_text(changed.text.encode(), str(file))
        supposing = reader.read_text(changed.text.encode(), str(file), supposing=True)
    except (UserError, ValueError, LookupError) as error:
        raise UserError(refused(file, "no_room", "not-written")) from error
    before = reader.read(file, supposing=True)
    left = [path for path in profile.assumptions if path not in chosen]
    if not changed.keeps() or list(written.assumptions) != left or not same_statements(supposing, before):
        raise UserError(refused(file, "no_room", "not-written"))
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return Confirmed(write_file(file, mark + changed.text.encode()), len(chosen), len(left))


def _chosen(profile: Profile, what: tuple[str, ...], model: Model) -> frozenset[FactPath]:
    if not profile.assumptions:
        message, hint = say("writing.nothing_assumed"), say("writing.nothing_assumed_cure")
        raise UserError(Problem(file=profile.file, message=message, hint=hint, code="not-assumed"))
    labels = {path: label_of(profile, path) for path in profile.assumptions}
    chosen: set[FactPath] = set()
    problems = []
    for name in what:
        wanted = tuple(_places(name, profile, model))
        found = {path for path, label in labels.items() if name == ALL or any(_within(label, w) for w in wanted)}
        chosen |= found
        if not found:
            hint = say("writing.not_assumed_cure", names=", ".join(list(labels.values())[:5]))
            problems.append(
                Problem(file=profile.file, message=say("writing.not_assumed", name=name), hint=hint, code="not-assumed")
            )
    if problems:
        raise UserError(problems)
    return frozenset(chosen)


def _places(name: str, profile: Profile, model: Model) -> Iterator[str]:
    """The places that a name stands for: of a measure, all that carrying it out would write."""
    measure = next((one for one in model.measures if one.id.casefold() == name.casefold()), None)
    if measure is None:
        yield name
    else:
        yield from (change.label for change in carry_out(profile, [measure], model).changes)


def _within(label: str, place: str) -> bool:
    return label == place or label.startswith((f"{place}.", f"{place}["))
