"""One task of a submission: its model measured, its criteria judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from grader.assignment import CriterionSpec, Sought, Task
from grader.assignment.references import References
from grader.box.protocol import MAX_FINGERPRINTS, MAX_INITIAL
from grader.criteria import Case, Pictures, questions
from grader.datasets import Dataset
from grader.errors import BadArtefact, StudentFault
from grader.exchange.evidence import Snapshot
from grader.exchange.plain import plain
from grader.grading.boxed import BoxedModel
from grader.grading.candidates import Ran
from grader.grading.challenge import challenge_for
from grader.grading.drawn import DrawnPictures
from grader.grading.judge import judge_task, shows_nothing
from grader.grading.options import Options
from grader.grading.problem import no_model, not_handed_in, not_measurable
from grader.grading.repeated import reason_for
from grader.i18n import Lang, Text, render, text
from grader.matching import Answer, Candidate, Chain, Traced, chain
from grader.measurement import Challenge, Codes, Images, Measured, measure
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

    def answer(self, task: Task, answers: Mapping[str, Sequence[Answer]]) -> Judged:
        """Measure the model that answers `task`, and its rivals, if there are any, and judge every criterion.

        Args:
            answers: as `grader.matching.match` gives them.

        Raises:
            InferenceFault: a box did not come up.
        """
        answer, case = self._answered(task, answers)
        chosen = answer.candidate if answer else None
        lang = self.options.lang
        model = _model(answer, case.measured, lang)
        result = judge_task(task, case, model, lang)
        options = self.options
        draw = f"{options.private} {self.ran.notebook.sha256}"
        reason = reason_for(task, case, result, self.references, options.replay, draw)
        if reason is not None and chosen is not None and case.measured is not None:
            options.progress(text("Repeating the training in a clean box…"))
            case = replace(case, replayed=self._replayed(task, chosen, case.measured, reason))
            result = judge_task(task, case, model, lang)
        return Judged(task, result, case)

    def _answered(self, task: Task, answers: Mapping[str, Sequence[Answer]]) -> tuple[Answer | None, Case]:
        """The first answer that the notebook speaks of, or shows something of; none where there is no such."""
        best = next(iter(answers.get(task.id, ())), None)
        for answer in (best, *best.alternatives) if best is not None else ():
            case = self._with_rivals(task, self._own(task, answer.candidate), answers)
            spare = not answer.told and (task.shared or answer.elsewhere)
            if not spare or not shows_nothing(task, case):
                return answer, case
            self.found_again.pop(task.id, None)
        return None, self._with_rivals(task, self._own(task, None), {})

    def _own(self, task: Task, chosen: Candidate | None) -> Case:
        return self._case(task, task, chosen, [spec for spec in task.criteria if spec.model is None])

    def _with_rivals(self, task: Task, case: Case, answers: Mapping[str, Sequence[Answer]]) -> Case:
        rivals: dict[str, Case] = {}
        families: dict[str, list[Case]] = {}
        for rival in task.rivals:
            found = [answer.candidate for answer in answers.get(f"{task.id}.{rival.id}", ())]
            if rival.family:
                families[rival.id] = [self._case(task, rival, candidate, []) for candidate in found]
            else:
                specs = [spec for spec in task.criteria if spec.model == rival.id]
                rivals[rival.id] = self._case(task, rival, next(iter(found), None), specs, own=case.measured)
        return replace(case, rivals=rivals, families=families)

    def _case(
        self,
        task: Task,
        sought: Sought,
        chosen: Candidate | None,
        specs: Sequence[CriterionSpec],
        own: Measured | None = None,
    ) -> Case:
        """All that is known of one model, for the criteria that are about it."""
        measured, pictures, problem = self._measured(task, sought, chosen, specs, own)
        snapshot = chosen.snapshot if chosen else None
        return Case(
            run=self.ran.run,
            cells=self.ran.cells,
            snapshot=snapshot,
            history=chosen.history if chosen else [],
            chain=self._chain(chosen) if chosen else Chain(),
            measured=measured,
            problem=problem,
            pictures=pictures,
            remembered=self._remembered(snapshot) if snapshot else 0,
            lost=self.ran.lost,
        )

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
            model = self._model(candidate, graph, measured.images[:0], {})
            again, _, _ = measure_or_find(
                lambda: (measure(model, challenge), model.asides), challenge, model.given, keep=keep, fresh=False
            )
            return again

        spread = self.references.spread(task.id, measured.dataset, challenge.normal_class)
        bench = Bench(self.ran.folder, self.sandbox, self.limits, keep, self.ran.mixtures, self.options.fresh, spread)
        return replay(candidate, measured, measure_again, reason, bench)

    def _challenge(self, sought: Sought, candidate: Candidate) -> Challenge:
        challenge = challenge_for(sought.measure, candidate.history, self.known, self.options.seed)
        return replace(challenge, private=self.options.private)

    def _model(self, candidate: Candidate, graph: bytes, extra: Images, decoded: Mapping[int, Codes]) -> BoxedModel:
        snapshot, history = candidate.snapshot, candidate.history
        return BoxedModel(snapshot, graph, history, extra, decoded, sandbox=self.sandbox, limits=self.limits)

    def _measured(
        self,
        task: Task,
        sought: Sought,
        candidate: Candidate | None,
        specs: Sequence[CriterionSpec],
        own: Measured | None,
    ) -> tuple[Measured | None, Pictures | None, Text | None]:
        if candidate is None:
            return None, None, no_model(self.ran.run, self.ran.cells) if self.alone else not_handed_in(self.ran.run)
        snapshot = candidate.snapshot
        if snapshot.graph is None:
            return None, None, not_measurable(snapshot)
        try:
            drawn = DrawnPictures.of(self.ran, candidate.history)
            challenge = replace(self._challenge(sought, candidate), own=own, drawn=drawn.images)
            challenge = replace(challenge, questions=questions(specs, challenge))
            graph = self.ran.folder.graph(snapshot.graph, _MAX_GRAPH)
            model = self._model(candidate, graph, drawn.images, self.ran.decoded(snapshot))
            measured, asides, seed = measure_or_find(
                lambda: (measure(model, challenge), model.asides),
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
        if seed is not None and sought is task:
            self.found_again[task.id] = seed
        return measured, drawn.answered(asides), None


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
