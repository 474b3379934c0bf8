"""Whole folders exchanged: readers see all of the old or all of the new one, and what others have put there stays."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from lmmm_report import output
from lmmm_report.output import Staging, write_files
from lmmm_report.problems import UserError
from lmmm_report.publishing import exchange, system
from lmmm_report.publishing.names import WORK
from tests.unit.publishing.kills import (
    DIED,
    NEW,
    OLD,
    SURVIVED,
    dying_at,
    files_in,
    full_at,
    in_a_child,
    look_in,
    names_below,
    publish,
    publish_new,
    refusals,
    shown,
)

BESIDE = f".out{WORK}"
"""The work folder beside the folder of these tests."""
pytestmark = [
    pytest.mark.usefixtures("unsynced"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux exchanges folders"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    write_files(made, OLD)
    (made / "CNAME").write_text("foreign")
    return made


def exchange_new(folder: Path) -> Any:
    return publish(folder, NEW, OLD, whole=True)


class TestKills:
    def test_at_every_step(self, tmp_path: Path) -> None:
        seen = set()
        for step in range(1, 500):
            folder = tmp_path / str(step) / "out"
            write_files(folder, OLD)
            (folder / "CNAME").write_text("foreign")
            code = in_a_child(dying_at(step, publish_new(folder, whole=True)))
            between = shown(folder)
            assert between in [{**OLD, "CNAME": "foreign"}, {**NEW, "CNAME": "foreign"}], f"not whole at step {step}"
            look_in(folder, whole=bool(step % 2))  # whichever way the next run takes
            assert files_in(folder) == between, f"step {step}"
            assert names_below(folder.parent) == {
                "out",
                *(f"out/{name}" for name in between),
                *(
                    ("out/deep", "out/gone", "out/gone/far")
                    if "gone/far/d.html" in between
                    else ("out/deep", "out/deep/new")
                ),
            }
            seen.add((code, between["a.html"]))
            if code == SURVIVED:
                break
        assert seen == {(DIED, "old a"), (DIED, "new a"), (SURVIVED, "new a")}
        assert step > 60

    def test_when_there_was_no_folder(self, tmp_path: Path) -> None:
        for step in range(1, 500):
            folder = tmp_path / str(step) / "out"
            code = in_a_child(dying_at(step, publish_new(folder, whole=True)))
            assert not folder.exists() or files_in(folder) == NEW
            publish(folder, NEW, OLD, whole=True)
            assert files_in(folder.parent) == {f"out/{name}": text for name, text in NEW.items()}
            if code == SURVIVED:
                break
        assert step > 30

    @pytest.mark.long
    def test_at_random_moments(self, tmp_path: Path) -> None:
        many = {f"{n:03}/{n}.html": f"{n} " * 2_000 for n in range(25)}
        versions = [{name: f"{version}: {text}" for name, text in many.items()} for version in range(2)]
        folder = tmp_path / "out"
        write_files(folder, versions[0])
        (folder / "CNAME").write_text("foreign")
        wholes = [{**version, "CNAME": "foreign"} for version in versions]
        start = time.monotonic()
        publish(folder, versions[1], {}, whole=True)
        usual = time.monotonic() - start
        chance = random.Random(11)
        killed = turn = 0
        found = []
        while killed < 200:
            turn += 1
            assert turn < 2_000
            pid = os.fork()
            if pid == 0:
                publish(folder, versions[turn % 2], {}, whole=True)
                os._exit(0)
            time.sleep(chance.random() * usual)
            os.kill(pid, signal.SIGKILL)
            if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0:
                killed += 1
                found.append(wholes.index(shown(folder)) == turn % 2)
            look_in(folder, whole=bool(turn % 3))
            assert files_in(tmp_path) in [{f"out/{name}": text for name, text in whole.items()} for whole in wholes]
        assert set(found) == {True, False}, "killed before and after the exchange"


class TestReaders:
    def test_all_of_one_or_all_of_the_other(self, tmp_path: Path) -> None:
        """Somebody lists and reads all the time while the folder is exchanged again and again."""
        folder = tmp_path / "out"
        versions = [{f"{n}.html": f"{version}" for n in range(20)} for version in range(2)]
        write_files(folder, versions[0])
        pid = os.fork()
        if pid == 0:
            for turn in range(30):
                publish(folder, versions[(turn + 1) % 2], {}, whole=True)
            os._exit(0)
        seen = []
        while os.waitpid(pid, os.WNOHANG) == (0, 0):
            try:
                held = os.open(folder, os.O_RDONLY)
                names = sorted(os.listdir(held))  # noqa: PTH208 - of the folder that is held open
                texts = {Path(f"/proc/self/fd/{held}/{name}").read_text() for name in names if name != WORK}
                os.close(held)
            except FileNotFoundError:
                continue  # the folder was opened, and is being removed: a server has the whole new one by its path
            assert len(texts) == 1, names
            seen.append(texts.pop())
        assert set(seen) == {"0", "1"}

    def test_the_rights_of_the_folder_stay(self, folder: Path) -> None:
        folder.chmod(0o2750)
        (folder / "deep").chmod(0o711)
        (folder / "a.html").chmod(0o640)
        exchange_new(folder)
        assert [p.stat().st_mode & 0o7777 for p in (folder, folder / "deep", folder / "a.html")] == [
            0o2750,
            0o711,
            0o640,
        ]


class TestWhatOthersPutThere:
    def test_everything_stays(self, folder: Path) -> None:
        git = folder / ".git"
        (git / "objects" / "ab").mkdir(parents=True)
        (git / "objects" / "ab" / "cd").write_bytes(b"\0\xff")
        (git / "objects" / "ab" / "cd").chmod(0o444)
        (git / "refs" / "tags").mkdir(parents=True)
        (git / "objects" / "ab").chmod(0o555)
        (folder / "dead").symlink_to("nowhere")
        (folder / "out").symlink_to("/etc")
        os.mkfifo(folder / "pipe")
        (folder / os.fsdecode(b"not-utf8-\xff")).write_text("x")
        (folder / ".LMMM-Report").write_text("not ours")
        os.utime(git, (5, 5))
        theirs = {
            name: (folder / name).lstat()
            for name in names_below(folder)
            if name not in OLD and name not in {"deep", "gone", "gone/far"}
        }
        done = exchange_new(folder)
        assert done.removed == (folder / "gone/far/d.html",)
        assert done.unchanged == {"same.html"}
        new = {name for name in names_below(folder) if name not in NEW and name not in {"deep", "deep/new"}}
        assert new == set(theirs)
        for name, was in theirs.items():
            now = (folder / name).lstat()
            assert (now.st_mode, now.st_mtime_ns) == (was.st_mode, was.st_mtime_ns), name
            assert name.split("/")[-1] in {".git", "objects", "ab", "refs", "tags"} or now.st_ino == was.st_ino, name
        assert {p.name for p in folder.parent.iterdir()} == {"out"}

    def test_what_is_the_same_is_not_touched(self, folder: Path) -> None:
        before = (folder / "same.html").stat()
        exchange_new(folder)
        after = (folder / "same.html").stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
        assert after.st_nlink == 1

    def test_nothing_new_is_no_exchange(self, folder: Path) -> None:
        exchange_new(folder)
        before = folder.stat().st_ino
        assert exchange_new(folder).unchanged == set(NEW)
        assert folder.stat().st_ino == before

    @pytest.mark.parametrize("killed", [False, True])
    def test_what_they_did_at_the_last_moment(self, folder: Path, killed: bool) -> None:
        """git writes while everything is carried over."""
        (folder / ".git").mkdir()
        for name in ("index", "index.lock", "HEAD", "log"):
            (folder / ".git" / name).write_text(f"old {name}")
        real = system.swap

        def swap(one: Path, other: Path) -> None:
            if other != folder:
                return real(one, other)
            (folder / ".git" / "index.new").write_text("new index")
            (folder / ".git" / "index.new").replace(folder / ".git" / "index")
            (folder / ".git" / "index.lock").unlink()
            (folder / ".git" / "refs" / "heads").mkdir(parents=True)
            (folder / ".git" / "refs" / "heads" / "main").write_text("new ref")
            with (folder / ".git" / "log").open("a") as log:
                log.write(", new line")
            real(one, other)
            (folder / ".git" / "later.lock").write_text("after the exchange")
            if killed:
                os._exit(DIED)
            return None

        def run() -> None:
            exchange.swap = swap
            exchange_new(folder)

        assert in_a_child(run) == (DIED if killed else SURVIVED)
        look_in(folder)
        assert files_in(folder) == {
            **NEW,
            "CNAME": "foreign",
            ".git/HEAD": "old HEAD",
            ".git/index": "new index",
            ".git/refs/heads/main": "new ref",
            ".git/log": "old log, new line",
            ".git/later.lock": "after the exchange",
        }

    def test_a_repository_stays_one(self, folder: Path) -> None:
        def git(*args: str) -> str:
            return subprocess.run(["git", "-C", str(folder), *args], check=True, capture_output=True, text=True).stdout

        git("init", "-q", "-b", "pages")
        git("add", "-A")
        git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "old")
        exchange_new(folder)
        assert sorted(git("status", "--porcelain").split("\n")) == [
            "", " D gone/far/d.html", " M a.html", " M deep/b.html", " M index.html", "?? deep/new/",
        ]  # fmt: skip
        git("fsck", "--strict")


def test_a_full_disk_at_every_step(tmp_path: Path) -> None:
    outcomes = set()
    for step in range(1, 500):
        folder = tmp_path / str(step) / "out"
        write_files(folder, OLD)
        calls: list[int] = []
        run = full_at(step, publish_new(folder, whole=True))
        said = [problem.message for problem in refusals(lambda: calls.append(run()))]  # noqa: B023
        assert said in [[], ["cannot write the output: the disk is full"]]
        look_in(folder)
        assert files_in(folder.parent) == {f"out/{name}": text for name, text in (OLD if said else NEW).items()}, step
        outcomes.add(bool(said))
        if calls and calls[0] < step:
            break
    assert outcomes == {True, False}
    assert 60 < step < 499


class TestTwoAtOnce:
    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(output, "PATIENCE", 0.1)

    @pytest.mark.parametrize("first_whole", [True, False])
    @pytest.mark.parametrize("second_whole", [True, False])
    def test_one_of_them_says_so(self, folder: Path, first_whole: bool, second_whole: bool) -> None:
        with Staging(folder, whole=first_whole) as first:
            first.add("a.html", "first")
            codes = [problem.code for problem in refusals(lambda: publish(folder, NEW, OLD, whole=second_whole))]
            first.publish()
        if codes:
            assert codes == ["busy"]
            assert files_in(folder) == {**OLD, "a.html": "first", "CNAME": "foreign"}
        else:
            # Until the first has something to publish, only runs of its own kind are kept away.
            assert (first_whole, second_whole) == (True, False)
            assert files_in(folder) == {**NEW, "a.html": "first", "CNAME": "foreign"}
        assert {p.name for p in folder.parent.iterdir()} == {"out"}


class TestPlaces:
    @pytest.mark.parametrize(
        ("code", "text"),
        [(errno.ENOSYS, "this system"), (errno.EINVAL, "the file system there"), (errno.EXDEV, "lower layer"), (errno.EBUSY, "mounted")],
    )  # fmt: skip
    @pytest.mark.parametrize("first", [True, False], ids=["at the beginning", "at the exchange"])
    def test_where_it_cannot(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, text: str, first: bool
    ) -> None:
        real = system.swap

        def swap(one: Path, other: Path) -> None:
            if first or other == folder:
                raise OSError(code, os.strerror(code), str(one), None, str(other))
            real(one, other)

        monkeypatch.setattr(exchange, "swap", swap)
        with pytest.raises(UserError, match=text) as caught:
            exchange_new(folder)
        (problem,) = caught.value.problems
        assert problem.file == str(folder)
        assert "--publish exchange" in str(problem.hint)
        assert files_in(folder.parent) == {f"out/{name}": text for name, text in {**OLD, "CNAME": "foreign"}.items()}

    def test_other_systems(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(system.sys, "platform", "darwin")
        with pytest.raises(UserError, match="this system cannot do that"):
            exchange_new(folder)

    def test_not_from_inside(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(folder / "deep")
        with pytest.raises(UserError, match="inside this very folder"):
            publish(Path(".."), NEW, OLD, whole=True)
        monkeypatch.chdir(folder.parent)
        done = publish(Path("out"), NEW, OLD, whole=True)
        assert done.files[0] == Path("out/a.html")

    def test_the_folder_may_be_a_link(self, folder: Path) -> None:
        (folder.parent / "elsewhere").mkdir()
        link = folder.parent / "elsewhere" / "link"
        link.symlink_to(folder)
        exchange_new(link)
        assert link.is_symlink()
        assert files_in(folder) == {**NEW, "CNAME": "foreign"}
        assert [p.name for p in link.parent.iterdir()] == ["link"]

    def test_a_link_that_leads_nowhere_is_not_followed(self, tmp_path: Path) -> None:
        link = tmp_path / "site"
        link.symlink_to(tmp_path / "elsewhere" / "site")
        with pytest.raises(UserError):
            exchange_new(link)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]

    def test_a_read_only_file_is_named_and_nothing_is_changed(self, folder: Path) -> None:
        (folder / "index.html").chmod(0o444)
        with pytest.raises(UserError, match="read-only"):
            exchange_new(folder)
        assert files_in(folder.parent) == {f"out/{name}": text for name, text in {**OLD, "CNAME": "foreign"}.items()}

    def test_a_folder_made_for_nothing_goes_again(self, tmp_path: Path) -> None:
        with suppress(KeyboardInterrupt), Staging(tmp_path / "x" / "y", whole=True) as stage:
            stage.add("a.html", "new a")
            assert (tmp_path / "x").exists()
            raise KeyboardInterrupt
        assert not (tmp_path / "x").exists()

    def test_files_that_may_not_be_linked(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = os.link

        def link(source: Any, *args: Any, **kwargs: Any) -> None:
            if Path(source).name == "CNAME":
                raise PermissionError(errno.EPERM, "not yours", str(source))
            real(source, *args, **kwargs)

        monkeypatch.setattr(os, "link", link)
        with pytest.raises(UserError, match="cannot be taken along") as caught:
            exchange_new(folder)
        assert caught.value.problems[0].file == str(folder / "CNAME")
        assert {p.name for p in folder.parent.iterdir()} == {"out"}


class TestPlantedWorkFolders:
    def test_a_link(self, folder: Path) -> None:
        elsewhere = folder.parent / "elsewhere"
        (elsewhere / "new").mkdir(parents=True)
        (elsewhere / "new" / "x").write_text("mine")
        (folder.parent / BESIDE).symlink_to(elsewhere)
        for whole in (True, False):
            with pytest.raises(UserError, match="links"):
                publish(folder, NEW, OLD, whole=whole)
        assert files_in(elsewhere) == {"new/x": "mine"}
        assert files_in(folder) == {**OLD, "CNAME": "foreign"}

    def test_a_stage_that_is_a_link(self, folder: Path) -> None:
        elsewhere = folder.parent / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "x").write_text("mine")
        (folder.parent / BESIDE).mkdir()
        (folder.parent / BESIDE / "new").symlink_to(elsewhere)
        with pytest.raises(UserError, match="was changed") as caught:
            exchange_new(folder)
        assert str(folder.parent / BESIDE) in str(caught.value.problems[0].hint)
        assert files_in(elsewhere) == {"x": "mine"}

    def test_a_journal_that_knows_another_folder(self, folder: Path) -> None:
        work = folder.parent / BESIDE
        (work / "new").mkdir(parents=True)
        (work / "new" / "evil.html").write_text("evil")
        journal = {"format": 2, "files": [], "folders": [], "staged": 1, "carried": {"CNAME": 7}}
        (work / exchange.JOURNAL).write_text(json.dumps(journal))
        look_in(folder)
        assert files_in(folder.parent) == {f"out/{name}": text for name, text in {**OLD, "CNAME": "foreign"}.items()}

    @pytest.mark.parametrize("name", ["../secret", "/etc/hostname", ".lmmm-report/lock"])
    def test_a_journal_that_leaves_the_folder(self, folder: Path, name: str) -> None:
        secret = folder.parent / "secret"
        secret.write_text("mine")
        work = folder.parent / BESIDE
        (work / "new").mkdir(parents=True)
        journal = {"files": [], "staged": folder.stat().st_ino, "carried": {name: secret.stat().st_ino}}
        (work / exchange.JOURNAL).write_text(json.dumps(journal))
        with pytest.raises(UserError, match="was changed"):
            look_in(folder)
        assert secret.read_text() == "mine"


def in_a_namespace(script: str, place: Path) -> str:
    """What a Python script prints that may mount file systems of its own, which end with it."""
    command = ["unshare", "--mount", sys.executable, "-c", PRELUDE + script, str(place)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, cwd=Path(__file__).parents[3]
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


PRELUDE = f"""
import os, subprocess, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parents[3])!r})
from lmmm_report.output import write_files
from lmmm_report.problems import UserError
from tests.unit.publishing.kills import *
place = Path(sys.argv[1])
def mount(*args): subprocess.run(["mount", *map(str, args)], check=True)
def tried(folder, whole):
    try: publish(folder, NEW, OLD, whole=whole)
    except UserError as error: return [str(problem.message) for problem in error.problems]
"""


def may_mount() -> bool:
    try:
        return subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not may_mount(), reason="only root may mount file systems")
class TestRealMounts:
    def test_a_mount_point(self, tmp_path: Path) -> None:
        script = """
(place / "real").mkdir(); (place / "bound").mkdir()
mount("--bind", place / "real", place / "bound")
write_files(place / "bound", OLD)
print(tried(place / "bound", True), tried(place / "bound", False), files_in(place / "real") == NEW, sorted(os.listdir(place)))
"""
        assert in_a_namespace(script, tmp_path) == (
            "['the folder cannot be exchanged as a whole: a file system is mounted there'] None True ['bound', 'real']\n"
        )

    @pytest.mark.parametrize("kind", ["tmpfs", "bind"])
    def test_a_mount_inside(self, tmp_path: Path, kind: str) -> None:
        script = f"""
(place / "real").mkdir(); write_files(place / "out", OLD); (place / "out" / "in").mkdir()
mount(*(["-t", "tmpfs", "tmpfs"] if {kind!r} == "tmpfs" else ["--bind", place / "real"]), place / "out" / "in")
(place / "out" / "in" / "theirs").write_text("x")
print(tried(place / "out", True), files_in(place / "out") == dict(OLD, **{{"in/theirs": "x"}}), sorted(os.listdir(place)))
print(tried(place / "out", False), files_in(place / "out") == dict(NEW, **{{"in/theirs": "x"}}))
try: write_files(place / "out", {{"a.html": "2", "in/a.html": "x"}})
except UserError as error: print(error.problems[0].message, files_in(place / "out") == dict(NEW, **{{"in/theirs": "x"}}))
"""
        assert in_a_namespace(script, tmp_path) == (
            "['the folder cannot be exchanged as a whole: another file system is mounted in it'] True ['out', 'real']\n"
            "None True\n"
            "cannot write the output: part of the output folder lies on another disk, "
            "which cannot be written to in the same step True\n"
        )

    def test_a_lower_layer_of_an_overlay(self, tmp_path: Path) -> None:
        script = """
for name in ("lower", "upper", "work", "merged"): (place / name).mkdir()
write_files(place / "lower" / "out", OLD)
mount("-t", "overlay", "overlay", "-o", f"lowerdir={place}/lower,upperdir={place}/upper,workdir={place}/work", place / "merged")
out = place / "merged" / "out"
print(tried(out, True), files_in(out) == OLD, sorted(os.listdir(place / "merged")))
print(tried(out, False), files_in(out) == NEW, files_in(place / "lower" / "out") == OLD)
print(tried(place / "merged" / "fresh", True), tried(place / "merged" / "fresh", True), files_in(place / "merged" / "fresh") == NEW)
"""
        said, by_file, fresh = in_a_namespace(script, tmp_path).splitlines()
        assert said == (
            "['the folder cannot be exchanged as a whole: it lies in a lower layer of an overlay file system'] True ['out']"
        )
        assert by_file == "None True True"
        assert fresh == "None None True"

    @pytest.mark.parametrize("whole", [True, False])
    def test_a_disk_that_fills(self, tmp_path: Path, whole: bool) -> None:
        """A file system with ever more room: everything or nothing, and never a leftover."""
        script = f"""
many = {{f"{{n}}/{{n}}.html": "x" * 6000 for n in range(6)}}
said = set()
for room in range(14, 110):
    disk = place / str(room); disk.mkdir()
    mount("-t", "tmpfs", "-o", f"size={{room * 4}}k" if room % 2 else f"nr_inodes={{room}}", "tmpfs", disk)
    out = disk / "out"
    try: write_files(out, OLD)
    except UserError: continue
    try: publish(out, many, OLD, whole={whole})
    except UserError as error:
        said |= {{str(problem.message) for problem in error.problems}}
        assert len(error.problems) == 1
        assert files_in(disk) == {{f"out/{{n}}": t for n, t in OLD.items()}}, (room, files_in(disk).keys())
    else:
        said.add("done")
        assert files_in(disk) == {{f"out/{{n}}": t for n, t in many.items()}}, (room, files_in(disk).keys())
print(sorted(said))
"""
        assert in_a_namespace(script, tmp_path) == "['cannot write the output: the disk is full', 'done']\n"
