"""Cells that do not end by themselves, or end everything."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import psutil
import pytest

from grader.box.protocol import BOX_CODE
from grader.errors import GraderFault
from grader.execution import driver, wire
from grader.sandbox import Limits, Mount
from grader.sandbox.none import NoSandbox

Run: TypeAlias = Callable[..., Any]

HOLD = "import time; time.sleep(1000)"
SHORT = Limits(cell=1, wall=300)


def test_a_cell_out_of_time_is_interrupted_and_the_next_one_runs(run: Run) -> None:
    caught = "import time\ntry:\n    time.sleep(1000)\nexcept KeyboardInterrupt:\n    print('stopped')"
    ran = run("x = 1\nwhile True: pass", "print(x)", "__import__('time').sleep(1000)", caught, limits=SHORT)
    assert ran.record.status == "completed"
    assert ran.statuses == ["timeout", "ok", "timeout", "timeout"]
    assert ran.texts == ["", "1", "", "stopped"]
    assert ran.cells[0].error.name == "KeyboardInterrupt"
    assert ran.cells[3].error is None


@pytest.mark.parametrize(
    "deaf",
    [
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
    ],
)
def test_a_cell_deaf_to_interrupts_ends_the_run(run: Run, deaf: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "_GRACE", 1.0)
    ran = run("print('before')", deaf, "print('after')", limits=SHORT)
    assert ran.record.status == "timeout"
    assert ran.statuses == ["ok", "timeout", "not_run"]
    assert (ran.evidence / "cells" / "0000.json").exists()


@pytest.mark.slow
def test_the_whole_notebook_has_a_limit_too(run: Run) -> None:
    ran = run(HOLD, "print('after')", limits=Limits(wall=30))
    assert ran.record.status == "timeout"
    assert ran.statuses == ["timeout", "not_run"]
    assert ran.record.wall < 31


@pytest.mark.parametrize("end", ["__import__('os')._exit(0)", "import os; os.execv('/bin/true', ['true'])"])
def test_a_dead_kernel_ends_the_run(run: Run, end: str) -> None:
    ran = run("print('before')", end, "print('after')")
    assert ran.record.status == "dead_kernel"
    assert ran.statuses == ["ok", "dead", "not_run"]
    assert ran.texts == ["before", "", ""]


@pytest.mark.parametrize(
    ("source", "limits", "status"),
    [
        (f"x = b'x' * (500 << 20); {HOLD}", Limits(memory=400 << 20), "memory"),
        ("import os, time\nfor _ in range(8): os.fork()\ntime.sleep(60)", Limits(processes=60), "processes"),
        (f"[open('/evidence/x', 'ab').write(bytes(10**6)) for _ in range(9)]; {HOLD}", Limits(folder=10**6), "output"),
        ("while True: print('x' * 1_000_000)", Limits(output=100_000), "output"),
    ],
)
def test_a_cell_that_passes_a_budget_ends_the_run(run: Run, source: str, limits: Limits, status: str) -> None:
    ran = run("print('before')", source, "print('after')", limits=limits)
    assert ran.record.status == status
    assert ran.statuses == ["ok", "dead", "not_run"]


def test_what_is_printed_beyond_the_limit_is_left_out(run: Run) -> None:
    ran = run("print('x' * 1_000_000)", "print('after')", limits=Limits(output=500_000))
    assert ran.record.status == "completed"
    assert ran.texts == ["", "after"]
    assert "more was printed than is kept" in ran.stderr(0)


def test_too_large_a_message_does_not_silence_later_cells(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_LARGEST", 100_000)
    ran = run("print('x' * 1_000_000)", "print('after')")
    assert ran.texts == ["", "after"]
    assert "more was printed than is kept" in ran.stderr(0)


FORGE = """
kernel = get_ipython().kernel
def send(kind, content):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent(), ident=kind.encode())
"""


def test_malformed_messages_count_for_nothing(run: Run) -> None:
    forged = """
send('stream', {}), send('stream', {'name': 'stdout', 'text': ['x']}), send('display_data', {'data': 7})
send('error', {}), send('status', {}), send('comm_open', {}), send('nonsense', {}), send('clear_output', {'wait': []})
send('update_display_data', {'data': {}, 'metadata': {}, 'transient': {'display_id': []}})
send('execute_result', {'data': {'text/plain': 3}, 'metadata': {}, 'execution_count': 'x'})
send('display_data', {'data': {'text/plain': 'kept', 'image/png': 'no image'}, 'metadata': {}})
kernel.iopub_socket.send_multipart([b'<IDS|MSG>', b'', b'{', b'{', b'{', b'{'])
print('printed')
"""
    ran = run(FORGE + forged, "print('after')")
    assert ran.statuses == ["ok", "ok"]
    assert sorted(ran.texts[0].split()) == ["kept", "printed"]
    assert ran.texts[1] == "after"
    assert not any("image/png" in output.get("data", {}) for output in ran.executed.cells[0].outputs)


def test_a_forged_end_of_a_cell_does_not_end_it(run: Run) -> None:
    forged = "send('status', {'execution_state': 'idle'})\nimport time; time.sleep(1); x = 5"
    ran = run(FORGE + forged, "print(x)")
    assert ran.texts[1] == "5"
    assert ran.cells[0].seconds >= 1


def test_the_same_notebook_runs_without_a_box(run: Run) -> None:
    ran = run("import os; print(os.path.exists(os.environ['GRADER_EVIDENCE']))", "1 / 0", sandbox=NoSandbox())
    assert ran.record.profile == "none"
    assert ran.statuses == ["ok", "error"]
    assert ran.texts[0] == "True"
    assert len(list((ran.evidence / "cells").iterdir())) == 2


def test_a_kernel_that_cannot_start_is_a_fault_of_the_grader(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "kernel.py"
    broken.write_text("raise OSError('no such luck')")
    with pytest.raises(GraderFault, match="no such luck"):
        run("print(1)", datasets=[Mount(broken, f"{BOX_CODE}/box/kernel.py")])


def test_progress_is_told_before_each_cell_and_at_the_end(run: Run) -> None:
    told: list[tuple[int, int]] = []
    run("1", "2", progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]


PROGRAM = """
import sys
from pathlib import Path
from grader.execution.run import run_notebook
from grader.sandbox import choose
run_notebook(
    [(0, f"import subprocess; subprocess.run(['sleep', '{sys.argv[1]}'])")],
    sandbox=choose("bubblewrap"), evidence=Path(sys.argv[2]), out=Path(sys.argv[2]),
)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_the_box_dies_with_the_grader(bubblewrap: object, how: signal.Signals, tmp_path: Path) -> None:
    seconds = f"77{os.getpid()}{int(how)}"
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, seconds, tmp_path],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    _until(lambda: _sleeping(seconds))
    process.send_signal(how)
    _, said = process.communicate(timeout=60)
    _until(lambda: not _sleeping(seconds))
    assert process.returncode == -how
    assert said.rstrip().endswith("KeyboardInterrupt") == (how == signal.SIGINT)


def _sleeping(seconds: str) -> list[psutil.Process]:
    return [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", seconds]]


def _until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
