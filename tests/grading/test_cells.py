"""What each cell took, as the result tells it."""

from typing import Any

from grader.execution import CellError, CellRun, RunRecord
from grader.grading.cells import cells_used
from grader.result import CellUse


def run(*cells: dict[str, Any]) -> RunRecord:
    some: dict[str, Any] = {"status": "ok", "error": None, "text": "", "seconds": 1.234, "peak_memory": 3 * 2**20}
    records = [CellRun(**{"index": 2 * order, "order": order, **some, **cell}) for order, cell in enumerate(cells)]
    return RunRecord(status="completed", profile="none", cells=records, wall=1, cpu=1, peak_memory=0)


def test_cells_are_counted_from_one_among_all() -> None:
    assert cells_used(run({}, {}), "es") == [
        CellUse(cell=1, seconds=1.23, peak_mib=3.0),
        CellUse(cell=3, seconds=1.23, peak_mib=3.0),
    ]


def test_an_exception_is_told_on_one_line() -> None:
    error = CellError(name="NameError", value="name 'x'\nis not defined \x1b[31m", traceback="…")
    (cell,) = cells_used(run({"status": "error", "error": error}), "en")
    assert cell.error == "NameError: name 'x'�is not defined �[31m"


def test_what_ended_a_cell_is_told_in_the_readers_language() -> None:
    cells = [{"status": status, "seconds": 0, "peak_memory": 0} for status in ("error", "timeout", "dead", "not_run")]
    assert [cell.error for cell in cells_used(run(*cells), "es")] == [
        "terminó con un error",
        "detenida: sin tiempo",
        "el kernel terminó en esta celda",
        "sin ejecutar",
    ]
