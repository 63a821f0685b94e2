"""One submission, from its file to its result and report."""

import hashlib
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from grader.assignment import Assignment, assignment_folder
from grader.assignment.references import read_references
from grader.errors import GraderFault, GradingError, StudentFault, UnsupportedNotebook, UsageError
from grader.exchange.plain import plain
from grader.execution.run import EXECUTED
from grader.grading.choose import choose_assignment
from grader.grading.gaps import no_report
from grader.grading.options import Options
from grader.grading.out import write_result, writing_to
from grader.grading.pipeline import Graded, run_pipeline
from grader.i18n import Lang, text
from grader.intake import Notebook, foreign_framework, read_notebook
from grader.outcome import Status
from grader.report.pages import REPORT, write_pages
from grader.report.yardstick import Yardstick
from grader.result import Isolation, Result, Submission

__all__ = ["grade"]


def grade(path: Path, asked: str | None, folder: Path, options: Options) -> Result:
    """Grade one notebook and leave `result.json`, `report.html`, the annotated notebook and `evidence/` in `folder`.

    A fault of the student's or of ours becomes a result too; only errors of usage are raised.

    Args:
        path: the notebook; it exists.
        asked: the assignment's name or folder, or None to tell it from the notebook.

    Raises:
        UsageError: no such assignment, a mistake in it, or a folder that cannot be written.
    """
    start = time.monotonic()
    notebook, fault = _read(path)
    assignment = choose_assignment(notebook, asked)
    yardstick = Yardstick(assignment, read_references(assignment_folder(asked or assignment.name)))
    # From the first second on there is a result, and it is a fault of ours until the grade is known.
    unfinished = GraderFault(text("Grading did not come to its end."))
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_result(_without_grade(path, notebook, assignment, unfinished, options), folder)
    graded: Graded | None = None
    try:
        if notebook is None or fault is not None:
            raise fault or StudentFault(text("The notebook could not be read."))
        graded = run_pipeline(notebook, assignment, folder, options)
        result = graded.result.model_copy(
            update={"timings": {**graded.result.timings, "total": round(time.monotonic() - start, 2)}}
        )
    except UsageError:
        raise
    except (StudentFault, GraderFault) as error:
        result = _without_grade(path, notebook, assignment, error, options)
    except Exception as error:  # a defect of ours: no score, and the other submissions go on
        traceback.print_exc()
        result = _without_grade(path, notebook, assignment, _defect(error), options)
    options.progress(text("Writing the report…"))
    ran = fault is None and result.status is not Status.GRADER_ERROR
    pages = partial(
        write_pages,
        result,
        folder,
        options.lang,
        notebook=notebook,
        executed=folder / "evidence" / EXECUTED if ran else None,
        figures=graded.figures if graded else [],
        yardstick=yardstick,
    )
    result = _shown(result, pages, folder, options.lang)
    try:
        write_result(result, folder)
    except OSError as error:  # the one from the beginning stays, a fault of ours
        return _without_grade(path, notebook, assignment, _not_kept(error), options)
    return result


def _shown(result: Result, pages: Callable[[], None], folder: Path, lang: Lang) -> Result:
    """Write the pages that show `result`; where that fails the grade counts all the same, and says so."""
    try:
        pages()
    except Exception as error:  # whatever it is, what was measured is not lost for want of a page to show it on
        traceback.print_exc()
        with suppress(OSError):
            (folder / REPORT).unlink(missing_ok=True)
        return result.model_copy(update={"diagnoses": [*result.diagnoses, no_report(error, lang)]})
    return result


def _read(path: Path) -> tuple[Notebook | None, StudentFault | None]:
    try:
        notebook = read_notebook(path)
    except StudentFault as error:
        return None, error
    foreign = foreign_framework(notebook)
    if foreign is None:
        return notebook, None
    return notebook, UnsupportedNotebook(
        text(
            "This notebook uses {framework}, which is not supported: models are taken out of Keras.", framework=foreign
        ),
        text("Hand in the homework with tensorflow.keras, as in the lesson."),
    )


def _defect(error: Exception) -> GraderFault:
    return GraderFault(
        text("The grader itself failed: {error}.", error=f"{type(error).__name__}: {error}"),
        text("Please report this with the traceback on stderr."),
    )


def _not_kept(error: OSError) -> GraderFault:
    return GraderFault(
        text("The result could not be written: {reason}.", reason=error.strerror or str(error)),
        text("Make room on the disk, and grade again."),
    )


def _without_grade(
    path: Path, notebook: Notebook | None, assignment: Assignment, error: GradingError, options: Options
) -> Result:
    """The result of a fault: zero points where it is the student's, no score at all where it is ours."""
    ours = isinstance(error, GraderFault)
    return Result(
        submission=Submission(file=plain(path.name), sha256=notebook.sha256 if notebook else _sha256(path)),
        assignment=assignment.name,
        status=Status.GRADER_ERROR if ours else Status.STUDENT_ERROR,
        message=error.explain(options.lang),
        score=None if ours else 0.0,
        max_score=assignment.max_score,
        accepted=False,
        isolation=Isolation(profile=options.isolation),
        tasks=[],
        diagnoses=[],
        environment={},
        timings={},
        provenance={},
    )


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
