"""A repository of somebody else: nothing of it is run, followed or fetched, and nothing hangs.

Each trap is first sprung by plain git, where that is how it is sprung: a test that could not fail would prove nothing.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lmmm_report.load.revisions import git
from lmmm_report.load.revisions.repository import Repository
from lmmm_report.problems import UserError
from tests.repositories import Repo, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the traps are shell scripts")


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves a file ``sprung`` beside itself."""
    program = tmp_path / "trap" / "trap.sh"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ntouch '{program.parent}/sprung'\nexit 1\n")
    program.chmod(0o755)
    return program


def sprung(trap: Path) -> bool:
    mark = trap.with_name("sprung")
    found = mark.exists()
    mark.unlink(missing_ok=True)
    return found


def read_everything(folder: Path, path: str = "a.yaml") -> list[bytes]:
    """Whatever the program ever asks of a repository."""
    repository = Repository(folder)
    head = repository.commit("HEAD")
    repository.merge_base(head, head)
    repository.entries(head, "")
    track = repository.track(path)
    return list(repository.contents(one.blob for one in track.revisions).values())


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Two states of one file, and a rename in between."""
    made = Repo(tmp_path / "repo")
    made.commit({"old.yaml": "x\n" * 20})
    made.git("mv", "old.yaml", "a.yaml")
    made.commit({"a.yaml": "x\n" * 20 + "y\n"})
    return made


def test_settings_that_run_programs_run_none(repo: Repo, trap: Path) -> None:
    hooks = repo.folder / ".git" / "hooks"
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        (hooks / hook).write_bytes(trap.read_bytes())
        (hooks / hook).chmod(0o755)
    for name in (
        "core.fsmonitor", "core.pager", "pager.log", "core.editor", "diff.external", "gpg.program", "core.sshCommand",
        "core.askPass", "core.alternateRefsCommand", "diff.trap.textconv", "diff.trap.command", "filter.trap.clean",
        "filter.trap.smudge", "filter.trap.process", "merge.trap.driver", "interactive.diffFilter",
    ):  # fmt: skip
        repo.git("config", name, str(trap))
    for name, value in {
        "alias.log": f"!{trap}", "alias.cat-file": f"!{trap}", "log.showSignature": "true", "diff.trap.cachetextconv": "true",
        "core.hooksPath": str(hooks), "log.follow": "true", "log.diffMerges": "separate", "format.pretty": "fuller",
        "log.date": "relative", "core.quotePath": "true", "color.ui": "always", "diff.noprefix": "true",
        "i18n.logOutputEncoding": "latin1", "log.mailmap": "true", "mailmap.file": "/dev/zero", "diff.renames": "false",
        "log.decorate": "full", "notes.displayRef": "*",
    }.items():  # fmt: skip
        repo.git("config", name, value)
    repo.write({".gitattributes": "* diff=trap filter=trap merge=trap\n"})
    repo.write({".git/info/attributes": "* diff=trap filter=trap\n"})
    for args in (["status"], ["diff", "HEAD~1", "HEAD"]):
        subprocess.run(
            ["git", *args], cwd=repo.folder, env=environment(repo.folder), capture_output=True, check=False, timeout=20
        )
        assert sprung(trap), args
    repo.git("config", "diff.orderFile", "/dev/zero")
    assert len(read_everything(repo.folder)) == 2
    assert not sprung(trap)


def test_settings_that_the_environment_brings_run_none(repo: Repo, trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_EDITOR"):
        monkeypatch.setenv(name, str(trap))
    monkeypatch.setenv("GIT_TRACE", str(trap.with_name("sprung")))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(trap))
    assert len(read_everything(repo.folder)) == 2
    assert not sprung(trap)


@pytest.mark.parametrize("address", ["ext::{trap} %S", "ssh://example.invalid/x", "file://{whole}"])
def test_nothing_is_fetched(address: str, repo: Repo, trap: Path, tmp_path: Path) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    repo.git("clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{repo.folder}", str(clone))
    part = Repo(clone)
    part.git("config", "remote.origin.url", address.format(trap=trap, whole=repo.folder))
    part.git("config", "core.sshCommand", str(trap))
    part.git("config", "protocol.allow", "always")
    part.git("config", "protocol.ext.allow", "always")
    part.git("config", "remote.origin.uploadpack", f"{trap}; git-upload-pack")
    packs = sorted(path.name for path in (clone / ".git" / "objects").rglob("*"))
    repository = Repository(clone)
    head = repository.commit("HEAD")
    entry = repository.entry(head, "a.yaml")
    assert entry is not None
    with pytest.raises(UserError) as caught:
        repository.content(entry, "a.yaml")
    assert caught.value.problems[0].message == "this clone does not hold the content, and nothing is fetched"
    # Whether a file was renamed cannot be told without its contents.
    assert [one.path for one in repository.track("a.yaml").revisions] == ["a.yaml"]
    assert sorted(path.name for path in (clone / ".git" / "objects").rglob("*")) == packs
    assert not sprung(trap)
    if address.startswith("file:"):
        plain = ["git", "-c", "protocol.file.allow=always", "cat-file", "blob", entry.blob]
        subprocess.run(plain, cwd=clone, env=environment(clone), capture_output=True, check=False, timeout=20)
        assert sprung(trap), "git alone goes to fetch it"


def test_links_and_other_repositories_are_not_followed(repo: Repo, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("secret\n")
    (repo.folder / "link.yaml").symlink_to(secret)
    inner = Repo(tmp_path / "inner")
    inner.commit({"b.yaml": "1\n"})
    repo.git("submodule", "--quiet", "add", str(inner.folder), "inner.yaml")
    repo.commit()
    repository = Repository(repo.folder)
    head = repository.commit("HEAD")
    for path, words in {"link.yaml": "is a link", "inner.yaml": "is no file"}.items():
        entry = repository.entry(head, path)
        assert entry is not None
        with pytest.raises(UserError) as caught:
            repository.content(entry, path)
        assert words in caught.value.problems[0].message
        assert [one.blob for one in repository.track(path).revisions] == []
    assert repository.entry(head, "inner.yaml/b.yaml") is None


def test_a_linked_git_folder_and_borrowed_objects_are_read_like_any_other(repo: Repo, tmp_path: Path) -> None:
    moved = tmp_path / "moved.git"
    (repo.folder / ".git").rename(moved)
    (repo.folder / ".git").symlink_to(moved, target_is_directory=True)
    assert len(read_everything(repo.folder)) == 2
    borrower = tmp_path / "borrower"
    repo.git("clone", "-q", "--shared", str(repo.folder), str(borrower))
    assert (borrower / ".git" / "objects" / "info" / "alternates").exists()
    assert len(read_everything(borrower)) == 2


def test_a_repository_inside_the_files_of_another_is_not_taken_for_it(repo: Repo, trap: Path) -> None:
    bare = repo.folder / "docs"
    subprocess.run(["git", "init", "-q", "--bare", str(bare)], check=True, env=environment(repo.folder))
    (bare / "config").write_text(f"[core]\n\tbare = true\n\tfsmonitor = {trap}\n")
    with pytest.raises(UserError):
        Repository(bare)
    assert not sprung(trap)


@pytest.mark.parametrize("name", ["config", "index", "HEAD", "shallow", "packed-refs"])
def test_a_pipe_in_its_place_does_not_hang(name: str, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    place = repo.folder / ".git" / name
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    monkeypatch.setattr(git, "SECONDS", 2)
    begun = time.monotonic()
    with contextlib.suppress(UserError):
        read_everything(repo.folder)
    assert time.monotonic() - begun < 60


def test_an_answer_without_end_is_cut(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "LIMIT_OUTPUT", 20)
    with pytest.raises(UserError) as caught:
        read_everything(repo.folder)
    assert caught.value.problems[0].message == "git answers more than can be taken in"


def test_a_large_file_is_not_read_whole(repo: Repo) -> None:
    repo.commit({"a.yaml": b"x" * 3_000_000})
    assert max(map(len, read_everything(repo.folder))) == 1024 * 1024 + 1


def test_damaged_objects_are_told(repo: Repo) -> None:
    for path in (repo.folder / ".git" / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(b"nonsense")
    with pytest.raises(UserError):
        read_everything(repo.folder)


def test_odd_commits(repo: Repo) -> None:
    """Authors without a name, years far away, names in another encoding."""
    tree = repo.git("rev-parse", "HEAD^{tree}")
    blob = repo.folder / "commit"
    blob.write_bytes(
        f"tree {tree}\nauthor J\xfcrgen <> 99999999999999 +9999\ncommitter <> 0 +0000\n\nx".encode("latin1")
    )
    made = repo.git("hash-object", "-t", "commit", "-w", "--literally", str(blob))
    track = Repository(repo.folder).track("a.yaml", made)
    assert len(track.revisions) == 1
    assert track.revisions[0].author.startswith("J")
