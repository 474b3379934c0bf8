"""What is said of a cluster before there is one; with a real one: tests/shipped/test_cluster.py."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lmmm_report.cli.main import run
from lmmm_report.making.cluster import is_address

PROFILE = Path(__file__).resolve().parents[3] / "configs" / "calder-finch-water.yaml"


@pytest.mark.parametrize(
    "text", ["dask://host:8786", "tls://10.0.0.1:1/", "dask://[::1]:8786", "dask://a-b.example:80"]
)
def test_addresses(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "host:8786", "tcp://host:8786", "dask://host", "dask://host:x", "dask://user@host:1", "dask://host:1/x", "dask://host:1\n", "inproc://x:1"],
)  # fmt: skip
def test_what_is_no_address(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", str(PROFILE), "-o", str(tmp_path / "out"), "--executor", text]) == 2
    assert "dask://host:8786" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_without_the_extra(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(["build", str(PROFILE), "-o", str(tmp_path / "out"), "--executor", "dask://127.0.0.1:9"]) == 1
    told = capsys.readouterr().err
    assert "pip install 'lmmm-report[dask]'" in told
    assert not (tmp_path / "out").exists()


def test_no_environment_leads_to_a_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address comes from the command line alone."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    for name in ("LMMM_REPORT_EXECUTOR", "LMMM_REPORT_BUILD_EXECUTOR", "DASK_SCHEDULER_ADDRESS"):
        monkeypatch.setenv(name, "dask://127.0.0.1:9")
    assert run(["-q", "build", str(PROFILE), "-o", str(tmp_path / "out"), "--format", "json"]) == 0
