"""The schema that lies beside profiles: what leaves it there, under which name, in which language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.cli.main import run

HEAD = "format: 2\ncompany: {{name: Acme}}\nassessment: {{date: 2026-10-15, language: {}}}\n"


def call(*args: object) -> int:
    return run([str(arg) for arg in args])


def profile(path: Path, language: str = "en", more: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD.format(language) + more, encoding="utf-8")
    return path


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def offered(schema: Path) -> set[str]:
    """All that the schema offers somewhere."""

    def found(node: Any) -> set[str]:
        if isinstance(node, dict):
            own = {one["body"] for one in node.get("defaultSnippets", ())}
            return own.union(*map(found, node.values()))
        return set().union(*map(found, node)) if isinstance(node, list) else set()

    return found(json.loads(schema.read_text(encoding="utf-8")))


@pytest.mark.parametrize("language", ["de", "en"])
def test_init_leaves_a_schema_and_names_it(tmp_path: Path, language: str) -> None:
    path = tmp_path / "new" / "acme.yaml"
    assert call("init", path, "--template", "--lang", language) == 0
    schema = path.parent / f"profile.{language}.schema.json"
    assert names_in(path.parent) == {"acme.yaml", schema.name}
    assert path.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema={schema.name}\n")
    title = json.loads(schema.read_text(encoding="utf-8"))["properties"]["company"]["title"]
    assert title == {"de": "Unternehmen", "en": "Company"}[language]


def test_init_keeps_a_schema_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "profile.en.schema.json"
    mine.write_text("{}", encoding="utf-8")
    assert call("init", tmp_path / "acme.yaml", "--template") == 0
    assert mine.read_text(encoding="utf-8") == "{}"
    assert str(mine) not in capsys.readouterr().err


def test_init_leaves_none_where_it_writes_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = profile(tmp_path / "acme.yaml")
    assert call("init", path, "--template") == 1  # it is there already
    assert names_in(tmp_path) == {"acme.yaml"}
    assert call("init", "--template") == 0
    assert "$schema" not in capsys.readouterr().out


def test_init_does_without_one_if_asked(tmp_path: Path) -> None:
    assert call("init", tmp_path / "a.yaml", "--template", "--schema", "none") == 0
    assert call("init", tmp_path / "b.yaml", "--template", "--schema", "https://example.org/s.json") == 0
    assert names_in(tmp_path) == {"a.yaml", "b.yaml"}
    assert "$schema" not in (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "$schema=https://example.org/s.json\n" in (tmp_path / "b.yaml").read_text(encoding="utf-8")


def test_beside_one_profile_its_ids_are_offered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = profile(tmp_path / "acme.yaml", "de", 'departments: {executives: [ceo, "no id", {title: x}, 7]}\n')
    profile(tmp_path / "other.yaml", "en", "departments: {executives: [cto]}\n")
    assert call("schema", "--beside", path) == 0
    schema = tmp_path / "profile.de.schema.json"
    assert names_in(tmp_path) == {"acme.yaml", "other.yaml", schema.name}
    assert "ceo" in offered(schema)
    assert offered(schema) & {"cto", "no id"} == set()
    assert f"$schema={schema.name}" in capsys.readouterr().err


def test_beside_a_folder_there_is_one_for_each_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile(tmp_path / "a.yaml", "de", "software: {systems: [crm_a]}\n")
    profile(tmp_path / "north" / "b.yaml", "en", "software: {systems: {listed: [crm_b], more: true}}\n")
    half = tmp_path / "c.yaml"
    half.write_text("a: [", encoding="utf-8")
    assert call("schema", "--beside", tmp_path) == 0
    assert names_in(tmp_path) == {"a.yaml", "c.yaml", "north", "profile.de.schema.json", "profile.en.schema.json"}
    assert {"crm_a", "crm_b"} <= offered(tmp_path / "profile.en.schema.json")
    assert str(half) in capsys.readouterr().err
    assert call("schema", "--beside", tmp_path, "--lang", "de") == 0


def test_a_profile_that_is_no_yaml_is_told_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "half.yaml"
    path.write_text("a: [", encoding="utf-8")
    assert call("schema", "--beside", path) == 1
    assert f"{path}:1" in capsys.readouterr().err
    assert names_in(tmp_path) == {"half.yaml"}


@pytest.mark.parametrize("wrong", [["-o", "x.json"], ["result"]])
def test_beside_goes_with_nothing_else(tmp_path: Path, wrong: list[str]) -> None:
    assert call("schema", *wrong, "--beside", profile(tmp_path / "a.yaml")) == 2


def test_the_schema_names_the_measures_of_the_model(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("schema", "--lang", "de") == 0
    text = capsys.readouterr().out
    assert '"M-RULES"' in text
    assert '"X2-PRO-1"' in text
