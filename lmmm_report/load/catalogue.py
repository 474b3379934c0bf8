"""Reads the report's own words and refuses a text without a language or with other placeholders than its sibling."""

from __future__ import annotations

import json
import string
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lmmm_report import resources
from lmmm_report.domain.catalogue import Catalogue
from lmmm_report.domain.profile import Path as FactPath
from lmmm_report.messages import Message, say
from lmmm_report.problems import Problem, UserError

if TYPE_CHECKING:
    from lmmm_report.load.yaml.source import Source

LANGUAGES = ("de", "en")
"""The languages of the report's own words."""


def load_catalogues() -> Mapping[str, Catalogue]:
    """The report's own words in each of `LANGUAGES`: compiled with the program, or from their file."""
    if resources.COMPILED_CATALOGUE.exists():
        texts = json.loads(resources.COMPILED_CATALOGUE.read_bytes())
    else:
        texts = read_catalogues(resources.CATALOGUE, LANGUAGES)
    return MappingProxyType(
        {language: Catalogue(language=language, texts=MappingProxyType(texts[language])) for language in LANGUAGES}
    )


def read_catalogues(path: Path, languages: tuple[str, ...]) -> Mapping[str, Mapping[str, Any]]:
    """The texts of a file by language and key; `UserError` with every problem of the file."""
    from lmmm_report.load.yaml.source import read_yaml

    source = read_yaml(path)
    data: Any = source.data
    problems: list[Problem] = []
    for key, texts in data.items():
        problems += _problems(source, key, texts, languages)
    if problems:
        raise UserError(problems)
    return {language: {key: texts[language] for key, texts in data.items()} for language in languages}


def _problems(source: Source, key: str, texts: Any, languages: tuple[str, ...]) -> list[Problem]:
    if not isinstance(texts, dict) or set(texts) != set(languages):
        return [_problem(source, (key,), say("catalogue.languages", names=", ".join(languages)))]
    found = {language: _placeholders(texts[language]) for language in languages}
    if len(set(found.values())) > 1:
        return [_problem(source, (key,), say("catalogue.placeholders"))]
    return []


def _placeholders(text: Any) -> frozenset[str]:
    texts = [t for t in (text.values() if isinstance(text, dict) else [text]) if isinstance(t, str)]
    names = {name for t in texts for _, name, _, _ in string.Formatter().parse(t) if name}
    # A singular may well do without the number.
    return frozenset(names - {"count", "spelled", "Spelled"})


def _problem(source: Source, path: FactPath, message: Message) -> Problem:
    place = source.places.get(path)
    return Problem(
        file=source.name,
        line=place.line if place else None,
        column=place.column if place else None,
        path=str(path[0]),
        message=message,
    )
