"""Making results: what is to be made, of what, where it goes. Commands call it; it calls the stages in their order."""

__all__ = [
    "comparing",
    "confirming",
    "contents",
    "explaining",
    "field_help",
    "formats",
    "gating",
    "guides",
    "hinting",
    "loading",
    "migrating",
    "model_ids",
    "notes",
    "plans",
    "reports",
    "schemas",
    "sides",
    "supposing",
    "timelines",
    "verifying",
]
