"""Two versions of the program as they ship, each in an environment of its own, for measuring one against the other."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TODAY = "52b9bd2"
"""The revision that the bars of the house call today."""


def installed(folder: Path, revision: str | None = None) -> Path:
    """The interpreter of a new environment in ``folder`` with the wheel of a revision, or of the tree as it is."""
    source = ROOT
    if revision is not None:
        source = folder / "source"
        source.mkdir(parents=True)
        archive = subprocess.run(["git", "-C", ROOT, "archive", revision], capture_output=True, check=True)
        subprocess.run(["tar", "-x", "-C", source], input=archive.stdout, check=True)
    wheels, home = folder / "wheels", folder / "venv"
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", wheels, source]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    python = home / "bin" / "python"
    (wheel,) = wheels.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", "--no-index", "--no-deps", wheel], check=True)
    (packages,) = home.glob("lib/*/site-packages")
    # The libraries are the same ones for both.
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python
