"""What the driver itself saw of a run: the trusted half of the evidence."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["CellError", "CellRun", "RunRecord"]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CellError(_Record):
    """An exception a cell ended with; control characters and colours removed, at most 8,000 characters of traceback."""

    name: str
    value: str
    traceback: str


class CellRun(_Record):
    """One code cell. `index` is its place among all cells of the notebook, `order` among the code cells, both from 0.

    Attributes:
        status: `dead` (the kernel died in it) ends a run, and what follows is `not_run`; `error` does not, nor does
            `timeout` where the cell stopped when it was interrupted.
        text: what it printed to stdout and showed as results, at most 20,000 characters.
        seconds: wall time; `peak_memory`: bytes resident in the whole box, at most, while it ran.
    """

    index: int = Field(ge=0)
    order: int = Field(ge=0)
    status: Literal["ok", "error", "timeout", "dead", "not_run"]
    error: CellError | None
    text: str
    seconds: float = Field(ge=0)
    peak_memory: int = Field(ge=0)


class RunRecord(_Record):
    """A whole run.

    Attributes:
        status: `completed` (with or without errors in cells), or what ended it early.
        profile: the sandbox profile it ran under.
        wall, cpu: seconds; `peak_memory`: bytes.
    """

    status: Literal["completed", "timeout", "memory", "processes", "output", "dead_kernel"]
    profile: str
    cells: list[CellRun]
    wall: float = Field(ge=0)
    cpu: float = Field(ge=0)
    peak_memory: int = Field(ge=0)

    @property
    def ended_by_itself(self) -> bool:
        """Whether no clock and no limit had a part in it, so that it would end the same way again."""
        return self.status == "completed" and all(cell.status != "timeout" for cell in self.cells)
