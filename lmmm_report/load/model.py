"""Loads a maturity model from its folder: reads every file, decodes it, follows every id.

A folder holds ``model.yaml`` (the frame), ``glossary.yaml``, ``contradictions.yaml``, the criteria in
``criteria/*.yaml`` and, where its profiles differ from the built-in format, a ``profile.schema.json``.
"""

from __future__ import annotations

import json
import os
import pathlib
from collections.abc import Iterable

from lmmm_report.domain.model import Criterion, Model
from lmmm_report.load.decode import Node
from lmmm_report.load.model_criteria import decode_contradiction, decode_criterion
from lmmm_report.load.model_examples import check_examples
from lmmm_report.load.model_frame import decode_frame, decode_glossary
from lmmm_report.load.model_links import check_gates, check_ids, check_order
from lmmm_report.load.model_vocabulary import Vocabulary
from lmmm_report.load.schema import (
    FactType,
    ProfileFormat,
    fact_types,
    format_of,
    profile_fact_types,
    profile_format,
)
from lmmm_report.load.yaml_source import read_yaml
from lmmm_report.problems import Problem, UserError

BUILT_IN = pathlib.Path(__file__).parent.parent / "model"


def load_model(folder: pathlib.Path | None = None) -> Model:
    """The model in ``folder``, or the built-in one; `UserError` with every problem of all its files.

    Examples stay texts: the built-in ones are proven by tests, those of another model are looked at here.
    """
    where = BUILT_IN if folder is None else folder
    problems: list[Problem] = []
    names = [where / name for name in ("model.yaml", "glossary.yaml", "contradictions.yaml")]
    frame, glossary, contradictions, *criteria = (
        _document(path, problems) for path in [*names, *_criteria_files(where, problems)]
    )
    all_read = not problems
    format_ = _profile_format(where, problems)
    decoded = decode_frame(frame, _facts(format_), f"{where}{os.sep}") if frame and format_ else None
    if frame is None or format_ is None or decoded is None:
        raise UserError(problems)
    vocabulary, parts = decoded
    terms = decode_glossary(glossary, vocabulary) if glossary else ()
    clashes = [decode_contradiction(node, vocabulary) for node in _listed([contradictions], may_be_empty=True)]
    found = [decode_criterion(node, vocabulary) for node in _listed(criteria)]
    if all_read:
        check_ids(found, clashes)
        check_gates(frame, found, vocabulary)
        check_order(found)
    if folder is not None:
        for _, fields in [*found, *clashes]:
            check_examples(fields["examples"], format_.fields)
    if problems:
        raise UserError(problems)
    return Model(
        **parts,
        criteria=_in_order((criterion for criterion, _ in found), vocabulary),
        contradictions=tuple(contradiction for contradiction, _ in clashes),
        glossary=terms,
    )


def _criteria_files(folder: pathlib.Path, problems: list[Problem]) -> list[pathlib.Path]:
    """The files of criteria in the order of their names; that there is none is a problem."""
    criteria = folder / "criteria"
    files = sorted(criteria.glob("*.yaml")) if criteria.is_dir() else []
    if not files:
        message, hint = "there are no criteria", "a model keeps them in criteria/*.yaml"
        problems.append(Problem(file=str(criteria), message=message, hint=hint, code="unreadable"))
    return files


def _document(path: pathlib.Path, problems: list[Problem]) -> Node | None:
    try:
        source = read_yaml(path)
    except UserError as error:
        problems.extend(error.problems)
        return None
    return Node.root(source, problems)


def _listed(documents: Iterable[Node | None], *, may_be_empty: bool = False) -> list[Node]:
    """The items of all documents, each of which has to be a list."""
    return [item for node in documents if node is not None for item in node.items(may_be_empty=may_be_empty)]


def _profile_format(folder: pathlib.Path, problems: list[Problem]) -> ProfileFormat | None:
    """The format of the model's profiles: its own, or the built-in one."""
    path = folder / "profile.schema.json"
    if folder == BUILT_IN or not path.exists():
        return profile_format()
    try:
        described = format_of(json.loads(path.read_bytes()))
        described.fact_sections()
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg}"
        problems.append(Problem(file=str(path), message=message, line=error.lineno, column=error.colno, code="syntax"))
        return None
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        message, hint = "this is no schema of a profile", "start from the output of lmmm-report schema"
        problems.append(Problem(file=str(path), message=message, hint=hint, code="schema"))
        return None
    return described


def _facts(described: ProfileFormat) -> FactType:
    return profile_fact_types() if described is profile_format() else fact_types(described.schema)


def _in_order(criteria: Iterable[Criterion], vocabulary: Vocabulary) -> tuple[Criterion, ...]:
    """Sorted by axis, stage and area as the model names them; within an area as the files have them."""
    axes = {axis.id: index for index, axis in enumerate(vocabulary.axes)}
    areas = {area: index for index, area in enumerate(vocabulary.area_codes)}
    return tuple(sorted(criteria, key=lambda one: (axes[one.axis], one.stage, areas[one.area])))
