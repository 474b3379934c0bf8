"""Work side by side gives what it gives one after the other, whatever happens to a process."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.cli.fault import fault_text
from lmmm_report.making import parcels
from lmmm_report.making import workers as workers_module
from lmmm_report.making.typesetting import Page, typeset
from lmmm_report.making.workers import AHEAD, Workers, processors
from lmmm_report.problems import Problem, UserError


def doubled(number: int) -> tuple[int, int]:
    return number * 2, os.getpid()


def killing_all_but_the_third(number: int) -> int:
    """Ends the process that it is called in, unless that is the one of the tests."""
    if number != 2 and "test_workers" not in " ".join(sys.argv) and os.environ.get("OWNER") != str(os.getpid()):
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def page(number: int) -> Page:
    html = f'<html lang="en"><head><title>t</title></head><body><p>Page {number}</p></body></html>'
    return Page(
        unit="a",
        name=f"{number}.pdf",
        source="a.yaml",
        html=html,
        day=date(2026, 1, 2),
        attachment="{}",
        attachment_name="a.json",
    )


def made(workers: Workers, call: Callable[[Any], Any], arguments: Iterator[Any]) -> Iterator[Any]:
    for argument in arguments:
        workers.add(call, argument)
        if not workers.room:
            yield workers.next()
    while len(workers):
        yield workers.next()


def test_pages_side_by_side_are_those_one_after_the_other(pango: None) -> None:
    with Workers(1) as alone, Workers(2) as both:
        one, two = (list(made(workers, typeset, map(page, range(5)))) for workers in (alone, both))
    assert [done.name for done in two] == [f"{n}.pdf" for n in range(5)]
    assert one == two


def test_other_processes_do_the_work_unless_it_is_to_be_done_here() -> None:
    with Workers(2) as workers:
        done = list(made(workers, doubled, iter(range(9))))
        workers.add(doubled, 9, here=True)
        here = workers.next()
    assert [number for number, _ in done] == [n * 2 for n in range(9)]
    assert os.getpid() not in {process for _, process in done}
    assert here == (18, os.getpid())


def test_no_more_wait_than_are_needed() -> None:
    with Workers(2) as workers:
        while workers.room:
            workers.add(doubled, 1)
        assert len(workers) == 2 * AHEAD


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, 8),
        ({"proc/meminfo": "MemTotal: 99999999 kB\nMemAvailable:     512000 kB\n"}, 5),
        ({"proc/meminfo": "MemAvailable: 5120 kB\n"}, 1),
        ({"proc/meminfo": "MemTotal: 1\n"}, 8),
        ({"memory.max": "max\n", "memory.current": "1\n", "memory.stat": "inactive_file 0\n"}, 8),
        # Without the files that were only read it uses 200 of 500 MB.
        (
            {
                "memory.max": "524288000",
                "memory.current": "471859200",
                "memory.stat": "file 1\ninactive_file 262144000",
            },
            3,
        ),
        (
            {
                "memory/memory.limit_in_bytes": "524288000",
                "memory/memory.usage_in_bytes": "471859200",
                "memory/memory.stat": "inactive_file 0\ntotal_inactive_file 262144000\n",
            },
            3,
        ),
        ({"memory.max": "524288000", "memory.current": "471859200", "memory.stat": "nothing\n"}, 8),
    ],
)
def test_no_more_processes_than_there_is_memory_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, files: dict[str, str], expected: int
) -> None:
    monkeypatch.setattr(workers_module, "_SYSTEM", tmp_path)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    for name, content in files.items():
        path = tmp_path / (name if name.startswith("proc") else f"sys/fs/cgroup/{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="ascii")
    assert processors(100) == expected


def test_a_killed_process_costs_nothing() -> None:
    with Workers(2) as workers:
        for number in range(3):
            workers.add(doubled, number)
        first = workers.next()
        assert workers._pool is not None
        processes = list(workers._pool._processes.values())
        for process in processes:
            os.kill(process.pid, signal.SIGKILL)
        for number in range(3, 7):
            workers.add(doubled, number)
        done = [first, *(workers.next() for _ in range(len(workers)))]
    assert [number for number, _ in done] == [n * 2 for n in range(7)]
    assert os.getpid() not in {process for _, process in done}, "a second pool has done the rest"


def test_what_kills_every_process_is_done_here_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OWNER", str(os.getpid()))
    with Workers(2) as workers:
        assert list(made(workers, killing_all_but_the_third, iter(range(4)))) == [0, 1, 2, 3]


def much(folder: str) -> bytes:
    """More than any pipe holds, and a sign that it is about to come."""
    Path(folder, str(os.getpid())).touch()
    return b"x" * 10_000_000


LEAVING = """
import os, signal, sys, time
from pathlib import Path
from tests.unit.making.test_workers import much
from lmmm_report.making.workers import Workers
if __name__ == "__main__":
    for wait in range(8):
        folder = Path(sys.argv[1], str(wait))
        folder.mkdir()
        try:
            with Workers(2) as workers:
                for _ in range(4):
                    workers.add(much, str(folder))
                while not list(folder.iterdir()):
                    time.sleep(0.002)
                time.sleep(wait / 150)
                if sys.argv[2] == "leave":
                    raise KeyboardInterrupt
                for process in workers._pool._processes.values():
                    os.kill(process.pid, signal.SIGKILL)
                assert [len(workers.next()) for _ in range(4)] == [10_000_000] * 4
        except KeyboardInterrupt:
            pass
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills processes")
@pytest.mark.parametrize("ending", ["leave", "kill"])
def test_nobody_waits_for_a_message_that_broke_off(ending: str, tmp_path: Path) -> None:
    script, seen, on_the_way = tmp_path / "leaving.py", tmp_path / "seen", tmp_path / "way"
    script.write_text(LEAVING, encoding="utf-8")
    seen.mkdir()
    on_the_way.mkdir()
    root = Path(__file__).resolve().parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root), "TMPDIR": str(on_the_way)}
    # So long only if somebody waits for ever.
    subprocess.run([sys.executable, script, seen, ending], env=environment, check=True, timeout=120)
    assert list(on_the_way.iterdir()) == []


def failing(number: int) -> None:
    if number == 2:
        raise ZeroDivisionError
    raise UserError(Problem(file=f"{number}.yaml", message=f"{number} is broken", code="x"))


def test_what_is_raised_there_is_raised_here_and_says_where() -> None:
    with Workers(2) as workers:
        for number in range(3):
            workers.add(failing, number)
        for number in range(2):
            with pytest.raises(UserError, match=f"{number} is broken"):
                workers.next()
        with pytest.raises(ZeroDivisionError) as raised:
            workers.next()
    assert " failing" in str(raised.value.__cause__)
    assert "test_workers.py:" in fault_text(raised.value)


@pytest.mark.parametrize("room", ["no folder", "no file"])
def test_without_room_for_messages_all_is_done_here(room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    at, name = (workers_module, "TemporaryDirectory") if room == "no folder" else (parcels, "NamedTemporaryFile")
    monkeypatch.setattr(at, name, full)
    with Workers(2) as workers:
        assert list(made(workers, doubled, iter(range(5)))) == [(2 * number, os.getpid()) for number in range(5)]


OWNER = """
import sys, time
from tests.unit.making.test_workers import lasting
from lmmm_report.making.workers import Workers
if __name__ == "__main__":
    with Workers(2) as workers:
        for n in range(4):
            workers.add(lasting, sys.argv[1])
        workers.next()
"""


def lasting(folder: str) -> None:
    Path(folder, str(os.getpid())).touch()
    time.sleep(60)


def gone(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_the_one_that_began_it(ending: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "owner.py"
    script.write_text(OWNER, encoding="utf-8")
    seen = tmp_path / "seen"
    seen.mkdir()
    root = Path(__file__).resolve().parents[3]
    owner = subprocess.Popen([sys.executable, script, seen], env={**os.environ, "PYTHONPATH": str(root)})
    begin = time.monotonic()
    while len(list(seen.iterdir())) < 2:
        assert time.monotonic() - begin < 60
        time.sleep(0.05)
    processes = [int(path.name) for path in seen.iterdir()]
    os.kill(owner.pid, ending)
    owner.wait(30)
    begin = time.monotonic()
    while not all(map(gone, processes)):
        assert time.monotonic() - begin < 20
        time.sleep(0.05)
