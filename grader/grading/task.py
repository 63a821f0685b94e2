"""One task of a submission: its model measured, its criteria judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.assignment import Task
from grader.criteria import Case
from grader.datasets import Dataset, DatasetName
from grader.errors import StudentFault
from grader.exchange.evidence import Snapshot
from grader.exchange.plain import plain
from grader.grading.candidates import Ran
from grader.grading.judge import judge_task
from grader.grading.measure import measure_detection
from grader.grading.options import Options
from grader.grading.problem import no_model, not_measurable
from grader.i18n import Lang, Text, render, text
from grader.matching import Answer, Candidate, Traced, unexplained
from grader.measurement import Detection
from grader.result import GradedModel, TaskResult
from grader.sandbox.protocol import Limits, Sandbox

__all__ = ["Judged", "judge_answer"]

_MAX_GRAPH = 512 * 2**20


@dataclass(frozen=True)
class Judged:
    """A task's result, with what was measured and the trainings behind it."""

    task: Task
    result: TaskResult
    measured: Detection | None
    history: Sequence[Traced]


def judge_answer(
    task: Task,
    answer: Answer | None,
    ran: Ran,
    known: Mapping[DatasetName, Dataset],
    sandbox: Sandbox,
    limits: Limits,
    options: Options,
) -> Judged:
    """Measure the model that answers `task`, if there is one, and judge every criterion.

    Raises:
        InferenceFault: a box did not come up.
    """
    chosen = answer.candidate if answer else None
    measured, problem = _measured(task, chosen, ran, known, sandbox, limits, options)
    history = chosen.history if chosen else []
    snapshot = chosen.snapshot if chosen else None
    case = Case(
        run=ran.run,
        cells=ran.cells,
        snapshot=snapshot,
        history=history,
        unexplained=unexplained(snapshot, [traced.event for traced in history]) if snapshot else 0,
        measured=measured,
        problem=problem,
    )
    return Judged(task, judge_task(task, case, _model(answer, options.lang), options.lang), measured, history)


def _measured(
    task: Task,
    candidate: Candidate | None,
    ran: Ran,
    known: Mapping[DatasetName, Dataset],
    sandbox: Sandbox,
    limits: Limits,
    options: Options,
) -> tuple[Detection | None, Text | None]:
    if candidate is None:
        return None, no_model(ran.run, ran.cells)
    snapshot = candidate.snapshot
    if snapshot.graph is None:
        return None, not_measurable(snapshot)
    try:
        graph = ran.folder.graph(snapshot.graph, _MAX_GRAPH)
        dataset = known[task.measure.dataset]
        measured = measure_detection(
            snapshot, graph, candidate.history, task.measure, dataset, seed=options.seed, sandbox=sandbox, limits=limits
        )
    except StudentFault as fault:
        return None, fault.message if fault.remedy is None else text("{a} {b}", a=fault.message, b=fault.remedy)
    return measured, None


def _model(answer: Answer | None, lang: Lang) -> GradedModel | None:
    if answer is None:
        return None
    why = [render(reason, lang) for reason in answer.why]
    if not why:
        why = [render(text("it is the only trained model, or the last one"), lang)]
    if answer.runner_up is not None:
        close = text(
            "close behind: `{name}` of cell {cell}",
            name=_name(answer.runner_up.snapshot),
            cell=answer.runner_up.cell + 1,
        )
        why.append(render(close, lang))
    return GradedModel(name=_name(answer.candidate.snapshot), cell=answer.candidate.cell + 1, why=why)


def _name(snapshot: Snapshot) -> str:
    name = " + ".join(snapshot.names[:2]) if snapshot.form == "pair" else next(iter(snapshot.names), "")
    return plain(name or snapshot.class_name)
