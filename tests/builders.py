"""Smallest valid objects for tests: a test names only what matters to it."""

from __future__ import annotations

import copy
import dataclasses
import pathlib
import signal
from collections.abc import Mapping
from typing import Any

import yaml

DROP = object()
"""As a change: take the key or item away."""

_MODEL: dict[str, Any] = {
    "id": "small",
    "version": "0.1.0",
    "languages": ["en", "fr"],
    "name": {"en": "Small model", "fr": "Petit modèle"},
    "summary": {"en": "Two axes.", "fr": "Deux axes."},
    "axes": [
        {
            "id": "trust",
            "letter": "T",
            "direction": "horizontal",
            "name": {"en": "Trust", "fr": "Confiance"},
            "summary": {"en": "Who trusts whom.", "fr": "Qui fait confiance à qui."},
            "stages": [
                {
                    "id": "strangers",
                    "name": {"en": "Strangers", "fr": "Étrangers"},
                    "summary": {"en": "Nobody knows anybody.", "fr": "Personne ne se connaît."},
                    "statements": [{"id": "t1.1", "sentence": 1, "text": {"en": "No talk.", "fr": "Silence."}}],
                },
                {
                    "id": "partners",
                    "name": {"en": "Partners", "fr": "Partenaires"},
                    "summary": {"en": "They know each other.", "fr": "On se connaît."},
                    "statements": [{"id": "t2.1", "sentence": 1, "text": {"en": "They talk.", "fr": "On parle."}}],
                },
            ],
        },
        {
            "id": "craft",
            "letter": "C",
            "direction": "vertical",
            "name": {"en": "Craft", "fr": "Métier"},
            "summary": {"en": "What is done.", "fr": "Ce qui se fait."},
            "stages": [
                {
                    "id": "loose",
                    "name": {"en": "Loose", "fr": "Libre"},
                    "summary": {"en": "As it comes.", "fr": "Au hasard."},
                    "statements": [{"id": "c1.1", "sentence": 1, "text": {"en": "No plan.", "fr": "Sans plan."}}],
                },
                {
                    "id": "firm",
                    "name": {"en": "Firm", "fr": "Ferme"},
                    "summary": {"en": "As written.", "fr": "Comme écrit."},
                    "statements": [{"id": "c2.1", "sentence": 2, "text": {"en": "A plan.", "fr": "Un plan."}}],
                },
            ],
        },
    ],
    "path": ["craft", "trust"],
    "areas": {
        "people": {"code": "PEO", "name": {"en": "People", "fr": "Gens"}},
        "tools": {"code": "TOO", "name": {"en": "Tools", "fr": "Outils"}},
    },
    "owners": {"BO": {"en": "Boss", "fr": "Chef"}},
    "efforts": {"S": {"en": "small", "fr": "petit"}, "L": {"en": "large", "fr": "grand"}},
    "limits": {"fresh_days": 30},
    "sizes": [
        {"id": "small", "up_to": 20, "name": {"en": "small", "fr": "petite"}},
        {"id": "big", "name": {"en": "big", "fr": "grande"}},
    ],
    "plan": {"quick_days": 3},
    "cells": [
        {
            "at": [x, y],
            "headline": {"en": f"{{company}} is at {x}, {y}.", "fr": f"{{company}} est à {x}, {y}."},
            "text": {"en": f"At {x}, {y}.", "fr": f"À {x}, {y}."},
        }
        for x in (1, 2)
        for y in (1, 2)
    ],
    "intersections": [{"en": "Start.", "fr": "Départ."}, {"en": "End.", "fr": "Fin."}],
    "regions": {
        side: {"name": {"en": side, "fr": side}, "text": {"en": f"It is {side}.", "fr": f"C'est {side}."}}
        for side in ("on", "above", "below")
    },
    "cautions": [
        {
            "axis": "trust",
            "stage": 2,
            "text": {"en": "Think first.", "fr": "Réfléchir d'abord."},
            "reasons": [{"text": {"en": "Too small.", "fr": "Trop petit."}}],
            "sources": ["book"],
        }
    ],
    "sources": [
        {"id": "book", "title": "A book", "where": "Somewhere, 2020", "note": {"en": "Read.", "fr": "Lu."}},
        {
            "id": "book+",
            "part_of": "book",
            "title": {"en": "Its end", "fr": "Sa fin"},
            "where": "Somewhere, 2020",
            "url": "https://example.com/book",
            "note": {"en": "Read.", "fr": "Lu."},
        },
    ],
    "remarks": [
        {
            "id": "alone",
            "when": "departments.marketing.name == none",
            "text": {"en": "There is nobody.", "fr": "Il n'y a personne."},
        }
    ],
}

_GLOSSARY: list[Any] = [
    {"id": "talk", "name": {"en": "Talk", "fr": "Parole"}, "meaning": {"en": "Saying things.", "fr": "Dire."}}
]


def heeding() -> None:
    """A process that is started in the background leaves Ctrl-C alone, and so does what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def a_criterion_entry(criterion_id: str = "T2-PEO-1", **changes: Any) -> dict[str, Any]:
    """A criterion as the small model's YAML has it; axis, stage and area follow from the id."""
    letter, number, code = criterion_id[0], criterion_id[1], criterion_id.split("-")[1]
    entry: dict[str, Any] = {
        "id": criterion_id,
        "axis": {"T": "trust", "C": "craft"}[letter],
        "stage": int(number),
        "kind": "gate",
        "area": {"PEO": "people", "TOO": "tools"}[code],
        "sources": ["book"],
        "statements": [],
        "owners": ["BO"],
        "effort": "S",
        "after": [],
        "condition": "process.rule_set.document != none",
        "short": {"en": "Rules", "fr": "Des règles"},
        "met": {"en": "There are rules.", "fr": "Il y a des règles."},
        "not_met": {"en": "There are no rules.", "fr": "Il n'y a pas de règles."},
        "ask": {"en": "Are there rules?", "fr": "Y a-t-il des règles ?"},
        "why": {"en": "Rules help.", "fr": "Les règles aident."},
        "do": {"en": "Write rules.", "fr": "Écrivez des règles."},
        "examples": {
            "met": "process:\n  rule_set:\n    document: Rules\n",
            "not_met": "process:\n  rule_set: none\n",
            "unknown": "process:\n  agreement: none\n",
        },
    }
    return {**entry, **changes}


def a_decision_entry(**changes: Any) -> dict[str, Any]:
    """What decides a gate, as the small model's YAML has it."""
    entry: dict[str, Any] = {
        "enough": [{"en": "We have rules.", "fr": "Nous avons des règles."}],
        "not_enough": [
            {"said": {"en": "We need none.", "fr": "Nous n'en avons pas besoin."}},
            {
                "said": {"en": "They come soon.", "fr": "Elles viennent bientôt."},
                "reason": {"en": "a plan", "fr": "un projet"},
            },
        ],
        "open": [{"en": "Maybe we have.", "fr": "Peut-être."}],
        "evidence": {"en": "The rules.", "fr": "Les règles."},
        "because": {"en": "A rule is one.", "fr": "Une règle est une règle."},
    }
    return {**entry, **changes}


def a_contradiction_entry(contradiction_id: str = "C-RULES-1", **changes: Any) -> dict[str, Any]:
    """A contradiction as the small model's YAML has it."""
    entry: dict[str, Any] = {
        "id": contradiction_id,
        "condition": "process.rule_set.document != none && process.rule_set.last_followed == none",
        "criteria": ["T2-PEO-1"],
        "title": {"en": "Rules nobody follows", "fr": "Des règles que personne ne suit"},
        "meaning": {"en": "They are on paper.", "fr": "Elles restent sur le papier."},
        "do": {"en": "Follow them.", "fr": "Suivez-les."},
        "examples": {
            "met": "process:\n  rule_set:\n    document: Rules\n    last_followed: none\n",
            "not_met": "process:\n  rule_set: none\n",
        },
    }
    return {**entry, **changes}


def a_hint_entry(hint_id: str = "H-RULES", **changes: Any) -> dict[str, Any]:
    """A hint as the small model's YAML has it."""
    entry: dict[str, Any] = {
        "id": hint_id,
        "condition": "process.rule_set.there && !has(process.rule_set.rules)",
        "place": "process.rule_set.rules",
        "text": {"en": "Which rules?", "fr": "Quelles règles ?"},
        "examples": {
            "met": "process:\n  rule_set:\n    document: Rules\n",
            "not_met": "process:\n  rule_set: none\n",
        },
    }
    return {**entry, **changes}


def a_measure_entry(measure_id: str = "M-RULES", **changes: Any) -> dict[str, Any]:
    """A measure as the small model's YAML has it."""
    entry: dict[str, Any] = {
        "id": measure_id,
        "satisfies": ["T2-PEO-1"],
        "after": [],
        "owner": "BO",
        "helpers": [],
        "effort": {"small": [1, 2, 3], "big": [2, 4, 6]},
        "weeks": 2,
        "title": {"en": "Write rules", "fr": "Écrire des règles"},
        "what": {"en": "There are rules.", "fr": "Il y a des règles."},
        "why": {"en": "Rules help.", "fr": "Les règles aident."},
        "first_step": {"en": "Take a sheet.", "fr": "Prenez une feuille."},
        "done_when": {"en": "The sheet is full.", "fr": "La feuille est pleine."},
        "effects": [
            {"at": "process.rule_set", "state": {"document": {"fill": {"en": "The rules", "fr": "Les règles"}}}}
        ],
    }
    return {**entry, **changes}


def a_model_data() -> dict[str, Any]:
    """The small model as plain data, by the way of each file in its folder without the ending."""
    return {
        "model": copy.deepcopy(_MODEL),
        "glossary": copy.deepcopy(_GLOSSARY),
        "contradictions": [a_contradiction_entry()],
        "criteria/all": [a_criterion_entry("T2-PEO-1", statements=["t2.1"]), a_criterion_entry("C2-TOO-1")],
    }


def a_model_folder(
    tmp_path: pathlib.Path, *, files: Mapping[str, Any] | None = None, **changes: Mapping[str, Any]
) -> pathlib.Path:
    """A folder with a complete small model: two axes of two stages, two gates, languages en and fr.

    ``model``, ``glossary``, ``contradictions``, ``criteria`` and ``measures`` take changes as ``{"axes.0.id": "other"}``, where
    `DROP` takes away and a key or index behind the last one adds. ``files`` names whole files, with their text or
    data; `DROP` leaves a file out.
    """
    data = a_model_data()
    for name, changed in changes.items():
        for path, value in changed.items() if name != "measures" else ():
            _change(data["criteria/all" if name == "criteria" else name], path.split("."), value)
    written = {f"{name}.yaml": content for name, content in data.items()} | dict(files or {})
    measures = _a_measure_for_each_gate(written)
    for path, value in changes.get("measures", {}).items():
        _change(measures, path.split("."), value)
    written.setdefault("measures/all.yaml", measures)
    folder = tmp_path / "own"
    for name, content in written.items():
        if content is not DROP:
            text = content if isinstance(content, str) else as_yaml(content)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def _a_measure_for_each_gate(written: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Measures, so that a model whose criteria a test changes still has a way to every stage."""
    entries = [
        entry
        for name, content in written.items()
        if name.startswith("criteria/") and isinstance(content, list)
        for entry in content
        if isinstance(entry, dict)
    ]
    gates = [
        entry["id"]
        for entry in entries
        if entry.get("kind") == "gate" and entry.get("stage") != 1 and isinstance(entry.get("id"), str)
    ]
    return [a_measure_entry(f"M-{number}", satisfies=[gate]) for number, gate in enumerate(gates, 1)] or [
        a_measure_entry()
    ]


def as_yaml(data: Any) -> str:
    """``data`` as YAML with one key a line, in the order given."""
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    return text


class _Dumper(yaml.CSafeDumper):
    """Writes texts of several lines as blocks, and the same data twice instead of an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _block(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _block)


def _change(data: Any, path: list[str], value: Any) -> None:
    *steps, last = [int(step) if step.isdigit() else step for step in path]
    for step in steps:
        data = data[step]
    if value is DROP:
        del data[last]
    elif isinstance(data, list) and last == len(data):
        data.append(value)
    else:
        data[last] = value


def replace(thing: Any, **fields: Any) -> Any:
    """A frozen thing with other values in some of its fields, be it a dataclass or a named tuple."""
    return thing._replace(**fields) if hasattr(thing, "_replace") else dataclasses.replace(thing, **fields)
