"""A field of the profile explained: from its format, and from the model that reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lmmm_report.domain.format import ALIVE, ProfileFormat
from lmmm_report.domain.model import Criterion, Kind, Model
from lmmm_report.load.expression.fields import fields_read
from lmmm_report.load.profile.field_reference import FieldReference, Reader
from lmmm_report.making.alike import core
from lmmm_report.messages import LANGUAGES
from lmmm_report.report.words.wording import Wording

Way = tuple[str, ...]


class FieldHelp:
    """All fields of the profiles that a model reads."""

    def __init__(self, model: Model, described: ProfileFormat, wording: Wording) -> None:
        self._reference = FieldReference(wording.language, described.schema)
        self._model = model
        self._wording = wording
        self._described = described
        self._sections = frozenset(described.fact_sections())
        self.ways = self._reference.ways
        self.title = self._reference.title
        self.meaning = self._reference.meaning
        self.meant = self._reference.meant

    def called(self, name: str) -> tuple[str, ...]:
        """The fields whose title, in any language, or whose name is ``name`` but for hyphens, blanks and a plural."""
        wanted = core(name)
        titles = {one: FieldReference(one, self._described.schema).title for one in LANGUAGES}
        return tuple(
            way
            for way in self.ways
            if wanted in {core(way.rpartition(".")[2]), *(core(title(way)) for title in titles.values())}
        )

    def explained(self, way: str) -> str:
        """The field at a dotted way, as Markdown."""
        steps = tuple(way.split("."))
        gates = [criterion for criterion in self._model.criteria if criterion.kind is Kind.GATE]
        reading = [gate for gate in gates if self._reads(gate, steps)]
        readers = [Reader(id=gate.id, title=self._wording.of(gate.met)) for gate in reading]
        texts = sorted(self._examples(steps, reading), key=lambda text: len(text.splitlines()))
        return self._reference.explained(way, readers, texts[0] if texts else "")

    def _reads(self, gate: Criterion, way: Way) -> bool:
        """Whether a gate asks for a field or for something in it."""
        asked = fields_read(gate.condition.expression, self._sections)
        return any(read[: len(way)] == way or way in self._behind(read) for read in asked)

    def _behind(self, read: Way) -> Iterator[Way]:
        """The fields that tell whether a paper is alive, where that is asked."""
        group = self._described.fields.at(read[:-1]) if read[-1] == ALIVE else None
        if group is not None:
            mark = group.node["x-alive"]
            yield from ((*read[:-1], name) for name in (*mark.get("dates", ()), mark.get("share"), mark.get("state")))

    def _examples(self, way: Way, reading: list[Criterion]) -> Iterator[str]:
        """Examples of the model in which the field is stated."""
        for gate in (*reading, *self._model.criteria):
            for name in ("met", "spoken"):
                example = gate.examples.get(name)
                if example is not None and _states(example.text, way):
                    yield example.text


def _states(text: str, way: Way) -> bool:
    """Whether each step of the way stands in the text as a key, behind the one before."""
    at = 0
    for step in way:
        found = re.compile(rf"(?<![\w-]){re.escape(step)}:").search(text, at)
        if found is None:
            return False
        at = found.end()
    return True
