"""Nothing but the page's own script runs, nothing is fetched, and the page has nothing to say to the console."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT, Open, is_local

NAMES = [f"{p.stem}.{language}.html" for p in sorted((ROOT / "configs").glob("*.yaml")) for language in ("de", "en")]


@pytest.mark.parametrize("name", ["index.html", "index.en.html", *NAMES])
def test_every_page_is_silent(name: str, open_page: Open) -> None:
    page = open_page(name)
    page.mouse.wheel(0, 2000)
    page.wait_for_load_state("networkidle")
    assert page.heard == []


def test_what_would_not_be_silent_is_heard(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "loud.html"
    path.write_text('<img src="https://example.invalid/x.png"><script>console.log("hello")</script>', encoding="utf-8")
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    heard = list(page.heard)
    page.heard.clear()
    assert "console: hello" in heard
    assert any("example.invalid" in one for one in heard)
    assert not is_local("https://example.invalid")


INTRUDERS = {
    "script": """(() => { const one = document.createElement("script"); one.textContent = "window.ran = true";
        document.body.append(one); })()""",
    "handler": """document.body.insertAdjacentHTML("beforeend", '<img src="data:," onerror="window.ran = true">')""",
    "link": """(() => { const one = document.createElement("a"); one.href = "javascript:window.ran = true";
        document.body.append(one); one.click(); })()""",
    "block": """(() => { const one = document.getElementById("page-data"), two = document.createElement("script");
        two.textContent = one.textContent + ";window.ran = true"; document.body.append(two); })()""",
}


@pytest.mark.parametrize("intruder", INTRUDERS)
def test_no_other_script_runs(intruder: str, open_page: Open) -> None:
    page = open_page("nordwerk-fluidtechnik.en.html")
    # Without this, a listener of the page's own policy would be all that speaks of the violation.
    page.evaluate(
        "document.addEventListener('securitypolicyviolation', (event) => (window.refused = event.violatedDirective))"
    )
    page.evaluate(INTRUDERS[intruder])
    page.wait_for_function("window.refused")
    assert page.evaluate("window.refused").startswith("script-src")
    assert page.evaluate("window.ran") is None
    assert all("Content Security Policy" in one for one in page.heard)
    page.heard.clear()


@pytest.mark.parametrize(
    "name", ["</script><script>document.title='!'</script>", "<!--<script>", '"},"x":{"a":"', "\u2028{company}"]
)
def test_no_text_of_a_profile_ends_the_block_of_data(name: str, browser: Any, tmp_path: Path) -> None:
    """Own models bring names into the block; here an area of the model is named like an attack."""
    from lmmm_report.assess.assessment import assess
    from lmmm_report.assess.plan.what_if import what_if_of
    from lmmm_report.load.catalogue import load_catalogues
    from lmmm_report.load.model.model import load_model
    from lmmm_report.load.profile.profile import load_profile
    from lmmm_report.report.html.pages import render_report
    from lmmm_report.report.views.report import view_of
    from lmmm_report.report.words.wording import Wording
    from tests.builders import replace

    model = load_model()
    axis = model.axes[0]
    named = replace(axis, name={"de": name, "en": name})
    assessment = assess(
        load_profile(ROOT / "configs/brackwell-instruments.yaml"), replace(model, axes=(named, model.axes[1]))
    )
    wording = Wording(load_catalogues()["en"])
    html = render_report(
        view_of(assessment, wording, program_version="0", what_if=what_if_of(assessment)), wording, result={}
    )
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.locator("#what-if-all").click()
    assert page.evaluate("JSON.parse(document.getElementById('page-data').textContent).whatIf.axes[0].name") == name
    assert page.title() != "!"
    assert page.evaluate("[...document.scripts].filter((one) => !one.type).length") == 1
    page.close()
