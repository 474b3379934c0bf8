"""What a company adds to a model: one file with criteria, derivations, measures, contradictions and more of its own.

The file is read with the same decoders as the model itself, so that the same checks hold for both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lmmm_report.domain.model import Extension, Source
from lmmm_report.load.model.frame import VERSION, decode_sources
from lmmm_report.load.model.vocabulary import NAME, Vocabulary
from lmmm_report.load.schema.decode import Node
from lmmm_report.messages import say

_REQUIRED = ("id", "version", "name")
_OPTIONAL = ("criteria", "derivations", "measures", "contradictions", "hints", "glossary", "sources")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An extension, as far as it can be read before the model's own files."""

    vocabulary: Vocabulary | None = None
    """The model's vocabulary with the extension's sources."""
    extension: Extension | None = None
    sources: tuple[Source, ...] = ()
    glossary: tuple[Node, ...] = ()
    criteria: tuple[Node, ...] = ()
    derivations: tuple[Node, ...] = ()
    measures: tuple[Node, ...] = ()
    contradictions: tuple[Node, ...] = ()
    hints: tuple[Node, ...] = ()


NOTHING_ADDED = Added()


def decode_extension(root: Node, vocabulary: Vocabulary) -> Added:
    """The head of an extension and its sources, and the nodes of its other parts."""
    fields = root.fields(_REQUIRED, _OPTIONAL)
    if isinstance(root.data, dict) and set(root.data) <= set(_REQUIRED):  # an unknown key may be meant for a part
        hint = say("model.adds_nothing_cure", names=", ".join(_OPTIONAL))
        root.fault(say("model.adds_nothing"), hint=hint, code="empty")
    nodes = {name: tuple(fields[name].items()) if fields[name].given else () for name in _OPTIONAL}
    sources = decode_sources(nodes["sources"], vocabulary.languages)
    taken = [source.id for source in sources if source.id in vocabulary.sources]
    if taken:
        message = say("model.source_taken", source=taken[0])
        fields["sources"].fault(message, hint=say("model.source_taken_cure"), code="duplicate")
    return Added(
        vocabulary=replace(vocabulary, sources=(*vocabulary.sources, *(source.id for source in sources))),
        extension=Extension(
            id=fields["id"].string(*NAME),
            version=fields["version"].string(*VERSION),
            name=fields["name"].text(vocabulary.languages),
            criteria=_ids(nodes["criteria"]),
            measures=_ids(nodes["measures"]),
        ),
        sources=sources,
        glossary=nodes["glossary"],
        criteria=nodes["criteria"],
        derivations=nodes["derivations"],
        measures=nodes["measures"],
        contradictions=nodes["contradictions"],
        hints=nodes["hints"],
    )


def _ids(nodes: tuple[Node, ...]) -> tuple[str, ...]:
    found = (node.data.get("id") for node in nodes if isinstance(node.data, dict))
    return tuple(text for text in found if isinstance(text, str))
