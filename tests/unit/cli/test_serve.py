"""``serve`` as it is called: where it answers, what it leaves behind, how it ends."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from lmmm_report.cli.main import run
from tests.builders import heeding

ROOT = Path(__file__).resolve().parents[3]
HEAD = "format: 2\ncompany: {{name: {}}}\nassessment: {{date: 2026-10-15}}\n"


@contextmanager
def served(tmp_path: Path, *options: object, before: str = "") -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The program serving two small profiles, with its port; it is ended in any case."""
    (tmp_path / "tmp").mkdir()
    profiles = tmp_path / "profiles"
    profiles.mkdir()
    for name in ("acme", "beta"):
        (profiles / f"{name}.yaml").write_text(HEAD.format(name.title()), encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": f"{before}:{ROOT}",
        "LMMM_REPORT_LANG": "en",
        "TMPDIR": str(tmp_path / "tmp"),
    }
    command = [sys.executable, "-m", "lmmm_report", "serve", str(profiles), "--port", "0", *map(str, options)]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=tmp_path,
        preexec_fn=heeding,  # noqa: PLW1509 - no lock is held
    ) as process:
        try:
            assert process.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline())
            assert found
            yield process, int(found[1])
        finally:
            process.kill()


ASKED = """
import os, sys
def log(event, arguments):
    if event.startswith("socket."):
        with open(os.environ["NETWORK_LOG"], "a", encoding="utf-8") as file:
            file.write(f"{event} {arguments[1:]}\\n")
sys.addaudithook(log)
"""


def stream(port: int, page: str) -> socket.socket:
    """An open connection on which a page hears what happens."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.sendall(f"GET /.live?page={page}&version= HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    return connection


def until(connection: socket.socket, wanted: bytes) -> bytes:
    heard = b""
    while wanted not in heard:
        part = connection.recv(65536)
        assert part, heard
        heard += part
    return heard


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_it_ends_cleanly_with_open_streams(tmp_path: Path, number: signal.Signals, code: int) -> None:
    with served(tmp_path) as (process, port):
        with stream(port, "index.html") as one, stream(port, "nothing.de.html") as other:
            until(one, b"event: reload")  # the first page has been made
            until(other, b"event: state")
            assert len(list((tmp_path / "tmp").iterdir())) == 1
            process.send_signal(number)
            assert process.wait(timeout=20) == code
            while other.recv(65536):
                pass
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    assert list((tmp_path / "tmp").iterdir()) == []


def test_the_files_are_those_of_a_build(tmp_path: Path) -> None:
    with served(tmp_path, "-o", tmp_path / "out") as (process, port):
        with stream(port, "index.en.html") as one:
            until(one, b"event: reload")
        with urlopen(f"http://127.0.0.1:{port}/acme.en.html", timeout=30) as answer:
            assert b"EventSource" in answer.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    assert run(["-q", "build", str(tmp_path / "profiles"), "-o", str(tmp_path / "built"), "--format", "html"]) == 0
    made, built = ({p.relative_to(f).as_posix(): p.read_bytes() for p in f.rglob("*.html")} for f in (tmp_path / "out", tmp_path / "built"))  # fmt: skip
    assert made == built


def test_it_listens_on_this_machine_and_asks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(ASKED, encoding="utf-8")
    monkeypatch.setenv("NETWORK_LOG", str(tmp_path / "network.log"))
    with served(tmp_path, before=str(guard)) as (_, port), stream(port, "index.html") as one:
        until(one, b"event: reload")
    used = [line.split(" ", 1) for line in (tmp_path / "network.log").read_text(encoding="utf-8").splitlines()]
    assert [arguments for event, arguments in used if event == "socket.bind"] == ["(('127.0.0.1', 0),)"]
    assert {event for event, _ in used} == {"socket.__new__", "socket.bind"}


def test_a_port_in_use_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = tmp_path / "acme.yaml"
    profile.write_text(HEAD.format("Acme"), encoding="utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["serve", str(profile), "--port", str(port)]) == 1
    err = capsys.readouterr().err
    assert f"127.0.0.1:{port}: another program answers on port {port} already" in err
    assert f"--port {port + 1}" in err


def test_without_profiles_nothing_is_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", str(tmp_path), "--port", "0"]) == 1
    assert str(tmp_path) in capsys.readouterr().err


def test_a_fault_of_the_theme_is_no_end(tmp_path: Path) -> None:
    theme = tmp_path / "theme.yaml"
    theme.write_text("accent: blue\n", encoding="utf-8")
    with served(tmp_path, "--theme", theme, "-o", tmp_path / "out") as (_, port):
        with stream(port, "acme.de.html") as one:
            heard = until(one, b"theme.yaml:1:")
            assert b"event: state" in heard
        shutil.copy(theme, tmp_path / "kept")
        theme.write_text("accent: '#7a1f3d'\n", encoding="utf-8")
        with stream(port, "acme.de.html") as one:
            until(one, b"event: reload")
