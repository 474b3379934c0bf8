"""What is said of a node of a model is German throughout, the words for kinds and shapes included."""

from __future__ import annotations

import pytest

from lmmm_report.load.schema.decode import Node, refuse_doubles
from lmmm_report.load.yaml.source import parse_yaml
from lmmm_report.messages import in_language
from lmmm_report.problems import Problem


def told(faults: list[Problem]) -> list[tuple[str, str]]:
    return [(in_language(fault.message, "de"), in_language(fault.hint, "de")) for fault in faults]


@pytest.fixture
def faults() -> list[Problem]:
    return []


def nodes(text: str, faults: list[Problem]) -> list[Node]:
    return Node.root(parse_yaml(text.encode(), "model.yaml"), faults).items()


def test_a_kind(faults: list[Problem]) -> None:
    nodes("- tempo", faults)[0].one_of(("trust", "craft"), "model.axis")
    assert [fault.message for fault in faults] == ['there is no axis "tempo"']
    assert told(faults) == [("die Achse „tempo“ gibt es hier nicht", "es gibt craft, trust")]


def test_nothing_to_choose_from(faults: list[Problem]) -> None:
    nodes("- home", faults)[0].one_of((), "model.alias_before", if_none="model.take_part_of_out")
    assert told(faults) == [("einen früheren Eintrag namens „home“ gibt es hier nicht", "part_of entfernen")]


def test_a_shape(faults: list[Problem]) -> None:
    nodes("- xx", faults)[0].string("[A-Z]", "model.capital_letter")
    assert [fault.message for fault in faults] == ['"xx" is not one capital letter']
    assert told(faults) == [("gefunden: „xx“; erwartet: ein Großbuchstabe", "")]


def test_a_double(faults: list[Problem]) -> None:
    refuse_doubles([(node, node.string()) for node in nodes("- a\n- a", faults)], "model.area")
    assert told(faults) == [("den Bereich „a“ gibt es zweimal", "zuerst steht es in Zeile 1")]
