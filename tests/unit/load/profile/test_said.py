from __future__ import annotations

import pytest

from lmmm_report.domain.profile import Profile
from lmmm_report.domain.statements import NO_FIGURES, Bounds, Decision, Participant, Source
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.profile.said import amount_of

HEAD = "format: 2\ncompany: {name: Muster}\n"
TOLD = """\
assessment:
  date: 2026-11-02
  basis: told
  participants:
    - {name: Frau Brill, role: Marketingleitung, unit: marketing}
    - {role: Vertriebsleitung, note: kam nach der Pause}
  open_points:
    - {question: Ob die Vereinbarung Ausnahmen regelt, state: not_known, ask: Vertriebsleitung}
documents:
  - {id: sla, title: Service agreement, state: in_force, date: January}
process:
  agreement: {document: sla}
problems:
  - {problem: Anfragen von Planungsbüros bleiben liegen, effect: Im Oktober waren so zwei Projekte weg, said_by: Herr Stamm}
decisions:
  - {what: CRM, subject: new_software, state: decided, due: 2027, why: Das Budget steht}
  - {subject: new_posts, state: ruled_out, by: Geschäftsführung}
figures:
  currency: EUR
  funnel:
    - {period: September, source: trade show, inquiries: about 140, traceable: 30, spend: 20000}
  sources:
    - {source: Messe, share: mostly}
"""


def told(text: str) -> Profile:
    return load_profile_text((HEAD + text).encode(), "muster.yaml")


def test_what_was_said_beside_the_facts_is_kept() -> None:
    profile = told(TOLD)
    assert profile.participants == (
        Participant("Frau Brill", "Marketingleitung", "marketing"),
        Participant(role="Vertriebsleitung", note="kam nach der Pause"),
    )
    (paper,) = profile.documents
    assert (paper.id, paper.title, paper.state, paper.date) == ("sla", "Service agreement", "in_force", "January")
    (hurt,) = profile.hurts
    assert hurt.text.startswith("Anfragen")
    assert hurt.effect.startswith("Im Oktober")
    assert hurt.source == Source("Herr Stamm")
    assert profile.decisions == (
        Decision("CRM", "new_software", "decided", due="2027", why="Das Budget steht"),
        Decision(subject="new_posts", state="ruled_out", by="Geschäftsführung"),
    )
    (row,) = profile.figures.funnel
    assert row.from_source == "trade show"
    assert row.counts["inquiries"] == Bounds("about 140", 126, 154)
    assert row.counts["spend"].exact
    assert profile.figures.sources[0].share == Bounds("mostly", 51, 100)
    assert profile.figures.currency == "EUR"


def test_nothing_said_is_nothing_kept() -> None:
    profile = told("assessment: {date: 2026-11-02}\nproblems: none\ndecisions: none\nfigures: none\ndocuments: none\n")
    assert (profile.participants, profile.documents, profile.hurts, profile.decisions) == ((), (), (), ())
    assert profile.figures == NO_FIGURES


@pytest.mark.parametrize(
    ("stated", "low", "high"),
    [
        (140, 140, 140), ("none", 0, 0), ("about 140", 126, 154), ("etwa 140", 126, 154), ("rund 1.100", 990, 1210),
        ("about 1,100", 990, 1210), ("over 20", 20, 30), ("gut 20", 20, 22), ("under 50", 25, 50), ("knapp 50", 45, 50),
        ("about 3", 2, 4), ("about 0", 0, 1),
    ],
)  # fmt: skip
def test_amounts_have_bounds(stated: int | str, low: int, high: int) -> None:
    assert amount_of(stated) == Bounds(str(stated), low, high)


@pytest.mark.parametrize("stated", [None, True, "many", ["1"]])
def test_what_is_no_amount_is_none(stated: object) -> None:
    assert amount_of(stated) is None  # type: ignore[arg-type]
