"""Kills, locks, planted journals: never a torn file, and after the next run all is whole and nothing is left over.

A run that is killed is a copy of the test's process, which dies at a given call of the system or at any time.
"""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lmmm_report import output
from lmmm_report.output import Staging, write_file, write_files
from lmmm_report.problems import UserError
from lmmm_report.publishing import changes, system
from lmmm_report.publishing.names import WORK, safe
from lmmm_report.publishing.workplace import BACK, FORWARD
from tests.unit.publishing.kills import (
    DIED,
    NEW,
    OLD,
    SURVIVED,
    dying_at,
    failing_at,
    files_in,
    full_at,
    in_a_child,
    look_in,
    publish,
    publish_new,
    refusals,
    sha,
    shown,
)

pytestmark = pytest.mark.usefixtures("unsynced")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    write_files(made, OLD)
    (made / "CNAME").write_text("foreign")
    return made


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills copies of this process")
class TestKills:
    def test_at_every_step(self, tmp_path: Path) -> None:
        seen = set()
        for step in range(1, 500):
            folder = tmp_path / str(step)
            write_files(folder, OLD)
            (folder / "CNAME").write_text("foreign")
            code = in_a_child(dying_at(step, publish_new(folder)))
            for name, text in shown(folder).items():
                assert text in {OLD.get(name), NEW.get(name), "foreign"}, f"torn at step {step}: {name}"
            between = shown(folder)
            look_in(folder)
            after = files_in(folder)
            assert after in [{**OLD, "CNAME": "foreign"}, {**NEW, "CNAME": "foreign"}], f"step {step}"
            assert not [p for p in folder.rglob("*") if p.is_dir() and not any(p.iterdir())]
            seen.add((between == after, after["a.html"]))
            if code == SURVIVED:
                break
            assert code == DIED
        assert step > 40
        assert seen == {(True, "old a"), (True, "new a"), (False, "new a")}, "before, after, and in between"

    def test_at_every_step_of_taking_back(self, tmp_path: Path) -> None:
        """Another run finds a file locked, and is killed while it restores what it had replaced."""
        codes = []
        for step in range(1, 500):
            folder = tmp_path / str(step)
            write_files(folder, OLD)
            codes.append(in_a_child(failing_at("index.html", dying_at(step, publish_new(folder)))))
            look_in(folder)
            assert files_in(folder) in [OLD, NEW], f"step {step}"
            if codes[-1] != DIED:
                break
        assert codes[-1] == 1, "the run itself says that it could not"
        assert files_in(folder) == OLD
        assert step > 40

    @pytest.mark.long
    def test_at_random_moments(self, tmp_path: Path) -> None:
        many = {f"{n:03}/{n}.html": f"{n} " * 2_000 for n in range(25)}
        versions = [{name: f"{version}: {text}" for name, text in many.items()} for version in range(2)]
        folder = tmp_path / "out"
        write_files(folder, versions[0])
        start = time.monotonic()
        write_files(folder, versions[1])
        usual = time.monotonic() - start
        chance = random.Random(10)
        killed = turn = 0
        while killed < 200:
            turn += 1
            assert turn < 2_000
            pid = os.fork()
            if pid == 0:
                write_files(folder, versions[turn % 2])
                os._exit(0)
            time.sleep(chance.random() * usual)
            os.kill(pid, signal.SIGKILL)
            killed += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0
            for name, text in shown(folder).items():
                assert text in {version[name] for version in versions}, f"torn: {name}"
            look_in(folder)
            assert files_in(folder) in versions


def test_a_full_disk_at_every_step(tmp_path: Path) -> None:
    outcomes = set()
    for step in range(1, 500):
        folder = tmp_path / str(step) / "out"
        write_files(folder, OLD)
        calls: list[int] = []
        run = full_at(step, publish_new(folder))
        said = [problem.message for problem in refusals(lambda: calls.append(run()))]  # noqa: B023
        assert said in [[], ["cannot write the output: the disk is full"]]
        look_in(folder)
        assert files_in(folder.parent) == {f"out/{name}": text for name, text in (OLD if said else NEW).items()}, step
        outcomes.add(bool(said))
        if calls and calls[0] < step:
            break
    assert outcomes == {True, False}
    assert 40 < step < 499


def test_a_locked_file_is_named_and_everything_stays(folder: Path) -> None:
    with pytest.raises(UserError) as caught:
        failing_at("index.html", publish_new(folder))()
    assert caught.value.problems[0].file == str(folder / "index.html")
    assert files_in(folder) == {**OLD, "CNAME": "foreign"}
    assert not (folder / "deep" / "new").exists()


class TestHeldFiles:
    """Somebody holds a file open where that keeps others from replacing it."""

    @pytest.fixture
    def waited(self, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        seconds: list[float] = []
        monkeypatch.setattr(system.time, "sleep", seconds.append)
        return seconds

    def hold(self, monkeypatch: pytest.MonkeyPatch, times: int, code: int) -> None:
        real, left = os.replace, [times]

        def replace(source: Any, destination: Any) -> None:
            if Path(destination).name == "index.html" and WORK not in Path(destination).parts and left[0]:
                left[0] -= 1
                raise OSError(code, os.strerror(code), str(source), None, str(destination))
            real(source, destination)

        monkeypatch.setattr(os, "replace", replace)

    @pytest.mark.parametrize("code", [errno.EBUSY, errno.ETXTBSY])
    def test_it_is_tried_again(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float], code: int
    ) -> None:
        self.hold(monkeypatch, 3, code)
        publish_new(folder)()
        assert files_in(folder) == {**NEW, "CNAME": "foreign"}
        assert waited == [0.05, 0.1, 0.2]

    def test_on_windows_it_looks_like_a_lack_of_rights(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
    ) -> None:
        assert not system.held(PermissionError(errno.EACCES, "locked"))
        monkeypatch.setattr(system.sys, "platform", "win32")
        assert system.held(PermissionError(errno.EACCES, "locked"))
        assert not system.held(FileNotFoundError(errno.ENOENT, "gone"))

    def test_then_it_is_named_and_everything_stays(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
    ) -> None:
        self.hold(monkeypatch, 100, errno.EBUSY)
        with pytest.raises(UserError, match="the file is in use") as caught:
            publish_new(folder)()
        assert [problem.file for problem in caught.value.problems] == [str(folder / "index.html")]
        assert files_in(folder) == {**OLD, "CNAME": "foreign"}
        assert 1 < sum(waited) < 3


def test_a_termination_while_files_move_completes_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, moved = os.replace, []

    def replace(source: Any, destination: Any) -> None:
        real(source, destination)
        moved.append(destination)
        if len(moved) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        publish(folder, NEW, OLD)
    assert files_in(folder) == {**NEW, "CNAME": "foreign"}


def stop_before_publishing(folder: Path) -> None:
    with Staging(folder) as stage:
        stage.add("a.html", "new a")
        raise KeyboardInterrupt


def test_a_termination_before_files_move_changes_nothing(folder: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        stop_before_publishing(folder)
    assert files_in(folder) == {**OLD, "CNAME": "foreign"}


def test_a_folder_made_for_nothing_goes_again(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        stop_before_publishing(tmp_path / "x" / "y")
    assert not (tmp_path / "x").exists()


class TestRemovals:
    def test_what_is_said(self, folder: Path) -> None:
        (folder / "gone" / "mine.txt").write_text("mine")
        done = publish(folder, NEW, {**OLD, "CNAME": "ours once", "never.html": "x"})
        assert done.files == tuple(folder / name for name in NEW)
        assert done.unchanged == {"same.html"}
        assert done.removed == (folder / "gone/far/d.html",)
        assert done.kept == (folder / "CNAME",)
        assert files_in(folder) == {**NEW, "CNAME": "foreign", "gone/mine.txt": "mine"}
        assert not (folder / "gone" / "far").exists(), "empty now"

    def test_nothing_but_removals(self, folder: Path) -> None:
        with Staging(folder) as stage:
            stage.remove("gone/far/d.html", sha("old d"))
            stage.remove_folder("gone/far")
            assert stage.publish().removed == (folder / "gone/far/d.html",)
        assert (folder / "gone").is_dir(), "nobody has said that it is ours"
        assert not (folder / "gone/far").exists()

    def test_the_index_leads_nowhere_at_no_time(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real, order = os.replace, []

        def replace(source: Any, destination: Any) -> None:
            real(source, destination)
            order.append(Path(destination).name)

        monkeypatch.setattr(os, "replace", replace)
        publish_new(folder)()
        assert order == ["forward.json", "a.html", "b.html", "c.html", "index.html", "d.html"]

    def test_what_is_the_same_is_not_touched(self, folder: Path) -> None:
        os.utime(folder / "same.html", (1, 1))
        (folder / "same.html").chmod(0o444)
        before = (folder / "same.html").stat()
        publish(folder, NEW, OLD)
        after = (folder / "same.html").stat()
        assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
            before.st_ino,
            before.st_mtime_ns,
            before.st_ctime_ns,
        )

    @pytest.mark.parametrize(
        "name", ["../secret", "link/secret", "linked", "folder", ".lmmm-report/lock", "/etc/hosts"]
    )
    def test_what_is_not_a_file_of_ours_stays(self, folder: Path, name: str) -> None:
        for place in (folder.parent / "secret", folder.parent / "elsewhere" / "secret"):
            place.parent.mkdir(exist_ok=True)
            place.write_text("secret")
        (folder / "folder").mkdir()
        (folder / "link").symlink_to(folder.parent / "elsewhere")
        (folder / "linked").symlink_to(folder.parent / "secret")
        before = sorted(folder.parent.rglob("*"))
        with Staging(folder) as stage:
            stage.remove(name, sha("secret"))
            stage.remove_folder("link")
            assert stage.publish().removed == ()
        assert sorted(folder.parent.rglob("*")) == before

    def test_a_locked_file_that_is_to_go_takes_all_back(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = os.replace

        def replace(source: Any, destination: Any) -> None:
            if Path(source).name == "d.html" and WORK not in Path(source).parts:
                raise PermissionError(errno.EACCES, "locked", str(source), None, str(destination))
            real(source, destination)

        monkeypatch.setattr(os, "replace", replace)
        with pytest.raises(UserError) as caught:
            publish_new(folder)()
        assert caught.value.problems[0].file == str(folder / "gone/far/d.html")
        assert files_in(folder) == {**OLD, "CNAME": "foreign"}

    def test_names_that_are_one_to_the_disk(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A profile whose name now begins with a capital: the report that was made has the old name as well."""
        monkeypatch.setattr(changes, "same_file", lambda one, other: True)
        with Staging(folder) as stage:
            stage.add("A.html", "new a")
            stage.remove("a.html", sha("old a"))
            assert stage.publish().removed == ()

    def test_folders_that_will_be_made(self, folder: Path) -> None:
        with Staging(folder) as stage:
            assert stage.new_folders() == ()
            for name in NEW:
                stage.add(name, "x")
            stage.add("new/in/new/a.html", "x")
            assert stage.new_folders() == ("deep/new", "new", "new/in", "new/in/new")


class TestTwoAtOnce:
    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(output, "PATIENCE", 0.1)

    def test_the_second_says_so_and_takes_nothing(self, folder: Path) -> None:
        with Staging(folder) as first:
            first.add("a.html", "first")
            with pytest.raises(UserError, match="another run"):
                publish(folder, NEW, OLD)
            look_in(folder)
            first.publish()
        assert files_in(folder) == {**OLD, "a.html": "first", "CNAME": "foreign"}

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="copies this process")
    def test_the_second_waits_a_short_time(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(output, "PATIENCE", 30)
        with Staging(folder) as first:
            first.add("a.html", "first")
            pid = os.fork()
            if pid == 0:
                # The lock belongs to the open file, which this copy has inherited.
                os.close(first._place._lock)  # type: ignore[union-attr]
                publish(folder, NEW, OLD)
                os._exit(0)
            time.sleep(0.2)
            first.publish()
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        assert files_in(folder) == {**NEW, "CNAME": "foreign"}


def plant(folder: Path, name: str, *, staged: str = "evil", new: str = "", old: str | None = None) -> Path:
    """A journal as a run that was killed might have left it."""
    work = folder / WORK
    (work / "new").mkdir(parents=True)
    if safe(name):
        place = work / "new" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(staged)
    entry = {"name": name, "new": new or sha(staged), "old": sha(old) if old is not None else None}
    (work / FORWARD).write_text(json.dumps({"format": 1, "files": [entry]}))
    return work


class TestPlantedJournals:
    @pytest.mark.parametrize(
        "name", ["../secret", "/etc/hostname", "deep/../../secret", ".lmmm-report/lock", "", ".", "./a", "a\0b", "a//b"]
    )
    def test_a_name_that_leaves_the_folder(self, folder: Path, name: str) -> None:
        secret = folder.parent / "secret"
        secret.write_text("mine")
        plant(folder, name)
        before = files_in(folder)
        with pytest.raises(UserError, match="was changed"):
            publish(folder, NEW, OLD)
        assert files_in(folder) == {**before, ".lmmm-report/lock": ""}
        assert secret.read_text() == "mine"

    def test_a_name_that_passes_a_link(self, folder: Path) -> None:
        elsewhere = folder.parent / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "x").write_text("mine")
        (folder / "link").symlink_to(elsewhere)
        plant(folder, "link/x", old="mine")
        with pytest.raises(UserError, match="was changed"):
            look_in(folder)
        assert files_in(elsewhere) == {"x": "mine"}

    def test_a_place_that_is_a_link(self, folder: Path) -> None:
        secret = folder.parent / "secret"
        secret.write_text("mine")
        (folder / "x").symlink_to(secret)
        plant(folder, "x", old="mine")
        with pytest.raises(UserError, match="was changed"):
            look_in(folder)
        assert secret.read_text() == "mine"

    def test_a_work_folder_that_is_a_link(self, folder: Path) -> None:
        elsewhere = folder.parent / "elsewhere"
        elsewhere.mkdir()
        plant(elsewhere, "x")
        (folder / WORK).symlink_to(elsewhere / WORK)
        before = files_in(elsewhere)
        with pytest.raises(UserError, match="links"):
            publish(folder, NEW, OLD)
        assert files_in(elsewhere) == before

    def test_a_stage_that_is_a_link(self, folder: Path) -> None:
        elsewhere = folder.parent / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "x").write_text("mine")
        (folder / WORK).mkdir()
        (folder / WORK / "new").symlink_to(elsewhere)
        with pytest.raises(UserError, match="was changed"):
            publish(folder, NEW, OLD)
        assert files_in(elsewhere) == {"x": "mine"}

    def test_other_content_is_not_moved(self, folder: Path) -> None:
        work = plant(folder, "x", staged="evil", new=sha("good"))
        with pytest.raises(UserError, match="was changed") as caught:
            look_in(folder)
        assert caught.value.problems[0].file == str(work / "new" / "x")
        assert str(work) in caught.value.problems[0].hint
        assert not (folder / "x").exists()
        assert (work / "new" / "x").read_text() == "evil"

    def test_other_content_is_not_overwritten(self, folder: Path) -> None:
        """The user has changed the file since; what he wrote stays, and the rest is completed."""
        plant(folder, "a.html", staged="new a", old="something else")
        look_in(folder)
        assert files_in(folder) == {**OLD, "CNAME": "foreign"}

    def test_other_content_does_not_go(self, folder: Path) -> None:
        work = plant(folder, "CNAME")
        (work / "new" / "CNAME").unlink()
        entry = {"name": "CNAME", "new": None, "old": sha("ours once")}
        (work / FORWARD).write_text(json.dumps({"format": 2, "files": [entry], "folders": ["deep"]}))
        look_in(folder)
        assert files_in(folder) == {**OLD, "CNAME": "foreign"}

    @pytest.mark.parametrize("name", ["../elsewhere", ".lmmm-report", "link"])
    def test_folders_of_others_do_not_go(self, folder: Path, name: str) -> None:
        (folder.parent / "elsewhere" / "empty").mkdir(parents=True)
        (folder / "link").symlink_to(folder.parent / "elsewhere")
        work = folder / WORK
        work.mkdir()
        (work / FORWARD).write_text(json.dumps({"format": 2, "files": [], "folders": [name, f"{name}/empty"]}))
        if name == "link":
            look_in(folder)
        else:
            with pytest.raises(UserError, match="was changed"):
                look_in(folder)
        assert (folder.parent / "elsewhere" / "empty").is_dir()

    def test_other_content_is_not_removed(self, folder: Path) -> None:
        work = plant(folder, "CNAME", staged="x", new=sha("ours"))
        (work / "new" / "CNAME").unlink()
        (work / FORWARD).rename(work / BACK)
        look_in(folder)
        assert files_in(folder) == {**OLD, "CNAME": "foreign"}

    @pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, '{"files": 1}', '{"files": [{"name": 1}]}', "\0"])
    def test_what_is_no_journal(self, folder: Path, text: str) -> None:
        work = plant(folder, "x")
        (work / FORWARD).write_text(text)
        with pytest.raises(UserError, match="was changed"):
            look_in(folder)
        assert not (folder / "x").exists()

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
    @pytest.mark.parametrize("name", [FORWARD, "../x"])
    def test_pipes_are_not_waited_for(self, folder: Path, name: str) -> None:
        work = plant(folder, "x", old="y")
        (work / name).unlink(missing_ok=True)
        os.mkfifo(work / name)
        with pytest.raises(UserError, match="was changed"):
            look_in(folder)


class TestPlaces:
    @pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "", ".lmmm-report/x", "a\0b", "."])
    def test_names_stay_below(self, folder: Path, name: str) -> None:
        with pytest.raises(UserError, match="leads out"):
            write_files(folder, {name: "x"})

    def test_links_inside_are_refused(self, folder: Path) -> None:
        secret = folder.parent / "secret"
        secret.write_text("mine")
        (folder / "a.html").unlink()
        (folder / "a.html").symlink_to(secret)
        with pytest.raises(UserError, match="links") as caught:
            publish(folder, NEW, OLD)
        assert caught.value.problems[0].file == str(folder / "a.html")
        assert secret.read_text() == "mine"
        assert (folder / "index.html").read_text() == "old index"
        assert not (folder / WORK).exists()

    def test_the_folder_itself_may_be_a_link(self, folder: Path) -> None:
        (folder.parent / "link").symlink_to(folder)
        publish(folder.parent / "link", NEW, OLD)
        assert (folder / "a.html").read_text() == "new a"

    def test_a_read_only_file_is_named_and_nothing_is_changed(self, folder: Path) -> None:
        (folder / "index.html").chmod(0o444)
        with pytest.raises(UserError, match="read-only") as caught:
            publish(folder, NEW, OLD)
        assert caught.value.problems[0].file == str(folder / "index.html")
        assert files_in(folder) == {**OLD, "CNAME": "foreign"}

    def test_rights_are_kept(self, folder: Path) -> None:
        (folder / "a.html").chmod(0o640)
        publish(folder, NEW, OLD)
        assert (folder / "a.html").stat().st_mode & 0o777 == 0o640

    def test_new_files_have_the_rights_that_the_user_wants(self, tmp_path: Path) -> None:
        before = os.umask(0o027)
        try:
            write_files(tmp_path, {"a": "x"})
        finally:
            os.umask(before)
        assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640

    def test_names_that_are_one_to_the_disk(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = Path.open

        def folded(self: Path, *args: Any, **kwargs: Any) -> Any:
            return real(self.with_name(self.name.casefold()), *args, **kwargs)

        monkeypatch.setattr(Path, "open", folded)
        with pytest.raises(UserError, match="same name"):
            write_files(folder, {"acme.html": "1", "ACME.html": "2"})
        assert (folder / "a.html").read_text() == "old a"

    def test_many_files_are_synced_by_one_call(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        calls: list[int] = []
        monkeypatch.setattr(os, "fsync", calls.append)
        write_files(tmp_path, {f"{n}.html": "x" for n in range(200)})
        assert len(calls) <= 5


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


class TestSingleFiles:
    def test_a_link_that_the_user_named_is_followed(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        real = tmp_path / "real" / "plan.csv"
        real.write_text("old")
        real.chmod(0o600)
        link = tmp_path / "link.csv"
        link.symlink_to("real/plan.csv")
        assert write_file(link, "new") == link
        assert link.is_symlink()
        assert real.read_text() == "new"
        assert real.stat().st_mode & 0o777 == 0o600
        assert [p.name for p in real.parent.iterdir()] == ["plan.csv"]

    def test_a_read_only_file_stays(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.csv"
        path.write_text("old")
        path.chmod(0o444)
        with pytest.raises(UserError, match="read-only") as caught:
            write_file(path, "new")
        assert caught.value.problems[0].file == str(path)
        assert path.read_text() == "old"

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
    def test_the_owner_is_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.csv"
        path.write_text("old")
        os.chown(path, 12345, 23456)
        write_file(path, "new")
        assert (path.stat().st_uid, path.stat().st_gid, path.read_text()) == (12345, 23456, "new")

    def test_a_pipe_with_a_name_is_written_to(self, tmp_path: Path) -> None:
        path = tmp_path / "pipe"
        os.mkfifo(path)
        reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        write_file(path, "new")
        assert os.read(reader, 100) == b"new"
        os.close(reader)
        assert path.is_fifo()

    @pytest.mark.parametrize("place", ["/dev/fd/{}", "/proc/self/fd/{}"])
    def test_a_descriptor_is_written_to(self, place: str, pipe: tuple[int, int], tmp_path: Path) -> None:
        write_file(Path(place.format(pipe[1])), "new")
        assert os.read(pipe[0], 100) == b"new"
        link = tmp_path / "link"
        link.symlink_to(place.format(pipe[1]))
        write_file(link, "again")
        assert os.read(pipe[0], 100) == b"again"
        assert link.is_symlink()

    def test_what_stands_before_it_in_a_file_stays(self, tmp_path: Path) -> None:
        path = tmp_path / "log"
        path.write_text("before\n")
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
        write_file(Path(f"/dev/fd/{descriptor}"), "new\n")
        os.close(descriptor)
        assert path.read_text() == "before\nnew\n"

    def test_devices_are_written_to(self) -> None:
        write_file(Path("/dev/null"), "new")
        assert Path("/dev/null").is_char_device()
        with pytest.raises(UserError, match="the disk is full"):
            write_file(Path("/dev/full"), "new")
        assert Path("/dev/full").is_char_device()
