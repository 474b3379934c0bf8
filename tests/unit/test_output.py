from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lmmm_report import output
from lmmm_report.problems import UserError

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def leftovers(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_writes_all_files(tmp_path: Path) -> None:
    written = output.write_files(tmp_path / "new", {"a.html": "ä", "b.pdf": b"\x00"})
    assert [p.name for p in written] == ["a.html", "b.pdf"]
    assert (tmp_path / "new" / "a.html").read_text(encoding="utf-8") == "ä"
    assert leftovers(tmp_path / "new") == ["a.html", "b.pdf"]


def test_replaces_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("old")
    output.write_files(tmp_path, {"a.html": "new"})
    assert (tmp_path / "a.html").read_text() == "new"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_failure_leaves_the_old_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    (tmp_path / "a.html").write_text("old")
    calls = iter([None, OSError(code, os.strerror(code))])

    def fsync(_: int) -> None:
        error = next(calls)
        if error:
            raise error

    monkeypatch.setattr(output.os, "fsync", fsync)
    with pytest.raises(UserError) as caught:
        output.write_files(tmp_path, {"a.html": "new", "b.html": "new"})
    assert caught.value.problems[0].hint
    assert (tmp_path / "a.html").read_text() == "old"
    assert leftovers(tmp_path) == ["a.html"]


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(output.os, "fsync", fsync)
    with pytest.raises(UserError, match="the disk is full"):
        output.write_files(tmp_path, {"a.html": "new"})


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="needs limits on the size of files")
def test_a_file_that_does_not_fit_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("old")
    script = (
        "import pathlib, sys\n"
        "from lmmm_report.output import write_files\n"
        "from lmmm_report.problems import UserError\n"
        "try:\n    write_files(pathlib.Path(sys.argv[1]), {'a.html': 'x' * 100_000})\n"
        "except UserError as error:\n    print(error.problems[0].message)\n"
    )

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, preexec_fn=limit, check=True
    )
    assert done.stdout.startswith("cannot write the output")
    assert (tmp_path / "a.html").read_text() == "old"
    assert leftovers(tmp_path) == ["a.html"]


def test_a_file_in_the_way_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(UserError, match="in the way"):
        output.write_files(tmp_path / "out", {"a.html": "x"})
    assert (tmp_path / "out").read_text() == "a file"


def test_a_folder_in_the_way_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "b.html").mkdir()
    (tmp_path / "a.html").write_text("old")
    with pytest.raises(UserError, match="in the way"):
        output.write_files(tmp_path, {"a.html": "new", "b.html": "new"})
    assert (tmp_path / "a.html").read_text() == "old"


@pytest.mark.skipif(AS_ROOT, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UserError, match="not allowed"):
        output.write_files(tmp_path / "out", {"a.html": "x"})


def test_an_existing_file_is_kept_if_asked(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        output.write_file(tmp_path / "a.yaml", "yours", overwrite=False)
    assert (tmp_path / "a.yaml").read_text() == "mine"
