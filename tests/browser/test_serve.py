"""Reports in the browser while their profile is written: made anew, broken, mended."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT
from tests.builders import heeding

NAME = "kaltenbrunn-pumpentechnik"
OVERLAY = "lmmm-live"


class Served:
    """A folder of two profiles, served by the program itself."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.profile = folder / f"{NAME}.yaml"
        for name in (NAME, "calder-finch-water"):
            shutil.copy(ROOT / "configs" / f"{name}.yaml", folder)
        command = [sys.executable, "-m", "lmmm_report", "serve", str(folder), "--port", "0", *options]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "LMMM_REPORT_LANG": "en"}
        self.process = subprocess.Popen(
            command,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=folder,
            preexec_fn=heeding,  # noqa: PLW1509 - no lock is held
        )
        assert self.process.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", self.process.stderr.readline())
        assert found
        self.address = found[0]

    def change(self, old: str, new: str) -> None:
        text = self.profile.read_text(encoding="utf-8")
        assert old in text
        self.profile.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    one = Served(tmp_path)
    with one.process:
        try:
            yield one
            one.process.send_signal(signal.SIGINT)
            assert one.process.wait(timeout=20) == 0
        finally:
            one.process.kill()


@pytest.fixture
def page(browser: Any, served: Served) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.set_default_timeout(30_000)
    heard: list[str] = []
    made.on("pageerror", lambda error: heard.append(str(error)))
    made.on("console", lambda message: heard.append(message.text) if "404" not in message.text else None)
    made.on(
        "request",
        lambda request: None if request.url.startswith((served.address, "data:")) else heard.append(request.url),
    )
    yield made
    context.close()
    assert heard == []


def overlay(page: Any) -> str:
    return str(page.locator(OVERLAY).locator("section").inner_text())


def test_a_change_reloads_a_fault_lies_over_the_page_and_goes_when_it_is_mended(page: Any, served: Served) -> None:
    page.goto(f"{served.address}{NAME}.de.html")
    # Where it is not made yet, its place waits for it.
    page.get_by_text("Kaltenbrunn").first.wait_for()

    served.change("Kaltenbrunn Pumpentechnik", "Umbenannte Pumpentechnik")
    page.get_by_text("Umbenannte Pumpentechnik").first.wait_for()
    assert page.locator(OVERLAY).count() == 0

    served.change("\nassessment:", "\nasessment:")
    page.locator(OVERLAY).wait_for()
    said = overlay(page)
    assert f"{NAME}.yaml:" in said
    assert "asessment" in said
    assert "war assessment gemeint?" in said, "in the language of the page"
    assert "Umbenannte Pumpentechnik" in page.locator("body").inner_text(), "the last good page stays"

    served.change("\nasessment:", "\nassessment:")
    page.locator(OVERLAY).wait_for(state="detached")


def test_the_overlay_can_be_put_away_and_says_text_as_text(page: Any, served: Served) -> None:
    served.change("\nassessment:", "\n<img src=x onerror=alert(1)>: x\nassessment:")
    page.goto(f"{served.address}index.en.html")
    page.locator(OVERLAY).wait_for()
    assert "<img src=x" in overlay(page)
    assert page.locator(OVERLAY).locator("img").count() == 0
    page.locator(OVERLAY).get_by_role("button", name="Hide").click()
    page.locator(OVERLAY).wait_for(state="detached")
    served.change("<img src=x onerror=alert(1)>", "another")
    page.locator(OVERLAY).wait_for()
    page.locator(OVERLAY).get_by_role("button").focus()
    page.keyboard.press("Escape")
    page.locator(OVERLAY).wait_for(state="detached")


def test_a_page_in_another_tab_keeps_no_connection_and_misses_nothing(page: Any, served: Served) -> None:
    page.goto(f"{served.address}{NAME}.en.html")
    page.get_by_text("Kaltenbrunn").first.wait_for()
    page.evaluate(
        """() => { Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
            document.dispatchEvent(new Event("visibilitychange")); }"""
    )
    served.change("Kaltenbrunn Pumpentechnik", "Umbenannte Pumpentechnik")
    page.wait_for_timeout(3000)
    assert "Umbenannte" not in page.locator("body").inner_text()
    page.evaluate(
        """() => { Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
            document.dispatchEvent(new Event("visibilitychange")); }"""
    )
    page.get_by_text("Umbenannte Pumpentechnik").first.wait_for()


def test_a_foreign_page_learns_nothing(browser: Any, served: Served, tmp_path: Path) -> None:
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
    from threading import Thread

    class Foreign(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<p>foreign")

        def log_message(self, *_: object) -> None: ...

    foreign = ThreadingHTTPServer(("127.0.0.1", 0), Foreign)
    Thread(target=foreign.serve_forever, daemon=True).start()
    page = browser.new_page()
    # localhost: another site than 127.0.0.1 to a browser, as any page of the net would be.
    page.goto(f"http://localhost:{foreign.server_port}/")
    found = page.evaluate(
        """async (address) => {
          const asked = await fetch(address).then(() => "read", () => "refused");
          const blind = await fetch(address, { mode: "no-cors" }).then((one) => one.type, () => "refused");
          const stream = await new Promise((done) => {
            const source = new EventSource(`${address}.live?page=index.html&version=x`);
            source.onerror = () => { source.close(); done("refused"); };
            source.addEventListener("reload", () => done("read"));
          });
          const frame = document.createElement("iframe");
          frame.src = address;
          document.body.append(frame);
          await new Promise((done) => { frame.onload = done; setTimeout(done, 3000); });
          return { asked, blind, stream };
        }""",
        served.address,
    )
    assert found["asked"] == found["stream"] == "refused"
    assert found["blind"] == "refused"
    page.close()
    foreign.shutdown()
    foreign.server_close()
