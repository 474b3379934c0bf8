"""The first screen, the sheet, the gap and the proof claim nothing that the findings do not bear out.

What a sentence claims belongs to its key (`report/words/claims.py`); here each claim is held against the result document.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.domain.plan import Deadline, Punctuality
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.yaml.source import parse_yaml
from lmmm_report.making.plans import render_plan
from lmmm_report.report.documents.plan_json import plan_document
from lmmm_report.report.documents.result_json import result_document
from lmmm_report.report.documents.result_text import render_text
from lmmm_report.report.views import ahead, decision, gap, glance, plan, report, sheet, start
from lmmm_report.report.views.report import ReportView, view_of
from lmmm_report.report.words.claims import CLAIMS
from tests.builders import replace
from tests.properties.claims_read import Reading
from tests.properties.test_claims import (
    FILES,
    MODEL,
    ROOT,
    WORDINGS,
    a_mixed_assessment,
    a_random_assessment,
    of_file,
    of_outcomes,
    without_plans,
)
from tests.unit.assess.plan.test_who_is_there import COMPANIES, pellgrove, told

__all__ = ["without_plans"]

BLOCKS = [slice(first, first + 25) for first in range(0, 100, 25)]


def said(view: ReportView) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each part that speaks of the company, with what it claims."""
    yield from ((f"glance.{answer.id}", answer.claims) for answer in view.glance.answers)
    yield "gap", view.gap.claims
    yield "proof", view.proof.claims
    yield "decision", view.sheet.decision.claims
    yield "sheet", view.sheet.claims
    yield "way", view.way_claims
    if view.asks_first:
        yield "questions", view.questions_claims
    if view.working is not None:
        yield "copy", (*view.working.claims, "gates >= 0")
    yield from ((f"answers.{answer.id}", (*answer.claims, "gates >= 0")) for answer in view.answers)
    yield "plan", (*view.plan.claims, "gates >= 0")  # nothing is said of a plan that there is not
    if view.start is not None:
        yield "start", view.start.claims


def not_borne_out(assessment: Assessment) -> list[tuple[str, str, str]]:
    """Language, part and claim wherever something is said that the findings do not bear out."""
    reading = Reading(result_document(assessment, program_version="0"))
    found = []
    for wording in WORDINGS:
        view = view_of(assessment, wording, program_version="0")
        parts = list(said(view))
        assert all(claims for _, claims in parts), [name for name, claims in parts if not claims]
        for answer in view.glance.answers:
            assert answer.headline
            text = " ".join(filter(None, (answer.headline, answer.text)))
            assert not re.search(r"[{}]|  |\.\.|\b[Nn]ull |\b[Zz]ero ", text), text
        sentences = [s for a in view.glance.answers for s in re.split(r"(?<=\.) ", f"{a.headline} {a.text}") if s]
        assert len(set(sentences)) == len(sentences), sentences
        found += [
            (wording.language, name, claim) for name, claims in parts for claim in claims if not reading.holds(claim)
        ]
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_examples_and_cases_claim_nothing_else(file: Path) -> None:
    assert not_borne_out(of_file(file)) == []


def test_companies_with_one_side_or_one_head_and_with_an_opening_answer_claim_nothing_else() -> None:
    for company in COMPANIES:
        assert not_borne_out(told(company)) == []
    assert not_borne_out(pellgrove()) == []


@pytest.mark.parametrize("seeds", BLOCKS, ids=str)
def test_random_findings_claim_nothing_else(seeds: slice) -> None:
    found = {seed: not_borne_out(of_outcomes(random.Random(seed))) for seed in range(seeds.start, seeds.stop)}
    assert {seed: bad for seed, bad in found.items() if bad} == {}


@pytest.mark.usefixtures("without_plans")
def test_random_profiles_claim_nothing_else() -> None:
    assert {seed: bad for seed in range(40) if (bad := not_borne_out(a_random_assessment(seed)))} == {}


@pytest.mark.usefixtures("without_plans")
def test_mixed_companies_claim_nothing_else() -> None:
    assert {seed: bad for seed in range(40) if (bad := not_borne_out(a_mixed_assessment(seed)))} == {}


def test_companies_with_plans_claim_nothing_else() -> None:
    assert {seed: bad for seed in range(200, 212) if (bad := not_borne_out(a_mixed_assessment(seed)))} == {}


WANTED = [("undefined", "none"), ("defined", "terms"), ("aligned", "department"), ("integrated", "department")]


@pytest.mark.parametrize("wanted", WANTED, ids=str)
@pytest.mark.parametrize("name", ["nordwerk-fluidtechnik", "kaltenbrunn-pumpentechnik", "calder-finch-water"])
def test_whatever_is_wanted_nothing_else_is_claimed(name: str, wanted: tuple[str, str]) -> None:
    """The target is reached, passed, far away, or barred by what the company has decided."""
    text = (ROOT / "configs" / f"{name}.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^  target:\n(?:    .*\n)*", "", text)
    target = f"  target: {{relationship: {wanted[0]}, lead_management: {wanted[1]}}}\n"
    assessment = assess(
        load_profile_text(text.replace("assessment:\n", f"assessment:\n{target}").encode(), "p.yaml"), MODEL
    )
    assert assessment.gap.stated
    assert not_borne_out(assessment) == []


RULED_OUT = ("new_software", "new_posts", "lead_unit", "joint_unit", "joint_executive", "mixed_teams")
TOLD = ["nordwerk-fluidtechnik", "kaltenbrunn-pumpentechnik", "calder-finch-water"]


def stopped(seed: int) -> Assessment:
    """A company that wants to go far, has ruled out some of what that takes, and has time or little of it."""
    chance = random.Random(seed)
    told: Any = parse_yaml((ROOT / "configs" / f"{chance.choice(TOLD)}.yaml").read_bytes(), "told.yaml").data
    wanted = dict(zip(("relationship", "lead_management"), chance.choice(WANTED[1:]), strict=True))
    told["assessment"]["target"] = wanted | chance.choice(({"by": "2027-03"}, {"by": "2031-12-31"}, {}))
    told["decisions"] = [
        {"what": f"Thing {number}", "subject": subject, "state": chance.choice(("ruled_out", "postponed"))}
        for number, subject in enumerate(chance.sample(RULED_OUT, chance.randint(1, 3)))
    ]
    told["plan"] = {"capacity": chance.choice((3, 40))} | chance.choice(({"start": "2027-01-04"},) * 3 + ({},))
    if chance.random() < 0.2:
        del told["assessment"]["target"]
    return assess(load_profile_text(json.dumps(told, default=str).encode(), "stopped.yaml"), MODEL)


def test_a_plan_that_ends_before_its_target_is_nowhere_said_to_reach_it_or_to_be_in_time() -> None:
    short = 0
    for seed in range(24):
        assessment = stopped(seed)
        assert not_borne_out(assessment) == [], seed
        stops = not assessment.plan.reached and bool(assessment.plan.measures)
        short += stops
        for text in (*exported(assessment), *(render_text(assessment, w) for w in WORDINGS)):
            words = " ".join(text.split())
            assert any(said in words for said in SHORT) == stops, seed
            assert not (stops and re.search(r"(?:endet|ist) rechtzeitig|is in time|zu spät\b|too late", words)), seed
            assert not (stops and re.search(r"Der Weg zum Ziel|The way to the target", words)), seed
        document = plan_document(assessment)
        assert not (stops and document["schedule"] and document["schedule"]["deadline"]), seed
    assert short >= 5


def exported(assessment: Assessment) -> Iterator[str]:
    """The plan as text and as a list to be ticked off, in all languages."""
    yield from (str(render_plan(assessment, form, w)) for form in ("text", "md") for w in WORDINGS)


SHORT = (
    "erreicht der Plan nicht",
    "Plan erreicht das Ziel nicht",
    "Plan erreicht die nächste Stufe nicht",
    "plan does not reach the target",
    "plan does not reach the next stage",
)


def test_what_is_said_to_be_in_time_although_the_target_is_not_reached_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assessment = next(a for a in map(stopped, range(14)) if a.plan.measures and not a.plan.reached and a.plan.schedule)
    monkeypatch.setattr(decision, "short_words", lambda a, w: "")
    monkeypatch.setattr(glance, "short_words", lambda a, w: "")
    schedule = assessment.plan.schedule
    assert schedule is not None
    by = schedule.late_end
    place = assessment.profile.place(("company",))
    promised = schedule._replace(deadline=Deadline(by, place, Punctuality.IN_TIME, 0, 0))
    careless = replace(
        assessment,
        profile=replace(assessment.profile, target=assessment.profile.target._replace(by=by)),
        plan=assessment.plan._replace(schedule=promised, reached=True),
    )
    claims = {claim for *_, claim in not_borne_out(careless)}
    assert {"plan reached", "deadline == in_time"} <= claims


CARELESS = [
    (glance, "open_to_target", lambda a: ()),
    (glance, "is_blocked", lambda a: True),
    (glance, "gates_of", lambda a: tuple(f for f in a.findings if f.outcome is Outcome.MET)),
    (glance, "decided_by", lambda a: ()),
    (glance, "open_above", lambda a: tuple((x.axis.id, x.stages[-1], x.stages[-1].gates[:1]) for x in a.axes)),
    (glance, "asked_first", lambda a, w: a.questions * 9),
    (gap, "open_to_target", lambda a: a.gap.open[1:]),
    (report, "gates_of", lambda a: a.findings),
    (decision, "situation_of", lambda a: decision.Situation.BLOCKED),
    (decision, "decided_by", lambda a: a.findings),
    (sheet, "asked_first", lambda a, w: a.questions * 9),
    (
        sheet,
        "open_above",
        lambda a: tuple((x.axis.id, x.stages[-1], x.stages[0].gates or x.stages[1].gates) for x in a.axes),
    ),
    (ahead, "nothing_left", lambda a: "path.none"),
    (start, "DAYS", 30),
    (plan, "_ends", lambda effort: {"low": effort.high, "high": effort.low, "likely": effort.low}),
]


@pytest.mark.parametrize(("module", "name", "careless"), CARELESS, ids=lambda one: getattr(one, "__name__", str(one)))
def test_what_is_chosen_carelessly_is_found(
    module: ModuleType, name: str, careless: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, careless)
    assert any(not_borne_out(of_file(file)) for file in FILES)


# What is chosen has to be claimed: every text of these views has its claims, or says nothing of a company.

SILENT = re.compile(
    r"glance\.(?:ask\..*|of|how|more|days|cost\.said|decide\.(?:mind|plan|again)|first\.(?:unit|link|from|next)|proof)"
    r"|glance\.(?:missing\.(?:unit.*|link)|certainty\.unit)"  # the gates that they count are claimed one by one
    r"|sheet\.onward.*"  # and so are these
    r"|proof\.lead|gap\.(?:meaning|tally.*|rung.*)"
    r"|sheet\.(?:kind|plan\.(?:from|finished)|days|questions\.\w+)"
    r"|decide\.(?:ask|choose|keep|hold|blocked)"
    r"|decide\.(?:days?|likely|expected|against(?:\.check)?|decided|measures\.only|answers|again|again\.figure|wait|begin|stay.*)"
    r"|decide\.(?:rethink|upkeep|lower|time|owners.*|rest|first.*|review|review\.(?:on|after)|kept|hold\.figure)"
    r"|decide\.(?:recheck.*|evidence)|sheet\.fine\.totals"
    r"|path\.(?:rule.*|caution|step|then)|target\.label(?:\.\w+)*|start\.(?:days|first)"
)
"""Questions, labels, units, titles of what may be decided, and what the model says of every company."""
SPEAKING = ("glance.", "decide.", "sheet.", "gap.", "proof.", "path.", "target.", "start.")


def test_every_text_is_claimed_or_says_nothing_of_a_company() -> None:
    keys = {key for key in load_catalogues()["en"].texts if key.startswith(SPEAKING)}
    assert sorted(key for key in keys - set(CLAIMS) if not SILENT.fullmatch(key)) == []
    assert sorted(key for key in CLAIMS if SILENT.fullmatch(key)) == []
    assert sorted(set(CLAIMS) - set(load_catalogues()["en"].texts)) == []


NEEDED = [
    (r"certainly not met|sicher nicht erfüllt", r"gates not_met == "),
    (r"^Firm|^Fest", r"result firm"),
    (r"\b[Aa]ll \S+ conditions are answered|Alle \S+ Bedingungen sind beantwortet", r"gates unknown == 0"),
    (r"[Tt]he target is reached|[Dd]as Ziel ist erreicht", r"target open == 0"),
    (r"[Nn]othing is missing|fehlt nichts", r"target open == 0"),
    (r"no higher stage|[Hh]öhere? Stufen?\b.* nicht", r"target top"),
    (r"\bare missing\b|\bis missing up\b|\bfehlen {|\bfehlt eine", r"target unknown == 0|target missing == "),
    (r"up to the target.*not known|Ziel.*nicht bekannt", r"target unknown == "),
    (r"in time\b|rechtzeitig", r"deadline == in_time"),
    (r"in time\b|rechtzeitig|too late|zu spät", r"plan reached"),
    (r"not reach the|erreicht .*nicht|ends before the target|vor dem Ziel endet", r"not plan reached"),
    (r"too late|zu spät", r"deadline (?:== late|worst)"),
    (r"has no answer|have no answer|ohne Antwort|has an answer|hat eine Antwort", r"gates (?:unknown|answered) == "),
    (r"^The lower end is certain|^Das untere Ende ist sicher", r"gates answered >= 1"),
    (r"No target is stated|names no target|Ein Ziel ist nicht genannt|nennt keines", r"not target stated"),
    (r"[Tt]he target stands|Das Ziel steht", r"target stated"),
    (r"plan ends|Plan endet|endet der Plan", r"schedule end == "),
    (
        r"evidence\.$|names (?:no )?evidence|nennt das Profil (?:k?einen) Beleg|ohne Beleg\.$",
        r"gates shown == |fragile bare",
    ),
    (r"No way leads|kein Weg|no step leads|führt kein Schritt|sich kein Schritt", r"target blocked"),
    (r"Nothing;|Nichts;", r"target open == 0|target top"),
]
"""What words say, and the claim that has to stand beside them."""


def unclaimed(claims: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Key and words wherever a text says more than its claims."""
    found = []
    for catalogue in load_catalogues().values():
        for key in claims:
            if key.startswith(SPEAKING):
                text = catalogue.texts[key]
                forms = text.values() if isinstance(text, Mapping) else (text,)
                beside = " | ".join(claims[key])
                found += [
                    (key, words)
                    for form in forms
                    for words, needed in NEEDED
                    if re.search(words, form) and not re.search(needed, beside)
                ]
    return found


TO_THE_END = re.compile(
    r"\bto the (?:target|next stage)\b|\bleads? there\b|\bin time\b|\btoo late\b"
    r"|\b(?:bis zum|zum|ans) Ziel\b|\bzur nächsten Stufe\b|\bführ\w+ dorthin\b|rechtzeitig|zu spät\b"
)
REACHING = re.compile(r"plan reached|target open == |target blocked")
ELSEWHERE = {
    "section.path": "named so by the terminal where the plan reaches the target, else `section.path.short`",
    "section.path.next": "the same",
    "section.path.next.both": "the same",
    "glance.ask.missing.firm": "a question",
    "glance.ask.missing.target": "a question",
    "answer.holding.nothing": "claims each condition on the way, one by one",
    "answer.holding.nothing.text": "the same",
    "numbers.within.open": "answers to enquiries",
    "plan.ask.opens": "what an answer decides",
}


def test_whatever_is_said_of_a_way_to_its_end_claims_that_it_leads_there() -> None:
    """In all the catalogue, be it of the page, of paper, of the terminal or of an export."""
    found = {
        key
        for catalogue in load_catalogues().values()
        for key, text in catalogue.texts.items()
        for form in (text.values() if isinstance(text, Mapping) else (text,))
        if TO_THE_END.search(form)
    }
    assert {key for key in found if not REACHING.search(" ".join(CLAIMS.get(key, ())))} == {*ELSEWHERE}


def test_words_that_say_something_are_claimed() -> None:
    assert unclaimed(CLAIMS) == []
    texts = [str(text) for catalogue in load_catalogues().values() for text in catalogue.texts.values()]
    assert [words for words, _ in NEEDED if not any(re.search(words.replace("^", ""), text) for text in texts)] == []


@pytest.mark.parametrize("key", ["glance.certainty.all", "gap.missing", "decide.in_time", "gap.reached"])
def test_a_text_without_its_claims_is_found(key: str) -> None:
    assert key in {found for found, _ in unclaimed({**CLAIMS, key: ()})}


# What a board reads has no words of the file format in it.

CODES = [
    ("underscores", re.compile(r"\w_\w")),
    ("paths", re.compile(r"\b[a-z]+(?:\[\w*\])?\.[a-z]\w+")),
    ("none", re.compile(r"\bnone\b|\bexists\b|: true\b|\bnull\b")),
    ("criteria", re.compile(r"\b[XY]\d-[A-Z]{3}-\d")),
    ("measures", re.compile(rf"\b(?:{'|'.join(measure.id for measure in MODEL.measures)})\b")),
]


def texts_in(value: object) -> Iterator[str]:
    """Every text of a view that is shown; anchors, classes and claims are not."""
    if isinstance(value, str):
        yield value
    elif hasattr(value, "_fields"):
        for name, part in zip(value._fields, value, strict=True):  # type: ignore[call-overload]
            if name not in ("claims", "id", "situation", "rungs", "outcome", "state", "measures", "tone", "link"):
                yield from texts_in(part)
            elif name == "link":
                yield part[1]
            elif name == "measures":
                yield from (text for one in part for text in (one.title, one.owner, one.done_when, one.range))
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)


def codes_in(view: ReportView) -> list[tuple[str, str]]:
    shown = [*texts_in(view.glance), *texts_in(view.sheet), view.headline, view.standfirst, view.gap.headline]
    return [(name, text) for text in shown for name, code in CODES if code.search(text)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_board_reads_no_codes(file: Path) -> None:
    for wording in WORDINGS:
        assert codes_in(view_of(of_file(file), wording, program_version="0")) == []


def test_codes_would_be_found() -> None:
    view = view_of(of_file(FILES[0]), WORDINGS[0], program_version="0")
    for code in ("lead_process", "terminology.terms", "none", "X2-TER-1", MODEL.measures[0].id):
        said = view.glance.answers[0]._replace(text=f"Fehlt: {code}")
        assert codes_in(view._replace(glance=view.glance._replace(answers=(said,)))), code
