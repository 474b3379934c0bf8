"""Where the templates of version 0.1.0 stand now: one of a user's own under the old name would be passed over."""

MOVED = {
    "partials/body.j2": "report/body.j2",
    "partials/contents.j2": "report/contents.j2",
    "partials/grid.svg.j2": "pictures/ground.j2",
    "partials/history.j2": "history/course.j2",
    "partials/index_matrix.svg.j2": "portfolio/crowd.j2",
    "partials/macros.j2": "findings/findings.j2",
    "partials/matrix.svg.j2": "pictures/ground.j2",
    "partials/matrix_table.j2": "pictures/matrix_table.j2",
    "partials/page.j2": "page/page.j2",
    "partials/plan.j2": "plan/rows.j2",
    "report/board.css": "paper/sheet.css",
    "report/board.html.j2": "paper/board.html.j2",
    "report/page.css": "page/page.css",
    "report/pdf.css": "paper/paper.css",
    "report/pdf.html.j2": "paper/working.html.j2",
    "report/pdf_body.j2": "paper/working.j2",
    "report/pdf_contents.j2": "paper/working.j2",
    "report/report.js": "page/page.js",
    "report/screen.css": "report/report.css",
    "site/index.html.j2": "portfolio/first.html.j2",
}
"""New names by the old ones."""
