"""One submission, graded for a platform's autograder hook: within its deadline, and always with an answer."""

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from grader.assignment import Assignment, find_assignment
from grader.exchange.plain import plain
from grader.i18n import Lang, Text, render, text
from grader.lms.hooks import Platform
from grader.outcome import Status
from grader.result import Isolation, Result, Submission

__all__ = ["Hook", "run_hook"]

#: Shares of the platform's limit: for everything, and of that for the notebook's own run; the rest measures and tells.
_OURS: Final = 0.85
_RUN: Final = 0.75
_LEAST: Final = 60.0
_GOODBYE: Final = 20.0  # seconds the grader has to end its boxes when its time is over
_GRADE: Final = (sys.executable, "-c", "from grader.cli.grade import main; main()")


@dataclass(frozen=True)
class Hook:
    """How a submission is graded.

    Attributes:
        assignment: its name or folder.
        deadline: seconds the platform allows in all, or None. The grader takes less, so that the answer is its own.
        isolation: a sandbox profile by name, or `auto`.
    """

    assignment: str
    lang: Lang
    deadline: float | None = None
    isolation: str = "auto"


def run_hook(submission: Path, results: Path, hook: Hook, platform: Platform | None) -> Result:
    """Grade `submission` in a process of its own, and answer the platform.

    What `grade` writes goes below `results/grade`; the platform's own file beside it. That file exists from the first
    second on, as a fault of the grader, so that nobody who is killed leaves a submission without an answer.

    Args:
        submission: a notebook, or a folder with one.
        platform: None for a system that reads `grade/result.json` itself.

    Raises:
        UsageError: no such assignment, or a mistake in it.
    """
    assignment = find_assignment(hook.assignment)
    grade = results / "grade"
    grade.mkdir(parents=True, exist_ok=True)
    answer = _Answer(results, platform, hook.lang)
    unfinished = text("Grading did not come to its end.")
    answer.write(_without_tasks(submission, assignment, hook, Status.GRADER_ERROR, unfinished))
    notebook = _notebook(submission)
    if isinstance(notebook, Text):
        result = _without_tasks(submission, assignment, hook, Status.STUDENT_ERROR, notebook)
    else:
        ended = _grade(notebook, grade, assignment, hook)
        result = _result(grade) or _without_tasks(submission, assignment, hook, Status.GRADER_ERROR, ended)
    answer.write(result)
    return result


@dataclass(frozen=True)
class _Answer:
    results: Path
    platform: Platform | None
    lang: Lang

    def write(self, result: Result) -> None:
        if self.platform is None:
            return
        if result.score is None and self.platform.needs_score:
            (self.results / self.platform.file).unlink(missing_ok=True)
            return
        part = self.results / f"{self.platform.file}.part"
        part.write_text(self.platform.json(result, self.lang) + "\n", encoding="utf-8")
        part.replace(self.results / self.platform.file)


def _notebook(submission: Path) -> Path | Text:
    """The notebook to grade, or why there is none."""
    if submission.is_file():
        return submission
    found = sorted(path for path in submission.rglob("*.ipynb") if not _is_hidden(path.relative_to(submission)))
    if len(found) == 1:
        return found[0]
    names = ", ".join(plain(str(path.relative_to(submission))) for path in found) or "–"
    return text("The submission has to hold exactly one notebook (.ipynb); found: {found}.", found=names)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.parts)


def _grade(notebook: Path, out: Path, assignment: Assignment, hook: Hook) -> Text:
    """Run `grade`, and say how it ended, for the case that it left no result."""
    command = [*_GRADE, str(notebook), "-a", hook.assignment, "-o", str(out), "--lang", hook.lang]
    command += ["--isolation", hook.isolation, *_time_limit(assignment, hook)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, start_new_session=True)
    ours = None if hook.deadline is None else _OURS * hook.deadline
    try:
        return text("The grader ended without a result (exit code {code}).", code=process.wait(ours))
    except subprocess.TimeoutExpired:
        return text("The grader did not end within {seconds:.0f} s.", seconds=ours or 0.0)
    finally:
        _end(process)


def _time_limit(assignment: Assignment, hook: Hook) -> list[str]:
    if hook.deadline is None:
        return []
    limit = max(_LEAST, _RUN * _OURS * hook.deadline)
    if assignment.limits.wall is not None:
        limit = min(limit, assignment.limits.wall)
    # A training that is repeated could cost the grade its time: a doubt then waits for a person.
    return ["--time-limit", f"{limit:.0f}s", "--replay", "never"]


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Let the grader end its boxes; if it does not, end it."""
    for number in (signal.SIGINT, signal.SIGKILL):
        if process.poll() is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GOODBYE)


def _result(grade: Path) -> Result | None:
    for path in sorted(grade.glob("*/result.json")):
        with contextlib.suppress(OSError, ValidationError):
            return Result.model_validate_json(path.read_bytes())
    return None


def _without_tasks(submission: Path, assignment: Assignment, hook: Hook, status: Status, message: Text) -> Result:
    return Result(
        submission=Submission(file=plain(submission.name), sha256=None),
        assignment=assignment.name,
        status=status,
        message=render(message, hook.lang),
        score=None if status is Status.GRADER_ERROR else 0.0,
        max_score=assignment.max_score,
        accepted=False,
        isolation=Isolation(profile=hook.isolation),
        tasks=[],
        diagnoses=[],
        environment={},
        timings={},
        provenance={},
    )
