"""How the model and the reports speak: what is never said, one spelling, one kind of apostrophe, numbers in words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from lmmm_report import resources
from lmmm_report.load.catalogue import load_catalogues
from tests.built_in import MODEL

LANGUAGES = frozenset(MODEL.languages)
FOREIGN = frozenset({"sources"})
"""Titles of works, which are spelled as their authors spell them."""


def texts_of(thing: Any, where: str = "model") -> Iterator[tuple[str, str, str]]:
    """Place, language and text of everything that a model says."""
    if isinstance(thing, Mapping):
        if thing and set(thing) == LANGUAGES and all(isinstance(text, str) for text in thing.values()):
            yield from ((where, language, text) for language, text in thing.items())
        else:
            for key, part in thing.items():
                yield from texts_of(part, f"{where}.{key}")
    elif isinstance(thing, tuple) and hasattr(thing, "_fields"):
        own = getattr(thing, "id", "")
        for name, part in zip(thing._fields, thing, strict=True):
            yield from texts_of(part, f"{where}{f'.{own}' if own else ''}.{name}")
    elif isinstance(thing, tuple):
        for number, part in enumerate(thing):
            yield from texts_of(part, f"{where}.{number}")
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name not in FOREIGN and not field.name.startswith("_"):
                yield from texts_of(getattr(thing, field.name), f"{where}.{field.name}")


def words_of_reports() -> Iterator[tuple[str, str, str]]:
    """Key, language and text of the catalogue, each form of a plural by itself."""
    for language, catalogue in load_catalogues().items():
        for key, text in catalogue.texts.items():
            forms = text.values() if isinstance(text, Mapping) else (text,)
            yield from ((key, language, form) for form in forms)


def words_of_the_format() -> Iterator[tuple[str, str, str]]:
    """Path, language and text of what the format of profiles calls its fields, says of them, and has for its words."""

    def said(node: Any, path: str) -> Iterator[tuple[str, str, str]]:
        if isinstance(node, Mapping):
            for key, value in node.items():
                language = {"title": "en", "description": "en", "reason": "en"}.get(key.removesuffix("-de"))
                language = "de" if key in ("x-title-de", "x-description-de", "x-reason-de") else language
                if language and isinstance(value, str):
                    yield f"{path}/{key}", language, value
                else:
                    yield from said(value, f"{path}/{key}")

    schema = json.loads((resources.MODEL / "profile.schema.json").read_text(encoding="utf-8"))
    yield from said(schema, "format")
    for language, words in schema["x-spoken"].items():
        yield from ((f"format/x-spoken/{word}", language, text) for word, text in words.items())


CATALOGUE = list(words_of_reports())
FORMAT = list(words_of_the_format())
TEXTS = [*texts_of(MODEL), *CATALOGUE, *FORMAT]
PLACEHOLDER = re.compile(r"\{\w+(?::\w+)?\}")

NEVER: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"\b[Gg]ates?\b(?!keeper)",  # a condition is met or not yet met
        r"\b[Oo]pen conditions?\b|\bconditions? (?:are|is) (?:still )?open\b",
        r"\b[Cc]loses? (?:a|the|each|every) condition",
        r"\b[Ii]nquir(?:y|ies)\b(?!, mql)",  # unless it is the id among those of lead terms
        r"\borganiz|\bcenter\b|\bprogram\b|\bbehavior\b",
        r"\b[Ff]ound (?:a|the) department\b|\bcome about separately\b|\bstand to each other\b|\bhold on to\b",
        r"\bagreed (?:them|it)\b",
        r"\blead management (?:department|unit)\b|\blead unit\b",
        r"\bproven\b|\bis proof\b",  # a statement is told, described or shown, which is no proof
        r"\bgrades? himself(?! or herself)",
    ),
    "de": (
        r"Lead-Management-(?:Abteilung|Einheit)|Lead-Einheit|Brückenrolle|Abteilung für das Lead Management(?! einrichten)",
        r"\b[Bb]aut auf auf\b|\b[Ff]olgt aus aus\b",
        r"\b[Nn]iemand führt Leads\b|\bEine Angabe entfernt\b|\bAls wäre es so\b",
        r"\bNicht angekreuzte\b|\bWer für wie viel\b",
        r"(?<!Einwilligungs)[Nn]achweis(?! der Einwilligung)",
        r"\bgesichert\b",
        r"Wunschkunde|Geschlossener Rückmeldekreis|Gesamtverantwortung Markt|[Mm]öglichen? Kunden?\b",
        r"\bpotenzielle[nrs]? Kunden?\b",
        r"\bMarketing Automation\b",
    ),
}


@pytest.mark.parametrize("language", sorted(NEVER))
def test_what_is_never_said(language: str) -> None:
    assert [
        (where, pattern, text)
        for where, spoken, text in TEXTS
        if spoken == language
        for pattern in NEVER[language]
        if re.search(pattern, PLACEHOLDER.sub("", text))
    ] == []


def test_what_is_never_said_would_be_found() -> None:
    said = {"en": "Three gates; inquiries; it was proven", "de": "Baut auf auf; ohne Nachweis; Wunschkunden"}
    for language, text in said.items():
        assert len([pattern for pattern in NEVER[language] if re.search(pattern, text)]) == 3


def test_there_is_one_kind_of_apostrophe_and_of_quotation_mark() -> None:
    wrong = re.compile(r"\w'\w|\w' |[\"`´]")
    assert [(where, text) for where, _, text in TEXTS if wrong.search(text)] == []
    for where, language, text in TEXTS:
        assert "„" not in text if language == "en" else text.count("„") == text.count("“"), where


def test_no_blank_is_doubled_and_no_sentence_ends_twice() -> None:
    assert [(where, text) for where, _, text in TEXTS if re.search(r"  |\.\.(?!\.)| [,;.!?]", text)] == []


MEASURED = re.compile(
    r"\{count\} (?:of|von)\b|(?:of|von) \{count\}|\{count\}.*(?:person-day|Personentag|\bdays\b|\bTage)|–\{count\}"
)
"""Shares of a whole and amounts of days stay in digits."""
IN_DIGITS = frozenset(
    {"method.lived", "manual.version", "measures.head", "plan.dearer", "portfolio.median", "decide.likely"}
    | {"plan.limit", "plan.done_before", "decide.recheck.text"}
    | {"glance.where.same", "glance.certainty.evidence", "glance.certainty.open", "proof.head", "proof.head.unknown"}
)
"""Sentences whose number is measured in days, or stands at the head of a list in the terminal, or is one of two that
are held against each other (“7 of 22”)."""


def test_sentences_have_small_numbers_in_words() -> None:
    """A number in a sentence is ``{spelled}``; ``{count}`` is for tables, amounts of days, and shares of a whole."""
    assert [
        (key, text)
        for key, _, text in CATALOGUE
        if "{count}" in text
        and text.rstrip().endswith((".", ".”", ".“"))
        and key not in IN_DIGITS
        and not MEASURED.search(text)
    ] == []
    small = re.compile(r"(?<![\d.,:%–-])\b[2-9] (?:Maßnahmen|Bedingungen|Fragen|conditions|measures|questions)\b")
    assert [(where, text) for where, _, text in TEXTS if small.search(text)] == []


def test_every_text_says_something_in_every_language() -> None:
    for where, _, text in TEXTS:
        assert text.strip(), where
    assert {language for _, language, _ in TEXTS} == set(LANGUAGES)
    assert len(TEXTS) > 4000


def test_every_text_of_the_catalogue_is_said_somewhere() -> None:
    """By its key, or by the beginning of its key before what is filled in; a claim about it alone says nothing."""
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in (resources.TEMPLATES, resources.CATALOGUE.parents[2])
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".py", ".j2", ".js"} and path != resources.CATALOGUE.parent / "claims.py"
    )

    def said(key: str) -> bool:
        parts = key.split(".")
        begun = "|".join(re.escape(".".join(parts[:length])) for length in range(1, len(parts) + 1))
        whole = rf"[\"']{re.escape(key)}[\"']"
        return re.search(rf"{whole}|[\"'](?:{begun})(?:\.?\{{|\.?[\"']\s*[~+]|\.[\"'])", source) is not None

    assert said("answer.where") is True
    assert said("nobody.says.this") is False
    assert [key for key in sorted({key for key, _, _ in CATALOGUE}) if not said(key)] == []


PAIR = re.compile(r"(?:\{\w+\}|\b[Oo]ne|\b[Ee]ine[rsm]?) (?:of|von|der) (?:the )?\{\w+\}")
"""So many of so many, of which one would stand in digits; "Eine der {total}" as well."""
TABLES = (
    "portfolio.",
    "page.",
    "numbers.",
    "fact.",
    "axis.",
    "stage.",
    "area.",
    "gap.tally",
    "history.met",
    "interview.",
)
STAGES = ("glance.where.same", "history.up", "history.down", "story.drop")
"""Counts beside a mark, a bar or a slider, and figures of a company, which are digits; and the numbers of stages."""


def test_of_two_numbers_in_one_sentence_none_is_left_in_digits() -> None:
    """Up to twelve in words, the whole as well as the part: not "one of 3" beside "all three"."""
    found = [(key, text) for key, _, text in CATALOGUE if PAIR.search(text) and not key.startswith(TABLES + STAGES)]
    assert found == []
    assert PAIR.search("One of {total} conditions is met.")
    assert PAIR.search("{count} von {total} Bedingungen")
    assert not PAIR.search("{count:Words} von {total:words} Bedingungen")
