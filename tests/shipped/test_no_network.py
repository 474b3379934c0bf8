"""No request to anywhere: neither while the reports are made nor when they are read."""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
import shutil
import socket
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lmmm_report.cli.group import COMMANDS
from tests.shipped.conftest import CONFIGS, Installed, clean_environment

SMALLEST = min(CONFIGS.glob("*.yaml"), key=lambda path: path.stat().st_size)
GUARD = """
import os, sys
def refuse(event, arguments):
    if event.startswith("socket.") or event == "urllib.Request" and not arguments[0].startswith("data:"):
        with open(os.environ["NETWORK_LOG"], "a", encoding="utf-8") as log:
            log.write(f"{event} {arguments}\\n")
        raise ConnectionRefusedError(f"no network in this test: {event}")
sys.addaudithook(refuse)
"""
"""Loaded before the program. The interpreter itself reports every use of a socket, and no code can undo that."""
KNOCK = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), timeout=5)"

EVERY_COMMAND = {
    "init": ["new.yaml", "--template"],
    "ask": [f"configs/{SMALLEST.name}", "--from", "notes.csv"],
    "validate": ["configs"],
    "assess": ["configs"],
    "build": ["configs", "-o", "all", "--format", "html,json"],
    "questions": ["configs", "--format", "html"],
    "plan": [f"configs/{SMALLEST.name}", "--start", "2027-01-11", "--capacity", "20", "--format", "ics"],
    "measures": ["M-RULES"],
    "diff": ["report.json", f"configs/{SMALLEST.name}"],
    "history": ["configs", "--no-git"],
    "gate": ["configs", "--require", "relationship=undefined"],
    "verify": ["report.json", f"configs/{SMALLEST.name}"],
    "explain": ["X2-PRO-1"],
    "migrate": ["configs", "--check"],
    "model": ["--check"],
    "schema": ["profile"],
    # The last, as it changes the profile that others read.
    "whatif": [f"configs/{SMALLEST.name}", "--plan", "--write"],
}
PDF = ["build", f"configs/{SMALLEST.name}", "-o", "pdf", "--lang", "de", "--format", "pdf"]


@pytest.fixture
def guard(tmp_path: Path) -> dict[str, str]:
    """Variables under which a Python process is refused the network, with each attempt written to a file."""
    folder = tmp_path / "guard"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    return {"PYTHONPATH": str(folder), "NETWORK_LOG": str(tmp_path / "network.log")}


@pytest.fixture(scope="module")
def unshare() -> tuple[str, ...]:
    """A command that runs another one where there is no network, not even the machine's own."""
    program = shutil.which("unshare")
    if program is None:
        pytest.skip("needs unshare (Debian package util-linux)")
    command = (program, "--user", "--map-root-user", "--net")
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let us make a network of our own")
    return command


@pytest.fixture
def at_work(installed: Installed, elsewhere: Path) -> Path:
    """The folder of `elsewhere` with a report to verify."""
    result = installed.run("assess", f"configs/{SMALLEST.name}", "--format", "json", cwd=elsewhere).stdout
    (elsewhere / "report.json").write_text(result, encoding="utf-8")
    (elsewhere / "notes.csv").write_text("question,answer\n", encoding="utf-8")
    return elsewhere


class TestWhileTheReportsAreMade:
    def test_every_command_is_tried_here(self) -> None:
        # What serve does with sockets is looked at in tests/unit/cli/test_serve.py: it listens, and asks nobody.
        assert {*EVERY_COMMAND, "serve"} == set(COMMANDS)

    @pytest.mark.parametrize(
        "code", ["socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo('a.example', 80)"]
    )
    def test_the_guard_sees_a_request(
        self, code: str, installed: Installed, elsewhere: Path, guard: dict[str, str]
    ) -> None:
        command = [installed.python(), "-c", f"import socket\ntry: {code}\nexcept OSError as e: print(e)"]
        done = subprocess.run(
            command, cwd=elsewhere, env=clean_environment() | guard, capture_output=True, text=True, check=True
        )
        assert "no network in this test" in done.stdout
        assert "socket." in Path(guard["NETWORK_LOG"]).read_text(encoding="utf-8")

    @pytest.mark.parametrize("command", EVERY_COMMAND)
    def test_no_command_asks_for_the_network(
        self, command: str, installed: Installed, at_work: Path, guard: dict[str, str]
    ) -> None:
        installed.run(command, *EVERY_COMMAND[command], cwd=at_work, **guard)
        assert not Path(guard["NETWORK_LOG"]).exists()

    def test_a_pdf_asks_for_no_network(
        self, installed: Installed, elsewhere: Path, guard: dict[str, str], pango: None
    ) -> None:
        installed.run(*PDF, cwd=elsewhere, **guard)
        assert list((elsewhere / "pdf").glob("*.pdf"))
        assert not Path(guard["NETWORK_LOG"]).exists()

    def test_there_really_is_no_network(self, installed: Installed, unshare: tuple[str, ...]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            knock = [installed.python(), "-c", KNOCK, str(server.getsockname()[1])]
            assert subprocess.run(knock, capture_output=True, check=False).returncode == 0
            assert subprocess.run([*unshare, *knock], capture_output=True, check=False).returncode == 1

    @pytest.mark.long  # that none asks is seen above
    def test_every_command_works_where_there_is_no_network(
        self, installed: Installed, at_work: Path, unshare: tuple[str, ...]
    ) -> None:
        for command, arguments in EVERY_COMMAND.items():
            installed.run(command, *arguments, cwd=at_work, before=unshare)

    def test_a_pdf_is_made_where_there_is_no_network(
        self, installed: Installed, elsewhere: Path, unshare: tuple[str, ...], pango: None
    ) -> None:
        installed.run(*PDF, cwd=elsewhere, before=unshare)
        assert list((elsewhere / "pdf").glob("*.pdf"))


class Page(HTMLParser):
    """What a browser would fetch by itself, follow when asked to, or run."""

    FETCHED = frozenset({"src", "srcset", "poster", "data", "background", "action", "formaction", "manifest", "ping", "xlink:href", "cite"})  # fmt: skip
    RUNS = frozenset({"iframe", "object", "embed", "base", "applet", "frame", "portal", "form"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.alternates: list[str] = []
        self.links: list[str] = []
        self.forbidden: list[str] = []
        self.policies: list[str] = []
        self.styles: list[str] = []
        self.scripts: list[str] = []
        """Scripts of the page itself, in its text."""
        self.ids: list[str] = []
        self._in_style = self._in_script = False
        self.feed(html)
        self.close()
        self.fetched += [address for sheet in self.styles for address in addresses_of(sheet)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        # A form that leads nowhere only holds its controls together; the policy forbids sending any.
        if (tag in self.RUNS and not (tag == "form" and not {"action", "method"} & set(named))) or (
            tag == "meta" and named.get("http-equiv", "").lower() == "refresh"
        ):
            self.forbidden.append(tag)
        if tag == "script" and named.get("type") != "application/json":
            self.forbidden += [f"script {name}" for name in named]
            self.scripts.append("")
            self._in_script = True
        self.forbidden += [f"{tag} {name}" for name in named if name.startswith("on") or name == "style"]
        self.fetched += [value for name, value in named.items() if name in self.FETCHED]
        self.ids += [named["id"]] if "id" in named else []
        if "href" in named:
            if tag == "a":
                self.links.append(named["href"])
            elif tag == "link" and named.get("rel") == "alternate":
                self.alternates.append(named["href"])
            else:
                self.fetched.append(named["href"])
        for name, value in named.items():
            self.fetched += addresses_of(value) if name not in ("href", "content") else []
        if tag == "meta" and named.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(named["content"])
        if tag == "style":
            self.styles.append("")
            self._in_style = True

    def handle_endtag(self, tag: str) -> None:
        self._in_style = self._in_style and tag != "style"
        self._in_script = self._in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.styles[-1] += data
        elif self._in_script:
            self.scripts[-1] += data


def addresses_of(css: str) -> list[str]:
    """Addresses that a style sheet fetches."""
    imports = re.findall(r"@import[^;]*", css)
    return imports + [address.strip("\"' ") for address in re.findall(r"url\(([^)]*)\)", css)]


def requests_of(page: Page) -> list[str]:
    """What of a page leaves it without being asked to."""
    return [address for address in page.fetched if not address.startswith(("data:", "#"))]


HOSTILE = """
format: 1
company: {name: '"><img src=https://a.example/1 onerror=alert(1)>', website: 'https://company.example/'}
assessment:
  date: 2026-10-15
  notes: |
    <img src=https://a.example/2> <script src=//a.example/3></script> ![x](https://a.example/4)
    <style>@import url(https://a.example/5)</style> <link rel=stylesheet href=https://a.example/6>
    [run](javascript:alert(1)) [file](file:///etc/passwd) [data](data:text/html,x) [fine](https://a.example/7)
"""


@pytest.fixture(scope="module")
def pages(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """Every page that is built from the examples and from a profile that means harm."""
    folder = tmp_path_factory.mktemp("pages")
    shutil.copytree(CONFIGS, folder / "configs")
    (folder / "configs" / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")
    installed.run("build", "configs", "-o", "out", "--format", "html", cwd=folder)
    out = folder / "out"
    files = sorted(out.rglob("*.html"))
    return {path.relative_to(out).as_posix(): Page(path.read_text(encoding="utf-8")) for path in files}


def around(name: str, place: str) -> str:
    """The page that a relative address in the page ``name`` means, by its place in the folder of all pages."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), place))


class TestWhenTheReportsAreRead:
    def test_the_reader_of_pages_sees_requests(self) -> None:
        faults = """<meta http-equiv="Content-Security-Policy" content="x"><link rel="icon" href="/i.png">
            <style>@import "a.css"; b{background:url('https://c.example/d')} e{src:url(data:x)}</style><img srcset="f 2x">
            <svg><use xlink:href="g.svg"/><rect fill="url(h.svg#i)"/></svg><p style="color:red" onclick="j()">
            <a href="https://k.example/">k</a><script src="l.js"></script><link rel="alternate" href="m.html">"""
        page = Page(faults)
        assert sorted(requests_of(page)) == sorted(
            ["/i.png", "f 2x", "g.svg", "h.svg#i", "l.js", '@import "a.css"', "https://c.example/d"]
        )
        assert page.forbidden == ["p style", "p onclick", "script src"]
        assert (page.links, page.alternates, page.policies) == (["https://k.example/"], ["m.html"], ["x"])

    def test_no_page_fetches_anything(self, pages: dict[str, Page]) -> None:
        assert len(pages) > 2 * len(list(CONFIGS.glob("*.yaml")))
        for name, page in pages.items():
            assert requests_of(page) == [], name
            assert page.forbidden == [], name
            assert any(address.startswith("data:font/woff2") for address in page.fetched), name

    def test_links_lead_to_the_page_to_files_beside_it_or_to_the_web(self, pages: dict[str, Page]) -> None:
        for name, page in pages.items():
            assert page.links, name
            for link in page.links:
                place, _, _ = link.partition("#")
                assert (
                    not place
                    or around(name, place) in pages
                    or place.endswith((".xml", ".json"))
                    or re.match(r"(https?://|mailto:)", place)
                ), f"{name}: {link}"
            assert {around(name, place) for place in page.alternates if not place.endswith(".xml")} <= set(pages), name

    def test_links_inside_a_page_have_one_goal(self, pages: dict[str, Page]) -> None:
        for name, page in pages.items():
            goals = {link[1:] for link in page.links if link.startswith("#")}
            assert goals, name
            assert {goal for goal in goals if page.ids.count(goal) != 1} == set(), name

    def test_the_policy_allows_the_page_s_own_style_sheet_and_script_and_nothing_else(
        self, pages: dict[str, Page]
    ) -> None:
        def named(text: str) -> str:
            return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

        for name, page in pages.items():
            (sheet,), (policy,) = page.styles, page.policies
            with_script = not name.startswith("portfolio/") or name.startswith(
                (
                    "portfolio/search",
                    "portfolio/compare",
                    "portfolio/group",
                    "portfolio/conditions",
                    "portfolio/handbook",
                )
            )
            assert len(page.scripts) == with_script, name
            scripts = {"script-src": named(page.scripts[0])} if page.scripts else {}
            directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
            assert directives == {
                "default-src": "'none'",
                "style-src": named(sheet),
                **scripts,
                "font-src": "data:",
                "img-src": "data:",
                "base-uri": "'none'",
                "form-action": "'none'",
            }, name
