"""What a program costs with all processes that it begins: processor time and peak memory of each (Linux)."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

TICK = os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    """Processor seconds of all processes together, and of the one that was begun; seconds on the wall; MB at most."""

    cpu: float
    main: float
    wall: float
    main_peak: float
    worker_peak: float
    """Of the largest process that it began; 0 without any."""


def cost(command: Sequence[str | Path], cwd: Path) -> Cost:
    """The cost of one run, which has to succeed. Bytecode is written, as after an installation."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    begin = time.perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([*map(str, command)], cwd=cwd, env=environment, stdout=quiet, stderr=quiet)
    peaks: dict[int, float] = {}
    used: dict[int, float] = {}
    while True:
        waiting = [process.pid]
        while waiting:
            pid = waiting.pop()
            _look(pid, peaks, used)
            waiting += _children(pid)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        time.sleep(0.02 if time.perf_counter() - begin < 10 else 0.2)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return Cost(
        cpu=usage.ru_utime + usage.ru_stime,
        main=used[process.pid],
        wall=time.perf_counter() - begin,
        main_peak=peaks[process.pid],
        worker_peak=max((peak for pid, peak in peaks.items() if pid != process.pid), default=0),
    )


def _look(pid: int, peaks: dict[int, float], used: dict[int, float]) -> None:
    """Take down what a process has used so far. Its peak is the system's own, so nothing is missed in between."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        times = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return
    used[pid] = (int(times[11]) + int(times[12])) / TICK
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            peaks[pid] = max(peaks.get(pid, 0), int(line.split()[1]) / 1024)


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text(encoding="ascii").split()]
    except OSError:
        return []
