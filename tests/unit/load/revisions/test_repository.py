"""Distinct states of a file: renames, merges, gaps, clones that are not whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lmmm_report.load.revisions.git import GitError, refusal
from lmmm_report.load.revisions.named import revision_named, span_named
from lmmm_report.load.revisions.repository import Repository
from lmmm_report.problems import UserError
from tests.repositories import ADDRESS, AUTHOR, Repo

LONG = "".join(f"line {number}\n" for number in range(40))


def texts(repository: Repository, path: str, start: str = "HEAD") -> list[str]:
    track = repository.track(path, start)
    found = repository.contents(one.blob for one in track.revisions)
    return [found[one.blob].decode() for one in track.revisions]


def test_each_distinct_state_once_with_its_day_and_author(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"a.yaml": "1\n"}, day="2024-03-01")
    repo.commit({"b.yaml": "other\n"}, day="2024-04-01")
    second = repo.commit({"a.yaml": "2\n"}, day="2024-05-01", author="Ana\x1b[31m")
    (tmp_path / "a.yaml").chmod(0o755)
    repo.commit(day="2024-06-01")
    repo.commit({"a.yaml": "1\n"}, day="2024-07-01")
    repository = Repository(tmp_path)
    track = repository.track("a.yaml")
    assert texts(repository, "a.yaml") == ["1\n", "2\n", "1\n"]
    assert [one.day for one in track.revisions] == [date(2024, 3, 1), date(2024, 5, 1), date(2024, 7, 1)]
    assert track.revisions[1].commit == second
    assert track.revisions[0].author == AUTHOR
    assert track.revisions[1].author == "Ana<U+001B>[31m"
    assert not any(ADDRESS in str(one) for one in track.revisions)
    assert not track.shallow


def test_renames_are_followed_and_a_rename_alone_is_no_state(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"a.yaml": LONG})
    repo.git("mv", "a.yaml", "b.yaml")
    repo.commit()
    (tmp_path / "north").mkdir()
    repo.git("mv", "b.yaml", "north/c.yaml")
    repo.commit({"north/c.yaml": LONG + "more\n"})
    repository = Repository(tmp_path)
    assert texts(repository, "north/c.yaml") == [LONG, LONG + "more\n"]
    assert [one.path for one in repository.track("north/c.yaml").revisions] == ["a.yaml", "north/c.yaml"]


def test_a_merge_counts_as_what_it_brought(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"a.yaml": LONG}, day="2024-01-01")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit({"a.yaml": LONG + "side\n"}, day="2024-02-01")
    repo.commit({"a.yaml": LONG + "side 2\n"}, day="2024-02-02")
    repo.git("checkout", "-q", "main")
    repo.commit({"a.yaml": "first\n" + LONG}, day="2024-03-01")
    repo.git("merge", "-q", "--no-ff", "-m", "merge", "side", day="2024-04-01")
    repository = Repository(tmp_path)
    assert texts(repository, "a.yaml") == [LONG, "first\n" + LONG, "first\n" + LONG + "side 2\n"]
    assert repository.track("a.yaml").revisions[-1].day == date(2024, 4, 1)


def test_a_file_that_was_away_for_a_time(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"a.yaml": "1\n"})
    (tmp_path / "a.yaml").unlink()
    repo.commit()
    repo.commit({"a.yaml": "2\n"})
    blobs = [bool(one.blob) for one in Repository(tmp_path).track("a.yaml").revisions]
    assert blobs == [True, False, True]


def test_a_shallow_clone_says_so(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "whole")
    for number in range(4):
        repo.commit({"a.yaml": f"{number}\n"})
    clone = tmp_path / "clone"
    repo.git("clone", "-q", "--depth", "2", f"file://{repo.folder}", str(clone))
    repository = Repository(clone)
    track = repository.track("a.yaml")
    assert track.shallow
    assert [one.begins for one in track.revisions] == [True, False]
    with pytest.raises(UserError) as caught:
        repository.commit("HEAD~3")
    assert "unshallow" in caught.value.problems[0].hint


def test_no_checkout_and_no_index_is_touched(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"a.yaml": "1\n"})
    repo.commit({"a.yaml": "2\n"})
    repo.write({"a.yaml": "not committed\n"})

    def states() -> dict[str, tuple[bytes, int]]:
        return {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.rglob("*") if p.is_file()}

    before = states()
    repository = Repository(tmp_path)
    repository.contents(one.blob for one in repository.track("a.yaml").revisions)
    repository.entries("HEAD", "")
    assert states() == before


def test_files_of_odd_names(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    names = ["-rf.yaml", "a b.yaml", "ä\n.yaml", ":(glob)*.yaml", "--output=x.yaml", "*.yaml"]
    repo.commit(dict.fromkeys(names, "1\n"))
    repo.commit(dict.fromkeys(names, "2\n"))
    repository = Repository(tmp_path)
    assert {entry.path for entry in repository.entries(repository.commit("HEAD"), "")} == set(names)
    for name in names:
        assert texts(repository, repository.path_of(tmp_path / name)) == ["1\n", "2\n"]


def test_in_a_folder_and_in_a_work_tree_beside(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "main")
    repo.commit({"north/a.yaml": "1\n"})
    beside = tmp_path / "beside"
    repo.git("worktree", "add", "-q", str(beside))
    for top in (repo.folder, beside):
        repository = Repository(top / "north")
        assert repository.path_of(top / "north" / "a.yaml") == "north/a.yaml"
        assert texts(repository, "north/a.yaml") == ["1\n"]


@pytest.mark.parametrize("name", ["nowhere", "--all", "-n1", "", "HEAD^{tree}", "--output=x"])
def test_what_is_no_commit(name: str, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"a.yaml": "1\n"})
    with pytest.raises(UserError) as caught:
        Repository(tmp_path).commit(name)
    assert caught.value.problems[0].message == "there is no such revision in the repository"


def test_histories_that_have_nothing_in_common(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    one = repo.commit({"a.yaml": "1\n"})
    repo.git("checkout", "-q", "--orphan", "other")
    other = repo.commit({"a.yaml": "2\n"})
    with pytest.raises(UserError) as caught:
        Repository(tmp_path).merge_base(one, other)
    assert "no common ancestor" in caught.value.problems[0].message


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UserError) as caught:
        Repository(tmp_path)
    assert caught.value.problems[0].message == "lies in no git repository"


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError) as caught:
        Repository(tmp_path)
    assert "git is not installed" in caught.value.problems[0].message


def test_what_names_a_state_and_what_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a:b.yaml").write_text("")
    assert revision_named("a:b.yaml") is None
    assert revision_named("C:\\a.yaml") is None
    assert revision_named("a.yaml") is None
    assert revision_named("HEAD~3:configs/a.yaml") == ("HEAD~3", "configs/a.yaml")
    assert revision_named("main@{2026-01-01 10:00}:a.yaml") == ("main@{2026-01-01 10:00}", "a.yaml")
    at = revision_named("HEAD:../b.yaml")
    assert at is not None
    assert at.in_repository("north/south/") == "north/b.yaml"
    assert span_named("main...branch") == ("main", "branch", True)
    assert span_named("v1..") == ("v1", "HEAD", False)
    assert span_named("../a.yaml") is None
    assert span_named("configs/../a.yaml") is None


def test_what_commits_have_touched_on_the_way(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    first = repo.commit({"a.yaml": LONG, "b.yaml": "1\n", ":odd\nname": "1\n", "deep/ü.yaml": "1\n"})
    repository = Repository(tmp_path)
    assert repository.touched(first, first) == frozenset()
    empty = repo.commit()
    assert repository.touched(first, empty) == frozenset()
    second = repo.commit({":odd\nname": "2\n", "deep/ü.yaml": "2\n"})
    assert repository.touched(first, second) == {":odd\nname", "deep/ü.yaml"}
    repo.git("mv", "a.yaml", "c.yaml")
    third = repo.commit()
    assert repository.touched(second, third) == {"a.yaml", "c.yaml"}
    repo.git("checkout", "-q", "-b", "side", first)
    side = repo.commit({"b.yaml": "side\n"})
    assert repository.touched(third, side) is None, "the past is another one"
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    merged = repo.git("rev-parse", "HEAD")
    assert repository.touched(third, merged) == {"b.yaml"}
    assert repository.touched(side, merged) is None, "the other line has been told otherwise"
    for planted in ("HEAD", "--output=here", f"{first}..{merged}", "0" * 40, ""):
        assert repository.touched(planted, merged) is None


@pytest.mark.parametrize("place", ["", "configs", "configs/valves"])
def test_who_is_not_trusted_is_told_what_to_allow(place: str, tmp_path: Path) -> None:
    """git knows a trusted repository by its root, whatever folder of it is asked for."""
    repo = Repo(tmp_path / "of another")
    repo.commit({"configs/valves/a.yaml": "1\n"})
    told = (
        f"fatal: detected dubious ownership in repository at '{repo.folder}'\n"
        "To add an exception for this directory, call:\n\n"
    )
    refused = refusal(repo.folder / place, GitError(told)).problems[0]
    assert refused.file == str(repo.folder)
    assert str(refused.hint).endswith(f"safe.directory '{repo.folder}'")


def test_one_place_is_refused_once() -> None:
    one = refusal(Path("a"), GitError("fatal: detected dubious ownership in repository at '/b'\n")).problems[0]
    assert UserError([one, one, one]).problems == (one,)
