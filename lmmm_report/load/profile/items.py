"""What the items of a profile's lists call themselves, so that a path can name them instead of counting them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lmmm_report.domain.profile import Path
from lmmm_report.load.schema.format import Field, ProfileFormat
from lmmm_report.load.yaml.data import Data


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
        for index, entry in enumerate(value):
            here = (*path, index)
            own = entry.get(field.key) if isinstance(entry, dict) and field.key else None
            if isinstance(own, str):
                yield here, own
            yield from _names(entry, field.item, here)
