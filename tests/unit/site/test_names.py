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
        (["Nord Pumpen GmbH", "Nord Ventile GmbH & Co. KG"], ["Nord Pumpen", "Nord Ventile"]),
        ([("Nordwerk SE", "Pumpen"), ("Nordwerk SE", "Ventile Süd")], ["Pumpen", "Ventile"]),
        ([("Nordwerk SE", "Pumpen"), "Acme"], ["Nordwerk", "Acme"]),
        (["The Mill Ltd", "The Mine Ltd"], ["The Mill", "The Mine"]),
        (["GmbH", "AG"], ["GmbH", "AG"]),
    ],
)
def test_as_few_words_as_it_takes(companies: list[str | tuple[str, str]], short: list[str]) -> None:
    assert names(*companies) == short


def test_names_that_no_word_tells_apart_stay_whole() -> None:
    assert names("Acme Ltd", "Acme GmbH", "Other") == ["Acme Ltd", "Acme GmbH", "Other"]
    assert names("Nord", "Nord Pumpen") == ["Nord", "Nord Pumpen"]
