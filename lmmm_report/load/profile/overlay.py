"""A profile with another file laid over it, to see what would be if its statements were different."""

from __future__ import annotations

import pathlib
from collections.abc import Collection, Mapping

from lmmm_report.domain.format import Field, ProfileFormat
from lmmm_report.domain.profile import Profile
from lmmm_report.load.profile.items import entry_places, item_names
from lmmm_report.load.profile.profile import check_part, profile_of
from lmmm_report.load.schema.forms import COUNT, LISTED, MORE, NONE_OF_IT, REMARKS
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import read_yaml
from lmmm_report.messages import say
from lmmm_report.problems import UserError


def overlay_alone(overlay: pathlib.Path, base: Profile) -> Profile:
    """What a file states that is laid over ``base``, with its own lines and names; its facts are those of ``base``."""
    source = read_yaml(overlay)
    assert isinstance(source.data, dict)
    return base._replace(
        file=str(overlay),
        text=source.text,
        content=source.content,
        places=entry_places(source.places),
        item_names=item_names(source.data, base.described),
        withheld=(),
    )


def load_overlaid(
    path: pathlib.Path,
    overlay: pathlib.Path,
    *,
    criteria: Collection[str] | None = None,
    measures: Collection[str] | None = None,
    described: ProfileFormat,
) -> Profile:
    """The profile at ``path`` with the statements of ``overlay`` in place of its own; `UserError` with all problems.

    Groups are merged, entries of lists are merged with the one of the same name or added; everything else, lists of
    words and texts among them, is replaced. Places in messages and reports are those of the profile's own file.
    """
    base = read_yaml(path)
    try:
        over = read_yaml(overlay)
        check_part(over, base, described)
    except UserError as error:
        from lmmm_report.load.kinds import or_other_file

        raise or_other_file(error, overlay, "profile") from error
    assert isinstance(base.data, dict)
    assert isinstance(over.data, dict)
    merged = _merged(base.data, over.data, described.fields)
    try:
        return profile_of(base._replace(data=merged), described, criteria=criteria, measures=measures)
    except UserError as error:
        name = str(overlay)
        raise UserError(
            [p._replace(message=say("profile.laid_over", name=name, message=p.message)) for p in error.problems]
        ) from error


def _merged(base: Data, over: Data, field: Field | None) -> Data:
    if isinstance(base, dict) and isinstance(over, dict):
        return _merged_groups(base, over, field)
    if field is not None and field.kind == "list" and field.key:
        if isinstance(base, list) and isinstance(over, list):
            return _joined(base, over, field)
        if isinstance(base, dict) and isinstance(over, list):
            return _merged_groups(base, {LISTED: over}, field)
        if isinstance(base, list) and isinstance(over, dict):
            return _merged_groups({LISTED: base}, over, field)
    return over


def _merged_groups(base: dict[str, Data], over: dict[str, Data], field: Field | None) -> Data:
    """One group of both; of words that exclude each other that of the overlay stays."""
    fields = field.fields if field else {}
    if NONE_OF_IT in fields and over.get(NONE_OF_IT) is True:
        return over
    gone = {NONE_OF_IT} if NONE_OF_IT in fields and _states(over, fields) else set()
    if field is not None and field.kind == "list":
        gone |= {MORE} if COUNT in over else {COUNT} if over.get(MORE) is True else set()
    merged = {name: value for name, value in base.items() if name not in gone}
    for name, value in over.items():
        merged[name] = _merged(merged.get(name), value, fields.get(name))
    return merged


def _states(group: dict[str, Data], fields: Mapping[str, Field]) -> bool:
    """Whether a group says more than remarks on what there is."""
    return any(
        value is not None and name in fields and name not in (*REMARKS, "evidence") for name, value in group.items()
    )


def _joined(base: list[Data], over: list[Data], field: Field) -> list[Data]:
    item, joined = field.item, list(base)
    names = {_identity(entry, field): index for index, entry in enumerate(base)}
    for entry in over:
        identity = _identity(entry, field)
        index = names.get(identity) if identity is not None else None
        if index is None:
            joined.append(entry)
        elif not isinstance(entry, str):
            # A bare name says nothing that the entry of this name does not say.
            known = joined[index]
            joined[index] = _merged({field.key: known} if isinstance(known, str) else known, entry, item)
    return joined


def _identity(entry: Data, field: Field) -> str | None:
    own = entry.get(field.key) if isinstance(entry, dict) else entry
    return own if isinstance(own, str) else None
