"""What each cell of a run took, for the result."""

from collections.abc import Mapping
from typing import Final

from grader.exchange.plain import plain
from grader.execution import CellRun, RunRecord
from grader.i18n import Lang, Text, render, text
from grader.result import CellUse

__all__ = ["cells_used"]

_LONGEST: Final = 300  # characters of an error
_ENDED: Final[Mapping[str, Text]] = {
    "error": text("ended with an error"),
    "timeout": text("stopped: out of time"),
    "dead": text("the kernel ended in this cell"),
    "not_run": text("not run"),
}


def cells_used(run: RunRecord, lang: Lang) -> list[CellUse]:
    """One entry for each code cell, in order."""
    return [
        CellUse(
            cell=cell.index + 1,
            seconds=round(cell.seconds, 2),
            peak_mib=round(cell.peak_memory / 2**20, 1),
            error=_error(cell, lang),
        )
        for cell in run.cells
    ]


def _error(cell: CellRun, lang: Lang) -> str | None:
    if cell.status == "error" and cell.error is not None:
        return plain(f"{cell.error.name}: {cell.error.value}".removesuffix(": "), _LONGEST)
    return render(_ENDED[cell.status], lang) if cell.status in _ENDED else None
