"""Fixtures for the tests of publishing."""

from __future__ import annotations

import os

import pytest

from lmmm_report.publishing import system


@pytest.fixture
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed process has written is there all the same; only a loss of power needs it on the disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(system, "sync_file_system", lambda _: True)
