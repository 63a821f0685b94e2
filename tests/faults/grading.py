"""`grade` as a program of its own, with what it must keep whatever happens to it."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import psutil

from grader.result import Result

__all__ = ["Ended", "Grading", "grading"]

ROOT = Path(__file__).parents[2]
SITE = Path(__file__).with_name("site")
PATIENCE = 120.0  # seconds a grading that does not hang may take on a busy machine
_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Ended:
    """A grading that has come to its end."""

    code: int
    stderr: str
    seconds: float
    result: dict[str, Any] | None

    @property
    def without_score(self) -> bool:
        """Whether it ended as it must where the grader is at fault."""
        return self.code == 3 and self.result is not None and self.result["status"] == "grader_error"

    @property
    def right(self) -> bool:
        """Whether the one cell that prints got what it gets elsewhere."""
        return self.code == 0 and self.result is not None and self.result["score"] == 5


class Grading:
    """A grading that may be interfered with while it runs."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path, before: set[psutil.Process]) -> None:
        self.process = process
        self._before = before  # what other tests left running
        self.out = folder / "out"
        self._folder = folder
        self._started = time.monotonic()

    def until(self, there: Callable[[], Any]) -> Any:
        """Wait until something is there, and return it."""
        end = time.monotonic() + PATIENCE
        while not (found := there()):
            assert time.monotonic() < end, "it never came to that"
            assert self.process.poll() is None, self.end()
            time.sleep(0.05)
        return found

    def in_its_cell(self) -> bool:
        """Whether the first cell of the notebook runs: the box has said what is in it, and prints or sleeps."""
        return any(self.out.glob("x/evidence/box/session.json")) and len(self.box()) >= 3

    def box(self) -> list[psutil.Process]:
        """bwrap outside the box, bwrap inside it, and the notebook's kernel."""
        with suppress(psutil.NoSuchProcess):
            below = psutil.Process(self.process.pid).children(recursive=True)
            outside = next((process for process in below if _name(process) == "bwrap"), None)
            return [outside, *outside.children(recursive=True)] if outside else []
        return []

    def end(self, seconds: float = PATIENCE, *, temporary_files: bool = True) -> Ended:
        """Wait for its end, and hold it to what it must always keep: `temporary_files` also to leaving none."""
        try:
            _, stderr = self.process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        took = time.monotonic() - self._started
        self._no_process_is_left()
        left = [path.name for path in (self._folder / "tmp").iterdir()]
        assert left == [] or not temporary_files, f"temporary files are left: {left}"
        return Ended(self.process.returncode, stderr, took, self._only_result())

    def _no_process_is_left(self) -> None:
        end = time.monotonic() + 5
        while orphans := _descendants() - self._before:
            for orphan in orphans:
                with suppress(ChildProcessError):
                    os.waitpid(orphan.pid, os.WNOHANG)
            assert time.monotonic() < end, f"still there: {orphans}"
            time.sleep(0.05)

    def _only_result(self) -> dict[str, Any] | None:
        if not self.out.is_dir():
            return None
        found = [path for path in self.out.rglob("result.json") if path.is_file()]
        assert not list(self.out.rglob("result.json.part"))
        assert len(found) <= 1
        if not found:
            return None
        Result.model_validate_json(found[0].read_bytes())
        loaded: dict[str, Any] = json.loads(found[0].read_text(), parse_constant=_refuse)
        assert (loaded["score"] is None) == (loaded["status"] == "grader_error")
        return loaded


@contextmanager
def grading(
    *sources: str, fault: str | None = None, options: tuple[str, ...] = (), out: Path | None = None, **changes: str
) -> Iterator[Grading]:
    """Grade a notebook of these cells.

    Args:
        fault: as tests/faults/site/sitecustomize.py reads it.
        options: of the command.
        out: the folder for results, where it is not one of the test's own.
        changes: to the environment.
    """
    # Whoever loses its parent becomes a child of this process, where it is found.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    with tempfile.TemporaryDirectory(prefix="gf-") as name:
        folder = Path(name)
        (folder / "tmp").mkdir()
        notebook = folder / "x.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources]), notebook)
        if out is not None:
            (folder / "out").symlink_to(out)
        environment = {
            **os.environ,
            "PYTHONPATH": f"{SITE}:{ROOT}",
            "TMPDIR": str(folder / "tmp"),
            "GRADER_TEST_OUT": str(folder / "out"),
            **({"GRADER_TEST_FAULT": fault} if fault else {}),
            **changes,
        }
        command = [sys.executable, "-c", "from grader.cli.grade import main; main()", "--lang", "en"]
        command += ["-a", "clase156-tarea", "-o", str(folder / "out"), *options, str(notebook)]
        before = _descendants()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_as_a_shell_would,
        )
        running = Grading(process, folder, before)
        try:
            yield running
        finally:
            if process.poll() is None:
                process.kill()
                process.communicate()


def _as_a_shell_would() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _name(process: psutil.Process) -> str:
    with suppress(psutil.NoSuchProcess):
        return process.name()
    return ""


def _descendants() -> set[psutil.Process]:
    return set(psutil.Process().children(recursive=True))


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")
