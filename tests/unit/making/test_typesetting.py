"""PDFs typeset side by side are those typeset one after the other, whatever happens to a process."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import date

import pytest

from lmmm_report.making.typesetting import AHEAD, Page, Presses, Typeset

pytestmark = pytest.mark.usefixtures("pango")


def page(number: int) -> Page:
    html = f'<html lang="en"><head><title>t</title></head><body><p>Page {number}</p></body></html>'
    return Page(
        name=f"{number}.pdf",
        source="a.yaml",
        html=html,
        day=date(2026, 1, 2),
        attachment="{}",
        attachment_name="a.json",
    )


def made(presses: Presses, numbers: range) -> Iterator[Typeset]:
    for number in numbers:
        yield from presses.add(page(number))
    yield from presses.rest()


def test_side_by_side_as_one_after_the_other() -> None:
    with Presses(1) as alone, Presses(2) as both:
        one, two = list(made(alone, range(5))), list(made(both, range(5)))
    assert [done.page.name for done in two] == [f"{n}.pdf" for n in range(5)]
    assert one == two


def test_no_more_wait_than_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    with Presses(2) as presses:
        for number in range(9):
            list(presses.add(page(number)))
            assert len(presses._waiting) <= 2 * AHEAD
        assert len(list(presses.rest())) <= 2 * AHEAD


def test_a_killed_process_costs_no_document() -> None:
    with Presses(2) as presses:
        done = list(presses.add(page(0)))
        done += list(presses.add(page(1)))
        assert presses._pool is not None
        for process in list(presses._pool._processes.values()):
            os.kill(process.pid, signal.SIGKILL)
        for number in range(2, 7):
            done += presses.add(page(number))
        done += presses.rest()
    assert [one.page.name for one in done] == [f"{n}.pdf" for n in range(7)]
    assert all(one.pdf.startswith(b"%PDF") for one in done)
