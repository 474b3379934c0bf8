"""What templates import is made anew for each page: it holds macros, as a part of a page would be written for nothing."""

from jinja2 import nodes

from lmmm_report import resources
from lmmm_report.report.html.environment import environment


def _tree(name: str) -> nodes.Template:
    return environment().parse((resources.TEMPLATES / name).read_text("utf-8"))


def _imported() -> set[str]:
    names = sorted(path.relative_to(resources.TEMPLATES).as_posix() for path in resources.TEMPLATES.rglob("*.j2"))
    imports = (one for name in names for one in _tree(name).find_all((nodes.Import, nodes.FromImport)))
    return {one.template.value for one in imports if isinstance(one.template, nodes.Const)}


def test_imported_templates_write_nothing_themselves() -> None:
    imported = _imported()
    assert "findings/findings.j2" in imported
    writing = {
        name
        for name in imported
        for part in _tree(name).body
        if not isinstance(part, (nodes.Macro, nodes.Import, nodes.FromImport, nodes.Assign))
        and not (isinstance(part, nodes.Output) and _is_blank(part))
    }
    assert not writing


def _is_blank(part: nodes.Output) -> bool:
    return all(isinstance(node, nodes.TemplateData) and not node.data.strip() for node in part.nodes)
