"""Reports made on a real Dask cluster: a scheduler and workers as processes of their own on this machine."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.cli.main import run
from lmmm_report.making import cluster

ROOT = Path(__file__).resolve().parents[2]
CONFIGS = ROOT / "configs"
pytestmark = pytest.mark.long


def files_in(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


class Running:
    """A cluster and what it is made of."""

    def __init__(self, folder: Path, scheme: str = "tcp", certificates: tuple[str, ...] = ()) -> None:
        pytest.importorskip("distributed")
        self.folder = folder
        self.certificates = certificates
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"{scheme}://127.0.0.1:{self.port}"
        self.processes: list[subprocess.Popen[str]] = []
        self.scheduler = self._start(
            "scheduler", "--host", f"{scheme}://127.0.0.1", "--port", str(self.port), "--no-dashboard"
        )
        self._wait(self._answers)

    def _answers(self) -> bool:
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", self.port)) == 0

    @staticmethod
    def _wait(for_what: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not for_what():
            assert time.monotonic() < end
            time.sleep(0.05)

    def _start(self, *args: str, **environment: str) -> subprocess.Popen[str]:
        log = (self.folder / f"log{len(self.processes)}").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *args, *self.certificates],
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "5",
                **environment,
            },
            stdout=log,
            stderr=log,
            text=True,
        )
        log.close()
        self.processes.append(process)
        return process

    def worker(self, **environment: str) -> subprocess.Popen[str]:
        number = len(self.processes)
        process = self._start(
            "worker", self.address, "--nthreads", "2", "--no-nanny", "--no-dashboard", "--local-directory",
            str(self.folder / f"worker{number}"), **environment,
        )  # fmt: skip
        self._wait(lambda: "Registered to" in (self.folder / f"log{number}").read_text())
        return process

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@contextmanager
def running(folder: Path, *args: Any) -> Iterator[Running]:
    folder.mkdir(parents=True, exist_ok=True)
    started = Running(folder, *args)
    try:
        yield started
    finally:
        started.end()


def profiles(folder: Path, count: int) -> Path:
    """So many profiles, all different."""
    folder.mkdir()
    examples = sorted(CONFIGS.glob("*.yaml"))
    for number in range(count):
        text = re.sub(r"(?m)^  unit: .*\n", "", examples[number % len(examples)].read_text(encoding="utf-8"))
        (folder / f"unit-{number:02}.yaml").write_text(
            text.replace("\ncompany:\n", f"\ncompany:\n  unit: Einheit {number}\n", 1)
        )
    return folder


def build(source: Path, output: Path, *args: str) -> int:
    return run(["-q", "build", str(source), "-o", str(output), *args])


def test_same_bytes_as_here_and_nothing_is_lost_with_a_worker(tmp_path: Path) -> None:
    source = profiles(tmp_path / "configs", 24)
    options = ("--format", "html,json", "--assets", "separate")
    assert build(source, tmp_path / "here", *options) == 0
    with running(tmp_path / "cluster") as there:
        first, second = there.worker(), there.worker()
        asked: list[float] = []
        real = cluster.Cluster.next

        def next_result(self: Any) -> Any:
            asked.append(time.monotonic())
            if len(asked) == 8:
                second.kill()  # in the midst of its work: the next calls have been handed out
            return real(self)

        cluster.Cluster.next = next_result  # type: ignore[method-assign]
        try:
            assert build(source, tmp_path / "there", *options, "--executor", f"dask://127.0.0.1:{there.port}") == 0
        finally:
            cluster.Cluster.next = real  # type: ignore[method-assign]
        assert second.wait() == -signal.SIGKILL
        assert first.poll() is None, "the cluster is left as it was"
    assert len(asked) == 24
    here = files_in(tmp_path / "here")
    assert len(here) > 72
    assert files_in(tmp_path / "there") == here


def test_pdfs(tmp_path: Path, pango: None) -> None:
    source = profiles(tmp_path / "configs", 2)
    assert build(source, tmp_path / "here", "--format", "pdf", "--lang", "de") == 0
    with running(tmp_path / "cluster") as there:
        there.worker()
        assert (
            build(
                source,
                tmp_path / "there",
                "--format",
                "pdf",
                "--lang",
                "de",
                "--executor",
                f"dask://127.0.0.1:{there.port}",
            )
            == 0
        )
    here = files_in(tmp_path / "here")
    assert len([name for name in here if name.endswith(".pdf")]) == 2
    assert files_in(tmp_path / "there") == here


def test_problems_are_those_of_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = profiles(tmp_path / "configs", 3)
    (source / "unit-01.yaml").write_text("format: 1\nnonsense: 3\n")
    assert build(source, tmp_path / "here", "--format", "json") == 1
    here = capsys.readouterr().err
    with running(tmp_path / "cluster") as there:
        there.worker()
        assert (
            build(source, tmp_path / "there", "--format", "json", "--executor", f"dask://127.0.0.1:{there.port}") == 1
        )
    assert capsys.readouterr().err == here
    assert "unit-01.yaml" in here
    assert files_in(tmp_path / "there") == files_in(tmp_path / "here")


class TestOtherWorkers:
    def other(self, folder: Path, version: str) -> str:
        """A folder with this program in another version, as a path of Python's."""
        folder.mkdir()
        (folder / "lmmm_report").symlink_to(ROOT / "lmmm_report")
        (folder / "sitecustomize.py").write_text(f"import lmmm_report\nlmmm_report.__version__ = {version!r}\n")
        return str(folder)

    def test_they_are_refused_with_one_message(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        source = profiles(tmp_path / "configs", 2)
        with running(tmp_path / "cluster") as there:
            there.worker()
            there.worker(PYTHONPATH=self.other(tmp_path / "other", "9.9.9"))
            bare = tmp_path / "bare" / "lmmm_report"
            bare.mkdir(parents=True)
            (bare / "__init__.py").write_text("")
            there.worker(PYTHONPATH=str(bare.parent))
            address = f"dask://127.0.0.1:{there.port}"
            assert build(source, tmp_path / "there", "--format", "json", "--executor", address) == 1
        told = capsys.readouterr().err
        assert told.count("not all workers would write the same") == 1
        assert "has lmmm-report 9.9.9, here it is" in told
        assert "does not have this version of lmmm-report" in told
        assert not (tmp_path / "there").exists()

    def test_one_that_comes_later_is_refused_as_well(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        source = profiles(tmp_path / "configs", 4)
        with running(tmp_path / "cluster") as there:
            first = there.worker()
            real = cluster.Cluster._look_at_workers

            def look(self: Any) -> None:
                real(self)
                there.worker(PYTHONPATH=TestOtherWorkers().other(tmp_path / "other", "9.9.9"))
                first.kill()

            monkeypatch.setattr(cluster.Cluster, "_look_at_workers", look)
            address = f"dask://127.0.0.1:{there.port}"
            assert build(source, tmp_path / "there", "--format", "json", "--executor", address) == 1
        assert "has lmmm-report 9.9.9" in capsys.readouterr().err
        assert not (tmp_path / "there").exists()

    def test_templates_that_have_changed(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A worker sees what is there now; one that sees something else under the same path is refused."""
        source = profiles(tmp_path / "configs", 2)
        templates = tmp_path / "templates"
        templates.mkdir()
        with running(tmp_path / "cluster") as there:
            there.worker()
            address = f"dask://127.0.0.1:{there.port}"
            args = ("--format", "html", "--lang", "en", "--templates", str(templates))
            for text in ("first", "second"):
                (templates / "own.j2").write_text(text)
                assert build(source, tmp_path / text, *args, "--executor", address) == 0
                assert build(source, tmp_path / f"{text} here", *args) == 0
                assert files_in(tmp_path / text) == files_in(tmp_path / f"{text} here")
            code = "import lmmm_report.making.unit as u\nu.Workshop.made_of = lambda self: {'model': 'x' * 64}\n"
            (tmp_path / "blind").mkdir()
            (tmp_path / "blind" / "sitecustomize.py").write_text(code)
            there.worker(PYTHONPATH=f"{tmp_path / 'blind'}:{ROOT}")
            assert build(source, tmp_path / "out", *args, "--executor", address) == 1
        assert "has model xxxxxxxxxxxx, here it is" in capsys.readouterr().err


class TestNoCluster:
    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(cluster, "PATIENCE", 1.5)
        monkeypatch.setattr(cluster, "LONELY", 3.0)

    def test_nobody_answers(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        source = profiles(tmp_path / "configs", 1)
        assert build(source, tmp_path / "out", "--format", "json", "--executor", "dask://127.0.0.1:9") == 1
        assert capsys.readouterr().err.count("no Dask scheduler answers there") == 1

    def test_no_workers(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        source = profiles(tmp_path / "configs", 1)
        with running(tmp_path / "cluster") as there:
            assert (
                build(source, tmp_path / "out", "--format", "json", "--executor", f"dask://127.0.0.1:{there.port}") == 1
            )
        assert "the cluster has no workers" in capsys.readouterr().err

    @pytest.mark.parametrize("who", ["scheduler", "worker"])
    def test_it_is_lost_on_the_way(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, who: str
    ) -> None:
        source = profiles(tmp_path / "configs", 30)
        with running(tmp_path / "cluster") as there:
            worker = there.worker()
            real, results = cluster.Cluster.next, []

            def next_result(self: Any) -> Any:
                results.append(real(self))
                if len(results) == 2:
                    (there.scheduler if who == "scheduler" else worker).kill()
                return results[-1]

            monkeypatch.setattr(cluster.Cluster, "next", next_result)
            args = ("--format", "html,json", "--executor", f"dask://127.0.0.1:{there.port}")
            assert build(source, tmp_path / "out", *args) == 1
        told = capsys.readouterr().err
        assert ("connection to the cluster was lost" if who == "scheduler" else "the cluster has no workers") in told
        assert not (tmp_path / "out").exists()


def test_over_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Certificates come from the settings of distributed; whoever has none is not let in."""
    import shutil

    if shutil.which("openssl") is None:
        pytest.skip("needs openssl (Debian package openssl)")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    source = profiles(tmp_path / "configs", 2)
    assert build(source, tmp_path / "here", "--format", "json") == 0
    options = ("--tls-ca-file", str(certificate), "--tls-cert", str(certificate), "--tls-key", str(key))
    monkeypatch.setattr(cluster, "PATIENCE", 3.0)
    with running(tmp_path / "cluster", "tls", options) as there:
        there.worker()
        address = f"tls://127.0.0.1:{there.port}"
        assert build(source, tmp_path / "there", "--format", "json", "--executor", address) == 1
        assert "certificates" in capsys.readouterr().err
        script = "import sys; from lmmm_report.cli.main import run; sys.exit(run(sys.argv[1:]))"
        settings = {
            "DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(certificate),
            "DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT": str(certificate),
            "DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY": str(key),
            "PYTHONPATH": str(ROOT),
        }
        args = ["build", str(source), "-o", str(tmp_path / "there"), "--format", "json", "--executor", address]
        done = subprocess.run(
            [sys.executable, "-c", script, *args],
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert files_in(tmp_path / "there") == files_in(tmp_path / "here")
    assert json.loads((tmp_path / "there" / "index.json").read_text(encoding="utf-8"))["units"]
