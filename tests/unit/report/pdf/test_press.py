"""The PDF as its reader meets it: an archivable, accessible document with the data inside; and what must not pass."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import page
import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.audience import Audience
from lmmm_report.load.profile.profile import load_profile, load_profile_text
from lmmm_report.making.loading import catalogues, model_at
from lmmm_report.report.documents.result_json import render_json
from lmmm_report.report.html.fonts import fonts_css, subsets_for
from lmmm_report.report.html.pages import render_for_pdf
from lmmm_report.report.pdf import finish, glyphs
from lmmm_report.report.pdf.press import PdfPress
from lmmm_report.report.views.report import view_of
from lmmm_report.report.words.wording import Wording

ROOT = Path(__file__).resolve().parents[4]
DAY = date(2026, 10, 15)
COMPANY = "Nordwerk Fluidtechnik SE"
NOTES = """
## Größe

- a paragraph

- in a list, [to a page](https://notes.example/seite) and https://bare.example/

1. one
    - nested

| Kopf | |
|------|--|
| a    | b |
"""
BASE = '<!doctype html><html lang="en"><head><title>t</title>{head}</head><body><h1>t</h1>{body}</body></html>'
SVG = '<svg viewBox="0 0 9 9" width="9" height="9">{inside}<rect width="9" height="9"/></svg>'
PROFILES = {"ua1": page.ValidationProfile.PDF_UA_1, "3a": page.ValidationProfile.PDF_A_3A}

pytestmark = pytest.mark.usefixtures("pango")


def program(name: str, package: str) -> str:
    """The path of a program, or a skip that names it and the Debian package it is in."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"needs {name} (Debian package {package})")
    return found


def assessed(profile: Any) -> Any:
    return assess(profile, model_at(None))


def html_of(assessment: Any, language: str = "de", audience: Audience = Audience.WORKING) -> str:
    wording = Wording(catalogues(model_at(None))[language])
    return render_for_pdf(view_of(assessment, wording, program_version="0"), wording, audience)


def html_named(company: str, notes: str = NOTES, language: str = "de") -> str:
    data = {"format": 1, "company": {"name": company}, "assessment": {"date": "2026-10-15", "notes": notes}}
    profile = load_profile_text(json.dumps(data, ensure_ascii=False).encode(), "x.yaml")
    return html_of(assessed(profile), language, Audience.FULL)


def small(body: str, written: str = "") -> str:
    """A page with the fonts that a report has in which ``written`` is written."""
    fonts = "".join(fonts_css("ttf", subset) for subset in subsets_for(written or body))
    style = f"<style>{fonts} body {{ font-family: 'Source Sans 3' }} b {{ font-weight: 600 }}</style>"
    return BASE.format(head="{head}", body=body).replace("{head}", style)


def typeset(html: str, **more: Any) -> bytes:
    return PdfPress().typeset(html, DAY, **more)


def faults(pdf: bytes, profile: str) -> list[str]:
    """The rules of a profile that a PDF breaks."""
    report = page.validate_pdf_bytes(pdf, profile=PROFILES[profile])
    found = [f"{failure.rule_id} {failure.message}" for failure in report.failures]
    assert report.is_compliant == (not found)
    return found


def all_faults(pdf: bytes) -> str:
    return "\n".join(fault for profile in PROFILES for fault in faults(pdf, profile))


@pytest.fixture(scope="session")
def qpdf() -> str:
    return program("qpdf", "qpdf")


@pytest.fixture(scope="session")
def pdfdetach() -> str:
    return program("pdfdetach", "poppler-utils")


@pytest.fixture(scope="module")
def assessment() -> Any:
    return assessed(load_profile(ROOT / "configs" / "nordwerk-fluidtechnik.yaml"))


@pytest.fixture(scope="module")
def html(assessment: Any) -> str:
    return html_of(assessment)


@pytest.fixture(scope="module")
def data(assessment: Any) -> str:
    return render_json(assessment, program_version="0")


@pytest.fixture(scope="module")
def pdf(html: str, data: str, pango: None) -> bytes:
    return typeset(html, attachment=data, attachment_name="größe.json")


@pytest.fixture(scope="module")
def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


class Planned(NamedTuple):
    """The paper of a company with a plan, as it is written and as it is read."""

    html: str
    reader: PdfReader

    @property
    def pages(self) -> list[str]:
        return [sheet.extract_text() for sheet in self.reader.pages]


@pytest.fixture(scope="module")
def planned(pango: None) -> Planned:
    html = html_of(assessed(load_profile(ROOT / "configs" / "brackwell-instruments.yaml")))
    return Planned(html, PdfReader(io.BytesIO(typeset(html))))


@pytest.fixture(scope="module")
def pages(reader: PdfReader) -> list[str]:
    """The text of each page."""
    return [sheet.extract_text() for sheet in reader.pages]


@pytest.fixture(scope="module")
def difficult(pango: None) -> bytes:
    """The report in English of a company with a name and notes that try to break it."""
    notes = NOTES + (
        "\n![x](file:///etc/passwd) <link rel=attachment href=file:///etc/passwd> "
        "[run](javascript:alert(1)) [file](file:///etc/passwd) [你](https://a.example/x?q=1→2)\n"
    )
    name = '<img src="file:///etc/passwd"> Çelik Łódź 你 😀 שלום \ue000'
    return typeset(html_named(name, notes, "en"))


class Texts(HTMLParser):
    """The texts and attributes of all elements with one tag."""

    def __init__(self, html: str, tag: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.found: list[dict[str, str | None]] = []
        self._tag, self._inside = tag, False
        self.feed(html)
        self.texts = [" ".join(text.split()) for text in self.texts]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == self._tag:
            self.texts.append("")
            self.found.append(dict(attrs))
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != self._tag

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


def outline(reader: PdfReader) -> dict[str, int]:
    """Titles of all bookmarks with the page that each leads to, from 1."""

    def walk(entries: list[Any]) -> Iterator[tuple[str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry)
            else:
                yield str(entry.title), (reader.get_destination_page_number(entry) or 0) + 1

    return dict(walk(reader.outline))


def links(reader: PdfReader) -> list[DictionaryObject]:
    """The links of all pages."""
    found = [a.get_object() for sheet in reader.pages for a in sheet.get("/Annots", ArrayObject())]
    return [annotation for annotation in found if annotation["/Subtype"] == "/Link"]


def elements(reader: PdfReader) -> list[DictionaryObject]:
    """All elements of the tag tree, in reading order."""

    def walk(kid: Any) -> Iterator[DictionaryObject]:
        element = kid.get_object()
        if isinstance(element, DictionaryObject) and "/S" in element:
            yield element
            children = element.get("/K", ArrayObject()).get_object()
            for child in children if isinstance(children, list) else [children]:
                yield from walk(child)

    return [e for kid in reader.trailer["/Root"]["/StructTreeRoot"]["/K"] for e in walk(kid)]


class TestStandards:
    """PDF/A-3a and PDF/UA-1 at once, by a validator; and the validator sees what it must."""

    @pytest.mark.parametrize("profile", PROFILES)
    def test_an_example_follows_the_standard(self, pdf: bytes, profile: str) -> None:
        assert faults(pdf, profile) == []

    @pytest.mark.parametrize("profile", PROFILES)
    def test_so_does_one_of_which_nothing_is_known_with_difficult_texts(self, difficult: bytes, profile: str) -> None:
        assert faults(difficult, profile) == []

    def test_an_attachment_is_no_must(self) -> None:
        made = typeset(small("<p>x</p>"))
        assert all_faults(made) == ""
        assert "/AF" not in PdfReader(io.BytesIO(made)).trailer["/Root"]

    def test_qpdf_finds_no_fault(self, pdf: bytes, tmp_path: Path, qpdf: str) -> None:
        (tmp_path / "a.pdf").write_bytes(pdf)
        done = subprocess.run([qpdf, "--check", str(tmp_path / "a.pdf")], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    @pytest.mark.parametrize(
        ("body", "caught"),
        [("<p>x</p>", "PDFUA1-.*(?i:identif|metadata)"), ("<ul><li><p>x</p></li></ul>", "PDFUA1-.*LI")],
        ids=["not named PDF/UA", "paragraph in a list item"],
    )
    def test_without_the_finisher_it_fails(self, body: str, caught: str, monkeypatch: pytest.MonkeyPatch) -> None:
        text = BASE.format(head="", body=body)
        assert all_faults(typeset(text)) == ""
        monkeypatch.setattr(finish, "finish", lambda document, pdf: None)
        assert re.search(caught, all_faults(typeset(text)))

    @pytest.mark.parametrize(
        ("page_text", "caught"),
        [
            (BASE.format(head="", body=SVG.format(inside="")), "(?i)figure|alt"),
            (BASE.format(head="", body="<h4>skipped</h4>"), "(?i)heading"),
            (BASE.format(head="", body="<p>你</p>"), "NOTDEF"),
        ],
        ids=["picture without a text", "skipped heading", "no glyph"],
    )
    def test_a_planted_fault_is_caught(self, page_text: str, caught: str) -> None:
        assert re.search(caught, all_faults(typeset(page_text)))

    def test_a_page_without_a_language_fails_the_run(self) -> None:
        with pytest.raises(RuntimeError, match="lang"):
            typeset(BASE.format(head="", body="").replace(' lang="en"', ""))

    def test_a_stream_that_ends_with_a_carriage_return_is_not_misread(self) -> None:
        """Whether one does is chance: of the 14 example PDFs two had one when this was written."""
        raw = b"1 0 obj\n<</Length 2>>\nstream\nx\r\nendstream\nendobj"
        assert finish.settle_ends_of_streams(raw) == raw.replace(b"x\r\n", b"x\r\r")


class TestAttachment:
    def test_another_program_gets_the_document_out(self, pdf: bytes, data: str, tmp_path: Path, pdfdetach: str) -> None:
        (tmp_path / "a.pdf").write_bytes(pdf)
        command = [pdfdetach, "-save", "1", "-o", str(tmp_path / "out.json"), str(tmp_path / "a.pdf")]
        subprocess.run(command, check=True, capture_output=True)
        assert (tmp_path / "out.json").read_text(encoding="utf-8") == data
        assert "ü" in data

    def test_what_is_said_of_it(self, reader: PdfReader, data: str) -> None:
        root = reader.trailer["/Root"]
        (described,) = root["/AF"]
        assert root["/Names"]["/EmbeddedFiles"]["/Names"][1] == described
        said = described.get_object()
        assert (said["/AFRelationship"], said["/UF"]) == ("/Data", "größe.json")
        stream = said["/EF"]["/F"].get_object()
        assert stream["/Subtype"] == "/application/json"
        assert {stream["/Params"][key] for key in ("/CreationDate", "/ModDate")} == {"D:20261015000000Z"}
        assert stream.get_data().decode() == data


class TestTags:
    """What assistive technology finds."""

    def test_language_title_author_date(self, reader: PdfReader) -> None:
        meta = reader.metadata
        assert meta is not None
        assert reader.trailer["/Root"]["/Lang"] == "de"
        assert str(meta.title) == f"Reifegradbericht: {COMPANY}, Arbeitsexemplar"
        assert "Miriam Tadesse" in str(meta.author)
        assert (meta.creation_date_raw, meta.modification_date_raw) == ("D:20261015", "D:20261015")
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]

    def test_header_cells_say_what_they_head(self, reader: PdfReader, html: str) -> None:
        cells = [e for e in elements(reader) if e["/S"] == "/TH"]
        scopes = {cell["/A"]["/Scope"] for cell in cells}
        assert scopes == {"/Column", "/Row"}
        rows = sum(cell["/A"]["/Scope"] == "/Row" for cell in cells)
        assert rows == sum(found.get("scope") == "row" for found in Texts(html, "th").found)

    def test_list_items_hold_labels_and_bodies(self, difficult: bytes) -> None:
        items = [e for e in elements(PdfReader(io.BytesIO(difficult))) if e["/S"] == "/LI"]
        assert len(items) > 10
        for item in items:
            assert {kid.get_object()["/S"] for kid in item["/K"]} <= {"/Lbl", "/LBody"}
            assert all(kid.get_object()["/P"].get_object() == item for kid in item["/K"])

    def test_pictures_say_what_they_show_or_are_no_pictures(self, reader: PdfReader, html: str) -> None:
        texts = [str(e["/Alt"]) for e in elements(reader) if e["/S"] == "/Figure"]
        shown = [svg for svg in Texts(html, "svg").found if svg.get("aria-hidden") != "true"]
        assert len(texts) == len(shown) > 0
        assert all(len(text) > 20 and finish.DECORATION not in text for text in texts)

    def test_a_hidden_picture_is_no_tag(self) -> None:
        hidden = SVG.format(inside="<title>not for reading</title>").replace("<svg", '<svg aria-hidden="true"')
        made = typeset(BASE.format(head="", body=f"<p>{hidden} words</p>"))
        assert all_faults(made) == ""
        assert "/Figure" not in [e["/S"] for e in elements(PdfReader(io.BytesIO(made)))]

    def test_running_heads_are_not_read_out(self, reader: PdfReader) -> None:
        """Each piece of content has an owner in the tree, or is an artifact."""
        owners = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        tree = [e.indirect_reference for e in elements(reader)]
        inside = {reference.idnum for reference in tree if reference is not None}
        for number, sheet in enumerate(reader.pages):
            of_page = owners[owners.index(number) + 1] if number else owners[1]
            content = sheet.get_contents()
            assert content is not None
            marks = {int(mark) for mark in re.findall(rb"/MCID (\d+)", content.get_data())}
            assert marks == {i for i, owner in enumerate(of_page) if hasattr(owner, "idnum")}
            assert all(of_page[mark].idnum in inside for mark in marks)
            if number:
                assert content.get_data().count(b"/Artifact") >= 3, "two running heads and a number"

    def test_every_link_says_where_it_leads(self, planned: Planned) -> None:
        texts = set(Texts(planned.html, "a").texts)
        said = {str(link["/Contents"]) for link in links(planned.reader)}
        assert len(said) > 15
        assert {text for text in said if not re.search(r"https?://", text)} <= texts
        assert not {str(link["/Contents"]) for link in links(planned.reader)} & {"summary", "diagnosis", "path"}

    def test_a_link_to_the_web_gives_its_address(self) -> None:
        body = '<p><a href="https://a.example/x">words</a> <a href="https://b.example/">https://b.example/</a>'
        made = PdfReader(io.BytesIO(typeset(BASE.format(head="", body=body))))
        assert [link["/Contents"] for link in links(made)] == ["words (https://a.example/x)", "https://b.example/"]

    def test_one_link_is_one_tag(self) -> None:
        body = '<p><a href="#x">one <b>and</b> <span>two</span></a><p id="x">x'
        made = typeset(BASE.format(head="<style>a::after { content: ' 3' }</style>", body=body))
        tags = [e for e in elements(PdfReader(io.BytesIO(made))) if e["/S"] == "/Link"]
        assert len(tags) == 1
        assert all_faults(made) == ""


class TestPages:
    def test_every_section_has_a_bookmark_that_leads_to_it(
        self, reader: PdfReader, html: str, pages: list[str]
    ) -> None:
        sections = re.findall(r"<h2 data-section=[^>]*>([^<]*)</h2>", html)
        assert len(sections) > 6
        leads = outline(reader)
        for title in sections:
            there = pages[leads[title] - 1].replace("-\n", "-").replace("\n", " ")
            assert title in there, title

    def test_every_page_is_numbered_and_says_whose_it_is(self, pages: list[str]) -> None:
        assert len(pages) > 5
        for number, text in enumerate(pages, 1):
            assert f"{number} / {len(pages)}" in text
            assert COMPANY in text, "running head"

    def test_the_plan_names_the_page_of_each_measure(self, planned: Planned) -> None:
        measures = re.findall(r'<a class="page" href="#([^"]+)">', planned.html)
        assert len(measures) > 9
        named = planned.reader.named_destinations
        leads = [(planned.reader.get_destination_page_number(named[measure]) or 0) + 1 for measure in measures]
        plan = "\n".join(text for text in planned.pages if "erfüllt die Bedingung" in text)
        assert [int(page) for page in re.findall(r"\(\d+–[\d.]+\)\s*(?:Maßnahme \d+)?\s*(\d+)\b", plan)] == leads

    def test_links_lead_to_places_and_to_the_web(self, planned: Planned) -> None:
        named = planned.reader.named_destinations
        inside = [str(link["/Dest"]) for link in links(planned.reader) if "/Dest" in link]
        outside = [str(link["/A"]["/URI"]) for link in links(planned.reader) if "/A" in link]
        assert len(inside) > 20
        assert set(inside) <= set(named)
        assert all(address.startswith(("https://", "http://", "mailto:")) for address in outside)

    def test_another_reader_finds_the_same_words(self, pdf: bytes, pdftotext: str) -> None:
        text = subprocess.run([pdftotext, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
        assert "Verkaufszyklus" in text.replace("-\n", "")
        for letter in "äöüß„“":
            assert letter in text

    def test_fonts_are_ours_and_embedded(self, pdf: bytes, pdffonts: str) -> None:
        lines = subprocess.run([pdffonts, "-"], input=pdf, capture_output=True, check=True).stdout.decode()
        rows = [line.split() for line in lines.splitlines()[2:]]
        assert len(rows) >= 2
        for name, *_, embedded, subset, unicode, _number, _generation in rows:
            assert re.match(r"[A-Z]{6}\+Source-Sans-3", name), name
            assert (embedded, subset, unicode) == ("yes", "yes", "yes")


class TestGlyphs:
    """Letters beyond Latin-1, and characters that no font of ours has."""

    def test_letters_of_two_fonts_are_not_mixed_up(self, pdffonts: str) -> None:
        """WeasyPrint took two files of one weight for one font and set the letters of one for those of the other."""
        made = typeset(small("<p>Çelik Şirket <b>Łódź 1</b></p>"))
        assert all_faults(made) == ""
        lines = subprocess.run([pdffonts, "-"], input=made, capture_output=True, check=True).stdout.decode()
        assert len(lines.splitlines()[2:]) == 4, "two weights of Latin, two of more"
        assert "Çelik Şirket Łódź 1" in PdfReader(io.BytesIO(made)).pages[0].extract_text()

    def test_mixed_up_fonts_are_caught(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(glyphs, "with_distinct_faces", lambda html, *, box: html)
        assert "GLYPH" in all_faults(typeset(small("<p>Çelik Şirket</p>")))

    @pytest.mark.parametrize(
        ("written", "shown", "unshown"),
        [
            ("你 AG", "□ AG", "你"),
            ("A😀B", "A□B", "😀"),
            ("👩‍💻", "□□", "👩💻"),
            ("A→B", "A->B", ""),
            ("≥ 3", ">= 3", ""),
            ("a\u2011b", "a-b", ""),
            ("1\u202f000", "1 000", ""),
            ("1\u2003m", "1 m", ""),
            ("ﬁx", "fix", ""),
            ("10⁵", "10□", "⁵"),
            ("ab\u200dc\ufe0f", "abc", ""),
            ("a\u0308", "ä", ""),
            ("ẞ", "ẞ", ""),
            ("∴5", "□5", "∴"),
            ("Ş₺5", "Ş₺5", ""),
            ("\ue000\u0378\ufdd0", "□□□", "\u0378\ue000\ufdd0"),
        ],
    )
    def test_a_character_without_a_glyph_is_shown_otherwise(self, written: str, shown: str, unshown: str) -> None:
        html = small(f"<p>Firma <b>{written}</b> {written}.</p>").replace("<title>t", f"<title>{written}")
        made = typeset(html)
        read = PdfReader(io.BytesIO(made))
        text = read.pages[0].extract_text().replace("a\u0308", "ä").replace("\xa0", " ")
        assert f"Firma {shown} {shown}." in text
        assert PdfPress.unshown(html) == unshown
        assert read.metadata is not None
        assert str(read.metadata.title) == written, "the title is text, not glyphs"
        assert all_faults(made) == ""

    def test_an_address_is_not_changed(self, difficult: bytes) -> None:
        (address,) = [
            str(link["/A"]["/URI"]) for link in links(PdfReader(io.BytesIO(difficult))) if "a.example" in str(link)
        ]
        assert not set(address) & {">", "□"}

    def test_every_character_of_the_examples_has_a_glyph(self, html: str) -> None:
        assert PdfPress.unshown(html) == ""

    def test_the_command_says_what_is_not_shown(self, tmp_path: Path, run_build: Callable[..., str]) -> None:
        profile = tmp_path / "acme.yaml"
        profile.write_text("format: 1\ncompany: {name: 你 Co}\nassessment: {date: 2026-10-15}\n", encoding="utf-8")
        assert "acme.yaml: warning: the fonts have no 你, shown as □ in acme.en.pdf" in run_build(profile)
        made = PdfReader(tmp_path / "out" / "acme.en.pdf")
        assert json.loads(made.attachments["acme.json"][0])["company"]["name"] == "你 Co"


@pytest.fixture
def run_build(tmp_path: Path) -> Callable[..., str]:
    """Builds the PDF of a profile in English into the folder ``out`` and returns what was said."""

    def run(profile: Path) -> str:
        options = ["build", str(profile), "-o", str(tmp_path / "out"), "--lang", "en", "--format", "pdf"]
        command = [sys.executable, "-m", "lmmm_report", *options]
        return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stderr

    return run


class TestPress:
    def test_the_same_input_gives_the_same_bytes_whatever_was_typeset_before(
        self, html: str, pdf: bytes, data: str
    ) -> None:
        press = PdfPress()
        press.typeset(small("<p>Şirket 你"), date(2020, 1, 1))
        assert press.typeset(html, DAY, data, "größe.json") == pdf

    def test_the_clock_is_given_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = BASE.format(head="", body="")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "5")
        PdfPress().typeset(text, DAY)
        assert os.environ["SOURCE_DATE_EPOCH"] == "5"
        monkeypatch.delenv("SOURCE_DATE_EPOCH")
        PdfPress().typeset(text, DAY)
        assert "SOURCE_DATE_EPOCH" not in os.environ

    def test_an_error_that_is_only_logged_is_a_failure(self) -> None:
        PdfPress()
        with pytest.raises(RuntimeError, match="could not be typeset: something went wrong"):
            logging.getLogger("weasyprint").error("something went %s", "wrong")
        logging.getLogger("weasyprint").warning("this is only a warning")

    @pytest.mark.parametrize(
        "inside",
        [
            '<path d="M0 0h9" transform="rotate(x)"/>',
            '<rect style="width:calc(1px + 1px)" height="5"/>',
        ],
    )
    def test_a_fault_in_a_picture_is_a_failure(self, inside: str) -> None:
        with pytest.raises(RuntimeError, match=r"could not be typeset: Failed to .*SVG"):
            typeset(BASE.format(head="", body=SVG.format(inside=f"<title>p</title>{inside}")))

    def test_a_link_without_a_goal_is_a_failure(self) -> None:
        with pytest.raises(RuntimeError, match="No anchor #nowhere"):
            typeset(BASE.format(head="", body='<a href="#nowhere">x</a>'))


WATCHED: dict[str, list[str]] = {}
"""Parts of addresses, with the events of the interpreter that named them."""


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if WATCHED and event in ("open", "socket.connect", "socket.getaddrinfo"):
        for part, seen in WATCHED.items():
            if part in str(arguments):
                seen.append(event)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whether the file ``secret.svg`` is opened or port 9 of this machine is asked."""
    sys.addaudithook(_watch)  # cannot be taken away again, but is idle without an entry
    events: list[str] = []
    monkeypatch.setitem(WATCHED, "secret.svg", events)
    monkeypatch.setitem(WATCHED, "('127.0.0.1', 9)", events)
    return events


class TestHostile:
    """What a profile says cannot make the press read a file or ask the network."""

    def test_hostile_texts_stay_texts(self, difficult: bytes) -> None:
        made = PdfReader(io.BytesIO(difficult))
        assert "<img" in made.pages[0].extract_text()
        addresses = [str(link["/A"].get("/URI", link["/A"])) for link in links(made) if "/A" in link]
        assert [a for a in addresses if re.match(r"(javascript|file|data):", a)] == []
        assert "/EmbeddedFiles" not in str(made.trailer["/Root"].get("/Names", ""))

    def test_the_watch_sees_what_it_watches(self, tmp_path: Path, seen: list[str]) -> None:
        (tmp_path / "secret.svg").write_text("", encoding="utf-8")
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", 9), timeout=5)
        assert {"open", "socket.connect"} <= set(seen)

    @pytest.mark.parametrize(
        ("head", "body"),
        [
            ("", '<img alt="i" src="{address}">'),
            ("", '<svg viewBox="0 0 9 9" width="9" height="9"><image href="{address}" width="9" height="9"/></svg>'),
            ("", '<svg viewBox="0 0 9 9" width="9" height="9"><use href="{address}#a"/></svg>'),
            ("", '<object data="{address}">o</object>'),
            ("", '<embed src="{address}">'),
            ('<link rel="stylesheet" href="{address}">', ""),
            ('<link rel="attachment" href="{address}">', ""),
            ("<style>@import url({address});</style>", ""),
            ("<style>body{{background:url({address})}}</style>", ""),
            ("<style>@font-face{{font-family:F;src:url({address})}} h1{{font-family:F}}</style>", ""),
            ('<style>@font-face{{font-family:"F";src:url({address})}} h1{{font-family:F}}</style>', ""),
            ("<style>h1::before{{content:url({address})}}</style>", ""),
            ("<style>li{{list-style:url({address})}}</style>", "<ul><li>l</li></ul>"),
            ("", '<a rel="attachment" href="{address}">a</a>'),
        ],
    )
    @pytest.mark.parametrize("scheme", ["file", "http"])
    def test_even_if_it_got_past_the_page(
        self, head: str, body: str, scheme: str, tmp_path: Path, seen: list[str]
    ) -> None:
        secret = tmp_path / "secret.svg"
        secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text id="a">SECRET</text></svg>', encoding="utf-8")
        address = secret.as_uri() if scheme == "file" else "http://127.0.0.1:9/secret.svg"
        seen.clear()
        try:
            made = typeset(BASE.format(head=head.format(address=address), body=body.format(address=address)))
        except RuntimeError:  # what is refused may also fail the run
            made = typeset(BASE.format(head="", body=""))
        read = PdfReader(io.BytesIO(made))
        assert "SECRET" not in "".join(sheet.extract_text() for sheet in read.pages)
        assert "/EmbeddedFile" not in str(read.trailer["/Root"])
        assert seen == []
