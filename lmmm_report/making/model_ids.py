"""The ids of criteria and measures that profiles may name, without loading a model where that can be helped."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path


class BuiltInIds(Collection[str]):
    """The ids of the built-in criteria or measures, read when the first profile names one; most profiles name none."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        from lmmm_report.load.model.ids import ids_of

        return ids_of(self._kind)

    def __contains__(self, model_id: object) -> bool:
        return model_id in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def ids_at(path: Path | None) -> tuple[Collection[str], Collection[str]]:
    """The ids of criteria and of measures of the model at ``path``; the built-in model (`None`) is not loaded."""
    if path is None:
        return BuiltInIds("criteria"), BuiltInIds("measures")
    from lmmm_report.making.loading import model_at

    model = model_at(path)
    return [criterion.id for criterion in model.criteria], [measure.id for measure in model.measures]
