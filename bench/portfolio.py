"""What a site of many units costs: all made, nothing changed, one changed; time, peak memory, the size of its pages.

Processor seconds of the whole run with all its processes, the least of several where a run is short; peak memory of
the process that was called, and of the largest of those that it begins. `--counts 100,1000` says how many units;
ratios between counts show how costs grow. With `--bodies once` the reports of profiles that differ in their name only
are made once (see `once.py`): then only the figures of the process that was called are true (main, MB).

`--warm` says instead what a unit costs as ratio to rendering the same bytes warm: its pages from views that are there.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from processes import Cost, cost
from profiles import many

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent

WARM = """
import sys, time
from pathlib import Path
from lmmm_report.domain.audience import Audience
from lmmm_report.making import unit
from lmmm_report.making.loading import reader_at, wordings_of
from lmmm_report.report.html.pages import PLAIN
reader = reader_at(None)
recipe = unit.Recipe(None, ("de", "en"), ("html", "json"), Audience.WORKING, PLAIN, "all", False, True, {})
shop = unit.Workshop(recipe, reader, wordings_of(reader.model))
spent = {"render": 0.0}
render = unit.Contents.page
def page(contents, language):
    contents.view(language), contents._tables, contents.document
    begin = time.process_time()
    made = render(contents, language)
    spent["render"] += time.process_time() - begin
    return made
unit.Contents.page = page
files = sorted(Path(sys.argv[1]).glob("*.yaml"))
shop.make(unit.Unit("warm", str(files[0]), files[0].read_bytes()))
spent["render"], begin = 0.0, time.process_time()
for file in files:
    shop.make(unit.Unit(file.stem, str(file), file.read_bytes()))
whole = time.process_time() - begin
print(whole / len(files), spent["render"] / len(files), whole / spent["render"])
"""


def least(runs: list[Cost]) -> Cost:
    """The least of each figure."""
    return Cost(*(min(figures) for figures in zip(*runs, strict=True)))


def measured(count: int, folder: Path, runs: int, once: Path | None, *options: str) -> tuple[Cost, Cost, Cost]:
    """A build of so many units, one in which nothing has changed, one in which one has."""
    configs, out = many(folder / "configs", count, ROOT / "configs"), folder / "out"
    program = ("-m", "lmmm_report") if once is None else (HERE / "once.py", once)
    build = (sys.executable, *program, "build", configs, "-o", out, "--format", "html,json", *options)
    whole = cost(build, ROOT)
    nothing = least([cost(build, ROOT) for _ in range(runs)])
    changed = sorted(configs.glob("*.yaml"))[count // 2]
    other = sorted(configs.glob("*.yaml"))[count // 2 - 1].read_text(encoding="utf-8")
    text, ones = changed.read_text(encoding="utf-8"), []
    for turn in range(runs):
        changed.write_text(text if turn % 2 else other.replace("name: Company", "name: Changed Company", 1), "utf-8")
        ones.append(cost(build, ROOT))
    return whole, nothing, least(ones)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", default="100,1000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", default="")
    parser.add_argument("--bodies", choices=["each", "once"], default="each")
    parser.add_argument("--warm", action="store_true")
    given = parser.parse_args()
    counts = [int(count) for count in given.counts.split(",")]
    if given.warm:
        warm(counts)
        return
    jobs = ["--jobs", given.jobs] if given.jobs else []
    print(
        f"{'units':>6}{'all s':>9}{'ms/unit':>9}{'main':>8}{'MB':>6}{'others':>8}{'nothing':>10}{'MB':>6}{'one':>10}"
        f"{'MB':>6}{'first page':>12}{'gzip':>9}{'record':>9}"
    )
    with tempfile.TemporaryDirectory() as bodies:
        once = Path(bodies) if given.bodies == "once" else None
        for count in counts:
            with tempfile.TemporaryDirectory() as name:
                whole, nothing, one = measured(count, Path(name), given.runs, once, *jobs)
                page = (Path(name) / "out" / "index.html").read_bytes()
                record = (Path(name) / "out" / ".lmmm-report.json").stat().st_size
                zipped = len(gzip.compress(page, 6))
                print(
                    f"{count:>6}{whole.cpu:>9.1f}{1000 * whole.cpu / count:>9.1f}{1000 * whole.main / count:>8.1f}"
                    f"{whole.main_peak:>6.0f}{whole.worker_peak:>8.0f}"
                    f"{100 * nothing.cpu / whole.cpu:>9.2f}%{nothing.main_peak:>6.0f}"
                    f"{100 * one.cpu / whole.cpu:>9.2f}%{one.main_peak:>6.0f}"
                    f"{len(page) / 1000:>9.0f} kB{zipped / 1000:>6.0f} kB{record / 1000:>6.0f} kB"
                    f"   {nothing.cpu:.2f} s {one.cpu:.2f} s",
                    flush=True,
                )


def warm(counts: list[int]) -> None:
    """What a unit costs, and how much of it is rendering."""
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            configs = many(Path(name) / "configs", count, ROOT / "configs")
            done = subprocess.run(
                [sys.executable, "-c", WARM, configs], capture_output=True, text=True, check=True, cwd=ROOT
            )
            unit, rendering, ratio = map(float, done.stdout.split())
            print(
                f"{count:>6} units: {1000 * unit:.1f} ms each, {1000 * rendering:.1f} ms rendering: {ratio:.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
