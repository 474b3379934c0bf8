"""The papers as they lie on the table: how many pages, how full, what stands at their feet, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Aim, Assessment
from lmmm_report.domain.audience import Audience
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.making.loading import catalogues, model_at
from lmmm_report.report.html.pages import render_for_pdf
from lmmm_report.report.pdf import prose
from lmmm_report.report.pdf.press import PdfPress
from lmmm_report.report.views.report import ReportView, view_of
from lmmm_report.report.words.wording import Wording

ROOT = Path(__file__).resolve().parents[4]
EXAMPLES = sorted((ROOT / "configs").glob("*.yaml"))
CASES = sorted((ROOT / "tests" / "cases" / "accept").glob("*/profile.yaml"))
LANGUAGES = ("de", "en")
MODEL = model_at(None)
PRESS = PdfPress()

pytestmark = pytest.mark.usefixtures("pango")


def name_of(path: Path) -> str:
    return path.parent.name if path.stem == "profile" else path.stem


@cache
def wording(language: str) -> Wording:
    return Wording(catalogues(MODEL)[language])


def assessed(path: Path, *, times: int = 1) -> Assessment:
    """A profile's assessment; the names of company and unit said ``times`` times over, as far as they may be."""
    text = path.read_text(encoding="utf-8")
    if times > 1:
        company, rest = text.split("\nassessment:", 1)
        longer, count = re.subn(
            r"(?m)^(  (?:name|unit): )(.+)$", lambda m: m[1] + " ".join([m[2]] * times)[:200], company
        )
        assert count
        text = f"{longer}\nassessment:{rest}"
    return assess(load_profile_text(text.encode(), path.name), MODEL)


def view(path: Path, language: str, *, times: int = 1) -> ReportView:
    return view_of(assessed(path, times=times), wording(language), program_version="0")


def html_of(path: Path, language: str, audience: Audience, *, times: int = 1) -> str:
    return render_for_pdf(view(path, language, times=times), wording(language), audience)


def typeset(path: Path, language: str, audience: Audience, *, times: int = 1) -> bytes:
    a = assessed(path, times=times)
    return PRESS.typeset(html_of(path, language, audience, times=times), a.profile.date)


def pairs(paths: Sequence[Path]) -> list[Any]:
    """Every paper in every language; the daily run has each paper in one of them."""
    return [
        pytest.param(path, language, id=f"{name_of(path)}-{language}", marks=[] if here else pytest.mark.long)
        for number, path in enumerate(paths)
        for turn, language in enumerate(LANGUAGES)
        for here in [number % 2 == turn and path in EXAMPLES]
    ]


def pages_of(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def letters(text: str) -> str:
    """A text without spaces and hyphens: where lines end, a reader of PDF may take one for the other."""
    return "".join(text.split()).translate({ord("-"): None, 0xFFFE: None, 0xAD: None})


class Sheet(NamedTuple):
    """How far down a page is used: where its last ink is, as a share of the room between head and foot."""

    number: int
    used: float


DPI = 24
TOP, BOTTOM = 20 / 297, 1 - 16 / 297
"""Where the room of a page begins and ends."""


def sheets(pdf: bytes) -> Iterator[Sheet]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            bitmap = page.render(scale=DPI / 72, grayscale=True)
            rows = [bytes(bitmap.buffer)[y * bitmap.stride :][: bitmap.width] for y in range(bitmap.height)]
            first, last = int(bitmap.height * TOP), int(bitmap.height * BOTTOM)
            inked = [y for y in range(first, last) if min(rows[y]) < 200]
            yield Sheet(number, (max(inked, default=first) - first) / (last - first))
    finally:
        document.close()


FILLED = 0.55
"""What is used at least of each page but the last: a measure, or a row of a table, is not torn apart to fill it."""

HEADINGS = ("h2", "h3", "h4", "caption", "thead")


def at_the_foot(html: str) -> list[str]:
    """Headings and heads of tables after which nothing stands on their page."""
    import weasyprint

    page = weasyprint.HTML(string=html)
    prose.keep_whole(page.etree_element)
    found = []
    for one in page.render().pages:
        lines = [line for line in _lines(one._page_box, ()) if not line[1].isspace()]
        if lines and any(tag in HEADINGS for tag in lines[-1][0]):
            found.append(lines[-1][1])
    return found


def _lines(box: Any, tags: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The texts of a page in their order, with the elements that each stands in; without what stands at its edges."""
    from weasyprint.formatting_structure import boxes

    box = getattr(box, "_box", box)
    if isinstance(box, boxes.TextBox):
        yield tags, box.text
    elif not isinstance(box, boxes.MarginBox):
        for child in getattr(box, "children", ()):
            yield from _lines(child, (*tags, str(box.element_tag)))


def test_there_are_examples_and_cases() -> None:
    assert len(EXAMPLES) >= 7
    assert len(CASES) >= 23


class TestSheet:
    """One page, whatever it has to say; and nothing on it that only writers of profiles know."""

    @pytest.mark.parametrize(("path", "language"), pairs([*EXAMPLES, *CASES]))
    def test_it_is_one_page(self, path: Path, language: str) -> None:
        pdf = typeset(path, language, Audience.BOARD)
        assert pages_of(pdf) == 1
        text = text_of(pdf)
        assert not re.search(r"(?i)yaml|json|profile\.|\w_\w|[{}]|true|format:", text)
        assert not pypdfium2.PdfDocument(pdf).count_attachments(), "nothing beyond what it shows"
        (sheet,) = sheets(pdf)
        assert sheet.used > 0.7

    @pytest.mark.parametrize("path", [*EXAMPLES, *CASES], ids=name_of)
    def test_where_nothing_is_planned_it_says_what_else_there_is_to_weigh(self, path: Path) -> None:
        shown = view(path, "en").sheet
        situation = shown.decision.situation
        assert (shown.onward is not None) == (situation == "hold")
        assert (shown.resting is not None) == (situation == "keep")
        assert bool(shown.questions) + bool(shown.plan) + bool(shown.onward) + bool(shown.resting) == 1

    @pytest.mark.parametrize(("path", "language"), pairs(EXAMPLES))
    def test_with_names_three_times_as_long_it_still_is_and_all_is_there(self, path: Path, language: str) -> None:
        shown = view(path, language, times=3)
        pdf = typeset(path, language, Audience.BOARD, times=3)
        assert pages_of(pdf) == 1
        text = letters(text_of(pdf))
        for said in (shown.headline, shown.company, *(box.text for box in shown.sheet.decision.boxes)):
            assert letters(said) in text

    def test_the_page_is_set_smaller_only_where_it_has_to(self) -> None:
        """Else the test above would say nothing: there is something that does not fit as it is."""
        import weasyprint

        pages = [
            len(weasyprint.HTML(string=html_of(path, "de", Audience.BOARD, times=times)).render().pages)
            for path in EXAMPLES
            for times in (1, 9)
        ]
        assert set(pages) == {1, 2}

    @pytest.mark.parametrize("path", [*EXAMPLES, *CASES], ids=name_of)
    def test_what_is_to_be_decided_follows_from_the_result(self, path: Path) -> None:
        a = assessed(path)
        for language in LANGUAGES:
            decision = view_of(a, wording(language), program_version="0").sheet.decision
            ids = [box.id for box in decision.boxes]
            assert 2 <= len(ids) == len(set(ids)) <= 3
            assert all(box.title and box.figure and box.text for box in decision.boxes)
            if not a.firm:
                assert decision.situation == "ask"
                assert ids == ["answers", "again", "begin" if a.plan.first.measure else "wait"]
            elif a.gap.aim is Aim.HOLD:
                assert decision.situation == "hold"
                assert ids[:2] == ["stay", "beyond"]
            elif a.cell.stages == a.gap.target:
                assert decision.situation == "keep"
                assert ids[0] == "kept"
            elif not a.gap.steps:
                assert decision.situation == "blocked"
                assert ids[:2] == ["rethink", "lower"]
            elif a.gap.stated:
                assert decision.situation == "release"
                assert ids[:2] == ["time", "owners"]
            else:
                assert decision.situation == "choose"
                assert ids[:2] == ["stay", "next"]

    def test_every_kind_of_decision_occurs(self) -> None:
        seen = {view(path, "en").sheet.decision.situation for path in [*EXAMPLES, *CASES]}
        assert seen == {"ask", "hold", "choose", "release", "keep"}

    @pytest.mark.parametrize("path", [*EXAMPLES, *CASES], ids=name_of)
    def test_its_numbers_are_those_of_the_result(self, path: Path) -> None:
        a = assessed(path)
        boxes = {box.id: box for box in view_of(a, wording("en"), program_version="0").sheet.decision.boxes}
        plan = a.plan
        low, high = (f"{n:,}" for n in (plan.effort.low, plan.effort.high))
        if "next" in boxes:
            assert boxes["next"].figure == f"{low}–{high} days"
            assert re.search(rf"\b{wording('en').spelled(len(plan.measures))} measures?\b", boxes["next"].text)
        if "beyond" in boxes:
            assert plan.outlook is not None
            assert boxes["beyond"].figure == f"{plan.outlook.effort.low:,}–{plan.outlook.effort.high:,} days"
        if "wait" in boxes:
            assert boxes["wait"].figure == f"{plan.effort_if_confirmed.low:,}–{high} days"
        if "owners" in boxes:
            assert boxes["owners"].figure.split()[0] == str(len(plan.loads))
            assert sum(map(int, re.findall(r"\((\d+)\)", boxes["owners"].text))) == len(plan.measures)
        if "rest" in boxes:
            assert a.position.distance
            assert len({step.axis.id for step in a.gap.steps}) == 1

    def test_earlier_positions_are_on_it(self) -> None:
        from lmmm_report.domain.history import position_then

        a = assessed(ROOT / "configs" / "kaltenbrunn-pumpentechnik.yaml")
        now = assessed(ROOT / "configs" / "nordwerk-fluidtechnik.yaml")
        shown = view_of(now, wording("en"), program_version="0", earlier=[position_then(a)])
        html = render_for_pdf(shown, wording("en"), Audience.BOARD)
        assert shown.history.headline
        assert shown.history.headline in html
        assert pages_of(PRESS.typeset(html, now.profile.date)) == 1


class TestWorkingCopy:
    """About ten pages, none of them nearly empty, and no heading at the foot of one."""

    @pytest.mark.parametrize("name", ["nordwerk-fluidtechnik", "brackwell-instruments"])
    def test_the_largest_examples_have_eleven_pages_at_most(self, name: str) -> None:
        path = ROOT / "configs" / f"{name}.yaml"
        assert [pages_of(typeset(path, language, Audience.WORKING)) <= 11 for language in LANGUAGES] == [True, True]

    @pytest.mark.parametrize("audience", [Audience.WORKING, pytest.param(Audience.FULL, marks=pytest.mark.long)])
    @pytest.mark.parametrize(("path", "language"), pairs([*EXAMPLES, *CASES]))
    def test_the_pages_are_filled_and_the_last_has_more_than_a_few_lines(
        self, path: Path, language: str, audience: Audience
    ) -> None:
        *pages, last = sheets(typeset(path, language, audience))
        assert len(pages) > 3
        assert [page for page in pages if page.used < FILLED] == []
        assert last.used > 0.2

    @pytest.mark.parametrize("audience", [Audience.WORKING, pytest.param(Audience.FULL, marks=pytest.mark.long)])
    @pytest.mark.parametrize(("path", "language"), pairs([*EXAMPLES, *CASES]))
    def test_no_heading_stands_at_the_foot(self, path: Path, language: str, audience: Audience) -> None:
        assert at_the_foot(html_of(path, language, audience)) == []

    def test_its_first_page_is_the_sheet(self) -> None:
        path = ROOT / "configs" / "calder-finch-water.yaml"
        for times in (1, 3):
            document = pypdfium2.PdfDocument(typeset(path, "de", Audience.WORKING, times=times))
            first, second = (document[n].get_textpage().get_text_range() for n in (0, 1))
            assert "Zu entscheiden" in first
            assert "Lead Management Maturity Model" in first, "its last line"
            assert "Lead Management Maturity Model" not in second
            document.close()

    def test_a_heading_at_the_foot_and_an_empty_page_are_found(self) -> None:
        style = "<style>@page { size: A4; margin: 20mm } p { break-after: page; margin: 0 }</style>"
        html = f'<html lang="en"><head><title>t</title>{style}</head><body>x<h2>y</h2><p></p>z</body></html>'
        assert at_the_foot(html) == ["y"]
        assert [page.used < 0.25 for page in sheets(PRESS.typeset(html, assessed(EXAMPLES[0]).profile.date))] == [
            True
        ] * 2

    @pytest.mark.parametrize("path", [*EXAMPLES, *CASES], ids=name_of)
    def test_all_gates_and_all_measures_are_in_it(self, path: Path) -> None:
        a = assessed(path)
        html = html_of(path, "en", Audience.WORKING)
        ids = re.findall(r'id="([^"]+)"', html)
        for axis in a.axes:
            for stage in axis.stages:
                for gate in stage.gates:
                    assert ids.count(gate.criterion.id) == 1
        for planned in a.plan.measures:
            assert ids.count(planned.measure.id) == 1
        assert len(ids) == len(set(ids))
