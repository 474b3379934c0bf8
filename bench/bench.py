"""What the program costs, each figure as a ratio against a floor or a peer measured in the same run.

Times are processor seconds of whole processes of installed wheels, the best of several runs taken in turn, so that both
sides see the same machine; only where two cores are used at once, the clock on the wall decides. Absolute times of a
noisy machine prove nothing. "Today" is the revision that the bars were set against (`installed.TODAY`): it is checked
out, built and measured in the same run. Planning is timed inside one process, against reading the same profile.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from installed import TODAY, installed
from profiles import many, statuses

ROOT = Path(__file__).resolve().parent.parent
CONFIGS = ROOT / "configs"
NAME = "nordwerk-fluidtechnik.yaml"
PROFILE = CONFIGS / NAME

FLOOR_IMPORTS = "import click, yaml"
FLOOR_HTML = """
import sys, jinja2
page = open(sys.argv[1], encoding="utf-8").read()
env = jinja2.Environment(autoescape=True)
sys.stdout.write(env.from_string("{{ page|safe }}").render(page=page))
"""
FLOOR_PDF = """
import sys, weasyprint
weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/a-3a")
"""
OUR_PDF = """
import sys, datetime
from lmmm_report.report.pdf.press import PdfPress
html = open(sys.argv[1], encoding="utf-8").read()
open(sys.argv[2], "wb").write(PdfPress().typeset(html, datetime.date(2026, 1, 1)))
"""
MAKE_PDF_HTML = """
import sys, pathlib
from lmmm_report.making.loading import reader_at, wordings_of
from lmmm_report.assess.assessment import assess
from lmmm_report.domain.audience import Audience
from lmmm_report.report.html.pages import render_for_pdf
from lmmm_report.report.views.report import view_of
reader = reader_at(None)
w = wordings_of(reader.model)["de"]
a = assess(reader.read(pathlib.Path(sys.argv[1])), reader.model)
page = render_for_pdf(view_of(a, w, program_version="bench"), w, Audience.WORKING)
pathlib.Path(sys.argv[2]).write_text(page, encoding="utf-8")
"""
PLAN = """
import sys, pathlib, time
from lmmm_report.making.loading import reader_at
from lmmm_report.assess.assessment import assess
from lmmm_report.assess.plan.limited import limited_plan_of
from lmmm_report.assess.plan.way import way_of
from lmmm_report.domain.plan import Limit
from lmmm_report.domain.profile import PlanFrame, Target
reader = reader_at(None)
def best(call, runs=15):
    times = []
    for _ in range(runs):
        begin = time.process_time()
        call()
        times.append(time.process_time() - begin)
    return min(times) * 1000
for name in sys.argv[1:]:
    path = pathlib.Path(name)
    whole_way = Target(stages={axis.id: axis.stages[-1].id for axis in reader.model.axes})
    profile = reader.read(path)._replace(target=whole_way)
    a = assess(profile, reader.model)
    planned = best(lambda: way_of(profile, a.findings, a.axes, reader.model))
    floor = best(lambda: reader.read(path))
    dated = profile if profile.plan and profile.plan.start else profile._replace(plan=PlanFrame(profile.date, 20))
    b = assess(dated, reader.model)
    days = [b.plan.effort.likely * share // 4 for share in (1, 2, 3)]
    schedule = b.plan.schedule
    ends = [schedule.start + (schedule.end - schedule.start) * part // 4 for part in (1, 2, 3)] if schedule else []
    budget = max(best(lambda: limited_plan_of(b, Limit(days=one)), 5) for one in days)
    until = max((best(lambda: limited_plan_of(b, Limit(until=one)), 3) for one in ends), default=0)
    ratios = "".join(f"{cost / floor:>8.2f}" for cost in (planned, budget, until))
    print(f"{path.stem:<52}{len(a.plan.measures):>8}{planned:>7.1f} ms{floor:>7.1f} ms{ratios}", flush=True)
"""


@dataclass(frozen=True)
class Cost:
    """What one process cost: seconds of processor time, seconds on the wall, peak memory in MB."""

    cpu: float
    wall: float
    memory: float


Command = Sequence[str | Path]


def run(command: Command) -> Cost:
    """The cost of one process, which has to succeed. Bytecode is there, as after an installation."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    begin = time.perf_counter()
    pid = os.posix_spawn(
        command[0],
        [str(part) for part in command],
        environment | {"LMMM_REPORT_CACHE": "off"},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ],
    )
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def in_turn(runs: int, *commands: Command) -> list[Cost]:
    """The best cost of each command (and its largest memory), all run in turn after one run that is not counted."""
    for command in commands:
        run(command)
    rounds = [[run(command) for command in commands] for _ in range(runs)]
    return [
        Cost(min(c.cpu for c in costs), min(c.wall for c in costs), max(c.memory for c in costs))
        for costs in zip(*rounds, strict=True)
    ]


class Bench:
    """The rows of the table."""

    def __init__(self, folder: Path, runs: int) -> None:
        self.folder = folder
        self.runs = runs
        self.ours = installed(folder / "ours")
        self.today = installed(folder / "today", TODAY)
        self.configs_today = folder / "today" / "source" / "configs"
        """The same companies as that revision writes them."""

    def program(self, *args: str | Path, today: bool = False) -> Command:
        """A command of the program."""
        return [self.today if today else self.ours, "-I", "-m", "lmmm_report", *args]

    def python(self, code: str, *args: str | Path) -> Command:
        """A piece of Python in the environment of the program."""
        return [self.ours, "-I", "-c", code, *args]

    def small(self) -> None:
        """One profile: commands against what they cannot do without."""
        floor = self.python(FLOOR_IMPORTS)
        before = self.configs_today / NAME
        for name, options in (("validate", ["--no-hints"]), ("validate", []), ("assess", [])):
            ours, today, base = in_turn(
                self.runs, self.program(name, *options, PROFILE), self.program(name, before, today=True), floor
            )
            told = " ".join((name, *options))
            row(f"{told}, against importing click and yaml", ours.cpu, base.cpu, today.cpu, ours.memory)
        out = self.folder / "html"
        build = ["-q", "build", "-o", out, "--lang", "de", "--format", "html"]
        run(self.program(*build, PROFILE))
        page = out / f"{PROFILE.stem}.de.html"
        ours, today, base = in_turn(
            self.runs,
            self.program(*build, PROFILE),
            self.program(*build, before, today=True),
            self.python(FLOOR_HTML, page),
        )
        row("build HTML, against jinja2 writing the same bytes", ours.cpu, base.cpu, today.cpu, ours.memory)

    def pdf(self) -> None:
        """PDF against bare WeasyPrint, and two languages at once against one after the other."""
        html = self.folder / "pdf.html"
        run(self.python(MAKE_PDF_HTML, PROFILE, html))
        ours, base = in_turn(
            max(3, self.runs // 2),
            self.python(OUR_PDF, html, self.folder / "a.pdf"),
            self.python(FLOOR_PDF, html, self.folder / "b.pdf"),
        )
        row("PDF/A and PDF/UA, against bare WeasyPrint", ours.cpu, base.cpu, None, ours.memory)
        one = ["-q", "build", "-o", self.folder / "pdf", "--lang", "de", "--format", "pdf"]
        for profile in (NAME, "brackwell-instruments.yaml"):
            ours, today = in_turn(
                max(3, self.runs // 2),
                self.program(*one, CONFIGS / profile),
                self.program(*one, self.configs_today / profile, today=True),
            )
            row(f"the working copy of {profile}, against today's PDF", ours.cpu, today.cpu, None, ours.memory)
        both = ["-q", "build", PROFILE, "-o", self.folder / "pdfs", "--format", "pdf", "--all"]
        at_once, in_a_row = in_turn(3, self.program(*both), self.program(*both, "--jobs", "1"))
        row("both languages' PDFs on two cores, against one (wall)", at_once.wall, in_a_row.wall, None, at_once.memory)

    def batch(self, large: int) -> None:
        """Many units: one unit against today's, memory of many against few."""
        few, lots = many(self.folder / "few", 100, CONFIGS), many(self.folder / "lots", large, CONFIGS)
        before = many(self.folder / "before", 100, self.configs_today)
        build = ["-q", "build", "--format", "html,json", "-o"]
        ours, today = in_turn(
            2,
            self.program(*build, self.folder / "a", few, "--all"),  # else the second build has nothing to do
            self.program(*build, self.folder / "b", before, today=True),
        )
        row("one of 100 units, HTML and JSON in two languages, against today's", ours.cpu, today.cpu, None, ours.memory)
        first = run(self.program(*build, self.folder / "first", few))
        whole = run(self.program(*build, self.folder / "c", lots))
        row(f"peak memory of {large} units, against 100", whole.memory, first.memory, None, whole.memory)
        row(f"one of {large} units, against one of 100", whole.cpu / large, first.cpu / 100, None, whole.memory)

    def sizes(self) -> None:
        """How the cost grows with a profile."""
        files = {count: statuses(self.folder / f"statuses-{count}.yaml", count) for count in (1, 100, 500)}
        for today in (False, True):
            base, hundred, more = in_turn(3, *(self.program("assess", file, today=today) for file in files.values()))
            name = "500 statuses, against 100, assess above its base" + (" (today)" if today else "")
            row(name, more.cpu - base.cpu, hundred.cpu - base.cpu, None, more.memory)

    def planning(self) -> None:
        """Planning inside one process: the whole way, and the dearest of three budgets and of three days as limit."""
        heads = f"{'measures':>8}{'plan':>10}{'reading':>10}{'plan':>8}{'budget':>8}{'until':>8}"
        print(f"\n{'planning after loading, ratios against reading':<52}{heads}", flush=True)
        subprocess.run([*self.python(PLAN), *sorted(CONFIGS.glob("*.yaml"))], check=True)


def row(name: str, ours: float, floor: float, today: float | None, memory: float) -> None:
    """Print one line of the table."""
    before = f"{today / floor:>8.2f}" if today is not None else f"{'':>8}"
    print(f"{name:<68}{ours / floor:>8.2f}{before}{ours:>10.3f}{floor:>10.3f}{memory:>7.0f} MB", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--units", type=int, default=3000, help="units of the large batch")
    parser.add_argument("only", nargs="*", help="small, pdf, batch, sizes, planning; default: all")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.runs)
        parts: dict[str, Callable[[], None]] = {
            "small": bench.small,
            "pdf": bench.pdf,
            "batch": lambda: bench.batch(options.units),
            "sizes": bench.sizes,
            "planning": bench.planning,
        }
        print(f"{'':<68}{'ratio':>8}{'today':>8}{'ours':>10}{'floor':>10}{'memory':>10}", flush=True)
        for part in options.only or parts:
            parts[part]()


if __name__ == "__main__":
    main()
