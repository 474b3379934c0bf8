"""Loads a maturity model from its folder: reads every file, decodes it, follows every id.

A folder holds ``model.yaml`` (the frame), ``glossary.yaml``, ``contradictions.yaml``, the criteria in
``criteria/*.yaml``, the measures in ``measures/*.yaml``, where there are any the derivations in ``derivations.yaml``
and, where its profiles differ from the built-in format, a ``profile.schema.json``. ``decisions/*.yaml`` say of the
gates which statement is enough, ``hints.yaml`` what whoever writes a profile may have left out, ``sentences.yaml``
what is said of companies.
"""

from __future__ import annotations

import hashlib
import os
import pathlib
from collections.abc import Iterable
from itertools import chain
from typing import Any

from lmmm_report import resources
from lmmm_report.domain.format import ProfileFormat
from lmmm_report.domain.model import Criterion, Model
from lmmm_report.load.model.criteria import decode_contradiction, decode_criterion
from lmmm_report.load.model.decisions import check_decided, with_decisions
from lmmm_report.load.model.derivations import (
    check_derivations,
    decode_derivation,
    example_nodes,
    with_derivations,
)
from lmmm_report.load.model.examples import check_examples
from lmmm_report.load.model.extension import NOTHING_ADDED, decode_extension
from lmmm_report.load.model.format_file import read_format
from lmmm_report.load.model.frame import decode_frame, decode_glossary, with_claims
from lmmm_report.load.model.hints import check_hints, decode_hint
from lmmm_report.load.model.links import Clashes, Criteria, check_bridge, check_gates, check_ids, check_order
from lmmm_report.load.model.measures import KINDS, check_measure_examples, check_measures, choices_at, decode_measure
from lmmm_report.load.model.sentences import Speaking, decode_sentences
from lmmm_report.load.model.vocabulary import Vocabulary
from lmmm_report.load.schema.decode import Node
from lmmm_report.load.schema.format import FactType, fact_types, profile_fact_types, profile_format
from lmmm_report.load.yaml.source import read_yaml
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

BUILT_IN = resources.MODEL


def load_model(folder: pathlib.Path | None = None, *, extension: pathlib.Path | None = None) -> Model:
    """The model in ``folder``, or the built-in one; `UserError` with every problem of all its files.

    ``extension`` is a file with criteria, measures and more of a company's own. Examples stay texts: the built-in ones
    are proven by tests, those of another model and of an extension are looked at here.
    """
    where = BUILT_IN if folder is None else folder
    problems: list[Problem] = []
    names = [where / name for name in ("model.yaml", "glossary.yaml", "contradictions.yaml")]
    files = {name: _files(where, name, problems) for name in ("criteria", "measures")}
    frame, glossary, contradictions = (_document(path, problems) for path in names)
    optional = [path for path in (where / "derivations.yaml", where / "sentences.yaml") if path.exists()]
    read = {path.stem: _document(path, problems) for path in optional}
    files |= {name: sorted(where.glob(f"{name}.yaml")) for name in ("decisions/*", "hints")}
    criteria, measures, decisions, hints = ([_document(path, problems) for path in paths] for paths in files.values())
    own = _document(extension, problems) if extension else None
    all_read = not problems
    format_ = _profile_format(where, problems)
    decoded = _framed(frame, format_, where, has_sentences="sentences" in read)
    if frame is None or format_ is None or decoded is None or (extension and own is None):
        raise UserError(problems)
    vocabulary, parts = decoded
    added = decode_extension(own, vocabulary) if own else NOTHING_ADDED
    vocabulary = added.vocabulary or vocabulary
    terms = decode_glossary([*_listed([glossary]), *added.glossary], vocabulary)
    clashes = [decode_contradiction(node, vocabulary) for node in _listed([contradictions], may_be_empty=True)]
    clashes += [decode_contradiction(node, vocabulary) for node in added.contradictions]
    advised = [decode_hint(node, vocabulary) for node in _listed(hints, may_be_empty=True)]
    advised += [decode_hint(node, vocabulary) for node in added.hints]
    found = [decode_criterion(node, vocabulary) for node in _listed(criteria)]
    said = [root for root in decisions if root is not None]
    found = with_decisions(found, said, vocabulary.languages, complete=all_read)
    own_criteria = [decode_criterion(node, vocabulary) for node in added.criteria]
    all_ids = [criterion.id for criterion, _ in [*found, *own_criteria]]
    written_conclusions = _listed([read.get("derivations")], may_be_empty=True)
    conclusions = [decode_derivation(node, vocabulary, all_ids) for node in [*written_conclusions, *added.derivations]]
    if all_read:
        check_derivations(conclusions, [criterion for criterion, _ in [*found, *own_criteria]])
        _check_criteria(frame, [*found, *own_criteria], clashes, vocabulary)
        check_hints(advised, [criterion for criterion, _ in [*found, *own_criteria]])
        check_decided(found if said or folder is None else [])
    speaking = Speaking(
        vocabulary,
        all_ids,
        [remark.id for remark, _ in parts["remarks"]],
        tuple(parts["facts"]),
        choices_at(vocabulary, KINDS),
    )
    voice, parts = decode_sentences(read.get("sentences"), speaking), with_claims(parts, speaking)
    written = [*_listed(measures), *added.measures]
    sound, steps = not problems, [decode_measure(node, vocabulary) for node in written]
    if sound:  # else what is wrong with a criterion would be told again of each measure that names it
        check_measures(own or frame, steps, [criterion for criterion, _ in [*found, *own_criteria]])
    with_examples = [*own_criteria, *([*found, *clashes, *advised] if folder is not None else ())]
    following = [*added.derivations, *(written_conclusions if folder is not None else ())]
    in_cases = chain.from_iterable(map(example_nodes, following))
    for examples in chain((fields["examples"] for _, fields in with_examples), in_cases):
        check_examples(examples, format_.fields)
    check_measure_examples(steps[0 if folder is not None else len(steps) - len(added.measures) :], format_.fields)
    if problems:
        raise UserError(problems)
    followed = tuple(derivation for derivation, _ in conclusions)
    return Model(
        **{**parts, "sources": (*parts["sources"], *added.sources)},
        criteria=_in_order(
            with_derivations((criterion for criterion, _ in [*found, *own_criteria]), followed), vocabulary
        ),
        contradictions=tuple(contradiction for contradiction, _ in clashes),
        hints=tuple(hint for hint, _ in advised),
        glossary=terms,
        measures=tuple(measure for measure, _ in steps),
        derivations=followed,
        voice=voice,
        extension=added.extension,
        sha256=_sha256(where, [*names, *optional, *chain.from_iterable(files.values())], extension),
    )


def _framed(
    frame: Node | None, described: ProfileFormat | None, where: pathlib.Path, *, has_sentences: bool
) -> tuple[Vocabulary, dict[str, Any]] | None:
    """The frame decoded; `None` where it or the format of the profiles could not be read."""
    if frame is None or described is None:
        return None
    return decode_frame(frame, _facts(described), described, f"{where}{os.sep}", has_sentences=has_sentences)


def _check_criteria(frame: Node, criteria: Criteria, clashes: Clashes, vocabulary: Vocabulary) -> None:
    """Refuse ids that lead nowhere, stages that nothing decides, and orders that cannot be kept."""
    check_ids(criteria, clashes)
    check_bridge(frame, criteria)
    check_gates(frame, criteria, vocabulary)
    check_order(criteria)


def profile_format_in(folder: pathlib.Path | None) -> ProfileFormat:
    """The format of the profiles that a model reads, `None` being the built-in one; `UserError` if it is faulty."""
    problems: list[Problem] = []
    described = _profile_format(folder or BUILT_IN, problems)
    if described is None:
        raise UserError(problems)
    return described


def _sha256(folder: pathlib.Path, files: Iterable[pathlib.Path], extension: pathlib.Path | None) -> str:
    """One hash over everything that decides what the model is; where it lies does not count."""
    schema = folder / "profile.schema.json"
    named = {file.relative_to(folder).as_posix(): file for file in files}
    named["profile.schema.json"] = schema if schema.exists() else BUILT_IN / schema.name
    if extension is not None:
        named["extension"] = extension
    digest = hashlib.sha256()
    for name, file in sorted(named.items()):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _files(folder: pathlib.Path, name: str, problems: list[Problem]) -> list[pathlib.Path]:
    """The files of criteria or measures in the order of their names; that there is none is a problem."""
    inside = folder / name
    files = sorted(inside.glob("*.yaml")) if inside.is_dir() else []
    if not files:
        message, hint = say(f"model.no_{name}"), say("model.no_files_cure", folder=name)
        problems.append(Problem(file=str(inside), message=message, hint=hint, code="unreadable"))
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
        return read_format(path)
    except UserError as error:
        problems += error.problems
        return None


def _facts(described: ProfileFormat) -> FactType:
    return profile_fact_types() if described is profile_format() else fact_types(described.schema)


def _in_order(criteria: Iterable[Criterion], vocabulary: Vocabulary) -> tuple[Criterion, ...]:
    """Sorted by axis, stage and area as the model names them; within an area as the files have them."""
    axes = {axis.id: index for index, axis in enumerate(vocabulary.axes)}
    areas = {area: index for index, area in enumerate(vocabulary.area_codes)}
    return tuple(sorted(criteria, key=lambda one: (axes[one.axis], one.stage, areas[one.area])))
