"""What the wheel holds so that no run works it out again: model, words, messages, templates, hyphenation patterns."""

from __future__ import annotations

import json
from pathlib import Path

from lmmm_report import messages, resources
from lmmm_report.load.catalogue import LANGUAGES, read_catalogues
from lmmm_report.load.model.compiled import as_json
from lmmm_report.load.model.ids import ids_of
from lmmm_report.load.model.model import load_model
from lmmm_report.report.html.environment import compile_templates
from lmmm_report.report.pdf.hyphens import compile_patterns


def write_compiled(folder: Path) -> None:
    """Write everything into ``folder``, which stands for `resources.COMPILED`."""

    def write(place: Path, text: str) -> None:
        target = folder / place.relative_to(resources.COMPILED)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    write(resources.COMPILED_MODEL, as_json(load_model()))
    write(resources.COMPILED_IDS, json.dumps({kind: ids_of(kind) for kind in ("criteria", "measures")}))
    for file in messages.FOLDER.glob("*.yaml"):
        texts = json.dumps(messages.texts_of(file.stem), ensure_ascii=False, separators=(",", ":"))
        write(resources.COMPILED_MESSAGES / f"{file.stem}.json", texts)
    catalogues = {language: dict(texts) for language, texts in read_catalogues(resources.CATALOGUE, LANGUAGES).items()}
    write(resources.COMPILED_CATALOGUE, json.dumps(catalogues, ensure_ascii=False, separators=(",", ":")))
    compile_templates(folder / resources.COMPILED_TEMPLATES.relative_to(resources.COMPILED))
    compile_patterns(folder / resources.COMPILED_HYPHENS.relative_to(resources.COMPILED))
