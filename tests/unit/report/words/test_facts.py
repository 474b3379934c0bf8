"""Facts in spoken words, in the language of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from lmmm_report.domain.format import Field
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema.format import profile_format
from lmmm_report.report.words.facts import FactWords
from lmmm_report.report.words.times import spoken_since, spoken_time
from tests.built_in import WORDINGS

PROFILE = load_profile_text(
    b"""format: 2
company: {name: A}
assessment: {date: 2026-11-02}
departments:
  executives:
    - {id: md, title: Managing director, scope: whole_company}
  marketing: {reports_to: md}
terminology:
  terms:
    - {id: key_account, term: Framework customer}
process:
  rule_set: {duties: [{unit: sales, duty: "Answer. Then [x].y."}]}
""",
    "p.yaml",
)


def words(language: str) -> FactWords:
    return FactWords(PROFILE, WORDINGS[language])


@pytest.mark.parametrize(
    ("path", "de", "en"),
    [
        ("process.handovers", "Prozess › Übergaben", "Process › Handovers"),
        ("departments.marketing.head", "Marketing › Leitung", "Marketing › Head"),
        (
            "terminology.terms[key_account].definition",
            "Begriffe › Framework customer › Definition",
            "Terms › Framework customer › Definition",
        ),
        ("terminology.terms[mql].definition", "Begriffe › MQL › Definition", "Terms › MQL › Definition"),
        ("goals.goals[3].owners", "Ziele › Nr. 3 › Verantwortliche", "Goals › no. 3 › Owners"),
        (
            "process.lead_process.statuses.each.owners",
            "Lead-Management-Prozess › Lead-Status › jeder Eintrag › Zuständige",
            "Lead management process › Lead statuses › each › Owners",
        ),
        (
            "process.rule_set.duties[Answer. Then [x].y.].within",
            "Regelwerk › Pflichten › Answer. Then [x].y › Frist",
            "Rule set › Duties › Answer. Then [x].y › Within",
        ),
    ],
)
def test_a_place_has_a_spoken_name(path: str, de: str, en: str) -> None:
    assert words("de").name(path).whole == de
    assert words("en").name(path).whole == en


@pytest.mark.parametrize(
    ("path", "value", "de", "own"),
    [
        ("departments.lead_unit", "none", "gibt es nicht", False),
        ("departments.shared_location", True, "ja", False),
        ("departments.marketing.reports_to", "md", "Managing director", False),
        ("process.rule_set.accepted_by", ("marketing", "sales"), "Marketing und Vertrieb", False),
        ("process.rule_set.state", "in_force", "in Kraft", False),
        ("process.rule_set.document", "Working rules", "„Working rules“", True),
        ("process.rule_set.document", "exists", "vorhanden", False),
        ("process.rule_set.kept", "mostly", "meistens", False),
        ("process.rule_set.kept", "8 of 10", "80\u00a0%", False),
        ("process.rule_set.last_followed", "mid-October", "Mitte Oktober 2026", False),
        ("process.handovers[a].accept_within", "48 h", "48 Stunden", False),
        ("collaboration.formats[a].every", "two_months", "alle zwei Monate", False),
        ("terminology.terms[key_account].id", "key_account", "Framework customer", False),
    ],
)
def test_what_stands_there_is_said_in_the_language_of_the_report(path: str, value: object, de: str, own: bool) -> None:
    assert words("de").value(path, value) == (de, own)


@pytest.mark.parametrize(
    ("said", "de", "en"),
    [
        ("2026-03-31", "31. März 2026", "31 March 2026"),
        ("2026-07", "Juli 2026", "July 2026"),
        ("Frühjahr 2026", "Frühjahr 2026", "spring 2026"),
        ("Winter 2025/26", "Winter 2025/26", "winter 2025/26"),
        ("last autumn", "Herbst 2025", "autumn 2025"),
        ("Anfang 2026", "Anfang 2026", "early 2026"),
        ("mid-October", "Mitte Oktober 2026", "mid-October 2026"),
        ("second quarter 2026", "2. Quartal 2026", "Q2 2026"),
        ("last week", "Woche vom 26. Oktober 2026", "week of 26 October 2026"),
        ("vor gut zwei Jahren", "vor etwa zwei Jahren", "about two years ago"),
        ("for about two years", "seit etwa zwei Jahren", "for about two years"),
        ("seit letztem Frühjahr", "seit Frühjahr 2026", "since spring 2026"),
        ("spätestens seit März 2026", "spätestens 31. März 2026", "by 31 March 2026 at the latest"),
        ("2025-11/2026-01", "November 2025 bis Januar 2026", "November 2025 to January 2026"),
        ("laufend", "laufend", "ongoing"),
        ("ongoing, last week again", "laufend, zuletzt: Woche vom 26. Oktober 2026", "ongoing, last: week of 26 October 2026"),
        ("no time at all", "", ""),
    ],
)  # fmt: skip
def test_a_time_is_said_in_the_language_of_the_report(said: str, de: str, en: str) -> None:
    on = date(2026, 11, 2)
    assert spoken_time(said, on, WORDINGS["de"]) == de
    assert spoken_time(said, on, WORDINGS["en"]) == en


@pytest.mark.parametrize(
    ("said", "de"),
    [("2025", "seit 2025"), ("about two years ago", "vor etwa zwei Jahren"), ("the merger", "seit „the merger“")],
)
def test_a_beginning_is_said_as_one(said: str, de: str) -> None:
    assert spoken_since(said, date(2026, 11, 2), WORDINGS["de"]) == de


def test_what_may_lie_ahead_is_said_again_only_with_its_year() -> None:
    on, w = date(2026, 11, 2), WORDINGS["de"]
    assert spoken_time("December", on, w, sense="ahead") == ""
    assert spoken_time("2026-12", on, w, sense="ahead") == "Dezember 2026"
    assert spoken_time("this year", on, w, sense="ahead") == ""


CODE = re.compile(r"[a-z]_[a-z]")


def places(field: Field, path: str, seen: frozenset[int]) -> Iterator[tuple[str, Field]]:
    for name, child in field.fields.items():
        here = f"{path}.{name}" if path else name
        yield here, child
        if id(child) not in seen:
            yield from places(child.item or child, here, seen | {id(child)})


def test_every_place_and_every_word_of_the_format_has_a_spoken_one_in_each_language() -> None:
    described = profile_format()
    sections = described.fact_sections()
    every = [one for one in places(described.fields, "", frozenset()) if one[0].split(".")[0] in sections]
    assert len(every) > 250
    spoken = described.schema["x-spoken"]
    for language in WORDINGS:
        title = f"x-title-{language}" if language != "en" else "title"
        assert [path for path, field in every if not field.form and not field.node.get(title)] == []
        said = {
            word
            for _, field in every
            for one in (field, field.item)
            if one is not None and not one.form
            for word in (*one.choices, *one.reference_also)
            if word != "none"
        }
        assert len(said) > 100
        assert sorted(said - set(spoken[language])) == []
        assert [word for word in spoken[language].values() if CODE.search(word)] == []
