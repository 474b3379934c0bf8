"""What every test may count on: a tool that is missing is named, and where nothing may be skipped it is a failure."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# No test is timed: how long an example takes to be drawn says something of the machine, not of the program.
settings.register_profile("untimed", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# The cache of whoever runs the tests is none of their business; the processes of one run share theirs.
os.environ["LMMM_REPORT_CACHE"] = str(Path(tempfile.gettempdir()) / f"lmmm-report-tests-{os.getuid()}")
os.environ["LMMM_REPORT_LANG"] = "en"  # what the program says in tests, wherever they run

NO_SKIPS = "LMMM_REPORT_NO_SKIPS"
"""Environment variable. Set to 1, a test that is skipped because a tool is missing fails."""

NAMES_A_TOOL = re.compile(r"\bneeds \S|\bhas no wheel\b|\bcould not import\b")
"""Reasons of a skip that name a tool. Others speak of what no installation changes, such as being root."""


def missing_tool(reason: str) -> bool:
    """Whether a skip with this reason is a failure in this run."""
    return os.environ.get(NO_SKIPS) == "1" and bool(NAMES_A_TOOL.search(reason))


def _strict(report: Any) -> Any:
    if report.skipped and not hasattr(report, "wasxfail") and isinstance(report.longrepr, tuple):
        path, line, reason = report.longrepr
        if missing_tool(reason):
            report.outcome = "failed"
            report.longrepr = f"{path}:{line}: with {NO_SKIPS}=1 this may not be skipped. {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[Any]:
    """Turn a skipped test into a failed one where a tool is missing that has to be there."""
    return _strict((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[Any]:
    """The same for a module that is skipped as a whole."""
    return _strict((yield))


def tool(name: str, package: str) -> str:
    """The path of a program that a test needs, or a skip that names it and the Debian package it is in."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"needs {name} (Debian package {package})")
    return found


@pytest.fixture(scope="session")
def pango() -> None:
    """Skips where PDFs cannot be made for want of Pango."""
    from lmmm_report.problems import UserError
    from lmmm_report.report.pdf.press import require_pdf

    try:
        require_pdf()
    except UserError as error:
        pytest.skip(f"needs Pango: {error.problems[0].message}")


@pytest.fixture(scope="session")
def pdffonts() -> str:
    """The program that lists the fonts of a PDF."""
    return tool("pdffonts", "poppler-utils")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """The program that reads a PDF's text as another reader than ours would."""
    return tool("pdftotext", "poppler-utils")
