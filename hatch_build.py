"""Works out, when a wheel is built, what never changes between two runs of the program, and puts it into the wheel."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent


class CompileHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles model, words, messages, templates and hyphenation patterns; an editable install goes without."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled files into a folder of their own and name them as part of the wheel."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, str(ROOT))
        from tools.compile import write_compiled

        self._made = tempfile.TemporaryDirectory(prefix="lmmm-report-compiled-")
        write_compiled(Path(self._made.name))
        build_data["force_include"][self._made.name] = "lmmm_report/compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder again."""
        if hasattr(self, "_made"):
            self._made.cleanup()
