"""Making results: what is to be made, of what, where it goes. Commands call it; it calls the stages in their order."""

__all__ = [
    "confirming",
    "contents",
    "formats",
    "hinting",
    "loading",
    "migrating",
    "model_ids",
    "notes",
    "plans",
    "reports",
    "supposing",
    "verifying",
]
