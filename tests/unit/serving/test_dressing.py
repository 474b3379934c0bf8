"""What is added to a page on its way: the one script, and no more leave than it needs."""

from __future__ import annotations

import base64
import hashlib
import html
import re

import pytest

from lmmm_report.report.html.embedded import SEPARATE_POLICY, content_security_policy
from lmmm_report.serving.dressing import dressed, live_script

HASH = f"'sha256-{base64.b64encode(hashlib.sha256(live_script().encode()).digest()).decode()}'"


def page(policy: str) -> bytes:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">'
    return f"<html><head>{meta}</head><body><p></body></p></body></html>".encode()


def rules(content: bytes) -> dict[str, list[str]]:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', content.decode())
    assert found
    return {rule.split()[0]: rule.split()[1:] for rule in html.unescape(found[1]).split(";")}


@pytest.mark.parametrize(
    "policy",
    [content_security_policy("p{}"), content_security_policy("p{}", "x"), SEPARATE_POLICY, "default-src 'none'",
     "default-src 'none'; script-src 'none'; connect-src 'none'"],
)  # fmt: skip
def test_the_policy_allows_this_script_and_its_connection_and_nothing_else(policy: str) -> None:
    before, after = rules(page(policy)), rules(dressed(page(policy), "a.html", "1"))
    for directive in {*before, *after} - {"script-src", "connect-src"}:
        assert after[directive] == before[directive]
    assert set(after["script-src"]) - {HASH} == set(before.get("script-src", ())) - {"'none'"}
    assert HASH in after["script-src"]
    assert after["connect-src"] == ["'self'"]


def test_the_script_stands_at_the_end_with_what_it_is_told() -> None:
    made = dressed(page("default-src 'none'"), 'a"><b>.html', "1").decode()
    assert made.endswith("</script>\n</body></html>")
    assert 'data-page="a&quot;&gt;&lt;b&gt;.html"' in made
    assert made.count(live_script()) == 1
    assert "</" not in live_script()


def test_a_page_without_policy_or_end_gets_the_script() -> None:
    assert dressed(b"<p>x", "a.html", "1").startswith(b"<p>x<script ")
