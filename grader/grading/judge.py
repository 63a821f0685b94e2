"""Turns what is known about a task into points and an acceptance."""

from grader.assignment import CriterionSpec, Task
from grader.criteria import Case, Judgement, kinds
from grader.grading.repeated import replay_result
from grader.i18n import Lang, render
from grader.outcome import Outcome
from grader.result import CriterionResult, GradedModel, TaskResult, WeightGap, Weights, WeightStrand

__all__ = ["judge_task", "shows_nothing"]


def judge_task(task: Task, case: Case, model: GradedModel | None, lang: Lang) -> TaskResult:
    """Judge every criterion of `task`.

    The task is accepted when all criteria of its `acceptance` pass and none asks for a person's look.
    """
    judged = {spec.id: _judged(spec, case) for spec in task.criteria}
    differs = case.replayed is not None and case.replayed.differs
    review = differs or any(judgement.review for judgement in judged.values())
    passed = all(judged[name].outcome is Outcome.PASS for name in task.acceptance)
    criteria = [_criterion(spec, judged[spec.id], spec.id in task.acceptance, lang) for spec in task.criteria]
    return TaskResult(
        id=task.id,
        title=getattr(task.title, lang),
        accepted=passed and not review,
        needs_review=review,
        score=round(sum(criterion.points for criterion in criteria), 2),
        max_score=sum(spec.points for spec in task.criteria),
        model=model,
        criteria=criteria,
        weights=_weights(case) if case.snapshot is not None else None,
        replay=replay_result(case.replayed, lang),
    )


def shows_nothing(task: Task, case: Case) -> bool:
    """Whether the notebook has nothing of what a criterion needed for acceptance looks at, or no rival to compare."""
    needed = [spec for spec in task.criteria if spec.id in task.acceptance]
    alone = any(spec.model is not None and case.rivals[spec.model].snapshot is None for spec in needed)
    return alone or any(_judged(spec, case).absent for spec in needed)


def _judged(spec: CriterionSpec, case: Case) -> Judgement:
    about = case if spec.model is None else case.rivals[spec.model]
    dataset = about.measured.dataset if about.measured else None
    return kinds()[spec.kind](spec.on(dataset), about)


def _weights(case: Case) -> Weights:
    places = {traced.event.id: place for place, traced in enumerate(case.history)}
    return Weights(
        strands=[
            WeightStrand(
                variables=strand.variables,
                began=strand.began,
                trainings=[places[number] for number in strand.trainings],
                averaged=strand.averaged,
            )
            for strand in case.chain.strands
        ],
        gaps=[
            WeightGap(
                kind=gap.kind,
                variables=gap.variables,
                cell=None if gap.cell is None else case.run.cells[gap.cell].index + 1,
            )
            for gap in case.chain.gaps
        ],
    )


def _criterion(spec: CriterionSpec, judgement: Judgement, required: bool, lang: Lang) -> CriterionResult:
    return CriterionResult(
        id=spec.id,
        title=getattr(spec.title, lang),
        outcome=judgement.outcome,
        required=required,
        measured=judgement.measured,
        interval=judgement.interval,
        target=judgement.target,
        points=round(spec.points * judgement.share, 2),
        max_points=spec.points,
        message=render(judgement.message, lang),
    )
