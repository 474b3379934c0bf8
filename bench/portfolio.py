"""What a site of many units costs: all made, nothing changed, one changed; time, peak memory, the size of its pages.

Processor seconds of the whole run with all its processes, the least of several where a run is short. Peak memory is
that of the largest process. `--counts 100,1000` says how many units; ratios between counts show how costs grow.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
from profiles import many

ROOT = Path(__file__).resolve().parent.parent


class Cost(NamedTuple):
    """Seconds of processors, seconds on the wall, MB of the largest process."""

    cpu: float
    wall: float
    memory: float


MEASURED = """
import resource, subprocess, sys, time
begin = time.perf_counter()
code = subprocess.call(sys.argv[1:], stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, time.perf_counter() - begin, used.ru_maxrss / 1024)
"""


def cost(*command: str | Path) -> Cost:
    """The cost of one run, which has to succeed, with all processes that it begins."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, command)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    code, *figures = done.stdout.split()
    if code != "0":
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return Cost(*map(float, figures))


def least(runs: list[Cost]) -> Cost:
    """The least of each figure."""
    return Cost(*(min(figures) for figures in zip(*runs, strict=True)))


def measured(count: int, folder: Path, runs: int, *options: str) -> tuple[Cost, Cost, Cost]:
    """A build of so many units, one in which nothing has changed, one in which one has."""
    configs, out = many(folder / "configs", count, ROOT / "configs"), folder / "out"
    build = (sys.executable, "-m", "lmmm_report", "build", configs, "-o", out, "--format", "html,json", *options)
    whole = cost(*build)
    nothing = least([cost(*build) for _ in range(runs)])
    changed = sorted(configs.glob("*.yaml"))[count // 2]
    other = sorted(configs.glob("*.yaml"))[count // 2 - 1].read_text(encoding="utf-8")
    text, ones = changed.read_text(encoding="utf-8"), []
    for turn in range(runs):
        changed.write_text(text if turn % 2 else other.replace("name: Company", "name: Changed Company", 1), "utf-8")
        ones.append(cost(*build))
    return whole, nothing, least(ones)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", default="100,1000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", default="")
    given = parser.parse_args()
    jobs = ["--jobs", given.jobs] if given.jobs else []
    print(
        f"{'units':>6}{'all s':>9}{'ms/unit':>9}{'MB':>6}{'nothing':>10}{'one':>10}{'first page':>12}{'gzip':>9}"
        f"{'record':>9}"
    )
    for count in map(int, given.counts.split(",")):
        with tempfile.TemporaryDirectory() as name:
            whole, nothing, one = measured(count, Path(name), given.runs, *jobs)
            page = (Path(name) / "out" / "index.html").read_bytes()
            record = (Path(name) / "out" / ".lmmm-report.json").stat().st_size
            zipped = len(gzip.compress(page, 6))
            print(
                f"{count:>6}{whole.cpu:>9.1f}{1000 * whole.cpu / count:>9.1f}{whole.memory:>6.0f}"
                f"{100 * nothing.cpu / whole.cpu:>9.2f}%{100 * one.cpu / whole.cpu:>9.2f}%"
                f"{len(page) / 1000:>9.0f} kB{zipped / 1000:>6.0f} kB{record / 1000:>6.0f} kB"
                f"   {nothing.cpu:.2f} s {one.cpu:.2f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
