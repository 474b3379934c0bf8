"""One browser for all tests of the pages, which are built once; no page may say or fetch anything while it is tested."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

Open = Callable[..., Any]


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Headless Chromium, or a skip that names it."""
    playwright = pytest.importorskip("playwright.sync_api")
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("needs chromium (Debian package chromium)")
    with playwright.sync_playwright() as tool:
        running = tool.chromium.launch(executable_path=found, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="package")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages of all examples in both languages, as the program itself builds them."""
    folder = tmp_path_factory.mktemp("pages")
    examples = sorted((ROOT / "configs").glob("*.yaml"))
    command = [sys.executable, "-m", "lmmm_report", "-q", "build", *examples, "-o", folder, "--format", "html"]
    subprocess.run(command, check=True, cwd=ROOT)
    return folder


@pytest.fixture
def open_page(browser: Any, built: Path) -> Iterator[Open]:
    """Opens a page by its name, with a fragment and options of the browser; afterwards it must have been silent."""
    contexts, heard = [], []

    def opened(name: str | Path, fragment: str = "", **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("request", lambda request: heard.append(request.url) if not is_local(request.url) else None)
        page.goto(f"{(built / name).as_uri()}{fragment}")
        page.heard = heard
        return page

    yield opened
    for context in contexts:
        context.close()
    assert heard == []


def is_local(address: str) -> bool:
    """Whether a request stays inside the page or on this disk."""
    return address.startswith(("file:", "data:"))
