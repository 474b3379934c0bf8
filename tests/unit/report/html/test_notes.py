from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmmm_report.report.html.markup import read
from lmmm_report.report.html.notes import ATTRIBUTES, TAGS, render_notes
from lmmm_report.report.html.notes_bounds import CELLS, COLUMNS, LEVELS, MARKS, RefusedError, is_plain

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/png;base64,AAAA)",
    "[x](vbscript:x) <vbscript:x> <data:x,y>",
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
    "# <b id=x>\n\n[^<b>]\n\n[^<b>]: <script>",
    '```"><script>\nx\n```',
]
ELEMENT = re.compile(r"<\s*/?\s*([a-zA-Z][a-zA-Z0-9]*)([^>]*)>")
REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Characters that a profile cannot hold."""


def elements(html: str) -> list[tuple[str, str]]:
    return ELEMENT.findall(html)


def assert_harmless(html: str) -> None:
    ids = re.findall(r'\bid="([^"]*)"', html)
    assert len(set(ids)) == len(ids)
    for name, attributes in elements(html):
        assert name in TAGS
        written = re.findall(r'([\w-]+)="([^"]*)"', attributes)
        assert {key for key, _ in written} <= ATTRIBUTES.get(name, set()) | {"rel"}
        assert re.sub(r'[\w-]+="[^"]*"', "", attributes).strip() == ""
        for key, value in written:
            if key == "href" and value.startswith("#"):
                assert value[1:] in ids
            elif key == "href":
                assert re.match("https?://[^/]|mailto:.", value, re.IGNORECASE)
            elif key == "id":
                assert value.startswith(("note-", "footnote-"))


@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_becomes_markup(text: str) -> None:
    assert_harmless(render_notes(text))


def test_html_in_notes_is_shown_as_text() -> None:
    assert render_notes("a <b>bold</b> word") == "<p>a &lt;b&gt;bold&lt;/b&gt; word</p>"


AS_ON_GITHUB = {
    "a list right after a paragraph": ("Text:\n- a\n- b", "<p>Text:</p><ul><li>a</li><li>b</li></ul>"),
    "two blanks nest": ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    "four blanks nest": ("- a\n    - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    "numbers": ("1. a\n1. b", "<ol><li>a</li><li>b</li></ol>"),
    "numbers from three": ("3) a\n4) b", '<ol start="3"><li>a</li><li>b</li></ol>'),
    "two kinds of list": ("- a\n\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
    "a fence": ("Text\n```csv\n<a>;b\n\n  c\n```", "<p>Text</p><pre><code>&lt;a&gt;;b\n\n  c\n</code></pre>"),
    "a fence in a list": ("- a\n  ```\n  b\n  ```", "<ul><li>a<pre><code>b\n</code></pre></li></ul>"),
    "tasks": (
        "- [ ] a\n- [x] b",
        (
            '<ul><li><input type="checkbox" disabled=""> a</li>'
            '<li><input type="checkbox" disabled="" checked=""> b</li></ul>'
        ),
    ),
    "struck out": ("~~a~~", "<p><del>a</del></p>"),
    "words with underscores": ("a_b_c and _d_", "<p>a_b_c and <em>d</em></p>"),
    "a table": (
        "|a|b|\n|-|-:|\n|1|2|",
        (
            '<table><thead><tr><th scope="col">a</th><th class="right" scope="col">b</th></tr></thead>'
            '<tbody><tr><td>1</td><td class="right">2</td></tr></tbody></table>'
        ),
    ),
    "an address": (
        "see https://a.example/x?y=1, or (www.b.example).",
        (
            '<p>see <a href="https://a.example/x?y=1" rel="noopener noreferrer">https://a.example/x?y=1</a>, or '
            '(<a href="http://www.b.example" rel="noopener noreferrer">www.b.example</a>).</p>'
        ),
    ),
    "an e-mail": (
        "a@b.example",
        '<p><a href="mailto:a@b.example" rel="noopener noreferrer">a@b.example</a></p>',
    ),
    "line ends": ("a  \nb\\\nc\nd", "<p>a<br>b<br>c\nd</p>"),
    "a quote": ("> a\n> - b", "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>"),
    "a remark": ("> [!NOTE]\n> a", "<blockquote><p>Note</p><p>a</p></blockquote>"),
    "a picture": ("a ![two *words*](x.png)", "<p>a two words</p>"),
    "a footnote": (
        "a[^1] b[^1]\n\n[^1]: c",
        (
            '<p>a<sup id="footnote-1-from"><a href="#footnote-1" rel="noopener noreferrer">1</a></sup> '
            'b<sup><a href="#footnote-1" rel="noopener noreferrer">1</a></sup></p><hr>'
            '<ol><li id="footnote-1"><p>c <a href="#footnote-1-from" rel="noopener noreferrer">↑</a></p></li></ol>'
        ),
    ),
}


@pytest.mark.parametrize(("text", "html"), AS_ON_GITHUB.values(), ids=AS_ON_GITHUB)
def test_it_comes_out_as_on_github(text: str, html: str) -> None:
    flat = re.sub(r"\n(?=<)|(?<=>)\n", "", render_notes(text))
    assert flat == re.sub(r"\n(?=<)|(?<=>)\n", "", html)
    assert_harmless(render_notes(text))


def test_headings_leave_no_gap() -> None:
    assert re.findall(r"<(h\d)", render_notes("# a\n\n### b\n\n##### c\n\n## d")) == ["h3", "h4", "h5", "h4"]


@pytest.mark.parametrize(
    ("heading", "link"),
    [
        ("# Nächste Schritte!", "#nächste-schritte"),
        ("# Nächste Schritte!", "#n%C3%A4chste-schritte"),
        ("# A & B `c_d`: *e*", "#a--b-c_d-e"),
        ("Plan\n====\n\n## Plan", "#plan-1"),
        ("# Plan 1\n\n# Plan\n\n# Plan", "#plan-2"),
        ("# Plan", "#Plan"),
    ],
)
def test_a_link_leads_to_a_heading(heading: str, link: str) -> None:
    text = f"{heading}\n\n[x]({link})"
    assert read(text).faults == ()
    target = re.findall(r'<a href="#([^"]+)"', render_notes(text))
    assert len(target) == 1
    assert f'id="{target[0]}"' in render_notes(text)


def test_a_link_may_lead_to_a_criterion() -> None:
    assert 'href="#X1-DEP-1"' in render_notes("[x](#X1-DEP-1)", frozenset({"X1-DEP-1"}))
    assert render_notes("[x](#X1-DEP-1)") == "<p>x</p>"


def test_headings_share_no_id_with_anything_else() -> None:
    assert_harmless(render_notes("# a\n# a\n# a-1\n# footnote-1\n# 1-from\n#\n#\nx[^1]\n\n[^1]: y"))


@pytest.mark.parametrize(
    "address",
    ["#nowhere", "#", "//host/x", "/etc/passwd", "\\\\\\\\host\\\\share", "x.html", "ftp://a.example", "file:///etc/x",
     "https:x", "https:///x", "http://[x", "mailto:", "?x", "./x", "C:/x", "tel:1", "https://a@b.example"],
)  # fmt: skip
def test_of_any_other_link_the_text_stays_with_a_warning(address: str) -> None:
    text = f"one\n\ntwo\nthree [word](<{address}>)"
    html = render_notes(text)
    assert "<a" not in html
    if "word</p>" in html:  # what the parser takes for no link at all stays as it was written
        assert [fault.line for fault in read(text).faults] == [3]
    else:
        assert f"[word](&lt;{address}&gt;)" in html


@pytest.mark.parametrize(
    "text",
    ["&#14; &#7; &#x1b; &#8238;x&#8236; &#xFEFF; &#xD800; &#0; &#x110000;", "&rlm; &copy; &notanentity; AT&T &amp;",
     "&lt;b&gt;"],
)  # fmt: skip
def test_a_reference_to_a_character_stays_text(text: str) -> None:
    assert render_notes(text) == f"<p>{text.replace('&', '&amp;')}</p>"


def test_no_address_spells_a_character_out() -> None:
    html = render_notes("<https://a.example/%E2%80%AEx> https://b.example/%1B [x](https://c.example/&#8238;)")
    assert not REFUSED.search(html)
    assert ">https://a.example/%E2%80%AEx<" in html


FRAGMENTS = [
    *ATTACKS,
    *("- ", "  - ", "1. ", "> ", "# ", "```\n", "~~~", "    ", "\n", "\n\n", "|", "|-|-|\n", "a", "Wort ", "[", "]", "(", ")"),
    *("![", "[^1]", "[^1]: ", "[x]: #a\n", "](#a)", "](https://a.example)", "](//x)", "*", "**", "_", "~~", "`", "\\", "&#8238;"),
    *("&amp;", "<", ">", "http://", "https://x.example/", "www.", "mailto:", "a@b.example", ":", "javascript:", "- [ ] ", "- [x] "),
    *("> [!NOTE]\n", "\t", "===\n", "---\n", "\r\n", "ä", "\u2003", '"', "'"),
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=40).map("".join))
def test_whatever_is_written_is_harmless_and_spells_nothing_out(text: str) -> None:
    html = render_notes(text)
    assert_harmless(html)
    assert set(REFUSED.findall(html)) <= set(REFUSED.findall(text))


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=60).map("".join))
def test_what_looks_plain_has_no_fault(text: str) -> None:
    if is_plain(text):
        assert read(text).faults == ()


@given(st.text(alphabet="[]()*_`<>#|!\\ \n\tab:/~^-+.1@&;", max_size=400))
def test_any_punctuation_is_harmless(text: str) -> None:
    assert_harmless(render_notes(text))


def deep(marks: str, levels: int) -> str:
    return marks * levels + "a"


@pytest.mark.parametrize(
    "text_of",
    [
        lambda n: "- " * n + "a",
        lambda n: "> " * n + "a",
        lambda n: "1. " * n + "a",
        lambda n: "\n".join("  " * level + "- a" for level in range(n)),
        lambda n: "*a **b " * (n // 2) + "c" + "***" * (n // 2),
        lambda n: "_*" * (n // 2) + "x" + "*_" * (n // 2),
    ],
    ids=["bullets", "quotes", "numbers", "indented", "emphasis", "tight emphasis"],
)
def test_depth_is_bounded_and_sixty_levels_are_not_too_many(text_of: Callable[[int], str]) -> None:
    assert read(text_of(60)).faults == ()
    assert_harmless(render_notes(text_of(60)))
    assert not is_plain(text_of(600))
    with pytest.raises(RefusedError, match=f"more than ({LEVELS} levels|{MARKS} emphases)"):
        read(text_of(600))
    assert render_notes(text_of(600)).startswith("<pre>")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x\n\n" + "|a" * (COLUMNS + 1) + "|\n" + "|-" * (COLUMNS + 1) + "|\n", "columns"),
        ("x\n\n|a|b|\n|-|-|\n" + "|\n" * (CELLS // 2), "cells"),
        ("x\n\n" + "`a`b" * (MARKS + 1), "without a space"),
        ("x\n\n" + "[^a]" * (MARKS + 1) + "\n\n[^a]: b", "without a space"),
    ],
)
def test_what_a_typesetter_could_not_cope_with_is_refused_with_its_line(text: str, message: str) -> None:
    assert not is_plain(text)
    with pytest.raises(RefusedError, match=message) as refused:
        read(text)
    assert refused.value.fault.line >= 2


BOMBS = {
    "brackets": "[", "closed brackets": "[[]", "pictures": "![", "notes": "[^a", "ends": "](", "stars": "*a ",
    "tight": "*_", "ticks": "`", "quotes": "> ", "bars": "|", "bullets": "- ", "colons": ":", "protocols": "http://",
    "mailto": "mailto:a", "angles": "<http:", "at": "a@", "www": "www.", "tildes": "~a", "headings": "# a\n",
    "links": "[a](#a)\n", "definitions": "[^a]: b\n", "references": "[a]: b\n", "rows": "|\n", "entities": "&amp;",
    "lines": "a\n", "paragraphs": "a\n\n", "items": "- a\n", "indents": "- a\n  ", "fences": "```\n", "escapes": "\\",
}  # fmt: skip
LARGEST = 20_000
"""So many characters the format admits."""


def steps(text: str) -> int:
    """How many calls reading takes: a measure of work that is the same on every machine."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        read(text)
    except RefusedError:
        pass
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_work_grows_with_the_text_and_not_faster(bomb: str) -> None:
    small, large = (steps((bomb * size)[:size]) for size in (LARGEST // 8, LARGEST // 4))
    assert large <= 2.4 * small + 2_000


@pytest.mark.long
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_the_largest_text_comes_back(bomb: str) -> None:
    assert_harmless(render_notes((bomb * LARGEST)[:LARGEST]))
