"""A profile with another file laid over it, to see what would be if its statements were different."""

from __future__ import annotations

import pathlib
from collections.abc import Collection
from dataclasses import replace

from lmmm_report.domain.format import Field, ProfileFormat
from lmmm_report.domain.profile import Profile
from lmmm_report.load.profile.profile import check_part, profile_of
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import read_yaml
from lmmm_report.messages import say
from lmmm_report.problems import UserError


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
    base, over = read_yaml(path), read_yaml(overlay)
    check_part(over, base, described)
    assert isinstance(base.data, dict)
    assert isinstance(over.data, dict)
    merged = _merged(base.data, over.data, described.fields)
    try:
        return profile_of(replace(base, data=merged), described, criteria=criteria, measures=measures)
    except UserError as error:
        name = str(overlay)
        raise UserError(
            [replace(p, message=say("profile.laid_over", name=name, message=p.message)) for p in error.problems]
        ) from error


def _merged(base: Data, over: Data, field: Field | None) -> Data:
    if isinstance(base, dict) and isinstance(over, dict):
        fields = field.fields if field else {}
        merged = dict(base)
        for name, value in over.items():
            merged[name] = _merged(base.get(name), value, fields.get(name))
        return merged
    key = field.key if field else ""
    if isinstance(base, list) and isinstance(over, list) and key:
        return _joined(base, over, field.item if field else None, key)
    return over


def _joined(base: list[Data], over: list[Data], item: Field | None, key: str) -> list[Data]:
    joined = list(base)
    names = {entry.get(key): index for index, entry in enumerate(base) if isinstance(entry, dict)}
    for entry in over:
        index = names.get(entry.get(key)) if isinstance(entry, dict) else None
        if index is None:
            joined.append(entry)
        else:
            joined[index] = _merged(joined[index], entry, item)
    return joined
