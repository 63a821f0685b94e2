import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from grader.sandbox import Box, Limits, Mount, Reason, Sandbox, Watchdog, start

HOLD = "import time; time.sleep(1000)"


@contextmanager
def watched(sandbox: Sandbox, script: str, limits: Limits, *mounts: Mount) -> Iterator[Watchdog]:
    box = Box([sys.executable, "-S", "-c", script], mounts, limits)
    with start(sandbox, box, [mount.source for mount in mounts]) as watchdog:
        yield watchdog


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("script", "limits", "reason"),
    [
        (f"x = b'x' * (200 << 20); {HOLD}", Limits(memory=100 << 20), "memory"),
        (f"import os; [os.fork() for _ in range(5)]; {HOLD}", Limits(processes=20), "processes"),
        ("import os\nfor _ in range(8): os.fork()\n" + HOLD, Limits(processes=50), "processes"),
        (HOLD, Limits(wall=0.5), "wall"),
        (f"open('/evidence/x', 'wb').write(b'x' * 2_000_000); {HOLD}", Limits(folder=10**6), "folder"),
        (f"[open(f'/evidence/{{i}}', 'w') for i in range(300)]; {HOLD}", Limits(folder=10**6), "folder"),
    ],
)
def test_ends_a_box_that_passes_a_budget(
    bubblewrap: Sandbox, tmp_path: Path, script: str, limits: Limits, reason: Reason
) -> None:
    with watched(bubblewrap, script, limits, Mount(tmp_path, "/evidence", writable=True)) as watchdog:
        until(lambda: watchdog.reason)
        assert watchdog.reason == reason


def test_memory_that_processes_share_counts_once(bubblewrap: Sandbox) -> None:
    script = f"import os; x = b'x' * (100 << 20); [os.fork() for _ in range(2)]; {HOLD}"
    with watched(bubblewrap, script, Limits(memory=300 << 20)) as watchdog:
        until(lambda: watchdog.peak_memory > 100 << 20)
        time.sleep(1)
        watchdog.sample()
        assert watchdog.reason is None
        assert 100 << 20 < watchdog.peak_memory < 300 << 20


def test_a_box_within_its_budgets_is_left_alone(bubblewrap: Sandbox) -> None:
    with watched(bubblewrap, "import time; time.sleep(1)", Limits()) as watchdog:
        until(lambda: not watchdog.alive)
        assert watchdog.reason is None


def test_measures_peaks_and_processor_time(bubblewrap: Sandbox) -> None:
    script = f"x = b'x' * (100 << 20); import time\nwhile time.process_time() < 1: pass\ndel x; {HOLD}"
    with watched(bubblewrap, script, Limits()) as watchdog:
        until(lambda: watchdog.cpu > 0.9)
        until(lambda: _descendants(watchdog)[-1].status() == psutil.STATUS_SLEEPING)
        assert 100 << 20 < watchdog.take_peak() == watchdog.peak_memory
        assert watchdog.take_peak() < 100 << 20


def test_counts_the_processor_time_of_children_that_ended(bubblewrap: Sandbox) -> None:
    child = "import time\\nwhile time.process_time() < 1: pass"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', '{child}']); {HOLD}"
    with watched(bubblewrap, script, Limits()) as watchdog:
        until(lambda: watchdog.cpu > 0.9)


def test_interrupts_the_program_and_not_the_box(bubblewrap: Sandbox, tmp_path: Path) -> None:
    script = "\n".join(
        [
            "import pathlib, time",
            "try:",
            "    pathlib.Path('/evidence/up').touch(); time.sleep(1000)",
            "except KeyboardInterrupt:",
            "    pathlib.Path('/evidence/caught').touch(); time.sleep(1000)",
        ]
    )
    with watched(bubblewrap, script, Limits(), Mount(tmp_path, "/evidence", writable=True)) as watchdog:
        until((tmp_path / "up").exists)
        watchdog.interrupt()
        until((tmp_path / "caught").exists)
        assert watchdog.alive


def test_a_program_that_calls_itself_bwrap_is_interrupted_too(bubblewrap: Sandbox, tmp_path: Path) -> None:
    script = "import ctypes; ctypes.CDLL(None).prctl(15, b'bwrap'); open('/evidence/named', 'w')\n"
    mount = Mount(tmp_path, "/evidence", writable=True)
    with watched(bubblewrap, f"{script}{HOLD}", Limits(wall=60), mount) as watchdog:
        until((tmp_path / "named").exists)
        watchdog.interrupt()
        until(lambda: not watchdog.alive)
        assert watchdog.reason is None


def test_nothing_is_left_of_a_killed_box(bubblewrap: Sandbox) -> None:
    script = f"import os; [os.fork() or os.setsid() for _ in range(3)]; {HOLD}"
    with watched(bubblewrap, script, Limits()) as watchdog:
        until(lambda: len(_descendants(watchdog)) >= 9)
        processes = _descendants(watchdog)
        watchdog.kill()
        assert not any(_alive(process) for process in processes)


def _descendants(watchdog: Watchdog) -> Sequence[psutil.Process]:
    return psutil.Process(watchdog.process.pid).children(recursive=True)


def _alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_keeps_the_first_reason(bubblewrap: Sandbox) -> None:
    with watched(bubblewrap, HOLD, Limits()) as watchdog:
        watchdog.kill("output")
        watchdog.kill("memory")
        assert watchdog.reason == "output"
