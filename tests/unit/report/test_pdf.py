"""The PDF as a document: language, outline, links, fonts, no empty page; and failures that are not swallowed."""

from __future__ import annotations

import io
import json
import logging
import subprocess
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from lmmm_report import resources
from lmmm_report.assess.assessment import assess
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.load.model import load_model
from lmmm_report.load.profile import load_profile, load_profile_text
from lmmm_report.report.html import render_report_for_pdf
from lmmm_report.report.view import view_of
from lmmm_report.report.wording import Wording

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2026, 10, 15)

pytestmark = pytest.mark.usefixtures("pango")


def html_of(profile, language: str = "de") -> str:
    model = load_model()
    wording = Wording(load_catalogues(resources.CATALOGUE, model.languages)[language])
    return render_report_for_pdf(view_of(assess(profile, model), wording, program_version="0"), wording)


def typeset(html: str) -> bytes:
    from lmmm_report.report.pdf import PdfPress

    return PdfPress().typeset(html, DAY)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return typeset(html_of(load_profile(ROOT / "configs" / "nordwerk-fluidtechnik.yaml")))


@pytest.fixture(scope="module")
def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def test_says_what_it_is(reader: PdfReader) -> None:
    assert reader.trailer["/Root"]["/Lang"] == "de"
    assert reader.metadata.title == "Reifegradbericht: Nordwerk Fluidtechnik SE"
    assert "Miriam Tadesse" in reader.metadata.author
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_has_bookmarks_for_all_sections(reader: PdfReader) -> None:
    titles = []

    def walk(items) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                titles.append(item.title)

    walk(reader.outline)
    for title in ("Auf einen Blick", "Befund", "Der Weg zum Ziel", "Offene Fragen", "Glossar", "Methode und Quellen"):
        assert title in titles


def test_no_page_is_empty_and_pages_are_numbered(reader: PdfReader) -> None:
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) > 5
    assert [number for number, text in enumerate(pages, 1) if len(text.split()) < 12] == []
    for number, text in enumerate(pages[1:], 2):
        assert f"{number} / {len(pages)}" in text
        assert "Nordwerk Fluidtechnik SE" in text, "running head"


def test_contents_name_the_pages(reader: PdfReader) -> None:
    lines = reader.pages[1].extract_text().splitlines()
    numbers = [int(line) for line in lines if line.isdigit()]
    titles = lines[lines.index("Auf einen Blick") :][: len(numbers)]
    assert len(numbers) == 13
    assert numbers == sorted(numbers)
    for title, number in zip(titles, numbers, strict=True):
        assert title in reader.pages[number - 1].extract_text()


def test_links_lead_inside_the_document_or_to_the_web(reader: PdfReader) -> None:
    actions = [a.get_object() for page in reader.pages for a in page.get("/Annots", [])]
    assert any("/Dest" in a or a.get("/A", {}).get("/S") == "/GoTo" for a in actions)
    addresses = [a["/A"]["/URI"] for a in actions if a.get("/A", {}).get("/S") == "/URI"]
    assert all(address.startswith(("https://", "http://", "mailto:")) for address in addresses)


def test_text_can_be_read_by_others(pdf: bytes, pdftotext: str) -> None:
    text = subprocess.run([pdftotext, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert "Verkaufszyklus" in text.replace("-\n", "")
    for letter in "äöüß„“":
        assert letter in text


def test_fonts_are_ours_and_embedded(pdf: bytes, pdffonts: str) -> None:
    lines = subprocess.run([pdffonts, "-"], input=pdf, capture_output=True, check=True).stdout.decode().splitlines()[2:]
    assert len(lines) >= 2
    for line in lines:
        assert "Source" in line
        assert line.split()[-5] == "yes", "embedded"


def test_a_broken_picture_fails_the_run() -> None:
    broken = "<svg viewBox='0 0 9 9'><rect style='width:calc(1px + 1px)' height='5'/></svg><p>rest of the page</p>"
    with pytest.raises(RuntimeError, match="typeset"):
        typeset(f"<html lang='en'><title>t</title><h1>t</h1>{broken}</html>")


def test_an_error_that_is_only_logged_fails_the_run() -> None:
    from lmmm_report.report.pdf import PdfPress

    PdfPress()
    with pytest.raises(RuntimeError, match="planted"):
        logging.getLogger("weasyprint").error("planted")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png"])
def test_nothing_is_fetched(tmp_path: Path, address: str) -> None:
    """Pictures, styles, fonts and attachments of a page are not fetched, whoever wrote them."""
    secret = tmp_path / "secret.txt"
    secret.write_text("planted-secret")
    page = (
        f"<html lang='en'><title>t</title><link rel='attachment' href='{secret.as_uri()}'>"
        f"<link rel='stylesheet' href='{address}'><h1>t</h1><img alt='x' src='{address}'></html>"
    )
    try:
        made = typeset(page)
    except RuntimeError:
        return
    assert "/EmbeddedFiles" not in str(PdfReader(io.BytesIO(made)).trailer["/Root"].get("/Names", ""))


def test_hostile_texts_stay_texts(pdf: bytes) -> None:
    data = {
        "format": 1,
        "company": {"name": '<img src="file:///etc/passwd">'},
        "assessment": {
            "date": "2026-10-15",
            "notes": "![x](file:///etc/passwd) <link rel=attachment href=file:///etc/passwd>",
        },
    }
    profile = load_profile_text(json.dumps(data).encode(), "x.yaml")
    made = PdfReader(io.BytesIO(typeset(html_of(profile, "en"))))
    assert "<img" in made.pages[0].extract_text()
    assert "/EmbeddedFiles" not in str(made.trailer["/Root"].get("/Names", ""))


def test_the_same_input_gives_the_same_bytes(pdf: bytes) -> None:
    assert typeset(html_of(load_profile(ROOT / "configs" / "nordwerk-fluidtechnik.yaml"))) == pdf
