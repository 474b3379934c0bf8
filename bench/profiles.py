"""Profiles to measure with: many varied companies, and one with many statuses. The same at every run."""

from __future__ import annotations

import random
import re
from pathlib import Path


def many(folder: Path, count: int, configs: Path) -> Path:
    """``count`` companies in ``folder``: the examples in ``configs`` with other names, most without one section."""
    from lmmm_report.load.profile.profile import load_profile
    from lmmm_report.problems import UserError

    folder.mkdir(parents=True)
    choice, examples = random.Random(count), sorted(configs.glob("*.yaml"))
    fit: dict[tuple[int, int], bool] = {}
    for number in range(count):
        name, path = f"company-{number:05}", folder / f"company-{number:05}.yaml"
        text = examples[number % len(examples)].read_text(encoding="utf-8")
        text = re.sub(r"(?m)^(company:\n  name: ).*$", rf"\g<1>Company {number:05}", text, count=1)
        path.write_text(text, encoding="utf-8")
        if number < len(examples):
            continue
        parts = re.split(r"(?m)^(?=[a-z_]+:)", text)
        left_out = choice.randrange(3, len(parts))
        parts[left_out] = ""
        path.write_text("".join(parts), encoding="utf-8")
        kind = number % len(examples), left_out
        if kind not in fit:
            try:
                load_profile(path)
            except UserError:  # another section refers to the one left out
                fit[kind] = False
            else:
                fit[kind] = True
        if not fit[kind]:
            path.write_text(text, encoding="utf-8")
        assert path.stem == name
    return folder


def statuses(path: Path, count: int) -> Path:
    """A small profile whose lead process has ``count`` statuses, each with owner and criteria."""
    lines = ["format: 1", "company:", "  name: Many", "assessment:", "  date: 2026-10-15", "process:"]
    lines += ["  lead_process:", "    statuses:"]
    for n in range(count):
        lines += [
            f"      - id: status_{n}",
            f"        name: Status {n}",
            f"        kind: {'entry' if n == 0 else 'in_work'}",
            f"        owners: [Team {n % 7}]",
            f"        entry_criteria: [Criterion {n}]",
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
