"""The guide for interviews in a browser: for everybody, on every screen, on paper a sheet for whoever is asked much."""

from __future__ import annotations

import io
import subprocess
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

from lmmm_report.making.guides import interviews_about, render_guide
from lmmm_report.making.loading import reader_at, wordings_of
from tests.browser.conftest import ROOT, Open
from tests.browser.test_accessibility import WIDE, faults_of_colour, faults_of_structure
from tests.browser.test_markup import checker  # noqa: F401 - a fixture

FILES = [ROOT / "configs" / f"{stem}.yaml" for stem in ("calder-finch-water", "nordwerk-fluidtechnik")]


@pytest.fixture(scope="module", params=[1, 2])
def guide(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page about one company, and about two."""
    reader = reader_at(None)
    page = render_guide(
        interviews_about(FILES[: request.param], reader)[0], "html", reader, wordings_of(reader.model)["de"]
    )
    path = tmp_path_factory.mktemp("guide") / f"guide-{request.param}.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, guide: Path, open_page: Open) -> None:
    page = open_page(guide)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert faults_of_structure(page) == []
    assert faults_of_colour(page, scheme) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_is_cut(width: int, guide: Path, open_page: Open) -> None:
    page = open_page(guide, viewport={"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate(WIDE) == [0, []]


def test_on_paper_whoever_is_asked_much_has_a_sheet_and_no_room_is_torn(guide: Path, open_page: Open) -> None:
    page = open_page(guide)
    page.emulate_media(media="print")
    breaks = page.evaluate(
        "[...document.querySelectorAll('.person')].map((one) =>"
        " [one.querySelectorAll('.ask').length, getComputedStyle(one).breakBefore])"
    )
    assert len({asked > 3 for asked, _ in breaks}) == 2
    assert all((rule == "page") == (asked > 3) for asked, rule in breaks[1:])
    torn = page.evaluate(
        "[...document.querySelectorAll('.ask, .room')].map((one) => getComputedStyle(one).breakInside)"
    )
    assert set(torn) == {"avoid"}


def test_on_paper_nothing_is_grey_and_each_page_says_whose_it_is(guide: Path, open_page: Open) -> None:
    page = open_page(guide)
    page.emulate_media(media="print")
    colours = page.evaluate(
        "[...document.querySelectorAll('.ask p.detail, .ask h3, .room p')].map((one) => getComputedStyle(one).color)"
    )
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert set(colours) == {ink}
    sizes = page.evaluate("[...document.querySelectorAll('.ask h3')].map((one) => getComputedStyle(one).fontSize)")
    assert len(set(sizes)) == 1
    texts = [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    title = page.title()
    assert len(texts) > 2
    for number, text in enumerate(texts, 1):
        assert f"{number} / {len(texts)}" in text
        assert title in unicodedata.normalize("NFKC", " ".join(text.split()))


def test_the_page_is_without_error(checker: list[str], guide: Path) -> None:  # noqa: F811 - the fixture of another module
    found = subprocess.run([*checker, str(guide)], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
