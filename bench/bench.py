"""What the program costs, each figure as a ratio against a floor or a peer measured in the same run.

Times are the best of several runs of whole processes, taken in turn so that both sides see the same machine. Absolute
times of a noisy machine prove nothing; the ratios are what counts. Peak memory is the largest resident set. Planning is
timed inside one process, against reading the same profile.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROFILE = ROOT / "configs" / "nordwerk-fluidtechnik.yaml"

FLOOR_IMPORTS = "import click, yaml"
FLOOR_HTML = """
import sys, jinja2
page = open(sys.argv[1], encoding="utf-8").read()
env = jinja2.Environment(autoescape=True)
sys.stdout.write(env.from_string("{{ page|safe }}").render(page=page))
"""
FLOOR_PDF = """
import sys, weasyprint
weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant=sys.argv[3])
"""
OUR_PDF = """
import sys, datetime
from lmmm_report.report.pdf.press import PdfPress
html = open(sys.argv[1], encoding="utf-8").read()
open(sys.argv[2], "wb").write(PdfPress().typeset(html, datetime.date(2026, 1, 1)))
"""
MAKE_PDF_HTML = """
import sys, pathlib
from lmmm_report.making.loading import model_at, catalogues
from lmmm_report.assess.assessment import assess
from lmmm_report.load.profile.profile import load_profile
from lmmm_report.report.html.pages import render_report_for_pdf
from lmmm_report.report.views.report import view_of
from lmmm_report.report.words.wording import Wording
model = model_at(None)
w = Wording(catalogues(model)["de"])
a = assess(load_profile(pathlib.Path(sys.argv[1])), model)
pathlib.Path(sys.argv[2]).write_text(render_report_for_pdf(view_of(a, w, program_version="bench"), w), encoding="utf-8")
"""


PLAN = """
import sys, pathlib, time
from lmmm_report.making.loading import model_at
from lmmm_report.assess.assessment import assess
from lmmm_report.assess.plan.plan import plan_of
from lmmm_report.load.profile.profile import load_profile
model = model_at(None)
def best(call, runs=15):
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return min(times) * 1000
for name in sys.argv[1:]:
    path = pathlib.Path(name)
    profile = load_profile(path)
    a = assess(profile, model)
    planned = best(lambda: plan_of(profile, a.findings, a.gap, model))
    floor = best(lambda: load_profile(path))
    print(f"{path.stem:<52}{len(a.plan.measures):>8}{planned:>7.1f} ms{floor:>7.1f} ms{planned / floor:>8.2f}")
"""


def run(command: list[str]) -> tuple[float, float]:
    """Seconds of processor time and peak memory in MB of one process."""
    pid = os.posix_spawn(
        command[0],
        command,
        {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ],
    )
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def pair(ours: list[str], floor: list[str], runs: int) -> tuple[float, float, float, float]:
    """Best times of both, taken in turn, and their peak memories."""
    times: list[tuple[tuple[float, float], tuple[float, float]]] = []
    run(ours), run(floor)
    for _ in range(runs):
        times.append((run(ours), run(floor)))
    return (
        min(a[0] for a, _ in times),
        min(b[0] for _, b in times),
        max(a[1] for a, _ in times),
        max(b[1] for _, b in times),
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--profile", type=Path, default=PROFILE)
    options = parser.parse_args()
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        build = [python, "-m", "lmmm_report", "-q", "build", str(options.profile), "-o", str(out), "--lang", "de"]
        subprocess.run([*build, "--format", "html"], check=True)
        page = out / f"{options.profile.stem}.de.html"
        pdf_html = out / "pdf.html"
        subprocess.run([python, "-c", MAKE_PDF_HTML, str(options.profile), str(pdf_html)], check=True)
        from lmmm_report.report.pdf.press import VARIANT

        rows = [
            (
                "validate, against importing click and yaml",
                [python, "-m", "lmmm_report", "validate", str(options.profile)],
                [python, "-c", FLOOR_IMPORTS],
                options.runs,
            ),
            (
                "build HTML, against jinja2 writing the same bytes",
                [*build, "--format", "html"],
                [python, "-c", FLOOR_HTML, str(page)],
                options.runs,
            ),
            (
                f"PDF/A and PDF/UA, against bare WeasyPrint ({VARIANT})",
                [python, "-c", OUR_PDF, str(pdf_html), str(out / "a.pdf")],
                [python, "-c", FLOOR_PDF, str(pdf_html), str(out / "b.pdf"), VARIANT],
                max(3, options.runs // 2),
            ),
        ]
        print(f"{'planning after loading':<52}{'measures':>8}{'plan':>10}{'reading':>10}{'ratio':>8}")
        subprocess.run([python, "-c", PLAN, *map(str, sorted(PROFILE.parent.glob("*.yaml")))], check=True)
        print()
        print(f"{'':<52}{'ratio':>8}{'ours':>10}{'floor':>10}{'memory':>10}{'floor':>10}")
        for name, ours, floor, runs in rows:
            a, b, memory, floor_memory = pair(ours, floor, runs)
            print(f"{name:<52}{a / b:>8.2f}{a:>9.3f}s{b:>9.3f}s{memory:>7.0f} MB{floor_memory:>7.0f} MB")


if __name__ == "__main__":
    main()
