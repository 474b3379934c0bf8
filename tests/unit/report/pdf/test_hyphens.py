"""Compact patterns hyphenate exactly as those that pyphen reads itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyphen
import pytest

from lmmm_report import resources
from lmmm_report.load.model.model import load_model
from lmmm_report.report.pdf.hyphens import LANGUAGES, compile_patterns, prepare_patterns


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compiled") / "hyphens"
    compile_patterns(folder)
    return folder


@pytest.fixture
def prepared(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The compiled patterns where a wheel has them, and a library that has read nothing yet."""
    monkeypatch.setattr(resources, "COMPILED_HYPHENS", compiled)
    monkeypatch.setattr(pyphen, "hdcache", {})
    return compiled


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_model_is_hyphenated_alike(language: str, prepared: Path) -> None:
    own = pyphen.Pyphen(lang=language, cache=False)
    prepare_patterns(language)
    assert len(pyphen.hdcache) == 1
    ours = pyphen.Pyphen(lang=language)
    assert ours.hd.patterns == {letters: (start, tuple(row)) for letters, (start, row) in own.hd.patterns.items()}
    words = set(re.findall(r"\w{5,}", " ".join(c.remedy[language] for c in load_model().criteria)))
    assert len(words) > 500
    assert [ours.inserted(word) for word in words] == [own.inserted(word) for word in words]


def test_patterns_of_another_version_are_not_used(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "de.json").write_text(json.dumps({"pyphen": "0.0", "rows": []}), encoding="utf-8")
    monkeypatch.setattr(resources, "COMPILED_HYPHENS", tmp_path)
    prepare_patterns("de")
    prepare_patterns("xx")
    assert pyphen.hdcache == {}


def test_the_licences_come_along(compiled: Path) -> None:
    assert {file.name for file in compiled.glob("README*")} >= {"README_hyph_de.txt", "README_hyph_en_US.txt"}
