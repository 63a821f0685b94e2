"""Memory, processors and disk."""

import os
import shutil
from pathlib import Path
from typing import Final

import psutil

from grader.doctor.limits import memory_limit, processor_limit
from grader.doctor.model import Finding
from grader.i18n import Text, text
from grader.sandbox import Limits

__all__ = ["cores", "disk", "memory"]

_GIB: Final = 2**30
#: The homework's bare script peaks at 1.15 GB, graded at 1.2 times that (benchmarks/), and the system needs its own.
_MEMORY: Final = 2 * _GIB


def memory() -> Finding:
    """What is there and what is free, against what running a notebook takes."""
    machine, limit = psutil.virtual_memory(), memory_limit()
    total, free = (min(size, limit or size) for size in (machine.total, machine.available))
    found = text("{free:.1f} GiB free of {total:.1f} GiB", free=free / _GIB, total=total / _GIB)
    if limit is not None and limit < machine.total:
        found = text("{found}, as a control group allows", found=found)
    need = _MEMORY / _GIB
    if total < _MEMORY:
        return Finding("bad", found, text("A notebook takes about {need:.0f} GiB: use a larger machine.", need=need))
    if free < _MEMORY:
        return Finding("poor", found, text("A notebook takes about {need:.0f} GiB: end other programs.", need=need))
    return Finding("good", found)


def cores() -> Finding:
    """Processors this process may use, and what a control group leaves of them."""
    count, limit = len(os.sched_getaffinity(0)), processor_limit()
    if limit is not None and limit < 1:
        found = text("{limit:g} of one, as a control group allows", limit=limit)
        return Finding("poor", found, text("Notebooks run slowly: give them more time with --time-limit."))
    return Finding("good", Text("{n:g}", {"n": min(count, limit or count)}))


def disk() -> Finding:
    """Room for results in the current folder, against what one notebook may write."""
    free, most = shutil.disk_usage(Path.cwd()).free, Limits().folder
    found = text("{free:.1f} GiB free in {folder}", free=free / _GIB, folder=str(Path.cwd()))
    if free >= most:
        return Finding("good", found)
    return Finding(
        "poor", found, text("A notebook may write {most:.0f} GiB: choose another folder with -o.", most=most / _GIB)
    )
