"""A profile's own text in the newest version of its format: what has moved is moved, every other byte stays.

What moves where says the format: a field with ``x-only`` is gone from later versions, and its ``x-becomes`` names the
field of the group around that says the same, with the words for its words, the strongest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lmmm_report.domain.format import Field, ProfileFormat
from lmmm_report.domain.profile import COUNTED, Path
from lmmm_report.editing.editor import Editor
from lmmm_report.editing.remover import Remover
from lmmm_report.load.profile.bases import Words
from lmmm_report.load.schema.forms import BASIS, EACH, LISTED, NONE_OF_IT
from lmmm_report.load.yaml.data import Data


@dataclass(frozen=True, slots=True)
class Migrated:
    """A text in the newest version, and what became of the words that had to move."""

    text: str
    moved: Mapping[Path, str]
    """The words that were written, by the way to them."""
    dropped: tuple[Path, ...]
    """Fields that are left out because there is no place for what they said, or it was said already."""


@dataclass(frozen=True, slots=True)
class _Old:
    """A field that the newest version does not have."""

    path: Path
    field: Field
    value: Data
    around: str
    """The basis of the group that it would move to, its own or that of the groups around."""


def render_migrated(text: str, data: dict[str, Data], described: ProfileFormat, version: int) -> Migrated:
    """The text of a valid profile with ``data`` as version ``version`` of its format has it.

    Raises `ValueError` or `KeyError` for a text whose layout leaves no room for it, and for a field of which the format
    does not say what becomes of it.
    """
    assessment = data.get("assessment")
    whole = str(assessment.get(BASIS) or "") if isinstance(assessment, dict) else ""
    old = [one for one in _old_fields(data, described.fields, (), whole) if one.field.only < version]
    moved = _moved(old, data, described)
    editor = Editor(text)
    editor.set(("format",), version)
    for path, word in moved.items():
        editor.set(path, word)
    owners = {path[:-1] for path in moved}
    dropped = tuple(one.path for one in old if one.value is not None and _owner(one.path) not in owners)
    return Migrated(_without(editor.result(), [one.path for one in old]), moved, dropped)


def _old_fields(value: Data, field: Field | None, path: Path, around: str) -> Iterator[_Old]:
    if field is None:
        return
    if field.only:
        yield _Old(path, field, value, around)
    elif isinstance(value, dict):
        if BASIS in field.fields and field.fields[BASIS].form:
            around = str(value.get(BASIS) or around)
        words = Words(value, around)
        for name, child in value.items():
            told = _of_each(value) if name == LISTED and field.kind == "list" else ""
            yield from _old_fields(child, field.fields.get(name), (*path, name), told or words[name])
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _old_fields(child, field.item, (*path, index), around)


def _of_each(value: Mapping[str, Data]) -> str:
    """The basis that a list states for each of its entries, which the named ones have as well."""
    each = value.get(EACH)
    return str(each.get(BASIS) or "") if isinstance(each, dict) else ""


def _moved(old: Iterable[_Old], data: Data, described: ProfileFormat) -> dict[Path, str]:
    """The words that are to be written: for each group the strongest of several, never in place of a stated one."""
    strongest: dict[Path, tuple[int, str]] = {}
    for one in old:
        becomes = one.field.node.get("x-becomes")
        if becomes is None:
            raise ValueError(f"nothing is said of what becomes of {one.path}")
        owner, name, words = _owner(one.path), str(becomes["field"]), dict(becomes["words"])
        place = described.fields.at(owner)
        stated = _at(data, (*owner, name)) is not None
        # What is only heard counts for nothing; a paper at one of its parts does not lift that.
        silent = name == BASIS and bool(one.around) and one.around not in COUNTED
        if one.value is None or place is None or name not in place.fields or stated or silent:
            continue
        if NONE_OF_IT in place.fields and not _says_anything(_at(data, owner)):
            continue
        found = (list(words).index(str(one.value)), words[str(one.value)])
        strongest[(*owner, name)] = min(strongest.get((*owner, name), found), found)
    return {path: word for path, (_, word) in strongest.items()}


def _says_anything(group: Data) -> bool:
    """Whether a group states more than evidence: beside that alone no basis may stand."""
    return isinstance(group, dict) and any(child is not None for name, child in group.items() if name != "evidence")


def _owner(path: Path) -> Path:
    """The group that a field of an entry speaks of: the one around the list that the entry stands in."""
    return path[:-3]


def _at(value: Data, path: Path) -> Data:
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
        else:
            return None
    return value


def _without(text: str, gone: list[Path]) -> str:
    """The text without these fields, and without the entries and lists that would be empty without them."""
    left = gone
    while left:
        remover = Remover(text)
        # In each group or list one at a time, the last first, so that the places of the others stay true.
        turn = set({path[:-1]: path for path in sorted(left, key=_last_step)}.values())
        emptied = set()
        for path in sorted(turn, key=str):
            parent = remover.root.at(path[:-1])
            if parent is not None and len(parent.entries) == 1:
                emptied.add(path)
            else:
                remover.take_out(path)
        text = remover.result()
        left = [path[:-1] if path in emptied else path for path in left if path in emptied or path not in turn]
    return text


def _last_step(path: Path) -> int:
    return path[-1] if isinstance(path[-1], int) else 0
