"""A profile's own text with changes in it: comments, order and layout stay. The only module that knows ruamel.yaml.

What a measure assumes is marked by a comment behind it, so that nobody takes it for a statement of the company.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from lmmm_report.domain.effect import Change
from lmmm_report.domain.profile import COMPANION_ENDINGS, FactValue, Profile, value_at

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_KEY_WITH_LIST = re.compile(r"^( *)(?:- )?[\w-]+:[ ]*\n( *)- ", re.MULTILINE)
_WIDE = 100_000


def render_changed(profile: Profile, changes: Iterable[Change], *, note: str) -> str:
    """The text of the profile's file with ``changes``, which lead to the facts that ``profile`` has by now.

    ``note`` is the comment behind a value that is assumed; its placeholder ``{measure}`` becomes the measure's id.
    """
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDE
    offset = _offset(profile.text)
    yaml.indent(mapping=2, sequence=2 + offset, offset=offset)
    document = yaml.load(profile.text)
    for change in changes:
        _write(document, change, profile.facts, note.format(measure=change.measure) if change.assumed else "")
    out = io.StringIO()
    yaml.dump(document, out)
    text = out.getvalue()
    return text.replace("\n", "\r\n") if "\r\n" in profile.text and "\r\n" not in text else text


def _offset(text: str) -> int:
    """How far the dashes of lists stand in from their key, as most of the file has it; 2 where there is none."""
    steps = [len(dash) - len(key) for key, dash in _KEY_WITH_LIST.findall(text)]
    return max(set(steps), key=lambda step: (steps.count(step), step)) if steps else 2


def _write(document: Any, change: Change, facts: Mapping[str, FactValue], note: str) -> None:
    """Put one value in its place; where the way to it is not written yet, write what the facts have there."""
    here = document
    for depth, step in enumerate(change.path[:-1]):
        inside = _child(here, step)
        if not isinstance(inside, (dict, list)):
            _put(here, step, _plain(value_at(facts, change.path[: depth + 1])), "")
            inside = _child(here, step)
        here = inside
    _put(here, change.path[-1], _plain(change.value), note)


def _child(here: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return here[step] if isinstance(here, list) and step < len(here) else None
    return here.get(step) if isinstance(here, dict) else None


def _put(here: Any, step: str | int, value: Any, note: str) -> None:
    if isinstance(step, int) and step >= len(here):
        here.append(value)
    else:
        here[step] = value
    if not note:
        return
    listed: Any = value if isinstance(value, list) else None
    if listed is not None and not listed.fa.flow_style():
        # A comment behind the key of a list would end up in front of its first entry.
        for index in range(len(listed)):
            listed.yaml_add_eol_comment(note, index, column=0)
    elif not isinstance(value, dict):
        here.yaml_add_eol_comment(note, step, column=0)


def _plain(value: FactValue | None) -> Any:
    """A fact as it is written: without prepared companions, an empty list as ``none``, lists of words on one line.

    A date is given as one, as a text of this shape would be put in quotation marks.
    """
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, Mapping):
        return CommentedMap((name, _plain(child)) for name, child in value.items() if not _prepared(name, value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        if not value:
            return "none"
        listed = CommentedSeq(_plain(child) for child in value)
        if all(isinstance(child, str) and _WORD.fullmatch(child) for child in value):
            listed.fa.set_flow_style()
        return listed
    return date.fromisoformat(value) if isinstance(value, str) and _DATE.fullmatch(value) else value


def _prepared(name: str, group: Mapping[str, FactValue]) -> bool:
    return any(name.endswith(ending) and name.removesuffix(ending) in group for ending in COMPANION_ENDINGS)
