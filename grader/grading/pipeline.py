"""Run, match, infer, measure and judge one notebook."""

import platform
import sys
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from grader.assignment import Assignment
from grader.assignment.references import References
from grader.criteria.own_threshold import own_threshold
from grader.datasets import CLASS_NAMES, NAMES, Dataset, DatasetName, available, load_or_stand_in, mounts
from grader.exchange import EvidenceFolder
from grader.exchange.json_file import read_model
from grader.exchange.plain import plain
from grader.execution.record import RunRecord
from grader.execution.run import RUN
from grader.grading.candidates import Ran, candidates
from grader.grading.cells import cells_used
from grader.grading.describe import describe_history
from grader.grading.diagnose import known_mistakes
from grader.grading.gaps import epoch_cap, session_and_gaps, stand_in
from grader.grading.options import Options
from grader.grading.out import need_room, writing_to
from grader.grading.task import Judge, Judged
from grader.i18n import Lang, Text, render, text
from grader.intake import Notebook
from grader.matching import match
from grader.outcome import Status
from grader.report.figures import TaskFigures
from grader.result import Diagnosis, Isolation, Result, Submission
from grader.sandbox import choose
from grader.sandbox.disk import remove
from grader.sandbox.protocol import Limits, Sandbox
from grader.sandbox.warm import warm_start
from grader.store.keep import STORE, Keep
from grader.store.runs import run_or_find

__all__ = ["EVIDENCE", "SUBMITTED", "Graded", "run_pipeline"]

#: Folder of what a run left behind, and in it the notebook as it was handed in, and what came out of its box.
EVIDENCE: Final = "evidence"
SUBMITTED: Final = "submitted.ipynb"
BOX: Final = "box"
_MAX_RECORD: Final = 256 * 2**20


@dataclass(frozen=True)
class Graded:
    """A result, what its report draws, and whether grading again would come to the same."""

    result: Result
    figures: Sequence[TaskFigures]
    lasting: bool


def run_pipeline(
    notebook: Notebook,
    assignment: Assignment,
    folder: Path,
    options: Options,
    references: References,
    *,
    again: bool = False,
) -> Graded:
    """Grade a readable notebook; evidence is left below `folder`.

    Args:
        again: judge the evidence that lies there; the notebook is not run.

    Raises:
        StudentFault: nothing of the submission could be judged.
        GraderFault: no box, no data, or a box that did not come up.
    """
    sandbox = warm_start(choose(options.isolation), options.warm, partial(_tell, options.lang))
    known: dict[str, Dataset] = {name: load_or_stand_in(name) for name in assignment.datasets}
    limits = _limits(assignment, options)
    evidence = folder / EVIDENCE
    timings: dict[str, float] = {}
    with _timed(timings, "run"):
        if again:
            ran, found = _ran(notebook, evidence), True
        else:
            ran, found = _run(notebook, assignment, sandbox, limits, _fresh(evidence), options)
    with _timed(timings, "match"):
        options.progress(text("Looking for the trained models…"))
        answers = match(assignment.tasks, candidates(ran, list(known.values())), notebook)
    with _timed(timings, "measure"):
        options.progress(text("Measuring the model in two boxes…"))
        judge = Judge(ran, known, sandbox, limits, options, references, alone=len(assignment.tasks) == 1)
        judged = [judge.answer(task, answers) for task in assignment.tasks]
    _keep_measured(evidence / "measured", judged)
    diagnoses = known_mistakes(ran, judged, limits, options.lang)
    seeds = {judge.found_again.get(task.id, options.private) for task in assignment.tasks}
    result = _result(assignment, ran, judged, diagnoses, timings, seeds, options)
    conditions = [stand_in(name, known[name].name, options.lang) for name in known if known[name].name != name]
    if options.setup.epoch_cap is not None:
        conditions.append(epoch_cap(options.setup.epoch_cap, options.lang))
    found_again = [*(["run"] if found else []), *judge.found_again]
    result = result.model_copy(update={"diagnoses": [*conditions, *result.diagnoses], "found_again": found_again})
    return Graded(result, _figures(judged, options.lang), ran.run.ended_by_itself)


def _tell(lang: Lang, message: Text) -> None:
    print(render(message, lang), file=sys.stderr)


def _limits(assignment: Assignment, options: Options) -> Limits:
    limits = replace(Limits(), **assignment.limits.given())
    if options.time_limit is None:
        return limits
    return replace(limits, wall=options.time_limit, cell=min(limits.cell, options.time_limit))


def _fresh(evidence: Path) -> Path:
    """An empty folder for evidence; what an earlier run left there goes."""
    with writing_to(evidence):
        remove(evidence)
        (evidence / BOX).mkdir(parents=True)
    return evidence


def _run(
    notebook: Notebook,
    assignment: Assignment,
    sandbox: Sandbox,
    limits: Limits,
    evidence: Path,
    options: Options,
) -> tuple[Ran, bool]:
    def progress(done: int, total: int) -> None:
        options.progress(text("Running the notebook: {done} of {total} cells…", done=done, total=total))

    need_room(evidence)
    (evidence / SUBMITTED).write_bytes(notebook.path.read_bytes())
    run, found = run_or_find(
        [(cell.index, cell.source) for cell in notebook.cells if cell.kind == "code"],
        keep=Keep(options.out / STORE),
        fresh=options.fresh,
        sandbox=sandbox,
        folder=evidence,
        limits=limits,
        datasets=mounts(_offered(assignment)),
        setup=options.setup,
        progress=progress,
    )
    need_room(evidence)  # else what the box recorded may be cut off
    return Ran.read(notebook, run, EvidenceFolder(evidence / BOX)), found


def _ran(notebook: Notebook, evidence: Path) -> Ran:
    record = read_model(evidence, RUN, RunRecord, max_bytes=_MAX_RECORD)
    return Ran.read(notebook, record, EvidenceFolder(evidence / BOX))


def _offered(assignment: Assignment) -> list[DatasetName]:
    """The assignment's datasets, and others where they are at hand: a notebook may look at them all the same."""
    others = [name for name in NAMES if name != "digits" and name not in assignment.datasets and available(name)]
    return [*assignment.datasets, *others]


def _result(
    assignment: Assignment,
    ran: Ran,
    judged: Sequence[Judged],
    diagnoses: Sequence[Diagnosis],
    timings: Mapping[str, float],
    seeds: Collection[int],
    options: Options,
) -> Result:
    lang = options.lang
    session, gaps = session_and_gaps(ran, lang)
    return Result(
        submission=Submission(file=plain(ran.notebook.path.name), sha256=ran.notebook.sha256),
        assignment=assignment.name,
        status=Status.GRADED,
        score=round(sum(part.result.score for part in judged), 2),
        max_score=assignment.max_score,
        accepted=all(part.result.accepted for part in judged),
        isolation=Isolation(profile=ran.run.profile),
        tasks=[part.result for part in judged],
        diagnoses=[*gaps, *diagnoses],
        cells=cells_used(ran.run, lang),
        environment={
            "python": platform.python_version(),
            "probe_seed": ", ".join(map(str, sorted(seeds))),
            **options.setup.named,
            **(session.packages if session else {}),
        },
        timings={**timings, "notebook": round(ran.run.wall, 2), "notebook_cpu": round(ran.run.cpu, 2)},
        provenance={part.task.id: describe_history(part.history, ran.run, lang) for part in judged},
    )


def _figures(judged: Sequence[Judged], lang: Lang) -> list[TaskFigures]:
    return [
        TaskFigures(
            task=part.task.id,
            measured=part.measured,
            class_names=CLASS_NAMES[part.measured.dataset][lang],
            losses=[[x for x in t.event.losses if x is not None] for t in part.history],
            kinds={spec.id: spec.kind for spec in part.task.criteria if spec.model is None},
            pictures=part.case.pictures,
            families=[
                [member.measured for member in family if member.measured is not None]
                for family in part.case.families.values()
            ],
            threshold=own_threshold(part.case, part.measured),
        )
        for part in judged
        if part.measured is not None
    ]


def _keep_measured(folder: Path, judged: Sequence[Judged]) -> None:
    """Leave each task's measured errors beside the evidence, one npy file of 10,000 values."""
    folder.mkdir(exist_ok=True)
    for part in judged:
        if part.measured is not None:
            np.save(folder / f"{part.task.id}-errors.npy", part.measured.errors, allow_pickle=False)


@contextmanager
def _timed(timings: dict[str, float], name: str) -> Iterator[None]:
    start = time.monotonic()
    try:
        yield
    finally:
        timings[name] = round(time.monotonic() - start, 2)
