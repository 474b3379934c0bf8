"""The profile's JSON Schema for readers: with its descriptions in one language."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from lmmm_report.domain.format import Schema
from lmmm_report.load.schema.format import profile_format, profile_schema
from lmmm_report.load.schema.offered import Names, with_offers
from lmmm_report.load.schema.published import published


def localised_profile_schema(language: str, schema: Schema | None = None) -> dict[str, Any]:
    """A format's schema (`None`: the built-in one) with titles and descriptions in ``language`` and in no other."""
    localised: dict[str, Any] = _localised(dict(schema or profile_schema()), language)
    return localised


def published_profile_schema(
    language: str, schema: Schema | None = None, *, names: Names = MappingProxyType({})
) -> dict[str, Any]:
    """As `localised_profile_schema`, for editors and other programs: forms everywhere, blanks as in ``validate``.

    ``names``: the ids that it offers beside what the format has.
    """
    written = localised_profile_schema(language, published(schema or profile_format().spelled))
    return with_offers(written, language, names)


def _localised(node: Any, language: str) -> Any:
    if isinstance(node, list):
        return [_localised(item, language) for item in node]
    if not isinstance(node, dict):
        return node
    result = {}
    for key, value in node.items():
        if key.startswith(("x-title-", "x-description-")) and isinstance(value, str):
            continue
        own = node.get(f"x-{key}-{language}") if key in ("title", "description") else None
        result[key] = own if isinstance(own, str) and own else _localised(value, language)
    return result
