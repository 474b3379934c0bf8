"""Which files a command means, and what is made of them is called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lmmm_report.load.files import named_profiles, profile_files
from lmmm_report.problems import UserError


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "b.yaml", "ZWEI.YAML", "c.Yml", "notes.txt", ".hidden.yaml", ".git/x.yaml",
        "north/b.yaml", "north/deep/d.yml", "earlier/b.yaml", "empty/readme.md",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "north")
    return tmp_path


def names(*paths: Path, leave_out: tuple[Path, ...] = ()) -> list[str]:
    return [file.name for file in named_profiles(paths, leave_out=leave_out)]


def test_a_folder_stands_for_all_below_it(tree: Path) -> None:
    assert names(tree) == ["ZWEI", "b", "c", "earlier/b", "north/b", "north/deep/d"]
    assert names(tree / "north") == ["b", "deep/d"]
    assert [p.relative_to(tree).as_posix() for p in profile_files([tree / "north"])] == [
        "north/b.yaml",
        "north/deep/d.yml",
    ]


def test_a_folder_can_be_left_out(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "earlier/b" not in names(tree, leave_out=(tree / "earlier",))
    monkeypatch.chdir(tree)
    assert "earlier/b" not in names(Path(), leave_out=(Path("north/../earlier"),))
    assert names(tree / "earlier", leave_out=(tree / "earlier",)) == ["b"], "it was named itself"


def test_each_file_is_meant_once(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    assert names(tree / "north", Path("north/b.yaml"), Path("north") / ".." / "north") == ["b", "deep/d"]


def test_equal_names_are_kept_apart_by_their_folders(tree: Path) -> None:
    assert names(tree / "b.yaml", tree / "north" / "b.yaml") == ["b", "north/b"]
    assert names(tree / "north", tree / "earlier") == ["north/b", "north/deep/d", "earlier/b"]


def test_names_that_differ_in_their_ending_only(tree: Path) -> None:
    (tree / "b.yml").write_text("")
    with pytest.raises(UserError, match="same names") as caught:
        named_profiles([tree])
    assert caught.value.problems[0].file == str(tree / "b.yml")
    assert tree / "b.yml" in profile_files([tree]), "whoever makes no reports of them has no use for names"


def test_a_folder_without_profiles(tree: Path) -> None:
    with pytest.raises(UserError, match="holds no profiles"):
        profile_files([tree / "empty"])


def test_a_name_that_is_no_text(tree: Path) -> None:
    Path(os.fsdecode(os.fsencode(tree) + b"/north/m\xfcller.yaml")).write_text("")
    with pytest.raises(UserError, match="no text") as caught:
        profile_files([tree])
    assert caught.value.problems[0].file == f"{tree}/north/m\\udcfcller.yaml"


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(tree: Path) -> None:
    (tree / "north").chmod(0)
    with pytest.raises(UserError, match="cannot be read"):
        profile_files([tree])
    (tree / "north").chmod(0o700)


def test_a_file_that_does_not_exist_is_left_to_the_reader(tmp_path: Path) -> None:
    assert profile_files([tmp_path / "missing.yaml"]) == (tmp_path / "missing.yaml",)
