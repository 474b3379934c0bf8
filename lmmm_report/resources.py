"""Where templates, model and fonts are found, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _beside(name: str) -> Path:
    """A folder that stands beside the package in a checkout and inside it in a wheel."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


TEMPLATES = _beside("templates")
MODEL = PACKAGE / "model"
SCHEMAS = PACKAGE / "schemas"
FONTS = PACKAGE / "fonts"
CATALOGUE = PACKAGE / "report" / "words" / "catalogue.yaml"
COMPILED = PACKAGE / "compiled"
"""What was worked out when the wheel was built; a checkout does not have it."""
COMPILED_MODEL = COMPILED / "model.json"
COMPILED_IDS = COMPILED / "ids.json"
COMPILED_MESSAGES = COMPILED / "messages"
COMPILED_CATALOGUE = COMPILED / "catalogue.json"
COMPILED_TEMPLATES = COMPILED / "templates"
LOCALES = PACKAGE / "report" / "words" / "locales.json"
COMPILED_HYPHENS = COMPILED / "hyphens"
