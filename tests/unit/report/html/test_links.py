"""A link to a place that the page does not have cannot be written, whatever template it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.audience import Audience
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.report.html.links import settle
from lmmm_report.report.html.pages import Look, render_for_pdf, render_report
from lmmm_report.report.html.pieces import BLOCK, finished, from_tags
from lmmm_report.report.views.report import view_of
from lmmm_report.report.words.wording import Wording

DEAD = [
    ('<a href="#x">t</a>', "t"),
    ("<A HREF='#x'><b>t</b></A >", "<b>t</b>"),
    ('<a class="k" href=#x rel=nofollow target=_self>t</a>', '<span class="k">t</span>'),
    ('<a id="y" href="#x">t</a><a href="#y">u</a>', '<span id="y">t</span><a href="#y">u</a>'),
    ('<a\n  href = " #x "\n>t</a>', "t"),
    ('<a href="&#35;x">t</a>', "t"),
    ('<a title="a > b" href="#x">t</a>', '<span title="a > b">t</span>'),
    ('<!-- <p id="x"> --><a href="#x">t</a>', '<!-- <p id="x"> -->t'),
    ('&lt;p id="x"&gt; <a href="#x">t</a>', '&lt;p id="x"&gt; t'),
    ('<p data-id="x"><a href="#x">t</a>', '<p data-id="x">t'),
    ('<script>\'<p id="x">\'</script><a href="#x">t</a>', "<script>'<p id=\"x\">'</script>t"),
    ('<a href="#x">t</a> <a href="/y">u</a>', 't <a href="/y">u</a>'),
    ('<svg><a class="k" xlink:href="#x"><path/></a></svg>', '<svg><g class="k"><path/></g></svg>'),
    ('<map><area href="#x" alt="t"></map>', '<map><area alt="t"></map>'),
    ('<a href="#x">t', "t"),
]
ALIVE = [
    '<a href="#x">t</a><p id="x">',
    "<a href='#x'>t</a><p class=k id=x>",
    '<p\nID = "x"><a href="#x">t</a>',
    '<a href="#m%C3%BC">t</a><p id="mü">',
    '<a href="#a&amp;b">t</a><p id="a&amp;b">',
    '<a href="#x">t</a><a name="x"></a>',
    '<a href="#x" id="x">t</a>',
    '<a href="https://a.example/#x">t</a>',
    "<script>a = \"<a href='#x'>\"</script>",
    '<style>a[href="#x"]{}</style><!-- <a href="#x"> -->',
    "<p>1 < 2 <b",
]


@pytest.mark.parametrize(("page", "settled"), DEAD)
def test_of_a_link_without_a_target_the_text_stays(page: str, settled: str) -> None:
    assert settle(page, ours=False) == settled


@pytest.mark.parametrize("page", ALIVE)
def test_everything_else_stays_as_it_is(page: str) -> None:
    assert settle(page, ours=False) == page


def test_to_the_top_only_where_there_is_one() -> None:
    page = '<a href="#">t</a><a href="#top">u</a>'
    assert settle(page, ours=False) == page
    assert settle(page, ours=False, paged=True) == settle(page, paged=True) == "tu"


def test_links_of_our_own_templates_are_seen_at_a_glance() -> None:
    page = '<a class="id" href="#x">t</a> <a href="#y">u</a> <p class="k" id="y"></p>'
    assert settle(page) == '<span class="id">t</span> <a href="#y">u</a> <p class="k" id="y"></p>'


def test_templates_of_a_user_are_held_to_it(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    template = "<!doctype html><title>x</title><a href='#gone'>{{ v.company }}</a> <a href=#here>{{ v.date }}</a>"
    (tmp_path / "paper").mkdir()
    for name in ("report/report", *(f"paper/{audience.value}" for audience in Audience)):
        (tmp_path / f"{name}.html.j2").write_text(template + "<p id=here>", encoding="utf-8")
    model = load_model()
    wording = Wording(load_catalogues()["en"])
    text = b"{format: 1, company: {name: Acme}, assessment: {date: 2026-10-15}}"
    view = view_of(assess(load_profile_text(text, "x.yaml"), model), wording, program_version="0")
    look = Look(templates=tmp_path)
    pages = [
        render_report(view, wording, result={}, look=look),
        *(render_for_pdf(view, wording, audience, look=look) for audience in Audience),
    ]
    assert {page.partition("</title>")[2] for page in pages} == {"Acme <a href=#here>15 October 2026</a><p id=here>"}


@pytest.mark.parametrize("dead", [False, True])
@pytest.mark.parametrize("size", [7, BLOCK - 1, BLOCK + 1, 10 * BLOCK])
def test_a_page_in_pieces_is_settled_as_the_whole_is(size: int, *, dead: bool) -> None:
    link = '<a href="#nowhere">there</a>' if dead else ""
    data = f'<script type="application/json" id="page-data">{"x > y " * BLOCK}</script>'
    text = "".join(f'<p id="p{n}"><a class="x" href="#p{n * 7 % 4000}">{n}</a></p>\n' for n in range(4000))
    page = f"<head><sheet></head><body>{data}{link}{text}</body>"
    letters: list[str] = []

    def belongs(found: str) -> dict[str, str]:
        letters.append(found)
        return {"<sheet>": "<style>x</style>"}

    made = "".join(finished((page[at : at + size] for at in range(0, len(page), size)), belongs))
    assert made == settle(page.replace("<sheet>", "<style>x</style>"))
    assert ("#nowhere" in made, "there" in made) == (False, dead)
    assert letters == ["".join(sorted(set(page)))]


def test_a_page_in_pieces_is_not_put_together_on_its_way() -> None:
    for page in ("x" * (9 * BLOCK), "<p>" + "x" * (9 * BLOCK), "<p>x</p>" * BLOCK):
        blocks = list(from_tags(page[at : at + 99] for at in range(0, len(page), 99)))
        assert "".join(blocks) == page
        assert max(map(len, blocks[1:])) < 2 * BLOCK
