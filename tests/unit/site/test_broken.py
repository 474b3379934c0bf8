"""Profiles that cannot be read: said once, on each page about units that they belong to, and found by the search."""

from __future__ import annotations

import json
import re
from datetime import date

from lmmm_report.site.index import IndexPages
from lmmm_report.site.rows import Broken, UnitRow
from tests.unit.site.units import MODEL, WORDINGS, unit

W = WORDINGS["de"]


def broken(name: str, *, last: date | None = None, line: int | None = 7) -> Broken:
    file = name.rpartition("/")[2] + ".yaml"
    return Broken(name, file, line, 1, {"de": "da fehlt etwas"}, last, {}, counted=last is not None)


def pages(rows: list[UnitRow], *found: Broken) -> dict[str, str]:
    index = IndexPages(MODEL, (W,), program_version="0")
    for row in rows:
        index.take(row)
    for one in found:
        index.take_broken(one)
    return dict(index.render())


ROWS = [
    unit(f"{folder}/u{n}", groups=("Holding", group), unit=f"Unit {group} {n}")
    for folder, group in (("h/valves", "Valves"), ("h/drives", "Drives"))
    for n in range(2)
]


def group(made: dict[str, str], word: str) -> str:
    return next(page for name, page in made.items() if re.match(rf"portfolio/group-{word}-", name))


def test_a_file_is_named_once_and_its_line_below_it() -> None:
    first = pages(ROWS, broken("h/valves/kenya"))["index.html"]
    section = first[first.index('<section id="broken">') : first.index('<section id="units">')]
    assert section.count("kenya.yaml") == 1
    assert "Zeile 7: da fehlt etwas" in section
    counted = pages(ROWS, broken("h/valves/u0", last=date(2026, 1, 1)))["index.html"]
    section = counted[counted.index('<section id="broken">') : counted.index('<section id="units">')]
    assert "u0.yaml, Zeile 7: da fehlt etwas" in section, "where a unit's name stands above, the file is named"
    bare = pages(ROWS, broken("h/valves/kenya", line=None))["index.html"]
    assert "<small>da fehlt etwas</small>" in bare


def test_a_notice_stands_on_top_and_the_rest_behind_what_the_units_say() -> None:
    first = pages(ROWS, broken("h/valves/kenya"))["index.html"]
    places = [
        first.index(one) for one in ("</h1>", 'class="notice"', '<section id="missing">', '<section id="broken">')
    ]
    assert places == sorted(places)
    assert 'class="notice"' not in pages(ROWS)["index.html"]


def test_without_a_report_it_belongs_to_the_group_of_those_beside_it() -> None:
    made = pages(ROWS, broken("h/valves/kenya"))
    assert "kenya.yaml" in group(made, "valves")
    assert W.say("portfolio.broken.beside") in group(made, "valves")
    assert "kenya.yaml" not in group(made, "drives")
    assert W.say("portfolio.broken.beside") not in made["index.html"]
    above = pages(ROWS, broken("h/kenya"))
    assert "kenya.yaml" in above["index.html"]
    for word in ("valves", "drives"):
        assert "kenya.yaml" not in group(above, word), "those in its folder are of several groups"
    deeper = pages(ROWS, broken("h/valves/africa/kenya"))
    assert "kenya.yaml" in group(deeper, "valves")
    lone = pages(ROWS, broken("kenya"))
    assert not any("kenya.yaml" in page for name, page in lone.items() if "group-" in name)


def test_the_search_finds_it() -> None:
    page = pages(ROWS, broken("h/valves/kenya"))["portfolio/search.de.html"]
    data = json.loads(page.partition('id="page-data">')[2].partition("</script>")[0])
    (entry,) = [one for one in data["entries"] if one[0] == "kenya.yaml"]
    assert entry[1] == "../index.html#broken"
    assert "da fehlt etwas" in entry[3]
    assert "valves" in entry[4]
