"""What editors offer where a value is due: ``none`` and ``exists``, ids, ways to say when, how long and how much.

The ids of a model are all that there are: they become an ``enum``, which every editor understands. What may stand
beside other texts goes into ``defaultSnippets``, which the YAML language server offers and every validator passes
over; so nothing that is offered makes an error of what is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lmmm_report.domain.format import NO_FACTS
from lmmm_report.messages import in_language, say

Names = Mapping[str, Mapping[str, str]]
"""Ids that may be named, by the dotted way to the list that has them: what each means, in the language of the schema.

Those of the model are all that there are; of a profile's own lists there may be more by the time somebody writes.
"""

DOCUMENTS: Final = "documents"
_DOCUMENT = "document"
"""The list of papers, and what the fields are called that may hold the id of one."""
_MODEL = "model."
_OFFER = "offer."
_CHOICE = re.compile(r"\^\(((?:[a-z_]+\|)*[a-z_]+)\)\$")
"""A pattern that lists the words that may stand there."""
_FREE = r"\S"
_WORDED: Final = {"date", "duration", "share"}
"""What is written in words, by the schema's ``x-type``: some of them are offered."""
_MEANT: Final = {"none", "exists", "one"}
"""Words whose meaning is said beside them."""


def with_offers(schema: Mapping[str, Any], language: str, names: Names) -> dict[str, Any]:
    """A published schema with everything that can be offered in ``language``.

    It takes and refuses the same as before, but for ids that the model does not have, which ``validate`` refuses too.
    """
    offers = _Offers(language, names)
    written = {**schema}
    if "properties" in schema:
        written["properties"] = {
            name: offers.made(node, name, facts=name not in NO_FACTS) for name, node in schema["properties"].items()
        }
    definitions = {
        name: offers.made(node, name, facts="." in name and name.partition(".")[0] in schema.get("properties", {}))
        for name, node in schema.get("$defs", {}).items()
    }
    if definitions or offers.definitions:
        written["$defs"] = {**definitions, **offers.definitions}
    return written


class _Offers:
    """Adds to each node what is offered there; the same offer is defined once."""

    def __init__(self, language: str, names: Names) -> None:
        self.definitions: dict[str, Any] = {}
        self._language = language
        self._names = names

    def made(self, node: Any, name: str, *, facts: bool) -> Any:
        """``node`` (of the property ``name``) and everything in it; ``facts``: in a part that can be told."""
        result = dict(node)
        if "properties" in node:
            result["properties"] = {
                inner: self.made(child, inner, facts=facts) for inner, child in node["properties"].items()
            }
        if "items" in node:
            result["items"] = self.made(node["items"], name, facts=facts)
        known = node.get("x-ref", "")
        if known.startswith(_MODEL) and known in self._names:
            return self._closed(result, self._names[known])
        if choice := _CHOICE.fullmatch(node.get("pattern", "")):
            # Said instead of the pattern, by the language server.
            result["patternErrorMessage"] = self._said("one_of", words=choice[1].replace("|", ", "))
        offers = list(dict.fromkeys(self._offers(node, name, facts=facts)))
        if offers:
            result["allOf"] = [{"$ref": f"#/$defs/{_OFFER}{offer}"} for offer in offers]
        return result

    def _closed(self, node: dict[str, Any], meant: Mapping[str, str]) -> dict[str, Any]:
        blank = [None] if "null" in node["type"] else []
        # The word stands for none of them where the field may be left blank.
        words = ["none"] if blank else []
        node["enum"] = [*meant, *words, *blank]
        node["enumDescriptions"] = [*meant.values(), *("" for _ in (*words, *blank))]
        node["errorMessage"] = self._said("no_id")
        return node

    def _offers(self, node: Mapping[str, Any], name: str, *, facts: bool) -> Iterator[str]:
        """The names of the definitions that hold what is offered at a node."""
        pattern = node.get("pattern", "")
        if "enum" in node or "const" in node or node.get("x-form"):
            return
        if choice := _CHOICE.fullmatch(pattern):
            yield from self._words(choice[1].split("|"))
            return
        if "string" not in node.get("type", ()) or "properties" in node:
            return
        if (kind := node.get("x-type", "")) in _WORDED and (kind == "duration" or not pattern.startswith("^")):
            yield self._told(kind)
        reference = node.get("x-ref") or (DOCUMENTS if name == _DOCUMENT else "")
        if reference:
            yield from self._listed(reference, tuple(node.get("x-ref-also", ())))
        if "null" not in node["type"] or node.get("x-identity"):
            return
        words = ["none"] if re.search(pattern, "none") else []
        if facts and (pattern == _FREE or kind == "duration"):
            words.append("exists")
        yield from self._words(words)

    def _words(self, words: list[str]) -> Iterator[str]:
        if not words:
            return
        offer = "_".join(words)
        self.definitions[_OFFER + offer] = _offered(
            {word: self._said(f"means_{word}") if word in _MEANT else "" for word in words}
        )
        yield offer

    def _told(self, kind: str) -> str:
        words = self._said(f"some_{kind}").split("; ")
        self.definitions[_OFFER + kind] = _offered(dict.fromkeys(words, ""))
        return kind

    def _listed(self, reference: str, also: tuple[str, ...]) -> Iterator[str]:
        for offer, words in (
            (reference, self._names.get(reference, {})),
            ("_".join(also), dict.fromkeys(also, "")),
        ):
            if words:
                self.definitions[_OFFER + offer] = _offered(words)
                yield offer

    def _said(self, key: str, **values: str) -> str:
        return in_language(say(f"editor.{key}", **values), self._language)


def _offered(words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "defaultSnippets": [
            {"label": word, "body": word, "type": "string", **({"description": meant} if meant else {})}
            for word, meant in words.items()
        ]
    }
