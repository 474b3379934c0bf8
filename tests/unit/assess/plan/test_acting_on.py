"""Which measures can matter to a condition is asked of every criterion of the model, whatever facts it reads."""

from lmmm_report.assess.plan.what_if import acting_on
from tests.built_in import MODEL


def test_it_can_be_said_of_every_criterion() -> None:
    acting = {criterion.id: acting_on(criterion.condition.expression, MODEL.measures) for criterion in MODEL.criteria}
    assert all(acting[gate.id] for gate in MODEL.criteria if gate.kind.value == "gate")


def test_whether_a_group_is_there_changes_with_whatever_measure_writes_into_it() -> None:
    (founding,) = (c for c in MODEL.criteria if c.id == "Y4-DEP-1")
    writing = [
        n for n, m in enumerate(MODEL.measures) if any(e.path == ("departments", "lead_unit") for e in m.effects)
    ]
    assert writing
    assert set(writing) <= set(acting_on(founding.condition.expression, MODEL.measures))
