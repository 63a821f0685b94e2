"""The hooks of `box.cells`, in a kernel whose recorder only counts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.box.protocol import BOX_CODE
from grader.sandbox import Limits, Mount

COUNTING = """
import os, time
from pathlib import Path
from .cells import on_cells

def install(shell):
    seen = []
    def end():
        time.sleep(shell.user_ns.get("slow", 0))
        seen.append("end")
        Path(os.environ["GRADER_EVIDENCE"], "seen").write_text(" ".join(seen))
    on_cells(shell, lambda: seen.append("start"), end)
"""


def _counted(run: Callable[..., Any], tmp_path: Path, *sources: str, limits: Limits | None = None) -> str:
    (tmp_path / "recorder.py").write_text(COUNTING)
    mount = Mount(tmp_path / "recorder.py", f"{BOX_CODE}/box/recorder.py")
    ran = run(*sources, datasets=[mount], limits=limits)
    return str((ran.evidence / "seen").read_text())


def test_cells_that_a_cell_runs_do_not_count(run: Callable[..., Any], tmp_path: Path) -> None:
    nested = "%%capture\nprint(1)", "get_ipython().run_cell('1 / 0')", "def (", "1 / 0", ""
    assert _counted(run, tmp_path, *nested) == " ".join(["start end"] * 5)


def test_an_interrupt_does_not_reach_the_end_of_a_cell(run: Callable[..., Any], tmp_path: Path) -> None:
    seen = _counted(run, tmp_path, "slow = 4", "slow = 0", limits=Limits(cell=2, wall=300))
    assert seen == "start end start end"
