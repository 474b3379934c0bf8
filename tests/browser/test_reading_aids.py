"""Filter, contents, links to copy and printing; by keyboard as well, and nothing lost where no script runs."""

from __future__ import annotations

import io
from typing import Any

import pytest

from lmmm_report.domain.assessment import Finding
from tests.browser.conftest import ROOT, Open
from tests.built_in import MODEL, assessment_of

NAME = "nordwerk-fluidtechnik"
PLANNED = "brackwell-instruments"
"""One with a plan."""
FINDINGS = assessment_of(ROOT / f"configs/{NAME}.yaml").findings
SHOWN = """() => [...document.querySelectorAll(".stage .finding, .area .finding")].filter((one) =>
  !one.closest("[hidden]")).map((one) => one.id)"""
SEEN = SHOWN.replace("!one.closest", "one.checkVisibility({ checkVisibilityCSS: true }) && !one.closest")
"""The same, of those that are not folded away."""


def choose(page: Any, label: str, option: str) -> None:
    page.locator("#page-filter label", has_text=label).locator("select").select_option(label=option)


class TestFilter:
    CHOICES = (
        ("Area", MODEL.areas["terminology"]["en"], lambda f: f.criterion.area == "terminology"),
        (
            "Stage",
            f"3 {MODEL.axes[1].stages[2].name['en']}",
            lambda f: (f.criterion.axis, f.criterion.stage) == (MODEL.axes[1].id, 3),
        ),
        ("Outcome", "not met", lambda f: f.outcome.value == "not_met" and f.criterion.kind.value != "sign"),
        ("Responsible role", MODEL.owners["HM"]["en"], lambda f: "HM" in f.criterion.owners),
    )

    @pytest.mark.parametrize(("label", "option", "fits"), CHOICES, ids=[c[0] for c in CHOICES])
    def test_one_choice(self, label: str, option: str, fits: Any, open_page: Open) -> None:
        page = open_page(f"{NAME}.en.html")
        wanted = {f.criterion.id for f in FINDINGS if fits(f)}
        assert 0 < len(wanted) < len(FINDINGS)
        choose(page, label, option)
        assert set(page.evaluate(SHOWN)) == wanted
        assert set(page.evaluate(SEEN)) == wanted, "what fits is unfolded"
        assert page.locator("#page-shown").text_content() == f"{len(wanted)} of {len(FINDINGS)} findings shown"
        assert page.locator("#page-status").text_content() == page.locator("#page-shown").text_content()
        page.locator("#page-filter-reset").click()
        assert len(page.evaluate(SHOWN)) == len(FINDINGS)
        assert page.evaluate(SEEN) == [], "what the filter has unfolded is folded again"

    def test_two_choices_narrow_further(self, open_page: Open) -> None:
        page = open_page(f"{NAME}.en.html")
        for label, option, _ in (self.CHOICES[0], self.CHOICES[3]):
            choose(page, label, option)
        both = {f.criterion.id for f in FINDINGS if all(self.CHOICES[n][2](f) for n in (0, 3))}
        assert both
        assert set(page.evaluate(SHOWN)) == both

    def test_every_outcome_can_be_chosen(self, open_page: Open) -> None:
        page = open_page(f"{NAME}.en.html")
        options = page.locator("#page-filter select").nth(2).locator("option").all_text_contents()[1:]
        seen: list[str] = []
        for option in options:
            choose(page, "Outcome", option)
            shown = page.evaluate(SHOWN)
            tags = page.evaluate(
                "ids => ids.map((id) => document.querySelector(`#${id} > summary > i`)?.textContent)", shown
            )
            assert shown
            # A sign that was not observed says instead, in its title, that it does not hold.
            assert all(tag.startswith(f"{option}:") for tag in tags if tag is not None)
            assert any(tags) or option == "not observed"
            seen += shown
        assert sorted(seen) == sorted(f.criterion.id for f in FINDINGS)

    @pytest.fixture
    def hidden(self) -> Finding:
        return next(f for f in FINDINGS if f.criterion.area != "terminology" and f.criterion.stage == 3)

    def test_a_link_reveals_what_the_filter_hides(self, hidden: Finding, open_page: Open) -> None:
        page = open_page(f"{NAME}.en.html")
        choose(page, "Area", MODEL.areas["terminology"]["en"])
        assert hidden.criterion.id not in page.evaluate(SHOWN)
        page.evaluate(f"location.hash = '#{hidden.criterion.id}'")
        page.wait_for_function(f"!document.getElementById('{hidden.criterion.id}').closest('[hidden]')")
        shown = page.evaluate(SHOWN)
        assert hidden.criterion.id in shown
        page.wait_for_function(f"document.getElementById('page-shown').textContent.startsWith('{len(shown)} ')")

    def test_search_in_the_page_still_finds_it(self, hidden: Finding, open_page: Open) -> None:
        page = open_page(f"{NAME}.en.html")
        choose(page, "Area", MODEL.areas["terminology"]["en"])
        values = page.evaluate(
            "[...document.querySelectorAll('.finding[hidden]')].map((one) => one.getAttribute('hidden'))"
        )
        assert set(values) == {"until-found"}


def test_proofs_fold_without_any_script(open_page: Open) -> None:
    page = open_page(f"{NAME}.en.html", java_script_enabled=False)
    stage = page.locator(".stage").nth(1)
    finding = stage.locator(".finding").first
    assert not finding.is_visible()
    stage.locator("summary").first.click()
    finding.locator("summary").click()
    assert finding.locator(".facts").is_visible()


def folded_places(page: Any) -> list[str]:
    """Ids of places that links lead to, of which each stands in a fold of its own kind."""
    ids = ["X2-PRO-1", "relationship-3", "area-terminology", "term-mql", "profile", "practice", "sources"]
    measure = page.evaluate("document.querySelector('.measure').id")
    source = page.evaluate("document.querySelector('[id^=source-]').id")
    return [*ids, measure, source, "L20"]


@pytest.mark.parametrize("scripts", [True, False])
def test_every_link_opens_what_it_leads_to(scripts: bool, open_page: Open) -> None:
    page = open_page(f"{PLANNED}.en.html", java_script_enabled=scripts, reduced_motion="reduce")
    for place in folded_places(page):
        page = open_page(f"{PLANNED}.en.html", f"#{place}", java_script_enabled=scripts, reduced_motion="reduce")
        target = page.locator(f"[id='{place}']")
        assert target.is_visible(), place
        assert -5 <= target.evaluate("(one) => one.getBoundingClientRect().top") < 900, place


def test_a_link_inside_the_page_opens_it_too(open_page: Open) -> None:
    page = open_page(f"{PLANNED}.en.html", reduced_motion="reduce")
    link = page.locator("#gap .rail a:not(.ref):visible").first
    place = link.get_attribute("href")[1:]
    assert not page.locator(f"[id='{place}']").is_visible()
    link.click()
    page.locator(f"[id='{place}'] .chain").wait_for(state="visible")


def test_what_is_folded_is_found_by_the_browser(open_page: Open) -> None:
    """Nothing is folded by other means than those that a search in the page opens."""
    page = open_page(f"{PLANNED}.en.html")
    hidden = """() => [...document.querySelectorAll("main *")].filter((one) => !one.closest("svg, .vh, .rungs, script, [hidden]")
      && one.textContent.trim() && getComputedStyle(one).display === "none" && !one.closest("details:not([open])")).map((one) => one.outerHTML.slice(0, 80))"""
    found = page.evaluate(hidden)
    assert [one for one in found if "figures" not in one and "mx-open-key" not in one and "figure " not in one] == []


def test_contents_follow_the_reader(open_page: Open) -> None:
    page = open_page(f"{NAME}.en.html", reduced_motion="reduce")
    for section in ("gap", "path", "summary", "method"):
        page.evaluate(f"document.getElementById('{section}').scrollIntoView()")
        page.wait_for_selector(f'.contents a[href="#{section}"][aria-current=location]')
        assert page.locator(".contents [aria-current]").count() == 1


def test_a_section_link_leads_there_and_is_copied(open_page: Open) -> None:
    page = open_page(f"{NAME}.en.html", permissions=["clipboard-read", "clipboard-write"])
    links = page.locator(".copy-link")
    assert links.count() == page.locator("main > section").count()
    link = page.locator("#path > .copy-link")
    heading = page.locator("#path > h2").text_content()
    assert link.get_attribute("aria-label") == f"Copy link to: {heading}"
    link.click()
    page.wait_for_selector("#page-status.seen")
    assert page.url.endswith("#path")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.locator("#path > h2").text_content() == heading


def test_where_the_clipboard_is_barred_the_reader_is_told(open_page: Open) -> None:
    page = open_page(f"{NAME}.de.html")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('barred')); }")
    page.locator("#path > .copy-link").click()
    page.wait_for_selector("#page-status.seen")
    assert "Adresszeile" in page.locator("#page-status").text_content()
    assert page.url.endswith("#path")


def test_the_print_button_prints(open_page: Open) -> None:
    page = open_page(f"{NAME}.en.html")
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.locator("#page-print").click()
    assert page.evaluate("window.printed") is True


def test_all_is_opened_for_paper_on_wish(open_page: Open) -> None:
    page = open_page(f"{NAME}.en.html")
    count = "document.querySelectorAll('details:not([open])').length"
    before = page.evaluate(count)
    page.evaluate(
        f"() => {{ window.print = () => {{ window.left = {count}; window.dispatchEvent(new Event('afterprint')); }}; }}"
    )
    page.locator("#page-print-all").click()
    assert page.evaluate("window.left") == 0
    assert page.evaluate(count) == before > 50


def test_printed_as_it_is_the_page_is_a_short_document(open_page: Open) -> None:
    from pypdf import PdfReader

    page = open_page(f"{PLANNED}.de.html")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert 3 <= len(printed.pages) <= 8
    text = "".join(one.extract_text() for one in printed.pages)
    titles = page.locator(".card h3 a, .measure > summary span > b").all_text_contents()
    assert len(titles) > 10
    for part in ("Wo stehen wir?", *page.locator(".rail a:not(.ref):visible").all_text_contents(), *titles[:6]):
        assert part in " ".join(text.split())


def test_paper_has_no_controls(open_page: Open) -> None:
    page = open_page(f"{NAME}.en.html")
    page.emulate_media(media="print")
    for control in page.locator("button, select, input, .copy-link").all():
        assert not control.is_visible()


class TestKeyboard:
    def walk(self, page: Any, limit: int = 2000) -> list[str]:
        """A name for everything that the Tab key comes to, in order; every stop must show that it is there."""
        page.evaluate(
            """() => { let number = 0; for (const one of document.querySelectorAll("a, button, select, input, summary, [tabindex]")) one.dataset.stop = number++; }"""
        )
        stops: list[str] = []
        for _ in range(limit):
            page.keyboard.press("Tab")
            stop, visible = page.evaluate("""() => { const one = document.activeElement, style = getComputedStyle(one);
                return [one.dataset.stop ?? "", style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2]; }""")
            if not stop or stop in stops:
                return stops
            assert visible, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
            stops.append(stop)
        raise AssertionError("the Tab key never comes to an end")

    @pytest.mark.parametrize("unfolded", [False, True])
    def test_every_control_is_reached_and_seen(self, unfolded: bool, open_page: Open) -> None:
        page = open_page("kaltenbrunn-pumpentechnik.en.html")
        page.evaluate(f"for (const one of document.querySelectorAll('details')) one.open = {str(unfolded).lower()};")
        stops = self.walk(page)
        wanted = page.evaluate("""() => [...document.querySelectorAll("a[href], button, select, input, summary")].filter((one) =>
            one.checkVisibility({ visibilityProperty: true })).map((one) => one.dataset.stop)""")
        assert len(wanted) > (300 if unfolded else 50)
        assert sorted(set(wanted) - set(stops), key=int) == []

    def test_ticking_and_resetting(self, open_page: Open) -> None:
        page = open_page("kaltenbrunn-pumpentechnik.en.html")
        page.locator("#what-if-measures input").first.focus()
        page.keyboard.press("Space")
        assert page.evaluate("location.hash").startswith("#whatif=M-")
        assert "1 of 4 measures ticked" in page.locator("#page-status").text_content()
        for _ in range(8):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "what-if-all":
                break
        assert page.evaluate("document.activeElement.id") == "what-if-all"
        page.keyboard.press("Enter")
        assert "4 of 4" in page.locator("#page-status").text_content()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert "0 of 4" in page.locator("#page-status").text_content()
        assert page.evaluate("document.activeElement.className") == "what-if-reset", "the focus stays"

    def test_filtering(self, open_page: Open) -> None:
        page = open_page("kaltenbrunn-pumpentechnik.en.html")
        page.locator("#page-filter select").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector("#page-filter.active")

    def test_what_is_heard_is_a_live_region_from_the_start(self, open_page: Open) -> None:
        page = open_page("kaltenbrunn-pumpentechnik.en.html", java_script_enabled=False)
        assert page.locator("#page-status").get_attribute("role") == "status"


class TestWithoutScripts:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_the_report_is_complete_and_has_no_dead_controls(self, language: str, open_page: Open) -> None:
        with_script = open_page(f"{PLANNED}.{language}.html")
        without = open_page(f"{PLANNED}.{language}.html", java_script_enabled=False)
        assert not any(one.is_visible() for one in without.locator("button, select, input").all())
        assert without.locator(".answer").count() == 6
        without.evaluate("for (const one of document.querySelectorAll('details')) one.open = true;")
        with_script.evaluate("for (const one of document.querySelectorAll('details')) one.open = true;")
        for part in (
            ".stage",
            ".area",
            ".measure",
            ".step",
            ".answer",
            ".finding",
            "[id^=L]",
            ".facts",
            "nav li:not(.scripted)",
        ):
            visible = [one.is_visible() for one in without.locator(part).all()]
            assert visible
            assert all(visible), part
        # Whatever words a reader gets with a script, beyond its own controls, stand there without one as well.
        only_controls = ".tools, .filter, .copy-link, .what-if-part, .what-if-tick, .what-if-note, .page-status, .cell-read, .scripted"
        with_script.evaluate(f"document.querySelectorAll('{only_controls}').forEach((one) => one.remove())")
        words = [" ".join(page.locator("body").inner_text().split()) for page in (with_script, without)]
        assert words[0] == words[1]

    def test_nothing_is_hidden_but_the_controls(self, open_page: Open) -> None:
        page = open_page(f"{NAME}.en.html", java_script_enabled=False)
        assert {one.get_attribute("id") or one.get_attribute("class") for one in page.locator("[hidden]").all()} == {
            "page-tools", "page-filter", "what-if", "what-if-assumed", "what-if-note", "cell-read", "scripted",
        }  # fmt: skip


class TestMatrix:
    """The cells of the picture are read by pointer and by keyboard."""

    NAME = "calder-finch-water.en.html"

    def test_arrows_lead_from_cell_to_cell(self, open_page: Open) -> None:
        page = open_page(self.NAME)
        read, now = page.locator("#cell-read"), page.locator("#matrix-picture > .now")
        rest = read.text_content()
        now.focus()
        assert read.text_content() == (
            "Defined · No lead management (2, 1). Below the ideal line (“good will”). Marketing and sales are further than "
            "the lead management that should support them. Present position."
        )
        for key, place in (
            ("ArrowUp", "(2, 2)"), ("ArrowRight", "(3, 2)"), ("End", "(4, 2)"), ("ArrowRight", "(4, 2)"),
            ("ArrowDown", "(4, 1)"), ("ArrowDown", "(4, 1)"), ("Home", "(1, 1)"), ("ArrowLeft", "(1, 1)"),
        ):  # fmt: skip
            page.keyboard.press(key)
            assert place in read.text_content(), key
            assert page.evaluate("document.activeElement.getAttribute('aria-label')") == read.text_content()
        page.keyboard.press("Tab")
        assert read.text_content() == rest
        assert page.locator("#matrix-picture > .cell[tabindex='0']").count() == 1, "one stop for the whole picture"

    def test_the_pointer_reads_what_lies_under_the_marks(self, open_page: Open) -> None:
        page = open_page(self.NAME, reduced_motion="reduce")
        page.locator("#matrix-picture > .cell").nth(9).hover()
        assert page.locator("#cell-read").text_content() == (
            "Defined · Defined terms (2, 2). On the ideal line. Both axes are at the same stage. Possible. Next stage."
        )

    def test_without_scripts_the_picture_is_one_image_with_a_description(self, open_page: Open) -> None:
        page = open_page(self.NAME, java_script_enabled=False)
        picture = page.locator("#matrix-picture")
        assert picture.get_attribute("role") == "img"
        assert "Present position" in picture.get_attribute("aria-label")
        assert page.locator("#matrix-picture > .cell title").count() == 16


def test_a_link_to_the_gap_opens_the_stages_that_it_counts(open_page: Open) -> None:
    page = open_page("calder-finch-water.en.html")
    folded = page.locator("#gap details[data-list]")
    assert folded.count()
    assert not any(one.evaluate("(one) => one.open") for one in folded.all())
    page.locator("#summary .answer a[href='#gap']").first.click()
    page.wait_for_function("[...document.querySelectorAll('#gap details[data-list]')].every((one) => one.open)")
