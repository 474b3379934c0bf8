"""What the server answers to whom: asked over real connections on the loopback interface."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import pytest

from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError
from lmmm_report.serving.dressing import version_of
from lmmm_report.serving.news import ALL, News
from lmmm_report.serving.server import PageServer, Site, content_of, named

PAGE = (
    '<html><head><meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;"></head><body>{}</body>'
)
OUTSIDE = "not for the browser"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str


class Running(NamedTuple):
    port: int
    folder: Path
    news: News

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        found = Answer(answer.status, dict(answer.getheaders()), answer.read().decode())
        connection.close()
        return found

    def raw(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    tmp_path = tmp_path_factory.mktemp("serving")
    (tmp_path / "secret.html").write_text(OUTSIDE, encoding="utf-8")
    folder = tmp_path / "pages"
    for name in ("index.html", "index.en.html", "acme.de.html", "acme.en.html", "north/süd & west.de.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(PAGE.format(name), encoding="utf-8")
    for name in (".lmmm-report/new/x.html", ".hidden.html", "north/.git/config"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(OUTSIDE, encoding="utf-8")
    (folder / "data.json").write_text("{}", encoding="utf-8")
    (folder / "out.html").symlink_to(tmp_path / "secret.html")
    (folder / "out").symlink_to(tmp_path)
    (folder / "in").symlink_to(folder / ".lmmm-report")
    news = News()
    site = Site(folder, news, ("de", "en"), lambda: "index.html", lambda: ("acme", "north/süd & west"))
    with PageServer(site, 0) as address:
        yield Running(int(address.rsplit(":", 1)[1].strip("/")), folder, news)


@pytest.fixture
def running(serving: Running) -> Running:
    serving.news.found({})
    return serving


def test_a_page_comes_with_the_script_and_is_not_kept(running: Running) -> None:
    answer = running.ask("/acme.de.html")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "EventSource" in answer.body
    assert 'data-page="acme.de.html"' in answer.body
    assert "EventSource" not in (running.folder / "acme.de.html").read_text(encoding="utf-8")


def test_the_folder_stands_for_its_first_page(running: Running) -> None:
    assert "index.html" in running.ask("/").body
    assert running.ask("/data.json").headers["Content-Type"] == "application/json; charset=utf-8"
    assert "EventSource" not in running.ask("/data.json").body


def test_names_are_decoded(running: Running) -> None:
    assert running.ask("/north/s%C3%BCd%20&%20west.de.html?x=1").status == 200


def test_head_gives_no_body(running: Running) -> None:
    answer = running.ask("/acme.de.html", "HEAD")
    assert (answer.status, answer.body) == (200, "")
    assert int(answer.headers["Content-Length"]) > 100
    host = f"Host: 127.0.0.1:{running.port}\r\nConnection: close\r\n\r\n".encode()
    assert running.raw(b"HEAD /acme.de.html HTTP/1.1\r\n" + host).endswith(b"\r\n\r\n")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "PROPFIND", "CONNECT"])
def test_there_is_nothing_but_reading(running: Running, method: str) -> None:
    answer = running.ask("/acme.de.html", method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert "acme" not in answer.body


@pytest.mark.parametrize("path", ["/acme.de.html", "/.live?page=acme.de.html"])
@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "[::1]:{port}", "0.0.0.0:{port}", "127.0.0.1.evil.example:{port}"])  # fmt: skip
def test_a_foreign_name_is_refused(running: Running, path: str, host: str) -> None:
    answer = running.ask(path, Host=host.format(port=running.port))
    assert answer.status == 403
    assert "EventSource" not in answer.body


def test_names_of_this_machine_are_taken(running: Running) -> None:
    for host in ("localhost", "LOCALHOST", "127.0.0.1"):
        assert running.ask("/acme.de.html", Host=f"{host}:{running.port}").status == 200


def test_two_names_or_none_are_refused(running: Running) -> None:
    host = f"Host: 127.0.0.1:{running.port}\r\n".encode()
    assert b" 200 " in running.raw(b"GET /acme.de.html HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n")
    two = running.raw(b"GET /acme.de.html HTTP/1.1\r\n" + host + b"Host: evil.example\r\nConnection: close\r\n\r\n")
    none = running.raw(b"GET /acme.de.html HTTP/1.0\r\n\r\n")
    assert b" 403 " in two.split(b"\r\n")[0]
    assert b" 403 " in none.split(b"\r\n")[0]
    absolute = b"GET http://evil.example/acme.de.html HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert b" 403 " in running.raw(absolute).split(b"\r\n")[0]


@pytest.mark.parametrize("path", ["/acme.de.html", "/.live?page=acme.de.html"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:{port}"])
def test_a_foreign_page_is_refused(running: Running, path: str, origin: str) -> None:
    assert running.ask(path, Origin=origin.format(port=running.port)).status == 403


def test_its_own_pages_are_not_foreign(running: Running) -> None:
    assert running.ask("/acme.de.html", Origin=f"http://127.0.0.1:{running.port}").status == 200
    assert running.ask("/acme.de.html", Sec_Fetch_Site="same-origin", Sec_Fetch_Mode="cors").status == 200


def test_a_link_from_elsewhere_may_be_followed_and_nothing_drawn_in(running: Running) -> None:
    assert running.ask("/acme.de.html", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status == 200
    assert running.ask("/acme.de.html", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors").status == 403
    assert running.ask("/acme.de.html").headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html", "/%2e%2e%2fsecret.html", "/north/../../secret.html",
        "/..%5csecret.html", "/out.html", "/out/secret.html", "/out/", "//secret.html", "/.hidden.html", "/%2ehidden.html",
        "/.lmmm-report/new/x.html", "/in/new/x.html", "/north/.git/config", "/north", "/north/", "/acme.de.html%00.png",
        "/%ff%fe.html", "/%252e%252e/secret.html", "/missing.png", "/acme.de.html/x", "/" + "a" * 5000 + ".png",
    ],
)  # fmt: skip
def test_nothing_outside_and_nothing_hidden(running: Running, path: str) -> None:
    answer = running.ask(path)
    assert answer.status == 404
    assert OUTSIDE not in answer.body


def test_absolute_paths_stay_below(running: Running) -> None:
    secret = running.folder.parent / "secret.html"
    assert secret.is_file()
    assert running.ask(f"/{secret}").status == 404
    assert named("//etc/passwd") == "etc/passwd"
    assert named("/north/../acme.de.html") is None
    assert named("/.live") is None
    assert content_of(running.folder, str(secret)) is None


def test_a_page_that_is_not_there_waits_for_itself(running: Running) -> None:
    answer = running.ask("/beta.en.html")
    assert answer.status == 404
    assert '<html lang="en">' in answer.body
    assert 'data-page="beta.en.html"' in answer.body
    marked = running.ask("/%3Cscript%3Ealert(1)%3C/script%3E.html").body
    assert "<script>alert" not in marked


def events(running: Running, page: str, version: str) -> Iterator[str]:
    """Lines of the stream of a page, as they come."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
        request = f"GET /.live?page={page}&version={version} HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n\r\n"
        connection.sendall(request.encode())
        with connection.makefile("r", encoding="utf-8") as stream:
            yield from (line.rstrip("\n") for line in stream)


def problem(file: str) -> Problem:
    message, hint = say("serving.nothing_here"), say("serving.nothing_yet")
    return Problem(file=file, line=3, column=5, message=message, hint=hint, snippet="    <b>:", code="x")


def until(lines: Iterator[str], wanted: str) -> str:
    return next(line for line in lines if wanted in line)


def test_a_page_that_was_made_anew_is_told_to_reload(running: Running) -> None:
    page = running.folder / "acme.de.html"
    lines = events(running, "acme.de.html", version_of(page.read_bytes()))
    assert until(lines, "data:").startswith('data: {"language": "de"')
    page.write_text(PAGE.format("new"), encoding="utf-8")
    running.news.written()
    assert until(lines, "event:") == "event: reload"


def test_another_page_does_not_reload(running: Running) -> None:
    page = running.folder / "acme.de.html"
    lines = events(running, "acme.de.html", version_of(page.read_bytes()))
    until(lines, "data:")
    (running.folder / "acme.en.html").write_text(PAGE.format("new"), encoding="utf-8")
    running.news.written()
    assert until(lines, ":") == ": all is well"


def test_what_was_made_before_the_stream_began_is_not_missed(running: Running) -> None:
    assert until(events(running, "acme.de.html", "yesterday"), "event:") == "event: reload"


def test_problems_are_told_on_the_pages_that_they_concern(running: Running) -> None:
    version = version_of((running.folder / "acme.de.html").read_bytes())
    running.news.found({"acme": [problem("acme.yaml")], "north/süd & west": [problem("north.yaml")]})
    told = until(events(running, "acme.de.html", version), "data:")
    assert "acme.yaml:3:5" in told
    assert "north.yaml" not in told
    assert "Diese Seite gibt es nicht" in told
    index = version_of((running.folder / "index.en.html").read_bytes())
    told = until(events(running, "index.en.html", index), "data:")
    assert "acme.yaml:3:5" in told
    assert "north.yaml:3:5" in told
    assert "There is no such page" in told
    running.news.found({ALL: [problem("theme.yaml")]})
    assert "theme.yaml:3:5" in until(events(running, "acme.de.html", version), "data:")


def test_a_taken_port_is_told_with_another(running: Running) -> None:
    site = Site(running.folder, News(), ("de",), lambda: "index.html", tuple)
    with pytest.raises(UserError) as caught:
        PageServer(site, running.port)
    assert str(running.port) in caught.value.problems[0].message
    assert f"--port {running.port + 1}" in caught.value.problems[0].hint


def test_it_listens_on_this_machine_only(running: Running) -> None:
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in others:
        with socket.socket() as asking:
            asking.settimeout(2)
            assert asking.connect_ex((address, running.port)) != 0
    with socket.create_connection(("127.0.0.1", running.port), timeout=2):
        pass


def test_it_ends_while_streams_are_open(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("x", encoding="utf-8")
    news = News()
    site = Site(tmp_path, news, ("de",), lambda: "index.html", tuple)
    server = PageServer(site, 0)
    with server as address:
        running = Running(int(address.rsplit(":", 1)[1].strip("/")), tmp_path, news)
        lines = events(running, "index.html", version_of(b"x"))
        until(lines, "data:")
        rest: list[str] = []
        reading = threading.Thread(target=lambda: rest.extend(lines))
        reading.start()
    reading.join(timeout=30)
    assert not reading.is_alive()
