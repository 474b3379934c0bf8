"""Builds that are killed at any time: never a torn file, and after the next run what a clean build gives, and no more."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = {"CNAME": b"maturity.example\n", ".git/HEAD": b"ref: refs/heads/pages\n"}
KILLS = int(os.environ.get("KILLS", "40"))
"""Of each way."""
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux exchanges folders"),
]


def files_in(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def build(source: Path, output: Path, way: str) -> list[str]:
    command = [sys.executable, "-m", "lmmm_report", "-q", "build", str(source), "-o", str(output)]
    return [*command, "--format", "html,json", "--lang", "en", "--jobs", "1", "--publish", way]


def run(command: list[str]) -> float:
    start = time.monotonic()
    subprocess.run(command, check=True, cwd=ROOT)
    return time.monotonic() - start


@pytest.mark.parametrize("way", ["files", "exchange"])
def test_at_random_moments(way: str, tmp_path: Path) -> None:
    sources = [tmp_path / "one", tmp_path / "other"]
    names = ["calder-finch-water.yaml", "brackwell-instruments.yaml"]
    for number, source in enumerate(sources):
        source.mkdir()
        for name in names:
            text = (ROOT / "configs" / name).read_text(encoding="utf-8")
            (source / name).write_text(text.replace("\n  name: ", f"\n  name: {'AB'[number]} ", 1), encoding="utf-8")
    whole = []
    for number, source in enumerate(sources):
        clean = tmp_path / f"clean{number}" / "out"
        usual = run(build(source, clean, "files"))
        whole.append({name: content for name, content in files_in(clean).items() if not name.startswith(".")})
    assert whole[0].keys() == whole[1].keys()
    assert whole[0] != whole[1]
    output = tmp_path / "site" / "out"
    run(build(sources[0], output, way))
    for name, content in FOREIGN.items():
        (output / name).parent.mkdir(exist_ok=True)
        (output / name).write_bytes(content)
    chance = random.Random(12)
    killed = turn = 0
    seen = []
    while killed < KILLS:
        turn += 1
        assert turn < 20 * KILLS
        start = time.monotonic()
        process = subprocess.Popen(build(sources[turn % 2], output, way), cwd=ROOT)
        # Most of them towards the end, when it publishes.
        moment = usual * (chance.uniform(0.2, 0.8) if chance.random() < 0.3 else chance.uniform(0.75, 1.1))
        try:
            ended = process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            ended = process.wait()
        # How long a build takes changes with the machine's other work, and with what the one before has left to do.
        usual = time.monotonic() - start if ended == 0 else usual * 1.03
        if ended == 0:
            continue
        killed += 1
        found = {name: content for name, content in files_in(output).items() if not name.startswith(".lmmm-report")}
        for name, content in FOREIGN.items():
            assert found.pop(name) == content
        for name, content in found.items():
            assert content in {one.get(name) for one in whole} or name.startswith("."), f"torn: {name}"
        pages = {name: content for name, content in found.items() if not name.startswith(".")}
        if way == "exchange":
            assert pages in whole
        seen.append(pages == whole[turn % 2])
        if killed % 5 == 0:
            run(build(sources[turn % 2], output, way))
            after = files_in(output.parent)
            expected = {f"out/{name}": content for name, content in {**whole[turn % 2], **FOREIGN}.items()}
            assert {name: content for name, content in after.items() if not recorded(name)} == expected
            assert [p.name for p in output.parent.iterdir()] == ["out"]
            assert not (output / ".lmmm-report" / "new").exists()
    assert False in seen


def recorded(name: str) -> bool:
    """Whether a file is the record of what was made."""
    return name.startswith("out/.") and name.removeprefix("out/") not in FOREIGN
