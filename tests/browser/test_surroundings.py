"""The page in foreign surroundings: frames with and without scripts, pages without an address, strict servers."""

from __future__ import annotations

import functools
import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT, Open

NAME = "brackwell-instruments"
STRICT = "default-src 'self'"
ALL = "[data-what-if=open]"
OF_THE_FRAME = re.compile("Blocked script execution in .* frame is sandboxed|can escape its sandboxing")
"""What the browser says of a frame's attribute, whatever page is in it."""
REFUSED = re.compile("Content Security Policy")


class Server(http.server.SimpleHTTPRequestHandler):
    """The built pages, with the policy of a strict server."""

    asked: list[str]

    def end_headers(self) -> None:
        if "/strict/" in self.headers.get("X-Place", self.path):
            self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.replace("/strict/", "/").replace("/plain/", "/"))

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of two companies, each with everything in it (``inline``) and with files beside it (``separate``)."""
    folder = tmp_path_factory.mktemp("surroundings")
    files = [ROOT / f"configs/{name}.yaml" for name in (NAME, "kaltenbrunn-pumpentechnik")]
    for assets in ("inline", "separate"):
        options = ["--format", "html", "--assets", assets, "-o", folder / assets]
        subprocess.run([sys.executable, "-m", "lmmm_report", "-q", "build", *files, *options], check=True, cwd=ROOT)
    (folder / "host.html").write_text('<!doctype html><title>host</title><link rel="icon" href="data:,">', "utf-8")
    return folder


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[str]:
    """The address of a server of the folder on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Server, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


Visit = Callable[..., Any]


@pytest.fixture
def visit(browser: Any, base: str) -> Iterator[Visit]:
    """Opens a page of the server; what it says and what it asks for in vain is in ``heard``."""
    contexts = []

    def opened(path: str, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.heard = []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(f"error: {error}"))
        page.on("requestfailed", lambda request: page.heard.append(f"failed: {request.url}"))
        page.on("request", lambda r: None if r.url.startswith((base, "data:", "blob:")) else page.heard.append(r.url))
        page.goto(f"{base}{path}")
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()


INK, INK_DARK = "rgb(26, 33, 38)", "rgb(233, 235, 231)"


def looks_right(page: Any) -> None:
    """Style sheet and fonts are in use."""
    assert page.evaluate("getComputedStyle(document.body).color") in (INK, "rgb(27, 39, 51)")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].filter((one) => one.status === 'loaded').length") == 2


def works(page: Any) -> None:
    """Ticking all measures closes all gates."""
    assert page.locator(ALL).text_content() != "0"
    page.locator("#what-if-all").click()
    assert page.locator(ALL).text_content() == "0"
    assert page.locator("#what-if-note").is_visible()


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_page_with_its_files_beside_it_needs_no_leave_of_a_strict_server(language: str, visit: Visit) -> None:
    page = visit(f"/strict/separate/{NAME}.{language}.html")
    looks_right(page)
    works(page)
    assert page.evaluate("document.querySelectorAll('[style], style, script:not([src]):not([type])').length") == 0
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == INK_DARK
    assert page.heard == []


def test_so_does_the_index(visit: Visit) -> None:
    page = visit("/strict/separate/index.html")
    looks_right(page)
    page.locator(".units a").first.click()
    page.wait_for_url("**/*.de.html")
    page.wait_for_load_state()
    looks_right(page)
    assert page.heard == []


@pytest.mark.parametrize("name", ["index.html", f"{NAME}.de.html"])
def test_files_beside_a_page_are_found_without_a_server(name: str, folder: Path, open_page: Open) -> None:
    page = open_page(folder / "separate" / name)
    looks_right(page)
    if name != "index.html":
        works(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_that_may_not_be_styled_is_complete_and_readable(scheme: str, visit: Visit) -> None:
    page = visit(f"/strict/inline/{NAME}.en.html", color_scheme=scheme)
    assert page.heard
    assert all(REFUSED.search(one) for one in page.heard)
    text = page.evaluate("document.body.innerText")
    styled = visit(f"/plain/inline/{NAME}.en.html")
    headings = styled.locator("main > section:not(.what-if-part) > h2, .measure > summary b, .rail a").all_inner_texts()
    assert len(headings) > 40
    assert [one for one in headings if one.split("\n")[0].strip() not in text] == []
    assert page.locator("#page-tools, #what-if, #page-filter").evaluate_all(
        "(all) => all.every((one) => !one.checkVisibility())"
    )
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 1280
    widths = page.locator("svg").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().width)")
    assert max(widths) < 1000
    assert page.locator("svg.mini").first.evaluate("(one) => one.getBoundingClientRect().width") == 26
    # Pictures have their own colours, made for light paper.
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "normal"


FRAMES = {
    "sandbox": ("", "src"),
    "sandbox with scripts": ("allow-scripts", "src"),
    "sandbox of the same origin": ("allow-scripts allow-same-origin", "src"),
    "srcdoc": (None, "srcdoc"),
    "srcdoc in a sandbox": ("allow-scripts", "srcdoc"),
    "srcdoc without scripts": ("", "srcdoc"),
    "blob": (None, "blob"),
    "blob in a sandbox": ("allow-scripts", "blob"),
    "blob without scripts": ("", "blob"),
}
PUT = """async ([address, sandbox, kind]) => {
    const frame = document.createElement("iframe");
    const text = await (await fetch(address)).text();
    if (sandbox !== null) frame.setAttribute("sandbox", sandbox);
    frame.width = 1200;
    frame.height = 800;
    if (kind === "src") frame.src = address;
    if (kind === "srcdoc") frame.srcdoc = text;
    if (kind === "blob") frame.src = URL.createObjectURL(new Blob([text], { type: "text/html" }));
    document.body.append(frame);
    await new Promise((done) => { frame.onload = done; });
}"""


@pytest.fixture(params=FRAMES)
def framed(request: pytest.FixtureRequest, visit: Visit) -> tuple[Any, Any, bool]:
    """The page around, the frame in it, and whether scripts run there."""
    sandbox, kind = FRAMES[request.param]
    page = visit("/host.html")
    page.evaluate(PUT, [f"/plain/inline/{NAME}.en.html", sandbox, kind])
    return page, page.frames[1], sandbox is None or "allow-scripts" in sandbox


def test_a_framed_page_is_complete_and_says_nothing(framed: tuple[Any, Any, bool]) -> None:
    page, frame, scripts = framed
    assert frame.locator("details.finding").count() > 40
    assert frame.locator("body").evaluate("(one) => getComputedStyle(one).color") == INK
    rung = frame.locator("#matrix-picture use").first.evaluate("(one) => one.getBoundingClientRect().width")
    assert rung > 2, "pictures that refer to each other are found"
    assert frame.locator("#page-filter").is_visible() is scripts
    assert frame.locator("#what-if").is_visible() is scripts
    assert [one for one in page.heard if not OF_THE_FRAME.search(one)] == []


def test_what_a_framed_page_offers_works(framed: tuple[Any, Any, bool]) -> None:
    page, frame, scripts = framed
    if not scripts:
        return
    works(frame)
    frame.locator("label.what-if-tick input").first.evaluate("(one) => one.click()")
    frame.locator(".what-if-reset").first.click()
    frame.locator("#page-filter select").first.select_option(index=1)
    frame.locator("#page-filter-reset").click()
    for button in ("#page-print", "#what-if-copy"):
        assert frame.locator(button).count() == 1
    if frame.locator("#what-if-copy").is_visible():
        frame.locator("#what-if-copy").click()
    assert [one for one in page.heard if not OF_THE_FRAME.search(one)] == []


def test_links_of_a_framed_page_stay_in_it(framed: tuple[Any, Any, bool], request: pytest.FixtureRequest) -> None:
    page, frame, scripts = framed
    if not scripts and FRAMES[request.node.callspec.params["framed"]][1] != "src":
        return  # A link to a place in the page needs the page's address or its script; there is neither.
    frame.locator(".answer a[href='#path']").click()
    for _ in range(40):
        page.wait_for_timeout(50)
        top = page.frames[1].locator("#path").evaluate_all("(all) => all[0]?.getBoundingClientRect().top")
        if top is not None and abs(top) < 80:
            break
    assert top is not None
    assert abs(top) < 80
    assert page.frames[1].locator("h1").count() == 1
    assert "host.html" not in page.frames[1].url
    assert [one for one in page.heard if not OF_THE_FRAME.search(one)] == []


def test_a_page_without_an_address_offers_none(visit: Visit) -> None:
    page = visit("/host.html")
    page.evaluate(PUT, [f"/plain/inline/{NAME}.en.html", "allow-scripts", "srcdoc"])
    frame = page.frames[1]
    assert frame.locator(".copy-link").count() == 0
    for gone in ("#what-if-copy", ".beside >> nth=0", "#page-print"):
        assert not frame.locator(gone).is_visible()


AS_SENT = "#whatif=M-LEAD-GOAL+M-TASKS+~X4-MGT-1"


@pytest.mark.parametrize(
    "spelled",
    [
        lambda link: link,
        lambda link: link.replace("+", "%2B"),
        lambda link: link.replace("~", "%7E").replace("+", "%2b"),
        lambda link: link.replace("=", "%3D").replace("~", "%7e"),
        lambda link: link.replace("+", "%20"),
        lambda link: link.replace("+", "%252B").replace("~", "%257E"),
        lambda link: link.replace("-", "%2D"),
    ],
)
def test_a_shared_link_survives_being_spelled_otherwise(spelled: Callable[[str], str], open_page: Open) -> None:
    page = open_page(f"{NAME}.en.html")
    gates = page.evaluate("JSON.parse(document.getElementById('page-data').textContent).whatIf.axes")
    gate = next(g[0] for axis in gates for stage in axis["stages"] for g in stage["gates"] if g[1][0] == "1")
    link = AS_SENT.replace("X4-MGT-1", gate)
    page = open_page(f"{NAME}.en.html", spelled(link))
    assert page.locator("#what-if-measures input:checked").count() == 2
    assert page.locator(f"#what-if-assumed a[href='#{gate}']").count() == 1
    assert page.locator("#what-if-assumed a").count() == 1
    assert not page.locator("#page-status").evaluate("(one) => one.classList.contains('seen')"), "no strangers"
    assert page.locator("a[hreflang]").first.get_attribute("href").endswith(link)
