"""Documents other than pages: JSON, CSV, calendar, terminal text, manual."""

__all__ = [
    "annotations",
    "comparison_json",
    "comparison_text",
    "guide_data",
    "guide_text",
    "manual",
    "plain_line",
    "plan_formats",
    "plan_json",
    "plan_text",
    "result_json",
    "result_text",
    "timeline_text",
    "traceability",
]
