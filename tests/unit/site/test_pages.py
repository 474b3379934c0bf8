"""The pages about several units: complete, leading to each other and to every report, without anybody's words."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from urllib.parse import unquote

import jsonschema
import pytest
from markupsafe import escape

from lmmm_report import resources
from lmmm_report.report.html.links import settle
from lmmm_report.report.words.cells import place_brief
from lmmm_report.site import tally
from lmmm_report.site.bars import FEW
from lmmm_report.site.finding_page import search_data, texts_of
from lmmm_report.site.groups import grouped
from lmmm_report.site.handbook_page import handbook_page_of
from lmmm_report.site.index import IndexPages
from lmmm_report.site.rows import UnitRow, gates_of
from lmmm_report.site.words import between
from tests.unit.site.units import MODEL, WORDINGS, examples, many, stood, unit

ATOM = "{http://www.w3.org/2005/Atom}"


class Seen(HTMLParser):
    """Ids, addresses, names of controls and robots of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fors: list[str] = []
        self.robots = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "label" and "for" in found:
            self.fors.append(found["for"])
        if tag == "meta" and found.get("name") == "robots":
            self.robots = found["content"]
        if tag in ("a", "link", "use") and "href" in found:
            self.links.append(found["href"])


def made(rows: list[UnitRow]) -> dict[str, str]:
    """All pages of these rows."""
    index = IndexPages(MODEL, tuple(WORDINGS.values()), program_version="0")
    for row in rows:
        index.take(row)
    return {**dict(index.render(with_data=True)), "index.json": "".join(index.document())}


@pytest.fixture(scope="module")
def rows() -> list[UnitRow]:
    """The examples in two groups, one of which has moved."""
    found = []
    for number, row in enumerate(examples()):
        company = row.company._replace(
            groups=("Elbtor", "Süd <b>" if number % 2 else "Nord"), region="DACH", tags=("neu",)
        )
        found.append(row._replace(company=company))
    found[0] = stood(found[0], (1, 1)) if found[0].low > (1, 1) else stood(found[0], (2, 2))
    return found


@pytest.fixture(scope="module")
def pages(rows: list[UnitRow]) -> dict[str, str]:
    return made(rows)


def test_every_link_leads_to_a_page_or_a_report(pages: dict[str, str], rows: list[UnitRow]) -> None:
    reports = {address for row in rows for links in row.links.values() for _, address in links}
    ids = {name: Seen(page).ids for name, page in pages.items() if name.endswith(".html")}
    assert len(ids) >= 2 * 7
    for name, page in pages.items():
        if not name.endswith(".html"):
            continue
        for link in Seen(page).links:
            address, _, target = link.partition("#")
            if link.startswith("data:"):
                continue
            assert not re.match(r"[a-z]+:|/", link), f"{name}: {link} is not relative"
            file = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address))) if address else name
            assert file in pages or file in reports, f"{name}: {link}"
            if target and file in ids:
                assert unquote(target) in ids[file], f"{name}: {link}"


def test_every_page_leads_back_and_every_report_is_reached(pages: dict[str, str], rows: list[UnitRow]) -> None:
    for language, first in (("de", "index.html"), ("en", "index.en.html")):
        links = Seen(pages[first]).links
        assert {row.home(language) for row in rows} <= set(links)
        for name, page in pages.items():
            if name.startswith("portfolio/") and name.endswith(f".{language}.html"):
                assert f"../{first}" in Seen(page).links, name


def test_no_id_stands_twice_and_every_label_has_its_control(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        if name.endswith(".html"):
            seen = Seen(page)
            assert len(seen.ids) == len(set(seen.ids)), name
            assert set(seen.fors) <= set(seen.ids), name
            assert seen.robots.startswith("noindex"), name
            assert settle(page, ours=False) == page, name


def test_nothing_of_a_user_becomes_markup(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        if not name.endswith(".json"):
            assert "Süd <b>" not in page, name
    assert "Süd &lt;b&gt;" in pages["index.html"]


def test_nobody_s_words_notes_or_decisions_stand_outside_the_reports() -> None:
    held = set(UnitRow._fields)
    assert not held & {"notes", "decisions", "hurts", "participants", "assessors", "declarations", "documents"}


def test_the_same_rows_give_the_same_bytes(rows: list[UnitRow], pages: dict[str, str]) -> None:
    assert made(list(rows)) == pages


def test_a_thousand_units_stay_small() -> None:
    page = made(list(many(1000)))["index.html"].encode()
    assert len(page) <= 2_000_000
    assert len(gzip.compress(page, 6)) <= 200_000
    assert page.count(b'<tr class="c') == 1000
    assert page.count(b'<use href="#k-') >= 1000


def test_what_is_missing_in_a_row_is_said_apart_from_what_is_unknown() -> None:
    order = [gate.id for gate in gates_of(MODEL)]
    row = next(row for row in examples() if row.step and len(row.step.gates) >= 3)
    assert row.step is not None
    places = [order.index(gate) for gate in row.step.gates]
    letters = ["m"] * len(order)
    letters[places[0]], letters[places[1]], letters[places[2]] = "n", "n", "u"
    page = made([row._replace(outcomes="".join(letters)), unit("z")])
    assert "<small>2 fehlen, 1 unbekannt</small>" in page["index.html"]
    assert "<small>2 missing, 1 unknown</small>" in page["index.en.html"]


def test_a_cost_says_of_how_many_units_it_is() -> None:
    rows = [row._replace(name=f"u{n}") for n, row in enumerate(examples())]
    cost = tally.cost(rows)
    others = len(rows) - len(cost.certain) - len(cost.open)
    assert min(len(cost.certain), len(cost.open), others) > 0, "the examples take effort, may take some, and take none"
    w = WORDINGS["de"]
    page = made(rows)["index.html"]
    days = between(cost.effort.low, cost.effort.high, w)
    assert w.say("portfolio.cost", days=days, count=len(cost.certain), total=len(rows)) in page
    assert w.say("portfolio.cost.open", count=len(cost.open), low=cost.least, high=cost.most) in page
    assert w.say("portfolio.cost.others", count=others) in page


def test_few_units_with_questions_are_named_and_many_questions_are_counted() -> None:
    asks = next(row.asks for row in examples() if row.asks)
    for number, named in ((FEW, True), (FEW + 1, False)):
        rows = [unit(f"u{n}", (1, 1), (2, 2))._replace(asks=asks, links=link(f"u{n}")) for n in range(number)]
        page = made(rows)["index.html"]
        assert ('class="asking"' in page) == named
        assert ("u0.html#questions" in page) == named
        assert ('class="asked-bars"' in page) != named


def link(name: str) -> dict[str, tuple[tuple[str, str], ...]]:
    return dict.fromkeys(WORDINGS, (("HTML", f"{name}.html"),))


def test_the_first_thing_is_a_measure_or_the_questions_where_most_is_open() -> None:
    w = WORDINGS["de"]
    helped = next(row for row in examples() if row.firm and tally.helping([row]))
    asks = next(row.asks for row in examples() if row.asks)
    asking = unit("asking", (1, 1), (2, 2))._replace(asks=asks)
    mostly_known = made([helped, helped._replace(name="b"), asking])["index.html"]
    best = tally.helping([helped])[0].measure
    assert f"{w.of(MODEL.measure(best).title)}.</a>" in mostly_known
    assert w.say("portfolio.first.ask.too", count=1) in mostly_known
    mostly_open = made([helped, asking, asking._replace(name="c")])["index.html"]
    assert w.say("portfolio.first.ask", count=2) in mostly_open


def test_of_the_first_measure_is_said_where_it_can_begin_and_what_it_waits_for() -> None:
    plain = next(row for row in examples() if row.step and any(work.waits for work in row.step.work) and row.firm)
    assert plain.step
    waiting, other = next((work, work.waits[0]) for work in plain.step.work if work.waits and work.closes)
    free = plain._replace(name="free", step=plain.step._replace(work=(waiting._replace(waits=()),)))
    bound = plain._replace(name="bound", step=plain.step._replace(work=(waiting,)))
    title, before = (MODEL.measure(one).title for one in (waiting.measure, other))
    for rows, words in (
        ([free, free._replace(name="b")], "portfolio.first.ready_all"),
        ([free, bound], "portfolio.first.ready"),
        ([bound, bound._replace(name="c")], "portfolio.first.later"),
    ):
        page = made(rows)["index.html"]
        w = WORDINGS["de"]
        waits = w.say(
            "portfolio.first.wait", count=rows.count(bound) + ("c" in {row.name for row in rows}), measure=w.of(before)
        )
        said = w.say(words, count=1, waits=waits)
        assert f"{w.of(title)}.</a>" in page
        assert str(escape(said)) in page, words


def test_the_conditions_page_says_where_a_measure_can_begin_and_what_comes_before_it_elsewhere() -> None:
    plain = next(row for row in examples() if row.step and any(work.waits for work in row.step.work))
    assert plain.step
    waiting = next(work for work in plain.step.work if work.waits and work.closes)
    free = unit("free")._replace(step=plain.step._replace(work=(waiting._replace(waits=()),)))
    bound = unit("bound")._replace(step=plain.step._replace(work=(waiting,)))
    w = WORDINGS["de"]

    def of_measure(rows: list[UnitRow]) -> str:
        page = made(rows)["portfolio/conditions.de.html"]
        return page.partition(f'id="{waiting.measure}"')[2].partition("</details>")[0]

    def names_below(entry: str, head: str) -> list[str]:
        assert str(escape(head)) in entry
        return re.findall(r">([^<]+)</a></li>", entry.partition(str(escape(head)))[2].partition("</ul>")[0])

    ready = w.say("portfolio.ready_in")
    afters = [w.say("portfolio.waits_in", measure=w.of(MODEL.measure(one).title)) for one in waiting.waits]
    both = of_measure([free, bound])
    assert names_below(both, ready) == [free.label]
    assert [names_below(both, head) for head in afters] == [[bound.label]] * len(afters)
    assert w.say("portfolio.helps_in") not in both
    assert ready not in of_measure([bound, bound._replace(name="c")])
    alone = of_measure([free, free._replace(name="c")])
    assert ready not in alone
    assert len(names_below(alone, w.say("portfolio.helps_in"))) == 2


def test_the_document_says_what_the_next_step_waits_for() -> None:
    order = [gate.id for gate in gates_of(MODEL)]
    found = examples()
    steps = {one["name"]: one["next_step"] for one in json.loads(made(found)["index.json"])["units"]}
    for row in found:
        if row.step is None:
            assert steps[row.name] is None
            continue
        step = steps[row.name]
        assert step["waits"] == {work.measure: list(work.waits) for work in row.step.work if work.waits}
        assert step["open"] == [gate for gate in row.step.gates if row.outcomes[order.index(gate)] == "u"]
    assert any(step and step["waits"] for step in steps.values())
    assert any(step and step["open"] for step in steps.values())


@pytest.mark.parametrize("language", ["de", "en"])
def test_whatever_the_handbook_says_of_conditions_and_measures_is_found(language: str) -> None:
    w = WORDINGS[language]
    entries = search_data([unit()], [], MODEL, w, handbook="h.html", home="i.html")["entries"]
    held = {entry[1].partition("#")[2]: " ".join(entry) for entry in entries}
    book = handbook_page_of(MODEL, w, owner="", home="", program_version="")
    gates = [gate for axis in book.axes for stage in axis.stages for gate in stage.gates]
    assert len(gates) > 20
    for entry in (*gates, *book.measures):
        for text in texts_of(entry):
            assert text in held[entry.id], (entry.id, text)
    word = {"de": "Lizenzen", "en": "licences"}[language]
    assert any(word in text for text in held.values())


def test_the_document_follows_its_schema(pages: dict[str, str], rows: list[UnitRow]) -> None:
    schema = json.loads((resources.SCHEMAS / "index.schema.json").read_text(encoding="utf-8"))
    document = json.loads(pages["index.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert len(document["units"]) == len(rows)
    document["units"][0]["cell"] = "2|2"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(document)


def test_the_feed_names_each_unit_with_its_day(pages: dict[str, str], rows: list[UnitRow]) -> None:
    feed = ET.fromstring(pages["portfolio/changes.de.xml"])
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(rows) > 1
    assert feed.findtext(f"{ATOM}subtitle") == WORDINGS["de"].say("portfolio.feed.what")
    days = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert days == sorted(days, key=str, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0]
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_the_feed_leaves_out_who_has_not_moved_and_says_from_where_the_others_have() -> None:
    rows = [
        stood(unit("fallen", low=(1, 1)), (2, 2)), stood(unit("risen", low=(3, 3)), (2, 2)),
        stood(unit("both", low=(3, 1)), (2, 2)), stood(unit("same", low=(2, 2)), (2, 2)),
        stood(unit("unsure", low=(1, 1), high=(2, 2)), (2, 2)), unit("new"),
        stood(unit("other"), (1, 1), version="1.0.0"),
    ]  # fmt: skip
    for language in WORDINGS:
        w = WORDINGS[language]
        feed = ET.fromstring(made(rows)[f"portfolio/changes.{language}.xml"])
        titles = [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]
        assert sorted(re.split(r"[ :]", title)[0] for title in titles) == ["both", "fallen", "new", "other", "risen"]
        before = place_brief((2, 2), (2, 2), MODEL, w)
        for title in titles:
            moved = title.startswith(("both", "fallen", "risen"))
            assert (before in title and w.month(rows[0].earlier[0].date) in title) == moved
    unmoved = ET.fromstring(made(rows[3:5])["portfolio/changes.de.xml"])
    assert not unmoved.findall(f"{ATOM}entry")
    assert unmoved.findtext(f"{ATOM}updated")


def test_groups_come_from_profiles_then_from_folders_and_none_holds_what_its_parent_holds() -> None:
    rows = [
        unit("north/a"), unit("north/b"), unit("north/deep/c"), unit("north/deep/d"),
        unit("e", groups=("South",)), unit("f", groups=("South",)), unit("g"),
    ]  # fmt: skip
    found = grouped(rows)
    assert {path: len(group.rows) for path, group in found.items()} == {
        ("north",): 4,
        ("north", "deep"): 2,
        ("South",): 2,
    }
    assert len({group.file for group in found.values()}) == len(found)
    assert grouped([unit("x/a"), unit("x/b")]) == {}, "a group of all is none"


def test_a_company_with_several_units_is_a_group_and_so_is_a_region_in_it() -> None:
    rows = [unit(n, name="Nordwerk", unit="Pumpen", region=r) for n, r in (("a", "DACH"), ("b", "DACH"), ("c", "UK"))]
    found = grouped([*rows, unit("z")])
    assert list(found) == [("Nordwerk",), ("Nordwerk", "DACH")]


def test_small_groups_are_not_held_against_each_other(pages: dict[str, str]) -> None:
    of_groups = {name: page for name, page in pages.items() if "/group-" in name and name.endswith(".de.html")}
    assert of_groups
    for page in of_groups.values():
        assert 'id="spread"' not in page, "these groups have less than five"


def test_the_next_step_names_the_measure_that_nothing_comes_before() -> None:
    row = next(row for row in examples() if row.step and any(work.waits for work in row.step.work))
    assert row.step is not None
    works = sorted(row.step.work, key=lambda work: not work.waits)
    title = WORDINGS["de"].of(MODEL.measure(next(work.measure for work in works if not work.waits)).title)
    page = made([row._replace(step=row.step._replace(work=tuple(works))), unit("z")])["index.html"]
    assert f"<span>{WORDINGS['de'].say('portfolio.table.first', measure=title)}</span>" in page
    waiting = tuple(work for work in works if work.waits)
    page = made([row._replace(step=row.step._replace(work=waiting)), unit("z")._replace(step=None)])["index.html"]
    assert WORDINGS["de"].say("portfolio.table.first", measure="") not in page, "it would be no beginning"


def test_the_picture_of_a_group_is_said_in_words(pages: dict[str, str]) -> None:
    stamps = re.findall(r'class="mx-square stamp".*?</li>', pages["index.html"], re.DOTALL)
    assert stamps
    for stamp in stamps:
        assert re.search(r'<small class="vh">\d\|\d: .*(Einheit|Einheiten)</small>', stamp)


def test_on_the_page_of_a_group_its_rows_do_not_repeat_its_name(pages: dict[str, str]) -> None:
    assert "<small>Elbtor · Nord · DACH · neu</small>" in pages["index.html"]
    page = next(page for name, page in pages.items() if re.match(r"portfolio/group-nord.*\.de\.html", name))
    assert "<small>Elbtor · DACH · neu</small>" in page
