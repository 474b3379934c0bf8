"""Facts of one entry stand together."""

from __future__ import annotations

from dataclasses import dataclass

from lmmm_report.report.html.entries import Entry, by_entry


@dataclass(frozen=True)
class Said:
    around: str
    key: str

    @property
    def name(self) -> str:
        return f"{self.around} › {self.key}" if self.around else self.key


def test_what_is_said_of_one_entry_comes_together_where_it_comes_first() -> None:
    told = by_entry([Said("Terms › A", "Name"), Said("Goals › B", "Owners"), Said("Terms › A", "Use")])
    assert [(e.name, [key for key, _ in e.said]) for e in told] == [
        ("Terms › A", ["Name", "Use"]),
        ("Goals › B › Owners", [""]),
    ]


def test_a_single_thing_keeps_its_whole_name() -> None:
    thing = Said("", "Company")
    assert by_entry([thing]) == (Entry("Company", (("", thing),)),)
