"""The server: the files of one folder to browsers on this machine, read only, each page with the script for news.

It listens on the loopback interface alone. A page of another site can make a browser ask here as well: so what asks
under a foreign name (``Host``), from a foreign page (``Origin``, ``Sec-Fetch-Site``) or for anything but reading is
refused.
"""

from __future__ import annotations

import errno
import html
import json
import posixpath
import sys
import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote, unquote_to_bytes, urlsplit

from lmmm_report.messages import in_language, say
from lmmm_report.problems import Problem, UserError
from lmmm_report.serving.dressing import dressed, version_of
from lmmm_report.serving.news import News

ADDRESS = "127.0.0.1"
EVENTS = "/.live"
"""Where news is; as the name of a file it would be hidden, so no page can be meant."""
BEAT = 15.0
"""Seconds after which a browser that hears nothing is told that all is well."""
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
}
_ANYTHING = "application/octet-stream"
_ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Site(NamedTuple):
    """What is served."""

    folder: Path
    news: News
    languages: tuple[str, ...]
    """Of the pages; the first is that of pages whose names name none."""
    first: Callable[[], str]
    """The name of the page that stands for the folder."""
    reports: Callable[[], Iterable[str]]
    """The names of the reports, without language and ending."""

    def language_of(self, name: str) -> str:
        """The language of a page."""
        stated = posixpath.basename(name).removesuffix(".html").rpartition(".")[2]
        return stated if stated in self.languages else self.languages[0]

    def report_of(self, name: str) -> str | None:
        """The name of the report that a page shows; `None` where it is about all."""
        stem = name.removesuffix(".html")
        report = stem.removesuffix(f".{self.language_of(name)}")
        return report if report in set(self.reports()) else None


class PageServer:
    """A running server. A context: leaving it ends all connections. Raises `UserError` where the port is not free."""

    def __init__(self, site: Site, port: int) -> None:
        try:
            self._server = _Server((ADDRESS, port), site)
        except OSError as error:
            taken = error.errno in (errno.EADDRINUSE, errno.EADDRNOTAVAIL)
            message = say("serving.port_taken" if taken else "serving.port_barred", port=port)
            other = port + 1 if 1024 <= port < 65535 else 8000
            hint = say("serving.port_cure", other=other)
            raise UserError(Problem(file=f"{ADDRESS}:{port}", message=message, hint=hint, code="port")) from error
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)

    def __enter__(self) -> str:
        """The address of the pages."""
        self._thread.start()
        return f"http://{ADDRESS}:{self._server.server_port}/"

    def __exit__(self, *raised: object) -> None:
        self._server.site.news.close()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    # On Windows another program could take a port that is in use.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, address: tuple[str, int], site: Site) -> None:
        self.site = site
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind without asking the network for the name of this machine, as the base class does."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = ADDRESS, int(self.socket.getsockname()[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves early is no fault; of anything else the thread's own report is enough."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Refused(Exception):  # noqa: N818 - what becomes of a request
    def __init__(self, status: HTTPStatus, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    server: _Server

    def __getattr__(self, name: str) -> Any:
        # Whatever the method is called: the class looks for a function of its name.
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def version_string(self) -> str:
        return "lmmm-report"

    def log_message(self, *_: object) -> None:
        """Nobody reads a log of requests."""

    def _answer(self) -> None:
        try:
            self._check()
            parts = urlsplit(self.path)
            if parts.path == EVENTS:
                self._tell(parse_qs(parts.query))
            else:
                self._page(parts.path)
        except _Refused as refused:
            self.close_connection = True
            text = in_language(say(refused.key), self.server.site.languages[0])
            more = {"Allow": "GET, HEAD"} if refused.status is HTTPStatus.METHOD_NOT_ALLOWED else {}
            self._send(refused.status, f"{text}\n".encode(), "text/plain; charset=utf-8", **more)

    def _check(self) -> None:
        if self.command not in ("GET", "HEAD"):
            raise _Refused(HTTPStatus.METHOD_NOT_ALLOWED, "serving.method")
        port = self.server.server_port
        hosts = {f"{name}:{port}" for name in (ADDRESS, "localhost")}
        if port == 80:
            hosts |= {ADDRESS, "localhost"}
        stated = self.headers.get_all("Host", [])
        if len(stated) != 1 or stated[0].strip().lower() not in hosts:
            raise _Refused(HTTPStatus.FORBIDDEN, "serving.foreign")
        origins = self.headers.get_all("Origin", [])
        if any(origin.strip().lower() not in {f"http://{host}" for host in hosts} for origin in origins):
            raise _Refused(HTTPStatus.FORBIDDEN, "serving.foreign")
        site, mode = self.headers.get("Sec-Fetch-Site", ""), self.headers.get("Sec-Fetch-Mode", "")
        # Somebody may follow a link to here; nobody else's page may draw on what is here.
        if site in ("cross-site", "same-site") and mode != "navigate":
            raise _Refused(HTTPStatus.FORBIDDEN, "serving.foreign")

    def _page(self, path: str) -> None:
        site = self.server.site
        name = named(path)
        if name == "" and (first := site.first()) != "index.html":
            self.close_connection = True
            self._send(HTTPStatus.FOUND, b"", "text/plain", Location=f"/{quote(first)}")
            return
        if name is not None and (name == "" or path.endswith("/")):
            name = posixpath.join(name, "index.html")
        content = None if name is None else content_of(site.folder, name)
        kind = KINDS.get(posixpath.splitext(name or "")[1].lower(), _ANYTHING)
        if content is not None and name is not None:
            if kind == KINDS[".html"]:
                content = dressed(content, name, version_of(content))
            self._send(HTTPStatus.OK, content, kind)
        elif name is not None and kind == KINDS[".html"]:
            page = dressed(_nothing(site, name), name, "")
            self._send(HTTPStatus.NOT_FOUND, page, kind)
        else:
            raise _Refused(HTTPStatus.NOT_FOUND, "serving.nothing_here")

    def _send(self, status: HTTPStatus, content: bytes, kind: str, **more: str) -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(content)), **_ALWAYS, **more}
        for header, value in headers.items():
            self.send_header(header, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _tell(self, asked: dict[str, list[str]]) -> None:
        """Events for one page: that it was made anew, or the problems there are now."""
        site, news = self.server.site, self.server.site.news
        name = named("/" + asked.get("page", [""])[0])
        version = asked.get("version", [""])[0]
        if not name:
            raise _Refused(HTTPStatus.NOT_FOUND, "serving.nothing_here")
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for header, value in {"Content-Type": "text/event-stream", **_ALWAYS, "Connection": "close"}.items():
            self.send_header(header, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        told = ""
        number = news.number
        while not news.closed:
            content = content_of(site.folder, name)
            if content is not None and version_of(content) != version:
                self._event("reload", "{}")
                return
            state = json.dumps(_state(site, name, there=content is not None))
            if state != told:
                told = state
                self._event("state", state)
            else:
                self.wfile.write(b": all is well\n\n")
                self.wfile.flush()
            number = news.wait(number, BEAT)

    def _event(self, kind: str, data: str) -> None:
        self.wfile.write(f"event: {kind}\ndata: {data}\n\n".encode())
        self.wfile.flush()


def named(path: str) -> str | None:
    """The name of the file below the folder that the path of an address means; `None` where none can be meant.

    Nothing hidden, nothing above, and no second meaning of a name on another system.
    """
    try:
        text = unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        return None
    parts = [part for part in text.split("/") if part]
    if any(part.startswith(".") or "\\" in part or any(ord(c) < 32 or c == "\x7f" for c in part) for part in parts):
        return None
    return "/".join(parts)


def content_of(folder: Path, name: str) -> bytes | None:
    """The bytes of a file that lies in the folder and nowhere else; `None` if there is none."""
    root = folder.resolve()
    try:
        path = (root / name).resolve(strict=True)
        inside = path.relative_to(root)  # else a ValueError
        if not path.is_file() or any(part.startswith(".") for part in inside.parts):
            return None
        return path.read_bytes()
    except (OSError, ValueError):
        return None


def _state(site: Site, name: str, *, there: bool) -> dict[str, Any]:
    """What the overlay of a page shows; ``there``: the page has been made once."""
    language = site.language_of(name)
    problems = [problem for problem in site.news.problems_of(site.report_of(name)) if problem.severity == "error"]
    return {
        "language": language,
        "title": in_language(say("serving.problems", count=len(problems)), language),
        "note": in_language(say(f"serving.{'last_good' if there else 'no_state'}", count=len(problems)), language),
        "close": in_language(say("serving.close"), language),
        "problems": [_shown(problem, language) for problem in problems[:50]],
    }


def _shown(problem: Problem, language: str) -> dict[str, Any]:
    place = problem.file
    if problem.line is not None:
        place += f":{problem.line}:{problem.column or 1}"
    return {
        "place": place,
        "message": in_language(problem.message, language),
        "line": problem.snippet if problem.column is not None else "",
        "before": max(0, (problem.column or 1) - 1),
        "cure": in_language(problem.hint, language),
    }


def _nothing(site: Site, name: str) -> bytes:
    """The page in the place of one that is not there, or not there yet."""
    language = site.language_of(name)

    def said(key: str) -> str:
        return html.escape(in_language(say(f"serving.{key}"), language))

    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src &#x27;none&#x27;; img-src data:">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>{said("nothing_here")}</title>\n<link rel="icon" href="data:,">\n</head>\n<body>\n<main>\n'
        f"<h1>{said('nothing_here')}</h1>\n<p>{said('nothing_yet')}</p>\n"
        f'<p><a href="/">{said("all_pages")}</a></p>\n</main>\n</body>\n</html>\n'
    ).encode()
