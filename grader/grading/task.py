"""One task of a submission: its model measured, its criteria judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from grader.assignment import Task
from grader.assignment.references import References
from grader.box.protocol import MAX_FINGERPRINTS, MAX_INITIAL
from grader.criteria import Case, Pictures
from grader.datasets import Dataset
from grader.errors import BadArtefact, StudentFault
from grader.exchange.evidence import Snapshot
from grader.exchange.plain import plain
from grader.grading.boxed import BoxedModel, Images
from grader.grading.candidates import Ran
from grader.grading.challenge import challenge_for
from grader.grading.drawn import DrawnPictures
from grader.grading.judge import judge_task
from grader.grading.options import Options
from grader.grading.problem import no_model, not_handed_in, not_measurable
from grader.grading.repeated import reason_for
from grader.i18n import Lang, Text, render, text
from grader.matching import Answer, Candidate, Chain, Traced, chain
from grader.measurement import Challenge, Measured, measure
from grader.provenance import images_among
from grader.provenance.initial import is_drawn
from grader.replay import Bench, Replayed, replay
from grader.result import GradedModel, TaskResult
from grader.sandbox.protocol import Limits, Sandbox
from grader.store.keep import STORE, Keep
from grader.store.measurements import measure_or_find

__all__ = ["Judge", "Judged"]

_MAX_GRAPH = 512 * 2**20


@dataclass(frozen=True)
class Judged:
    """A task's result, with all that was known of it."""

    task: Task
    result: TaskResult
    case: Case

    @property
    def measured(self) -> Measured | None:
        """What was measured of its model."""
        return self.case.measured

    @property
    def history(self) -> Sequence[Traced]:
        """The trainings behind its model."""
        return self.case.history


@dataclass(frozen=True)
class Judge:
    """Measures and judges the tasks of one submission.

    Attributes:
        known: the assignment's datasets by the name they were asked for.
        alone: whether the assignment has one task only: then there is no other a model could belong to.
        found_again: tasks whose model was measured before, with the private seed of that time.
    """

    ran: Ran
    known: Mapping[str, Dataset]
    sandbox: Sandbox
    limits: Limits
    options: Options
    references: References
    alone: bool
    found_again: dict[str, int] = field(default_factory=dict)

    def answer(self, task: Task, answer: Answer | None) -> Judged:
        """Measure the model that answers `task`, if there is one, and judge every criterion.

        Raises:
            InferenceFault: a box did not come up.
        """
        chosen = answer.candidate if answer else None
        measured, pictures, problem = self._measured(task, chosen)
        history = chosen.history if chosen else []
        snapshot = chosen.snapshot if chosen else None
        case = Case(
            run=self.ran.run,
            cells=self.ran.cells,
            snapshot=snapshot,
            history=history,
            chain=self._chain(chosen) if chosen else Chain(),
            measured=measured,
            problem=problem,
            pictures=pictures,
            remembered=self._remembered(snapshot) if snapshot else 0,
            lost=self.ran.lost,
        )
        lang = self.options.lang
        model = _model(answer, measured, lang)
        result = judge_task(task, case, model, lang)
        options = self.options
        draw = f"{options.private} {self.ran.notebook.sha256}"
        reason = reason_for(task, case, result, self.references, options.replay, draw)
        if reason is not None and chosen is not None and measured is not None:
            options.progress(text("Repeating the training in a clean box…"))
            case = replace(case, replayed=self._replayed(task, chosen, measured, reason))
            result = judge_task(task, case, model, lang)
        return Judged(task, result, case)

    def _remembered(self, snapshot: Snapshot) -> int:
        if snapshot.pictures is None:
            return 0
        folder = self.ran.folder
        prints = folder.array(snapshot.pictures, dtype="uint64", shape=(None,), max_bytes=8 * MAX_FINGERPRINTS)
        return images_among(prints, list(self.known.values()))

    def _chain(self, candidate: Candidate) -> Chain:
        def drawn(name: str) -> bool:
            try:
                return is_drawn(self.ran.folder.array(name, dtype="float32", shape=None, max_bytes=4 * MAX_INITIAL))
            except BadArtefact:
                return False

        return chain(
            candidate.snapshot, [traced.event for traced in candidate.history], self.ran.mixtures, cache(drawn)
        )

    def _replayed(self, task: Task, candidate: Candidate, measured: Measured, reason: Text) -> Replayed:
        keep = Keep(self.options.out / STORE)
        challenge = self._challenge(task, candidate)

        def measure_again(graph: bytes) -> Measured:
            model = self._model(candidate, graph, measured.images[:0])
            again, _, _ = measure_or_find(
                lambda: (measure(model, challenge), model.answers), challenge, model.given, keep=keep, fresh=False
            )
            return again

        spread = self.references.spread(task.id, measured.dataset, challenge.normal_class)
        bench = Bench(self.ran.folder, self.sandbox, self.limits, keep, self.ran.mixtures, self.options.fresh, spread)
        return replay(candidate, measured, measure_again, reason, bench)

    def _challenge(self, task: Task, candidate: Candidate) -> Challenge:
        challenge = challenge_for(task.measure, candidate.history, self.known, self.options.seed)
        return replace(challenge, private=self.options.private)

    def _model(self, candidate: Candidate, graph: bytes, extra: Images) -> BoxedModel:
        return BoxedModel(candidate.snapshot, graph, candidate.history, extra, sandbox=self.sandbox, limits=self.limits)

    def _measured(
        self, task: Task, candidate: Candidate | None
    ) -> tuple[Measured | None, Pictures | None, Text | None]:
        if candidate is None:
            return None, None, no_model(self.ran.run, self.ran.cells) if self.alone else not_handed_in(self.ran.run)
        snapshot = candidate.snapshot
        if snapshot.graph is None:
            return None, None, not_measurable(snapshot)
        try:
            drawn = DrawnPictures.of(self.ran, candidate.history)
            challenge = self._challenge(task, candidate)
            model = self._model(candidate, self.ran.folder.graph(snapshot.graph, _MAX_GRAPH), drawn.images)
            measured, answers, seed = measure_or_find(
                lambda: (measure(model, challenge), model.answers),
                challenge,
                model.given,
                keep=Keep(self.options.out / STORE),
                fresh=self.options.fresh,
            )
        except StudentFault as fault:
            return (
                None,
                None,
                fault.message if fault.remedy is None else text("{a} {b}", a=fault.message, b=fault.remedy),
            )
        if seed is not None:
            self.found_again[task.id] = seed
        return measured, drawn.answered(answers), None


def _model(answer: Answer | None, measured: Measured | None, lang: Lang) -> GradedModel | None:
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
    return GradedModel(
        name=_name(answer.candidate.snapshot),
        cell=answer.candidate.cell + 1,
        why=why,
        code_size=measured.code_size if measured else None,
    )


def _name(snapshot: Snapshot) -> str:
    name = " + ".join(snapshot.names[:2]) if snapshot.form == "pair" else next(iter(snapshot.names), "")
    return plain(name or snapshot.class_name)
