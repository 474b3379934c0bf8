"""No sentence that is shown claims more than the findings bear out.

What is shown is read from the result document, and its claims are held against the document's own findings, by a
reading of claims that knows nothing of the program's.
"""

from __future__ import annotations

import contextlib
import random
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.assess import assessment as assessing
from lmmm_report.assess.assessment import assess
from lmmm_report.assess.interview import interview_of
from lmmm_report.assess.result import claims
from lmmm_report.assess.result.basis import certainty_of
from lmmm_report.assess.result.coordinates import judge, positions_of, possible_cells
from lmmm_report.assess.result.gap import gap_to_target
from lmmm_report.domain.assessment import Assessment, Finding, Outcome
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.plan import First, FirstKind, Plan
from lmmm_report.domain.profile import Profile
from lmmm_report.domain.sensitivity import Sensitivity
from lmmm_report.domain.sentence import Passage, Sentence, Way
from lmmm_report.domain.statements import Hurt
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.load.profile.fragments import FragmentReader
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema.format import profile_format
from lmmm_report.problems import UserError
from lmmm_report.report.documents.result_json import result_document
from lmmm_report.report.views.answers import Answer, answers_of
from lmmm_report.report.views.guide import guide_view_of
from lmmm_report.report.words.cells import place_words, position_words
from lmmm_report.report.words.sentences import diagnosis_in, headline_in, region_in
from lmmm_report.report.words.wording import Wording
from tests.builders import replace
from tests.built_in import MODEL, assessment_of
from tests.properties.claims_read import Reading
from tests.properties.random_profiles import a_random_profile, as_bytes

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    *sorted((ROOT / "configs").glob("**/*.yaml")),
    *sorted((ROOT / "tests/cases/accept").glob("*/profile.yaml")),
    *(
        file
        for file in sorted((ROOT / "tests/cases/interviews").glob("**/*.yaml"))
        if file.stem != "expected" and file.parent.name != "answers"
    ),
]
WORDINGS = [Wording(catalogue) for catalogue in load_catalogues().values()]


@cache
def of_file(file: Path) -> Assessment:
    return assessment_of(file)


def empty(plan: Plan) -> Plan:
    return plan._replace(steps=(), questions=(), relief=(), upkeep=(), first=First(FirstKind.NOTHING))


@pytest.fixture
def without_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out what takes long and says nothing of the company."""
    base = of_file(FILES[0])

    def without_plan(profile: Profile, _findings: object, axes: Any, model: Model) -> Any:
        return base.fitting, gap_to_target(profile.target, axes, model, base.fitting), empty(base.plan)

    monkeypatch.setattr(assessing, "way_of", without_plan)
    monkeypatch.setattr(assessing, "sensitivity_of", lambda *_, **__: Sensitivity((), ()))
    monkeypatch.setattr(assessing, "open_questions", lambda *_: ())


def not_borne_out(assessment: Assessment) -> list[tuple[str, str]]:
    """Sentence and claim wherever one is shown that the findings do not bear out; else every text has to be whole."""
    document = result_document(assessment, program_version="0")
    reading = Reading(document)
    for language in MODEL.languages:
        for text in (headline_in(language, assessment), diagnosis_in(language, assessment)):
            assert text
            assert not re.search(r"[{}]|  |\.\.| [,;.]|, \.", text), text
            assert text[0].isupper(), text
        assert document["result"]["headline"][language] == headline_in(language, assessment)
        assert region_in(language, assessment)
    said = document["result"]["said"]
    assert said["headline"]
    assert said["diagnosis"]
    assert [one["id"] for one in said["remarks"]] == [remark["id"] for remark in document["result"]["remarks"]]
    assert all(one["claims"] for part in ("remarks", "cautions", "measures") for one in said[part])
    sentences = [(one["id"], one["claims"]) for part in said.values() for one in part]
    sentences += [(answer.id, answer.claims) for answer in answers(assessment)]
    sentences += asked(assessment)
    return [(name, claim) for name, claims_ in sentences for claim in claims_ if not reading.holds(claim)]


def asked(assessment: Assessment) -> list[tuple[str, tuple[str, ...]]]:
    """What the guide for interviews claims, sentence by sentence; each of its questions has to claim something."""
    guide = guide_view_of([interview_of(assessment)], MODEL, WORDINGS[0], program_version="0")
    found = [(one.name, one.claims) for one in guide.companies]
    for person in guide.persons:
        found += [(one.id, one.claims) for one in (*person.asks, *person.shows)]
    assert all(claimed for _, claimed in found)
    return found


def answers(assessment: Assessment) -> tuple[Answer, ...]:
    """The answers in all languages, each of which has to say something."""
    found = [
        answer
        for wording in WORDINGS
        for answer in answers_of(
            assessment,
            wording,
            place=place_words(assessment.cell.stages, assessment.highest.stages, MODEL, wording),
            position=position_words(assessment.positions, assessment.cell.stages == (1, 1), wording),
        )
    ]
    for answer in found:
        assert answer.headline
        assert not re.search(r"[{}]|  |\.\.", f"{answer.headline} {answer.text}"), answer
    return tuple(found)


def a_random_assessment(seed: int, model: Model = MODEL) -> Assessment:
    """A random company; where the door refuses what was drawn (a reference that leads nowhere), the next one."""
    for attempt in range(3):
        data = as_bytes(a_random_profile(random.Random(seed + 1_000_000 * attempt)))
        with contextlib.suppress(UserError):
            return assess(load_profile_text(data, "profile.yaml"), model)
    raise AssertionError("the door refuses whatever is drawn")


def a_mixed_assessment(seed: int) -> Assessment:
    """A company of examples: of each gate one that meets it, one that does not, or none; many stages are reached so."""
    chance = random.Random(seed)
    chosen = [
        gate.examples[chance.choices(("met", "not_met", "unknown"), weights)[0]]
        for axis in MODEL.axes
        for weights in [(chance.choice((2, 8, 40)), 1, chance.choice((0, 1)))]
        for stage in axis.stages[1 : chance.randint(1, 4)]
        for gate in MODEL.gates(axis.id, stage.number)
    ]
    return assess(FragmentReader().joined(chosen), MODEL)


def of_outcomes(chance: random.Random) -> Assessment:
    """A company with random findings, most of them near the border of a stage; no profile could give all of these."""
    base = of_file(FILES[0])
    mode = {axis.id: (chance.choice(KINDS), chance.randint(1, 4)) for axis in MODEL.axes}
    findings = tuple(replace(f, outcome=an_outcome(f, mode, chance)) for f in base.findings)
    if chance.random() < 0.3:
        findings = tuple(replace(f, basis="told" if f.basis else "") for f in findings)
    certainty = certainty_of(findings, base.profile)
    axes = judge(findings, MODEL)
    cells = possible_cells(axes)
    remarks = {remark.id: chance.choice((True, False, False, None)) for remark in MODEL.remarks}
    facts = {name: chance.choice((True, False, None)) for name in MODEL.facts}
    gap = gap_to_target(replace(base.profile.target, stages=chance.choice(TARGETS)), axes, MODEL, base.fitting)
    positions = positions_of(cells)
    hurts = tuple(Hurt(text="What hurts", about=about) for about in ABOUT if chance.random() < 0.2)
    base = replace(base, profile=replace(base.profile, hurts=hurts))
    ground = claims.ground_of(
        findings,
        axes,
        [one.side for one in positions],
        remarks=remarks,
        facts=facts,
        problems=(hurt.about for hurt in hurts),
        target_reached=gap.stated and gap.target == cells[0],
        told=set(certainty.by_basis) == {"told"},
    )
    gap = replace(gap, steps=tuple(replace(step, cautions=claims.weighed(step.cautions, ground)) for step in gap.steps))
    return replace(
        base,
        findings=findings,
        axes=axes,
        cell=MODEL.cells[cells[0]],
        highest=MODEL.cells[cells[-1]],
        position=positions[0],
        positions=positions,
        gap=gap,
        remarks=claims.remarks_of(MODEL, ground),
        told=facts,
        questions=(),
        plan=empty(base.plan),
        certainty=certainty,
        spoken=claims.spoken_of(MODEL, ground),
    )


PROBLEM = profile_format().fields.at(("problems", 0, "about"))
ABOUT = PROBLEM.choices if PROBLEM is not None else ()
TARGETS: tuple[dict[str, str], ...] = (
    {},
    {"relationship": "aligned"},
    {"relationship": "defined", "lead_management": "terms"},
    {"relationship": "defined", "lead_management": "process"},
)


def an_outcome(finding: Finding, mode: dict[str, tuple[str, int]], chance: random.Random) -> Outcome:
    kind, wanted = mode[finding.criterion.axis]
    if kind in ("not_met", "unknown"):
        return Outcome(kind) if finding.criterion.kind is Kind.GATE else chance.choice((Outcome.MET, Outcome.UNKNOWN))
    aside = 8 if kind == "aside" else 1
    if finding.criterion.stage <= wanted:
        return chance.choices(OUTCOMES, (60, 2, 2, aside))[0]
    return chance.choices(OUTCOMES, (4, 10, chance.choice((1, 30)), aside))[0]


OUTCOMES = (Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE)
KINDS = ("any", "any", "any", "any", "any", "aside", "aside", "not_met", "unknown")


def test_random_findings_claim_nothing_else() -> None:
    assert {seed: bad for seed in range(200) if (bad := not_borne_out(of_outcomes(random.Random(seed))))} == {}


@pytest.mark.long
def test_many_random_findings_claim_nothing_else_and_every_sentence_is_said() -> None:
    said: Counter[str] = Counter()
    for seed in range(2000):
        assessment = of_outcomes(random.Random(seed))
        assert not_borne_out(assessment) == []
        said.update(one.sentence.id for part in assessment.spoken for one in part)
    assert [s.id for s, _ in all_sentences() if s.id not in said and s.id not in RARE] == []


RARE = frozenset({"start", "then_start", "then_defined_at_least"})
"""What is left to say where a company has declared most of a stage not to apply."""


@pytest.mark.parametrize("side", ["marketing", "sales"])
def test_a_company_without_one_side_is_not_asked_how_the_two_work_together(side: str) -> None:
    told = f"""
format: 2
company: {{name: Ellis Joinery, employees: 1}}
assessment: {{date: 2026-11-02}}
departments: {{{side}: none, lead_unit: none}}
"""
    assessment = assess(load_profile_text(told.encode(), "ellis.yaml"), MODEL)
    said = [one.sentence.id for one in assessment.spoken.headline]
    assert said[0] == f"no_{side}"
    assert not [one for one in said if one.startswith(("both_open", "nothing_known", "apart"))]
    assert assessment.axes[0].firm  # what takes both sides cannot be there, so nobody is asked for it
    assert not_borne_out(assessment) == []


def test_a_single_statement_that_settles_no_condition_is_not_passed_over_as_silence() -> None:
    told = b"format: 2\ncompany: {name: Ellis}\nassessment: {date: 2026-11-02}\nprocess: {rule_set: none}\n"
    assessment = assess(load_profile_text(told, "ellis.yaml"), MODEL)
    for language in MODEL.languages:
        assert not re.search(r"[Nn]othing (has been said|is known)|nichts bekannt", diagnosis_in(language, assessment))


@pytest.mark.parametrize("document", ["lead_process: {document: exists, state: draft}", "lead_sketch: exists"])
def test_what_is_on_paper_of_the_way_is_not_said_to_be_less_than_it_is(document: str) -> None:
    """A draft that is written out is no mere sketch."""
    told = f"""
format: 2
company: {{name: Ellis}}
assessment: {{date: 2026-11-02}}
terminology: none
process: {{{document}}}
"""
    assessment = assess(load_profile_text(told.encode(), "ellis.yaml"), MODEL)
    assert assessment.by_id["Y2-PRO-1"].outcome is Outcome.MET
    for language, words in (("de", "Skizze oder ein Entwurf des Wegs"), ("en", "sketch or draft of the way")):
        assert words in diagnosis_in(language, assessment)


def test_two_departments_under_one_executive_are_not_without_a_link() -> None:
    case = ROOT / "tests/cases/accept/edge-one-head-no-rules/profile.yaml"
    assert of_file(case).spoken.intersection == ()


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_examples_and_cases_claim_nothing_else(file: Path) -> None:
    assert not_borne_out(of_file(file)) == []


@pytest.mark.usefixtures("without_plans")
def test_random_profiles_claim_nothing_else() -> None:
    assert {seed: found for seed in range(100) if (found := not_borne_out(a_random_assessment(seed)))} == {}


@pytest.mark.usefixtures("without_plans")
def test_mixed_companies_claim_nothing_else() -> None:
    assert {seed: found for seed in range(100) if (found := not_borne_out(a_mixed_assessment(seed)))} == {}


@pytest.mark.long
@pytest.mark.usefixtures("without_plans")
@pytest.mark.parametrize("hundred", range(10))
def test_many_profiles_claim_nothing_else(hundred: int) -> None:
    seeds = range(1000 + 100 * hundred, 1100 + 100 * hundred)
    assert {seed: found for seed in seeds if (found := not_borne_out(a_random_assessment(seed)))} == {}
    assert {seed: found for seed in seeds if (found := not_borne_out(a_mixed_assessment(seed)))} == {}


def test_all_cells_are_among_the_cases() -> None:
    cells = Counter(of_file(file).cell.stages for file in FILES)
    assert len(cells) == 16


@pytest.mark.usefixtures("without_plans")
def test_a_sentence_that_is_said_whatever_the_findings_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "borne_out", lambda claim, ground: True)
    assert not_borne_out(a_random_assessment(1))


@pytest.mark.usefixtures("without_plans")
def test_a_planted_sentence_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """It claims that both are aligned and is said all the same."""
    voice = MODEL.voice
    assert voice is not None
    claim = next(c for way in voice.headline for c in way.claims if c.text == "relationship >= 4")
    planted = Sentence("planted", (claim,), "", {"de": "Alles ist gut", "en": "All is well"})
    true_to_findings = assessing.spoken_of

    def careless(model: Model, ground: claims.Ground) -> Any:
        said = true_to_findings(model, ground)
        return said._replace(headline=(claims.Said(planted, {}, (claim.text,)),))

    monkeypatch.setattr(assessing, "spoken_of", careless)
    assert ("planted", "relationship >= 4") in not_borne_out(a_random_assessment(1))


# What a word says has to stand among the claims of the sentence: a reading of the texts that knows nothing of any company.

NEEDED = [
    (r"\bare aligned\b|arbeiten .* abgestimmt|sind Marketing und Vertrieb abgestimmt|Vertrieb sind abgestimmt",
     {"relationship >= 3", "relationship == 3"}),
    (r"not aligned|nicht abgestimmt", {"relationship == 2", "relationship <= 2"}),
    (r"work as one\b|eine Organisation|als Einheit", {"relationship >= 4"}),
    (r"process is in force|Lead-Prozess (?:ist )?in Kraft", {"Y3-PRO-1"}),
    (r"in force and managed|in Kraft und wird gesteuert|in a managed lead process|in einem gesteuerten Lead-Prozess", {"Y3-PRO-3"}),
    (r"no managed lead process|gesteuerter Lead-Prozess fehlt", {"not Y3-PRO-1"}),
    (r"defined and in use|definiert und in Gebrauch", {"Y2-TER-2"}),
    (r"separate ways|getrennte Wege", {"not X2-PRO-1"}),
    (r"separate ways|getrennte Wege", {"not X3-GOA-1"}),
    (r"department of its own runs|eigene Abteilung führt|führt eine eigene Abteilung", {"Y4-DEP-1"}),
    (r"not an independent department|eigenständige Abteilung ist das Lead Management nicht", {"not Y4-DEP-1"}),
    (r"in the same software|derselben Software", {"Y4-SOF-1"}),
    (r"nobody is in charge|niemand zuständig", {"Y1-ROL-1"}),
    (r"not managed|werden nicht gesteuert", {"Y1-PRO-1"}),
    (r"work on a common goal|einem gemeinsamen Ziel\.", {"X3-GOA-2"}),
    (r"not known yet of how|noch nicht bekannt, wie", {"relationship untold"}),
    (r"at the start|am Anfang", {"relationship == 1", "lead_management == 1"}),
    (r"no marketing department|keine Marketingabteilung|Marketingabteilung gibt es nicht", {"remark no_marketing"}),
    (r"no sales department|keine Vertriebsabteilung|Vertriebsabteilung gibt es nicht", {"remark no_sales"}),
    (r"means to stay|will das Unternehmen", {"target reached"}),
    (r"bypasses the process|am Prozess vorbei", {"problem bypassed"}),
    (r"part of the business bypasses|Geschäfts läuft am Prozess vorbei", {"fact leads_beside"}),
    (r"not released|nicht freigegeben", {"fact draft_unreleased"}),
    (r"agreed on lead, MQL|(?:auf|und) Lead, MQL und Opportunity\s+verständigt", {"fact lead_terms_agreed"}),
    (r"rests on what was told|was erzählt wurde|^By their own|^Nach eigener", {"result told"}),
    (r"nothing to link them|die nichts verbindet", {"not X4-DEP-1"}),
]  # fmt: skip


def unclaimed(sentences: list[tuple[Sentence, tuple[str, ...]]]) -> list[tuple[str, str]]:
    """Sentence and word wherever a word says more than the claims of sentence and way."""
    return [
        (sentence.id, pattern)
        for sentence, of_the_way in sentences
        for pattern, needed in NEEDED
        for text in sentence.text.values()
        if re.search(pattern, text) and not needed & {*of_the_way, *(claim.text for claim in sentence.claims)}
    ]


def all_sentences() -> list[tuple[Sentence, tuple[str, ...]]]:
    voice = MODEL.voice
    assert voice is not None
    ways: list[Way] = [*voice.headline, *voice.diagnosis, *voice.region, *voice.intersection]
    passages: list[tuple[Passage, Way]] = [(passage, way) for way in ways for passage in way.passages]
    return [(s, tuple(c.text for c in way.claims)) for passage, way in passages for s in passage.sentences]


def test_words_that_say_something_are_claimed() -> None:
    found = [
        pattern
        for pattern, _ in NEEDED
        if any(re.search(pattern, t) for s, _ in all_sentences() for t in s.text.values())
    ]
    assert len(found) == len(NEEDED)
    assert unclaimed(all_sentences()) == []


def test_a_draft_is_not_said_to_wait_nor_terms_to_be_begun() -> None:
    """Neither follows from any fact: a draft may lie there disputed, and one agreed term may be the last."""
    unfounded = r"waiting for release|wartet auf die Freigabe|begun to agree|begonnen, sich|erste Verständigung"
    assert [s.id for s, _ in all_sentences() for t in s.text.values() if re.search(unfounded, t)] == []


def test_a_sentence_without_its_claims_is_found() -> None:
    sentence = next(s for s, _ in all_sentences() if s.id == "aligned")
    assert unclaimed([(replace(sentence, claims=()), ())]) == [("aligned", NEEDED[0][0])] * 2
