"""Puts the program into the wheel, as `portable.sh` of this checkout builds it."""

from __future__ import annotations

import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Programs(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the program, and tells which machines the wheel is for."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the program's files to those of the wheel; a checkout in which one works has its own program."""
        if version == "editable":
            return
        script = Path(self.root).parent / "portable.sh"
        place = Path(subprocess.run([script], check=True, stdout=subprocess.PIPE, text=True).stdout.strip())
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        build_data["force_include"] |= {str(file): f"kindling/bin/{file.name}" for file in place.iterdir()}
