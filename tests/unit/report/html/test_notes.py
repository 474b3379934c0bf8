from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmmm_report.report.html.notes import TAGS, render_notes

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://example.org/pixel.png)",
    "![x](data:image/png;base64,AAAA)",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://example.org "onmouseover=alert(1)")',
    "<style>body{display:none}</style>",
    "<iframe src='https://example.org'></iframe>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<div onclick=alert(1)>\n\n**x**\n\n</div>",
    "<!-- --><svg/onload=alert(1)>",
    "[x](  javascript&colon;alert(1))",
    "`<b>` <b>bold</b>",
    '<http://example.org/" onmouseover=alert(1)>',
    "| <script> |\n|---|\n| <b>x</b> |",
]
ELEMENT = re.compile(r"<\s*/?\s*([a-zA-Z][a-zA-Z0-9]*)([^>]*)>")


def elements(html: str) -> list[tuple[str, str]]:
    return ELEMENT.findall(html)


def assert_harmless(html: str) -> None:
    for name, attributes in elements(html):
        assert name in TAGS
        assert not re.search(r"\bon\w+\s*=|style\s*=", re.sub(r'"[^"]*"', '""', attributes))
        for address in re.findall(r'(?:href|src)="([^"]*)"', attributes):
            assert address.startswith(("https:", "http:", "mailto:"))


@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_becomes_markup(text: str) -> None:
    assert_harmless(render_notes(text))


def test_html_in_notes_is_shown_as_text() -> None:
    assert render_notes("a <b>bold</b> word") == "<p>a &lt;b&gt;bold&lt;/b&gt; word</p>"


def test_markdown_works() -> None:
    html = render_notes(
        "# Title\n\nText with **weight** and [a link](https://example.org).\n\n- one\n- two\n\n|a|b|\n|-|-|\n|1|2|"
    )
    assert "<h3>Title</h3>" in html
    assert "<strong>weight</strong>" in html
    assert 'href="https://example.org"' in html
    assert "<li>two</li>" in html
    assert '<th scope="col">a</th>' in html


def test_headings_leave_no_gap() -> None:
    assert re.findall(r"<(h\d)>", render_notes("# a\n\n### b\n\n##### c\n\n## d")) == ["h3", "h4", "h5", "h4"]


@given(st.text(max_size=300))
def test_any_text_is_harmless(text: str) -> None:
    assert_harmless(render_notes(text))


@given(st.text(alphabet="[]()*_`<>#|!\\ \n\tab:/", max_size=400))
def test_any_punctuation_is_harmless(text: str) -> None:
    assert_harmless(render_notes(text))


@pytest.mark.parametrize("bomb", ["[" * 20_000, "*a " * 6_600, "`" * 20_000, "> " * 5_000, "|" * 20_000, "- " * 5_000])
def test_bombs_come_back(bomb: str) -> None:
    assert_harmless(render_notes(bomb))
