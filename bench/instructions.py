"""What short commands cost in instructions of whole processes, as ratios against importing click and yaml.

A wheel of the tree as it is (with ``--today`` also of the revision that the bars were set against) is installed into an
environment of its own, run once so that its bytecode is there, and then under callgrind. Instructions are the same at
every run to a few in ten thousand, also on a busy machine, so a small gain shows; they are not time: memory and files
that have to be waited for do not count. Needs valgrind (Debian: ``apt-get install valgrind``). Takes a minute.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from installed import TODAY, installed

ROOT = Path(__file__).resolve().parent.parent
NAME = "nordwerk-fluidtechnik.yaml"
FLOOR = "import click, yaml"
COMMANDS = ("validate --no-hints", "validate", "assess", "plan")
NEW = ("--no-hints",)
"""Options that the revision of `TODAY` does not have."""
_COLLECTED = re.compile(r"Collected : (\d+)")


def instructions(command: Sequence[str | Path]) -> int:
    """How many instructions a process takes, which has to succeed."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment |= {"LMMM_REPORT_CACHE": "off", "PYTHONHASHSEED": "0"}
    subprocess.run(command, env=environment, check=True, capture_output=True)  # leaves its bytecode
    counted = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}", *command]
    done = subprocess.run(counted, env=environment, check=True, capture_output=True, text=True)
    found = _COLLECTED.search(done.stderr)
    if found is None:
        raise SystemExit("valgrind has not said how much it collected")
    return int(found[1])


def program(python: Path, command: str, profile: Path) -> list[str | Path]:
    """A command of the program on one profile."""
    return [python, "-I", "-m", "lmmm_report", *command.split(), profile]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", type=Path, default=ROOT / "configs" / NAME, help="default: %(default)s")
    parser.add_argument(
        "--today", action="store_true", help=f"also of revision {TODAY}, on the same company as it writes it"
    )
    parser.add_argument("command", nargs="*", help=f"commands with options; default: {', '.join(COMMANDS)}")
    options = parser.parse_args()
    if shutil.which("valgrind") is None:
        raise SystemExit("This needs valgrind (Debian: apt-get install valgrind).")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = installed(folder / "ours")
        today = installed(folder / "today", TODAY) if options.today else None
        floor = instructions([ours, "-I", "-c", FLOOR])
        print(f"{'millions of instructions':<40}{'ratio':>8}{'ours':>9}{'today':>9}{'floor':>9}", flush=True)
        for command in options.command or COMMANDS:
            count = instructions(program(ours, command, options.profile))
            before = ""
            if today is not None:
                shared = " ".join(word for word in command.split() if word not in NEW)
                profile = folder / "today" / "source" / "configs" / options.profile.name
                before = f"{instructions(program(today, shared, profile)) / floor:.2f}"
            print(f"{command:<40}{count / floor:>8.2f}{count / 1e6:>9.0f}{before:>9}{floor / 1e6:>9.0f}", flush=True)


if __name__ == "__main__":
    main()
