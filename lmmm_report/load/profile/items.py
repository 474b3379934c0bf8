"""What the items of a profile's lists call themselves, so that a path can name them instead of counting them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lmmm_report.domain.format import Field, ProfileFormat
from lmmm_report.domain.profile import Path, Place
from lmmm_report.load.schema.forms import COUNT, EACH, LISTED, MORE, SOME_OF_IT
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.places import Places


def item_names(data: Data, described: ProfileFormat) -> Mapping[Path, str]:
    """The value of its identifying field for each list item that states one, by the item's path."""
    return MappingProxyType(dict(_names(data, described.fields, ())))


def _names(value: Data, field: Field | None, path: Path) -> Iterator[tuple[Path, str]]:
    if field is None:
        return
    if isinstance(value, dict):
        for name, child in value.items():
            yield from _names(child, field.fields.get(name), (*path, name))
    elif isinstance(value, list):
        path = way_to_entries(path)
        for index, entry in enumerate(value):
            here = (*path, index)
            own = entry.get(field.key) if isinstance(entry, dict) else entry if field.key == field.name else None
            if field.key and isinstance(own, str):
                yield here, own
            yield from _names(entry, field.item, here)


def way_to_entries(path: Path) -> Path:
    """The path of a list whose entries stand at ``path``: they have the same path however the list is written."""
    return path[:-1] if path and path[-1] == LISTED else path


def entry_places(places: Places) -> Places:
    """``places`` with those of named entries under the path that they have among the facts as well."""
    return places.also_at({tuple(step for step in path if step != LISTED): path for path in places if LISTED in path})


def entries_of(value: Data) -> list[Data]:
    """The named entries of a list, however it is written."""
    listed = value.get(LISTED) if isinstance(value, dict) else value
    return listed if isinstance(listed, list) else []


def left_open(value: Data) -> bool:
    """Whether a list says that there are, or may be, entries that it does not name."""
    if isinstance(value, dict):
        count = value.get(COUNT)
        if isinstance(count, int):
            return count > len(entries_of(value))
        some = value.get(EACH) is not None or value.get(SOME_OF_IT) is True
        return value.get(MORE) is True or (some and value.get(LISTED) is None)
    return value in ("exists", "one")


def written_path(path: Path, places: Mapping[Path, Place]) -> Path:
    """Where an entry at ``path`` among the facts is written, in a list that is a group with named entries."""
    written: Path = ()
    for step in path:
        if isinstance(step, int) and (*written, LISTED) in places:
            written = (*written, LISTED)
        written = (*written, step)
    return written
