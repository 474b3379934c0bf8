"""The pages about several units in a browser: marks in their cells, filters and sorting by keyboard, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.site.index import IndexPages
from lmmm_report.site.rows import UnitRow
from tests.browser.conftest import Open
from tests.browser.test_accessibility import WIDE, faults_of_colour, faults_of_structure
from tests.unit.site.units import MODEL, WORDINGS, many, stood

REGIONS = ("DACH", "Benelux", "Iberia")


def written(rows: Sequence[UnitRow], folder: Path) -> Path:
    """The pages of these rows on the disk, with an empty page for each report."""
    index = IndexPages(MODEL, (WORDINGS["de"],), program_version="0")
    for row in rows:
        index.take(row)
    (folder / "portfolio").mkdir(parents=True)
    for name, page in index.render():
        (folder / name).write_text(page, encoding="utf-8")
    return folder


def units(number: int, times: int = 1) -> list[UnitRow]:
    """Units in groups and regions, some of which have moved; ``times``: how much longer their names are."""
    rows = []
    for index, row in enumerate(many(number)):
        name = " ".join([row.company.name] * times)
        company = row.company._replace(
            name=name,
            groups=("Hallberg", f"Bereich {index % 3}" * times),
            region=REGIONS[index % 3],
            tags=("neu", "alt")[: 1 + index % 2],
        )
        made = row._replace(
            company=company, links={"de": (("HTML", f"{row.name}.de.html"), ("JSON", f"{row.name}.json"))}
        )
        rows.append(stood(made, (2, 2)) if index % 3 else made)
    return rows


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(units(7), tmp_path_factory.mktemp("few") / "pages")


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(units(20, 3), tmp_path_factory.mktemp("long") / "pages")


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(units(1000), tmp_path_factory.mktemp("thousand") / "pages")


def pages_in(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_axe_finds_nothing_on_any_of_the_pages(few: Path, open_page: Open) -> None:
    pages = pages_in(few)
    assert len(pages) >= 7
    for path in pages:
        page = open_page(path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert faults_of_structure(page) == [], path.name
        for scheme in ("light", "dark"):
            assert faults_of_colour(page, scheme) == [], (path.name, scheme)


@pytest.mark.parametrize("width", [320, *(pytest.param(n, marks=pytest.mark.long) for n in (390, 768, 1024)), 1440])
def test_nothing_overflows_however_long_the_names_are(width: int, long: Path, few: Path, open_page: Open) -> None:
    for path in (*pages_in(long), few / "index.html"):
        page = open_page(path, viewport={"width": width, "height": 800})
        assert page.evaluate(WIDE) == [0, []], path.name
        if page.locator(".more-filters").count():
            page.locator(".more-filters summary").click()
            assert page.evaluate(WIDE) == [0, []], path.name


PAPER = {"width": 688, "height": 1000}
"""What is left of A4 between the margins, in the browser's dots."""
MANY_LINES = """() => [...document.querySelectorAll("main *")].filter((one) => {
  const own = [...one.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
  if (!own.length || !one.getClientRects().length || one.closest(".vh, .crowd-names, .mx-xl, .mx-yl")) return false;
  const range = document.createRange();
  return own.some((node) => {
    range.selectNodeContents(node);
    return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1 + node.data.length / 4;
  });
}).map((one) => one.textContent)"""


@pytest.mark.parametrize("folder", ["few", "long"])
def test_on_paper_names_have_room_and_nothing_is_cut(
    folder: str, request: pytest.FixtureRequest, open_page: Open
) -> None:
    page = open_page(request.getfixturevalue(folder) / "index.html", viewport=PAPER)
    page.emulate_media(media="print")
    assert page.evaluate(WIDE) == [0, []]
    assert page.evaluate(MANY_LINES) == []
    assert page.locator(".units tbody tr").first.locator("th").bounding_box()["width"] >= 170
    right = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.units time')].map((one) => one.getBoundingClientRect().right))"
    )
    assert right <= PAPER["width"]
    for gone in (".filters", ".c-files", ".cell-hint"):
        assert page.locator(gone).first.is_hidden(), gone
    page.evaluate(
        "document.querySelectorAll('.units tbody th span').forEach((one) => { Object.assign(one.style, { width: '1px', overflowWrap: 'anywhere' }); })"
    )
    assert page.evaluate(MANY_LINES) != [], "letters below each other would be seen"


def test_each_value_on_a_phone_says_what_it_is(few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html", viewport={"width": 390, "height": 844})
    heads = [one.strip() for one in page.locator(".units thead th").all_inner_texts()][1:]
    said = page.evaluate(
        "[...document.querySelectorAll('.units tbody tr')].map((row) => [...row.querySelectorAll('td')].map((one) => getComputedStyle(one, '::before').content.slice(1, -1)))"
    )
    assert len(said) == 7
    assert all(one == heads for one in said)


OUTSIDE = """() => [...document.querySelectorAll(".crowd")].flatMap((crowd) => {
  const [i, j] = crowd.dataset.cell.slice(1);
  const cells = [...document.querySelectorAll(".mx-plot .cell")], count = Math.sqrt(cells.length);
  const cell = cells[(count - j) * count + (i - 1)].getBoundingClientRect();
  const words = [...document.querySelectorAll(".crowd-count, .crowd-corner, .crowd-name")].map((one) => one.getBoundingClientRect()).filter((box) => box.width);
  return [...crowd.children].filter((mark) => {
    const box = mark.getBoundingClientRect();
    const inside = box.left >= cell.left && box.right <= cell.right && box.top >= cell.top && box.bottom <= cell.bottom;
    const free = words.every((word) => box.right <= word.left || box.left >= word.right || box.bottom <= word.top || box.top >= word.bottom);
    return !(box.width > 0 && inside && free);
  }).map((mark) => crowd.dataset.cell);
})"""


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
def test_no_mark_leaves_its_cell_or_lies_over_a_word(
    width: int, few: Path, long: Path, thousand: Path, open_page: Open
) -> None:
    for folder, number in ((few, 7), (long, 20), (thousand, 1000)):
        page = open_page(folder / "index.html", viewport={"width": width, "height": 800})
        assert page.locator(".crowd use").count() == number
        assert page.evaluate(OUTSIDE) == []


def test_a_mark_out_of_place_would_be_seen(few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html")
    page.evaluate("document.querySelector('.crowd use').setAttribute('x', 40)")
    assert len(page.evaluate(OUTSIDE)) == 1


COST = """() => {
  const table = document.querySelector(".units"), first = document.querySelector(".filters select");
  const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  const timed = (work) => { const start = performance.now(); work(); void document.body.offsetHeight; return performance.now() - start; };
  const laid = median([1, 2, 3, 4, 5].map(() => { table.hidden = true; void document.body.offsetHeight; return timed(() => { table.hidden = false; }); }));
  const choose = (value) => { first.value = value; first.dispatchEvent(new Event("input", { bubbles: true })); };
  const filtered = median([1, 2, 3, 4, 5].map((_, n) => timed(() => choose(n % 2 ? "" : "1"))));
  choose("");
  return [laid, filtered];
}"""


def test_a_filter_costs_at_most_three_times_the_layout_of_the_table(thousand: Path, open_page: Open) -> None:
    laid, filtered = open_page(thousand / "index.html").evaluate(COST)
    assert laid > 0
    assert filtered <= 3 * laid


def shown(page: Any) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.units tbody tr')].filter((row) => row.offsetParent !== null && row.getClientRects().length).map((row) => row.querySelector('th a').textContent)"
    )
    return found


def test_sorting_and_filtering_by_keyboard(few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html")
    everything = shown(page)
    assert len(everything) == 7
    page.locator(".units thead button").first.focus()
    page.keyboard.press("Enter")
    assert shown(page) == sorted(everything)
    assert page.locator("th[aria-sort=ascending]").count() == 1
    page.keyboard.press("Enter")
    assert shown(page) == sorted(everything, reverse=True)
    page.locator("#f-where-all").focus()
    page.keyboard.press("ArrowRight")
    some = shown(page)
    assert 0 < len(some) < 7
    assert f"{len(some)} von 7" in page.locator(".shown").inner_text()
    page.locator("input[name=name]").fill("nothing like it")
    assert shown(page) == []
    assert page.locator(".nothing").inner_text().startswith(WORDINGS["de"].say("portfolio.filter.nothing"))
    page.locator(".nothing button[type=reset]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.shown').textContent === ''")
    assert len(shown(page)) == 7


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("group", "0", 3),
        ("region", "1", 3),
        ("tag", "1", 7),
        ("effort", "0", 0),
        ("effort", "100000", None),
        ("date", "2999-01-01", 0),
        ("name", "unit 3", 1),
    ],
)
def test_every_kind_of_filter(name: str, value: str, number: int | None, few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html")
    page.locator(".more-filters summary").click()
    control = page.locator(f".filters [name={name}]")
    control.select_option(value) if control.evaluate("one => one.tagName") == "SELECT" else control.fill(value)
    found = len(shown(page))
    assert found == number if number is not None else found < 7


BOXES = "[...document.querySelectorAll('.units tbody tr')].filter((one) => one.getClientRects().length).map((one) => one.cells[0].textContent)"
"""The names of the rows that are seen. To ask Chromium for the style of each row that is not takes minutes."""


def test_of_many_units_the_first_are_shown_until_all_are_wanted(thousand: Path, open_page: Open) -> None:
    page = open_page(thousand / "index.html")
    rest = page.locator(".rest button")
    everything = page.evaluate(
        "[...document.querySelectorAll('.units tbody tr')].map((one) => one.cells[0].textContent)"
    )
    assert (page.evaluate(BOXES), len(everything)) == (everything[:25], 1000)
    page.locator(".units thead button").first.click()
    page.locator(".units thead button").first.click()
    sort = "one => one.sort(new Intl.Collator('de', { numeric: true }).compare).reverse()"
    assert page.evaluate(BOXES) == page.evaluate(sort, everything)[:25], "the first of the new order"
    page.locator(".filters [name=region]").select_option("1")
    fitting = page.evaluate("document.querySelectorAll('.units tbody tr:not([hidden])').length")
    assert 25 < fitting < 1000
    assert rest.inner_text() == f"Alle {fitting} zeigen"
    page.emulate_media(media="print")
    assert len(page.evaluate(BOXES)) == fitting, "paper has no button"
    page.emulate_media(media="screen")
    rest.focus()
    page.keyboard.press("Enter")
    assert len(page.evaluate(BOXES)) == fitting
    assert rest.is_hidden()
    # Those that do not fit stand between the others, so the row is found by its place among those that do.
    at = "[...document.querySelectorAll('.units tbody tr:not([hidden])')].indexOf(document.activeElement.closest('tr'))"
    assert page.evaluate(at) == 25, "reading goes on where it was"


def test_without_a_script_all_units_are_shown(thousand: Path, open_page: Open) -> None:
    page = open_page(thousand / "index.html", java_script_enabled=False)
    assert page.locator(".units tbody tr").count() == 1000
    assert page.locator(".units tbody tr").last.is_visible()
    assert page.locator(".rest").is_hidden()


def test_a_number_in_the_matrix_shows_its_cell(few: Path, open_page: Open) -> None:
    for script in (True, False):
        page = open_page(few / "index.html", java_script_enabled=script)
        label = page.locator("label.crowd-count").first
        count = int(label.locator("span").first.inner_text())
        label.click()
        assert page.locator(".units tbody tr:visible").count() == count


def test_the_cells_are_chosen_by_keyboard(few: Path, open_page: Open) -> None:
    for script in (True, False):
        page = open_page(few / "index.html", java_script_enabled=script)
        page.locator("#f-cell-all").focus()
        page.keyboard.press("ArrowDown")
        chosen = page.locator("label.crowd-count:has(:checked)")
        assert chosen.count() == 1
        number = int(chosen.locator("span").first.inner_text())
        assert page.locator(".units tbody tr:visible").count() == number
        assert chosen.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_a_view_stands_in_the_address_and_back_undoes_it(few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html")
    everything = shown(page)
    page.locator("label:has(#f-moved-up)").click()
    risen = shown(page)
    page.locator(".filters [name=region]").select_option("1")
    both = shown(page)
    assert len(both) < len(risen) < len(everything) == 7
    page.locator(".units thead button").first.click()
    page.locator(".units thead button").first.click()
    address = page.evaluate("location.hash")
    assert f"region={sorted(REGIONS)[1]}" in address, "a number would mean another region after the next build"
    assert "sort=-name" in address
    again = open_page(few / "index.html", address)
    assert shown(again) == sorted(both, reverse=True)
    for found in (sorted(both), both, risen, everything):
        page.go_back()
        assert shown(page) == found
    other = open_page(few / "index.html", "#missing")
    assert shown(other) == everything
    broken = open_page(few / "index.html", "#where=nonsense&region=nowhere&sort=nothing")
    assert shown(broken) == everything


def test_marks_and_names_in_the_matrix_lead_to_reports(few: Path, thousand: Path, open_page: Open) -> None:
    page = open_page(few / "index.html", viewport={"width": 390, "height": 844})
    there = page.evaluate("[...document.querySelectorAll('.units tbody th a')].map((one) => one.getAttribute('href'))")
    marks = page.evaluate("[...document.querySelectorAll('.crowd a')].map((one) => one.getAttribute('href'))")
    if page.locator(".crowd-name").count():
        assert sorted(marks) == sorted(there)
    assert open_page(thousand / "index.html").locator(".crowd a").count() == 0


def test_without_a_script_the_table_is_complete_and_chips_filter(few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html", java_script_enabled=False)
    rows = page.locator(".units tbody tr:visible")
    assert rows.count() == 7
    assert not page.locator(".with-script").first.is_visible()
    page.locator("label:has(#f-moved-up)").click()
    assert 0 < rows.count() < 7


def test_the_menu_of_the_phone_leads_to_every_part(few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html", viewport={"width": 390, "height": 844})
    assert not page.locator("nav.contents").is_visible()
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    assert (
        page.locator(".menu a:visible").count()
        == page.locator("nav.contents a").count() + page.locator(".act a").count()
    )


def test_the_search_finds_units_and_the_model(few: Path, open_page: Open) -> None:
    page = open_page(few / "portfolio" / "search.de.html")
    page.keyboard.press("Tab")
    page.locator("#query").focus()
    page.keyboard.type("unit lodz")
    assert page.locator("#found li").count() == 7
    page.locator("#query").fill("MQL")
    assert page.locator("#found a[href*='handbook']").count() > 0
    page.locator("#query").fill("xyzzy")
    assert page.locator("#found li").count() == 0
    assert page.locator("#status").inner_text() == WORDINGS["de"].say("portfolio.search.none")


def test_two_units_are_compared_gate_by_gate(few: Path, open_page: Open) -> None:
    page = open_page(few / "portfolio" / "compare.de.html")
    assert page.locator("#compared thead a").count() == 2
    shown = {}
    for choice in ("every", "all", "sure", "open"):
        page.locator("#only").select_option(choice)
        shown[choice] = page.locator("#compared tbody tr:not(.stage)").count()
    heads = shown["sure"] + shown["open"] - shown["all"]
    assert heads < shown["all"] < shown["every"]
    said = WORDINGS["de"].say("portfolio.compare.differ", differ=shown["sure"] - heads, open=shown["open"] - heads)
    assert page.locator("#status").inner_text() == said
    page.locator("#second").select_option("0")
    assert page.locator("#status").inner_text() == WORDINGS["de"].say("portfolio.compare.same")


FOLDED = "a[href*='#X'], a[href*='#M-'], a[href*='#Y']"
"""Links to conditions and measures, which stand in folds."""
ARRIVED = """() => {
  const target = document.getElementById(location.hash.slice(1)), fold = target.closest("details"), box = fold.getBoundingClientRect();
  return fold.open && box.top >= 0 && box.top < innerHeight && getComputedStyle(fold).backgroundColor !== getComputedStyle(document.body).backgroundColor && getComputedStyle(fold).backgroundColor !== "rgba(0, 0, 0, 0)";
}"""


@pytest.mark.parametrize("script", [True, False])
def test_a_link_into_a_fold_opens_it_and_marks_it(script: bool, few: Path, open_page: Open) -> None:
    group = next(few.glob("portfolio/group-*.html"))
    for start in (few / "index.html", group, few / "portfolio" / "conditions.de.html"):
        page = open_page(start, java_script_enabled=script, reduced_motion="reduce")
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        links = page.locator(FOLDED).evaluate_all("all => all.map((one) => one.href)")
        assert links, start.name
        for href in links[:: max(1, len(links) // 3)]:
            page.goto(href)
            page.wait_for_timeout(50)
            assert page.evaluate(ARRIVED), href
    page = open_page(few / "portfolio" / "handbook.de.html", java_script_enabled=script, reduced_motion="reduce")
    page.locator("details.listed > summary").first.click()
    page.locator("details.listed[open] a[href^='#']").first.click()
    page.wait_for_timeout(50)
    assert page.evaluate(ARRIVED)


def test_what_is_folded_again_opens_by_the_same_link(few: Path, open_page: Open) -> None:
    page = open_page(few / "portfolio" / "handbook.de.html")
    page.locator("details.listed > summary").first.click()
    link = page.locator("details.listed[open] a[href^='#']").first
    link.click()
    fold = page.locator("details.listed[open]").last
    name = fold.locator("summary").inner_text()
    fold.locator("summary").click()
    assert page.locator("details.listed[open]").count() == 1
    link.click()
    page.wait_for_timeout(50)
    assert page.locator("details.listed[open]").last.locator("summary").inner_text() == name


def test_each_condition_and_measure_is_a_heading(few: Path, open_page: Open) -> None:
    for name in ("conditions", "handbook"):
        page = open_page(few / "portfolio" / f"{name}.de.html")
        folds = page.locator("details.listed")
        assert folds.count() == page.locator("details.listed > summary :is(h3, h4)").count() > 10


def test_a_number_on_the_page_of_a_group_leads_to_units_of_the_group(few: Path, open_page: Open) -> None:
    for group in few.glob("portfolio/group-*.html"):
        page = open_page(group, java_script_enabled=False)
        inside = set(page.locator(".units tbody th").all_inner_texts())
        inside = {one.split("\n")[0] for one in inside}
        bar = page.locator(".top-two .bars li").first
        number = int(bar.locator("b").first.inner_text().split("\n")[0].split()[0])
        bar.locator("a").click()
        named = page.locator("details.listed[open] h4 + ul").first.locator("li").all_inner_texts()
        assert len(named) == number
        assert set(named) <= inside
        assert page.locator(f"a[href='{group.name}']").count() >= 1, "and back"
        assert page.locator("a[href='conditions.de.html']").count() == 1


ABOVE = "#units h2, .units caption, #units .over, #units .lead"


def told_above(page: Any) -> str:
    return " ".join(one for one in page.locator(ABOVE).all_inner_texts() if one)


def test_what_stands_over_the_table_stays_true_when_it_is_sorted_and_filtered(few: Path, open_page: Open) -> None:
    page, w = open_page(few / "index.html"), WORDINGS["de"]
    lowest, first = w.say("portfolio.table.title"), w.say("portfolio.table.lead")
    before = told_above(page)
    assert lowest in before
    assert first in before
    button = page.locator("th[data-key=effort] button")
    for key in ("up", "down"):
        button.click()
        words = w.say(f"portfolio.table.{key}", column=w.say("portfolio.column.effort"))
        assert page.locator("#units h2").inner_text() == page.locator(".units caption").text_content() == words
        assert first not in told_above(page)
    assert w.say("portfolio.all", count=7) in told_above(page)
    page.locator("label:has(#f-moved-up)").click()
    number = len(shown(page))
    assert w.say("portfolio.all", count=7) not in told_above(page)
    assert w.say("portfolio.shown", shown=number, total=7) in told_above(page)
    page.go_back()
    page.go_back()
    page.go_back()
    assert told_above(page) == before


def test_without_a_script_nothing_says_all_where_some_are_shown(few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html", java_script_enabled=False)
    assert page.locator(".tally").is_visible()
    for chosen in ("label:has(#f-moved-up)", "label.crowd-count >> nth=0"):
        page.locator(chosen).click()
        assert page.locator(".tally").is_hidden()


def test_what_a_unit_does_not_have_stands_last_both_ways(few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html")
    page.evaluate(
        "[0, 3].forEach((n) => { const row = document.querySelectorAll('.units tbody tr')[n]; delete row.dataset.e; row.querySelector('.rungs')?.remove(); })"
    )
    for key in ("effort", "open"):
        button = page.locator(f"th[data-key={key}] button")
        has = "row.dataset.e !== undefined" if key == "effort" else "row.querySelector('.rungs') !== null"
        for _ in ("up", "down"):
            button.click()
            found = page.evaluate(f"[...document.querySelectorAll('.units tbody tr')].map((row) => {has})")
            assert found == sorted(found, reverse=True)
            assert found.count(False) >= 2


def test_beside_the_matrix_stands_how_many_are_shown_and_the_way_to_them(few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html", reduced_motion="reduce")
    label = page.locator("label.crowd-count").first
    count = int(label.locator("span").first.inner_text())
    label.click()
    told = page.locator(".duo .cell-shown")
    assert told.inner_text() == WORDINGS["de"].say("portfolio.shown", shown=count, total=7)
    address = page.evaluate("location.hash")
    page.locator(".duo .to-table").click()
    page.wait_for_timeout(50)
    assert 0 <= page.locator(".units tbody tr:visible").first.bounding_box()["y"] < 900
    assert page.evaluate("location.hash") == address, "what is chosen stays in the address"
    assert page.locator(".units tbody tr:visible").count() == count
    still = open_page(few / "index.html", java_script_enabled=False)
    assert still.locator(".to-table").get_attribute("href") == "#units"


def test_links_to_files_have_names_of_their_own(few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html")
    names = page.locator(".c-files a").evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert len(set(names)) == len(names) == 7
    assert all(name.startswith("JSON") for name in names)


def test_a_phone_shows_the_first_units_in_little_room(thousand: Path, open_page: Open) -> None:
    page = open_page(thousand / "index.html", viewport={"width": 390, "height": 844})
    assert len(page.evaluate(BOXES)) == 10
    assert page.locator(".units tbody tr").first.bounding_box()["height"] <= 200
    assert page.evaluate("document.documentElement.scrollHeight") < 10_000


def test_each_question_stands_before_its_figure(few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html")
    first = page.locator(".duo .answer").evaluate_all("all => all.map((one) => one.firstElementChild.tagName)")
    assert first
    assert set(first) == {"H2"}
    beside = page.locator(".duo .answer").first.evaluate(
        "one => one.querySelector('.figure').getBoundingClientRect().right <= one.querySelector('h2').getBoundingClientRect().left"
    )
    assert beside


def test_who_moved_says_how_in_words(few: Path, open_page: Open) -> None:
    page, w = open_page(few / "index.html"), WORDINGS["de"]
    words = [w.say(f"portfolio.moved.{key}") for key in ("up", "down", "both")]
    for text in page.locator(".moves li").all_inner_texts():
        assert any(word in text for word in words)


def test_on_paper_names_of_those_who_moved_are_not_torn(few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html", viewport={"width": 700, "height": 1000})
    page.emulate_media(media="print")
    page.evaluate("document.querySelector('.moves a').textContent = 'Nordwerk Fluidtechnik SE'")
    lines = page.locator(".moves a").evaluate_all(
        "all => all.map((one) => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight))"
    )
    assert lines
    assert max(lines) < 2


def test_the_head_of_the_table_stands_on_each_sheet(thousand: Path, open_page: Open) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    page = open_page(thousand / "index.html")
    page.evaluate("[...document.querySelectorAll('.units tbody tr')].slice(60).forEach((row) => row.remove())")
    made = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True))
    # Where blanks and lines end depends on how the text is taken out of the paper.
    sheets = ["".join(one.get_textpage().get_text_range().split()) for one in made]

    def said(key: str, **values: object) -> str:
        return "".join(WORDINGS["de"].say(f"portfolio.{key}", **values).split())

    begins = next(n for n, text in enumerate(sheets) if said("table.title") in text)
    further = [text for text in sheets[begins + 1 :] if text.count("Unit") >= 5]
    assert len(further) >= 2
    for text in further:
        for key in ("unit", "stages", "effort", "date"):
            assert said(f"column.{key}") in text
    assert said("table.rest", count=1000) not in "".join(sheets)


@pytest.mark.parametrize("width", [1100, 1280, 1440])
def test_the_contents_stay_in_line_with_the_page(width: int, few: Path, open_page: Open) -> None:
    page = open_page(few / "index.html", viewport={"width": width, "height": 800})
    ends = "(name) => { const box = document.querySelector(name).getBoundingClientRect(); return box.right; }"
    assert page.evaluate(ends, ".top .act") <= page.evaluate(ends, "main") + 1


def test_what_is_looked_for_stands_in_the_address(few: Path, open_page: Open) -> None:
    path = few / "portfolio" / "search.de.html"
    page = open_page(path, "#Lead%20MQL")
    assert page.locator("#query").input_value() == "Lead MQL"
    assert page.locator("#found li").count() > 0
    page.locator("#query").fill("Łódź 3")
    address = page.evaluate("location.hash")
    assert open_page(path, address).locator("#query").input_value() == "Łódź 3"
    page.evaluate("location.hash = '#Opportunity'")
    page.wait_for_function("document.getElementById('query').value === 'Opportunity'")
    page.locator("#query").fill("")
    assert page.evaluate("location.hash") == ""


def test_each_hit_shows_why_it_fits(few: Path, open_page: Open) -> None:
    page = open_page(few / "portfolio" / "search.de.html")
    for words in ("lead", "lodz DACH", "lizenz vertrieb", "bereich 1"):
        page.locator("#query").fill(words)
        hits = page.locator("#found li")
        assert hits.count() > 0, words
        for marks in hits.evaluate_all(
            "all => all.map((hit) => [...hit.querySelectorAll('mark')].map((one) => one.textContent))"
        ):
            text = " ".join(marks).casefold().replace("ł", "l").replace("ó", "o").replace("ź", "z")
            assert all(word.casefold() in text for word in words.split()), (words, marks)
    page.locator("#query").fill("html")
    assert page.locator("#found li").count() == 0, "addresses are nothing that a hit shows"


def test_the_units_compared_stand_in_the_address(few: Path, open_page: Open) -> None:
    path = few / "portfolio" / "compare.de.html"
    page = open_page(path)
    page.locator("#first").select_option("4")
    page.locator("#second").select_option("2")
    page.locator("#only").select_option("every")
    address = page.evaluate("location.hash")
    assert "u000" in address
    again = open_page(path, address)
    assert again.locator("#compared").inner_text() == page.locator("#compared").inner_text()
    assert again.locator("#only").input_value() == "every"
    other = open_page(path, "#first=nobody")
    assert other.locator("#compared thead a").count() == 2


def test_a_comparison_says_what_the_table_says(few: Path, open_page: Open) -> None:
    page, w = open_page(few / "portfolio" / "compare.de.html"), WORDINGS["de"]
    text = page.locator("#compared").inner_text()
    for key in ("part.movement", "column.target", "compare.step"):
        assert w.say(f"portfolio.{key}") in text
    every = page.evaluate("JSON.parse(document.getElementById('page-data').textContent)")
    targets = {unit[2][4] for unit in every["units"]}
    assert targets == set(
        open_page(few / "index.html")
        .locator(f".units td[data-label='{w.say('portfolio.column.target')}']")
        .all_inner_texts()
    )
    assert page.locator("#compared td li").count() > 0
    assert page.locator("#compared .stage").count() > 0


def test_on_a_phone_units_are_compared_in_columns_that_hold_words(long: Path, open_page: Open) -> None:
    page = open_page(long / "portfolio" / "compare.de.html", viewport={"width": 390, "height": 844})
    page.locator("#only").select_option("every")
    widths = page.locator("#compared td, #compared tbody th").evaluate_all("all => all.map((one) => one.offsetWidth)")
    assert min(widths) >= 150
    assert page.locator("#compared tbody th").first.bounding_box()["width"] > 300
    for select in page.locator("select").all():
        assert select.bounding_box()["width"] > 300


@pytest.mark.parametrize("name", ["search", "compare"])
def test_without_a_script_there_is_a_way_on(name: str, few: Path, open_page: Open) -> None:
    page = open_page(few / "portfolio" / f"{name}.de.html", java_script_enabled=False)
    ways = page.locator("ul.no-script a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert ways == ["../index.html#units", "conditions.de.html", "handbook.de.html"]
    assert page.locator("ul.no-script a").first.is_visible()
    scripted = open_page(few / "portfolio" / f"{name}.de.html")
    assert scripted.locator("ul.no-script").is_hidden()
