"""One submission, from its file to its result and report."""

import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from grader.errors import GraderFault, MissingPath, StudentFault, UsageError
from grader.execution.run import EXECUTED
from grader.grading.asked import Asked
from grader.grading.gaps import no_report
from grader.grading.options import Options
from grader.grading.out import RESULT, write_result, writing_to
from grader.grading.pipeline import EVIDENCE, SUBMITTED, Graded, run_pipeline
from grader.grading.without_grade import without_grade
from grader.i18n import Lang, render, text
from grader.outcome import Status
from grader.report.pages import REPORT, write_pages
from grader.report.yardstick import Yardstick
from grader.result import Diagnosis, Result, read_result
from grader.store.digest import digest
from grader.store.keep import STORE, Keep
from grader.submissions import Submission as HandedIn

__all__ = ["grade", "recall", "repeat"]


def grade(
    path: Path, asked: str | None, folder: Path, options: Options, *, handed_in: HandedIn | None = None
) -> Result:
    """Grade one notebook and leave `result.json`, `report.html`, the annotated notebook and `evidence/` in `folder`.

    A fault of the student's or of ours becomes a result too, as soon as it is known of which assignment. What was
    graded there before, and depends on nothing that has changed, is left as it is.

    Args:
        path: the notebook; it exists.
        asked: the assignment's name or folder, or None to tell it from the notebook.
        handed_in: whose it is, where that is known.

    Raises:
        UsageError: no such assignment, a mistake in it, or a folder that cannot be written.
        StudentFault: the notebook cannot be read, and the assignment was to be told from it.
    """
    work = Asked.of(path, asked, handed_in)
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with Keep(options.out / STORE).locked(digest("folder", folder.resolve())):  # against a second grader
        memory = work.memory(folder, options)
        known = memory.recall()
        if known is not None:
            return known
        memory.forget()
        result, lasting = _graded(work, folder, options)
        if lasting:
            memory.keep()
        return result


def recall(path: Path, asked: str | None, folder: Path, options: Options, *, handed_in: HandedIn) -> Result | None:
    """The result of grading just this in just this way before, if there is one.

    Raises:
        UsageError, StudentFault: as `grade`.
    """
    return Asked.of(path, asked, handed_in).memory(folder, options).recall()


def repeat(folder: Path, asked: str | None, options: Options) -> Result:
    """Judge what was graded in `folder` again, from its evidence; its notebook is not run.

    What `options` say of repeated trainings is what this is for. Where it does not come to its end, the result that
    was there stays.

    Args:
        asked: the assignment's name or folder, or None for the one that the result names.

    Raises:
        UsageError: there is no such result, or no evidence beside it, or no such assignment.
        StudentFault: the notebook in the evidence cannot be read.
        GraderFault: no box, no data, or a box that did not come up.
    """
    kept = folder / RESULT
    before, content = read_result(kept), kept.read_bytes()
    submitted = folder / EVIDENCE / SUBMITTED
    if not submitted.is_file():
        raise MissingPath(
            text("There is no evidence beside {path}.", path=str(kept)), text("Grade the notebook again with `grade`.")
        )
    work = replace(Asked.of(submitted, asked or before.assignment, None), submission=before.submission)
    with Keep(options.out / STORE).locked(digest("folder", folder.resolve())):
        work.memory(folder, options).forget()
        result, _ = _graded(work, folder, options, again=True)
        if result.status is Status.GRADER_ERROR and before.status is not Status.GRADER_ERROR:
            kept.write_bytes(content)
    return result


def _graded(work: Asked, folder: Path, options: Options, *, again: bool = False) -> tuple[Result, bool]:
    """The result, and whether grading again would come to the same."""
    start = time.monotonic()
    submission, assignment = work.submission, work.assignment
    # From the first second on there is a result, and it is a fault of ours until the grade is known.
    unfinished = GraderFault(text("Grading did not come to its end."))
    with writing_to(folder):
        write_result(without_grade(submission, assignment, unfinished, options), folder)
    graded: Graded | None = None
    try:
        if work.notebook is None or work.fault is not None:
            raise work.fault or StudentFault(text("The notebook could not be read."))
        graded = run_pipeline(work.notebook, assignment, folder, options, work.references, again=again)
        timings = {**graded.result.timings, "total": round(time.monotonic() - start, 2)}
        result = graded.result.model_copy(update={"submission": submission, "timings": timings})
    except UsageError:
        raise
    except (StudentFault, GraderFault) as error:
        result = without_grade(submission, assignment, error, options)
    except Exception as error:  # a defect of ours: no score, and the other submissions go on
        traceback.print_exc()
        result = without_grade(submission, assignment, _defect(error), options)
    result = result.model_copy(update={"diagnoses": [*_remarks(work, options.lang), *result.diagnoses]})
    options.progress(text("Writing the report…"))
    ran = work.fault is None and result.status is not Status.GRADER_ERROR
    pages = partial(
        write_pages,
        result,
        folder,
        options.lang,
        notebook=work.notebook,
        executed=folder / "evidence" / EXECUTED if ran else None,
        figures=graded.figures if graded else [],
        yardstick=Yardstick(assignment, work.references),
    )
    result = _shown(result, pages, folder, options.lang)
    try:
        write_result(result, folder)
    except OSError as error:  # the one from the beginning stays, a fault of ours
        return without_grade(submission, assignment, _not_kept(error), options), False
    return result, work.fault is not None or (graded is not None and graded.lasting)


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


def _remarks(work: Asked, lang: Lang) -> list[Diagnosis]:
    """What is to be told of how the notebook was chosen."""
    fix = render(text("If another one was meant, hand in that one alone."), lang)
    return [
        Diagnosis(code="handed_in", task=None, symptom=render(note, lang), cause="", fix=fix) for note in work.notes
    ]


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
