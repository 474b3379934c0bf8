"""A test that is skipped for want of a tool must not pass for a test that was run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"
SKIPPED = """
import pytest
@pytest.mark.skipif(True, reason="needs a tool")
def test_by_mark(): ...
def test_inside(): pytest.skip("needs another tool")
def test_for_another_reason(): pytest.skip("root may write anywhere")
@pytest.mark.xfail(strict=True)
def test_known_fault(): assert False
"""
MODULE_SKIPPED = "import pytest\npytest.importorskip('a_module_that_does_not_exist')\n"


def run_pytest(folder: Path, no_skips: str) -> str:
    environment = {**os.environ, "LMMM_REPORT_NO_SKIPS": no_skips}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--continue-on-collection-errors", "."]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(
    ("no_skips", "summary"),
    [("0", "4 skipped, 1 xfailed in"), ("1", "1 failed, 1 skipped, 1 xfailed, 2 errors in")],
)
def test_a_missing_tool_fails_where_nothing_may_be_skipped(tmp_path: Path, no_skips: str, summary: str) -> None:
    shutil.copy(CONFTEST, tmp_path)
    (tmp_path / "test_tests.py").write_text(SKIPPED, encoding="utf-8")
    (tmp_path / "test_module.py").write_text(MODULE_SKIPPED, encoding="utf-8")
    assert summary in run_pytest(tmp_path, no_skips)
