"""Running a notebook in a box, cell by cell, within budgets; what the driver saw is the `RunRecord`.

`grader.execution.run.run_notebook` does it. It is not imported here, because it needs Jupyter, and who only reads a
record does not.
"""

from grader.execution.record import CellError, CellRun, RunRecord

__all__ = ["CellError", "CellRun", "RunRecord"]
