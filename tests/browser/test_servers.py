"""The site on nginx as the recipe sets it up: strict policy, below a path, exchanged while it is read."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT
from tests.conftest import tool

pytestmark = pytest.mark.long
RECIPE = ROOT / "docs" / "recipes" / "nginx.conf"
EXAMPLES = [ROOT / "configs" / name for name in ("calder-finch-water.yaml", "brackwell-instruments.yaml")]


def build(folder: Path, *options: str) -> None:
    command = [
        sys.executable,
        "-m",
        "lmmm_report",
        "-q",
        "build",
        *EXAMPLES,
        "-o",
        folder,
        "--format",
        "html,json",
        *options,
    ]
    subprocess.run(command, check=True, cwd=ROOT)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of the site as nginx serves it, and its folder."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin") or tool("nginx", "nginx-light")
    place = tmp_path_factory.mktemp("nginx")
    root = place / "www"
    build(root / "maturity", "--assets", "separate", "--publish", "exchange")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    recipe = RECIPE.read_text(encoding="utf-8")
    for ours, here in (("listen 80;", f"listen 127.0.0.1:{port};"), ("root /srv/www;", f"root {root};")):
        assert recipe.count(ours) == 1
        recipe = recipe.replace(ours, here)
    places = "\n".join(
        f"{kind}_temp_path {place}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (place / "nginx.conf").write_text(
        f"daemon off; pid {place}/pid; error_log {place}/error.log;\nevents {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {places}\n{recipe}\n}}\n",
        encoding="utf-8",
    )
    place.chmod(0o755)
    command = [program, "-p", str(place), "-c", str(place / "nginx.conf"), "-e", str(place / "error.log")]
    if subprocess.run(["id", "-u"], capture_output=True, text=True, check=True).stdout.strip() == "0":
        command += ["-g", "user root;"]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    server = subprocess.Popen(command)
    address = f"http://127.0.0.1:{port}/maturity/"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(address)
                break
            except OSError:
                time.sleep(0.05)
        yield address, root / "maturity"
    finally:
        server.terminate()
        server.wait()


def test_every_page_is_whole_under_a_strict_policy(served: tuple[str, Path], browser: Any) -> None:
    address, folder = served
    heard: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("request", lambda request: heard.append(request.url) if not request.url.startswith(address) else None)
    page.on("response", lambda answer: heard.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    names = [p.relative_to(folder).as_posix() for p in folder.rglob("*.html")]
    assert len(names) > 10
    for name in ["", *names]:
        answer = page.goto(address + name)
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["cache-control"] == "no-cache"
        assert page.evaluate("[...document.styleSheets].reduce((sum, one) => sum + one.cssRules.length, 0)") > 50, name
        assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Source Sans 3\"'))"), name
    page.goto(address)
    page.get_by_role("link", name="Calder", exact=False).first.click()
    assert page.url.startswith(address)
    assert page.url != address
    context.close()
    assert heard == []


def status(address: str) -> tuple[int, dict[str, str]]:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, {}


def test_what_is_kept_and_what_is_hidden(served: tuple[str, Path]) -> None:
    address, folder = served
    (script,) = [p.name for p in (folder / "assets").glob("report.*.js")]
    code, headers = status(f"{address}assets/{script}")
    assert (code, headers["cache-control"]) == (200, "max-age=31536000, immutable")
    assert headers["content-type"] == "application/javascript; charset=utf-8"
    font = next((folder / "assets").glob("*.woff2")).name
    assert status(f"{address}assets/{font}")[1]["content-type"] == "font/woff2"
    assert status(f"{address}index.json")[1]["content-type"].startswith("application/json")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("secret")
    assert status(f"{address}.git/config")[0] == 404


def test_readers_see_a_whole_site_while_it_is_exchanged(served: tuple[str, Path]) -> None:
    address, folder = served
    (folder / "CNAME").write_text("stays")
    names = [p.relative_to(folder).as_posix() for p in folder.rglob("*.html")]
    for language in ("en", "de,en"):
        command = [sys.executable, "-m", "lmmm_report", "-q", "build", *EXAMPLES, "-o", folder, "--format", "html,json",
                   "--assets", "separate", "--publish", "exchange", "--names", "roles" if language == "en" else "all"]  # fmt: skip
        building = subprocess.Popen(command, cwd=ROOT)
        asked = 0
        while building.poll() is None:
            for name in names:
                assert status(address + name)[0] == 200, name
                asked += 1
        assert building.returncode == 0
        assert asked > 20
    assert (folder / "CNAME").read_text() == "stays"
    assert {p.name for p in folder.parent.iterdir()} == {"maturity"}
