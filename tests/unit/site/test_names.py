"""Short names of units: told apart by as few words as it takes."""

from __future__ import annotations

import pytest

from lmmm_report.site.names import short_names
from tests.unit.site.units import unit


def names(*companies: str | tuple[str, str]) -> list[str]:
    """The short names of companies, or of companies with a unit."""
    told = [(one, "") if isinstance(one, str) else one for one in companies]
    rows = [unit(f"u{n}", name=company, unit=part) for n, (company, part) in enumerate(told)]
    found = short_names(rows)
    return [found[row.name] for row in rows]


@pytest.mark.parametrize(
    ("companies", "short"),
    [
        (["Aurenberg Messsysteme AG", "Nordwerk Fluidtechnik SE"], ["Aurenberg", "Nordwerk"]),
        (["Calder & Finch Water Technologies Ltd", "Acme"], ["Calder", "Acme"]),
        (["Ott & Söhne Maschinenbau GmbH", "Acme"], ["Ott & Söhne", "Acme"]),
        (["Nord Pumpen GmbH", "Nord Ventile GmbH & Co. KG"], ["Pumpen", "Ventile"]),
        ([("Nordwerk SE", "Pumpen"), ("Nordwerk SE", "Ventile Süd")], ["Pumpen", "Ventile"]),
        ([("Nordwerk SE", "Pumpen"), "Acme"], ["Nordwerk", "Acme"]),
        (["The Mill Ltd", "The Mine Ltd"], ["Mill", "Mine"]),
        (["The Mill Ltd", "The Mine Ltd", "Acme"], ["The Mill", "The Mine", "Acme"]),
        (["Ott & Söhne", "Ott & Partner"], ["Söhne", "Partner"]),
        (["Ott & Söhne", "Ott und Partner"], ["Ott & Söhne", "Ott und Partner"]),
        (["GmbH", "AG"], ["GmbH", "AG"]),
    ],
)
def test_as_few_words_as_it_takes(companies: list[str | tuple[str, str]], short: list[str]) -> None:
    assert names(*companies) == short


def test_names_that_no_word_tells_apart_stay_whole() -> None:
    assert names("Acme Ltd", "Acme GmbH", "Other") == ["Acme Ltd", "Acme GmbH", "Other"]
    assert names("Nord", "Nord Pumpen") == ["Nord", "Nord Pumpen"]


VALVES = ["Nord", "Nordics", "Süd", "Österreich", "Frankreich", "Asien-Pazifik", "Schlüsselkunden und Projektgeschäft"]


def test_what_all_begin_with_is_left_out() -> None:
    short = names(*(("Hallberg SE", f"Ventile {one}") for one in VALVES))
    assert short == [*VALVES[:-1], "Schlüsselkunden"]


def test_the_name_of_the_group_is_left_out_where_it_says_nothing() -> None:
    rows = [unit(f"u{n}", name="Hallberg SE", unit=one) for n, one in enumerate(("Service Außendienst", "Ersatzteile"))]
    assert list(short_names(rows, ("Hallberg", "Service")).values()) == ["Außendienst", "Ersatzteile"]
    rows = [unit(f"u{n}", name="Hallberg SE", unit=one) for n, one in enumerate(("Service Süd", "Süd", "Service"))]
    assert len(set(short_names(rows, ("Hallberg", "Service")).values())) == 3


SEEN = 10
"""Characters of a name that are sure to be seen."""


@pytest.mark.parametrize(
    "units",
    [
        [f"Antriebe Deutschland Werk {n}" for n in range(9)] + ["Ventile"],
        [f"Donaudampfschifffahrt{n}" for n in "abcdefgh"],
        [f"Donaudampf{n}schifffahrt" for n in "abcdefgh"],
        ["Antriebe Nord", "Antriebe Nordost", "Ventile Nord", "Ventile Nordost"],
        ["Nord", "Nord Pumpen", "Nord Pumpen Süd", "Nord Pumpen Süd und West"],
        ["Same", "Same", "Same"],
        ["The same very long name", "The same very long name"],
    ],
)
def test_no_two_names_look_alike_even_where_they_are_cut(units: list[str]) -> None:
    short = names(*(("Hallberg SE", one) for one in units))
    seen = [one if len(one) <= 12 else one[:SEEN] for one in short]
    assert len(set(seen)) == len(units), short
    assert all(short)
