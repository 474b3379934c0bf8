"""A build that makes the reports of profiles that differ in the company's name only once: ``once.py FOLDER ARGS``.

The profiles of `profiles.many` are some hundred different ones under thousands of names. Everything that the process
does that was called is real, as are the bytes that reach it and those that it writes: what it costs by the number of
units can be measured where making thousands of reports would take hours. Of the other processes this tells nothing.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from lmmm_report.making import unit  # noqa: E402 - after the path to it

NAMED = re.compile(rb"(?m)^  name: Company (\d{5})")
FOLDER = "LMMM_REPORT_BENCH_ONCE"
real = unit.make_unit


def make_unit(recipe: bytes, one: unit.Unit) -> unit.Made:
    """What is made of one profile, from what was made of one that is alike."""
    found = NAMED.search(one.content)
    if found is None:
        return real(recipe, one)
    number = found[1].decode()
    text = one.content.replace(b"Company " + found[1], b"Company 99999")
    made = _of(recipe, one._replace(name="company-99999", content=text, file=_named(one.file, number, "99999")))

    def renamed(said: str) -> str:
        return _named(said, "99999", number)

    files = tuple((renamed(name), renamed(content.decode()).encode()) for name, content in made.files)
    row = made.row
    if row is None:
        return made._replace(unit=one.name)
    row = row._replace(
        name=renamed(row.name),
        company=row.company._replace(name=renamed(row.company.name)),
        headlines={language: renamed(text) for language, text in row.headlines.items()},
        links={
            language: tuple((label, renamed(address)) for label, address in links)
            for language, links in row.links.items()
        },
    )
    return made._replace(unit=one.name, files=files, row=row, made_of=one.made_of([]))


def _named(text: str, number: str, other: str) -> str:
    return text.replace(f"ompany-{number}", f"ompany-{other}").replace(f"ompany {number}", f"ompany {other}")


def _of(recipe: bytes, one: unit.Unit) -> unit.Made:
    key = hashlib.sha256(hashlib.sha256(recipe).digest() + one.content).hexdigest()
    path = Path(os.environ[FOLDER]) / key
    if path.exists():
        known: unit.Made = pickle.loads(path.read_bytes())  # from the folder of this run
        return known
    made = real(recipe, one)
    draft = path.with_name(f"{key}.{os.getpid()}")
    draft.write_bytes(pickle.dumps(made))
    draft.replace(path)
    return made


def main() -> int:
    """Build."""
    import once  # as other processes import it, so that they find its functions

    from lmmm_report.cli.main import run
    from lmmm_report.making import reports

    os.environ[FOLDER] = sys.argv[1]
    reports.make_unit = once.make_unit
    return run(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
