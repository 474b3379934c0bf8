"""Documents other than pages: JSON, CSV, calendar, terminal text, manual."""

__all__ = [
    "annotations",
    "comparison_json",
    "comparison_text",
    "guide_data",
    "guide_text",
    "manual",
    "plain_line",
    "plan_calendar",
    "plan_checklist",
    "plan_json",
    "plan_table",
    "plan_text",
    "result_json",
    "result_text",
    "table",
    "timeline_text",
    "traceability",
    "trackers",
]
