"""Documents other than pages: JSON, CSV, calendar, terminal text, manual, profile."""

__all__ = [
    "manual",
    "plan_formats",
    "plan_json",
    "plan_text",
    "profile_text",
    "result_json",
    "result_text",
    "traceability",
]
