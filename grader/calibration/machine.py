"""Where and with what a calibration was made."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Final

import psutil

from grader.calibration.model import Machine

__all__ = ["grader_version", "measuring_packages", "this_machine"]

_CHECKOUT: Final = Path(__file__).resolve().parents[2]


def this_machine() -> Machine:
    """The machine this process runs on."""
    return Machine(
        system=platform.platform(),
        processor=_processor(),
        cpus=len(os.sched_getaffinity(0)),
        memory=psutil.virtual_memory().total,
    )


def grader_version() -> str:
    """Such as `0.1.0 (9932b34)`; the commit ends in `-dirty` where files were changed since."""
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--exclude", "*"],
            cwd=_CHECKOUT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return version("grader")
    return f"{version('grader')} ({done.stdout.strip()})"


def measuring_packages() -> dict[str, str]:
    """Versions of the packages that measure; those that train are known from the results."""
    return {name: version(name) for name in ("numpy", "scikit-learn", "scipy")}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.machine()
