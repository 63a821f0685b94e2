"""Scores every snapshot against every task and assigns each task its model."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from grader.assignment import Task
from grader.i18n import Text, text
from grader.intake import Notebook
from grader.matching.candidate import Candidate
from grader.matching.headings import heading_of, speaks
from grader.matching.reasons import Headings, Reason, Seeker, reasons, told

__all__ = ["Answer", "match"]

#: A runner-up this near is named in the report.
_CLOSE: Final = 2.0
#: With several tasks, a model that nothing speaks for answers none of them: a part may be missing.
_LEAST: Final = 1.0
#: A model that could not be traced into a graph answers only where no other does: its reasons count so much.
_UNTRACED: Final = 1e-3
_NEVER: Final = 1e4
#: More than can speak against a model: the only task is answered by the best there is.
_WORST: Final = 1e3
#: The model of the task whose name a shared one gives as its own is the one that is expected to answer it.
_EXPECTED: Final = 0.5
#: Further models that may answer a shared task, where the best shows nothing of it.
_ALTERNATIVES: Final = 3
#: Less than any reason, and more than what tells equals apart.
_ALONE: Final = 0.01
#: Members of a family that are measured; the last ones trained.
_FAMILY: Final = 12


@dataclass(frozen=True)
class Answer:
    """The model that answers a task.

    Attributes:
        why: the reasons that spoke for it, the strongest first.
        runner_up: the next best one where it was close.
        told: whether the notebook speaks of the task, or gives it this model; else only what it is speaks for it.
        elsewhere: whether the notebook gives the model to another task, and speaks nowhere of this one.
        alternatives: of a shared task, the next best models, which may answer it where this one shows nothing of it.
    """

    candidate: Candidate
    why: Sequence[Text]
    runner_up: Candidate | None
    told: bool = True
    elsewhere: bool = False
    alternatives: Sequence["Answer"] = ()


def match(tasks: Sequence[Task], candidates: Sequence[Candidate], notebook: Notebook) -> Mapping[str, Sequence[Answer]]:
    """The best assignment of candidates to tasks and to their rivals.

    Returns:
        By the task's id, or `task.rival`: its answer; of a family all of its members. What was not answered is missing.
    """
    if not candidates:
        return {}
    seekers = list(_seekers(tasks))
    headings = [_headings(notebook, candidate, tasks) for candidate in candidates]
    found = [
        [
            reasons(seeker, _others(seeker, seekers), candidate, notebook, heading)
            for candidate, heading in zip(candidates, headings, strict=True)
        ]
        for seeker in seekers
    ]
    traced = np.array([candidate.snapshot.graph is not None for candidate in candidates])
    barred = np.array([[_is_of_another(seeker, heading) for heading in headings] for seeker in seekers])
    least = _LEAST if len(tasks) > 1 else -_WORST
    answers: dict[str, Sequence[Answer]] = {}
    for rows in _rounds(seekers):
        for row in rows:
            _expect(seekers[row], seekers, answers, zip(found[row], candidates, strict=True))
        scores = np.array([_scores(seekers[row], found[row], candidates) for row in rows])
        fits = (scores >= least) & ~barred[rows]
        weighed = np.where(traced, 1.0, _UNTRACED) * (scores + _LEAST - least)
        for t, chosen in _assigned(weighed, fits):
            why, seeker = found[rows[t]], seekers[rows[t]]
            best, *others = (
                _with_words(_answer(why, scores[t], c, candidates), seeker, seekers, notebook, headings[c])
                for c in _ranked(seeker, chosen, np.where(fits[t] & traced, scores[t], -np.inf), candidates)
            )
            answers[seeker.key] = [replace(best, alternatives=others)]
    return {**answers, **dict(_families(tasks, candidates, headings))}


def _expect(
    seeker: Seeker,
    seekers: Sequence[Seeker],
    answers: Mapping[str, Sequence[Answer]],
    found: Iterable[tuple[list[Reason], Candidate]],
) -> None:
    """Let it speak for a shared task's candidate that it answers the task which the name is of."""
    if not _is_shared(seeker):
        return
    name = seeker.task.declared_name
    owners = [one.key for one in seekers if not one.task.shared and one.sought.declared_name == name]
    expected = [answers[key][0].candidate for key in owners if key in answers]
    for why, candidate in found:
        if any(candidate is one for one in expected):
            why.append(Reason(_EXPECTED, text("it answers the exercise whose model is expected here")))


def _is_shared(seeker: Seeker) -> bool:
    """Whether it is a shared task's own model that is looked for."""
    return seeker.task.shared and seeker.sought is seeker.task


def _ranked(seeker: Seeker, chosen: int, scores: NDArray[np.float64], candidates: Sequence[Candidate]) -> list[int]:
    """The chosen one and, for a shared task, the next best that are other models."""
    if not _is_shared(seeker):
        return [chosen]
    found = {tuple(candidates[chosen].snapshot.variables): chosen}
    for c in np.argsort(-scores, kind="stable"):
        if np.isfinite(scores[c]) and len(found) <= _ALTERNATIVES:
            found.setdefault(tuple(candidates[c].snapshot.variables), int(c))
    return list(found.values())


def _families(
    tasks: Sequence[Task], candidates: Sequence[Candidate], headings: Sequence[Headings]
) -> Iterator[tuple[str, Sequence[Answer]]]:
    """Of each rival that is a family, all models below the heading of its task."""
    for task in tasks:
        members = [
            Answer(candidate, [], None)
            for candidate, heading in zip(candidates, headings, strict=True)
            if candidate.snapshot.graph is not None and (len(tasks) == 1 or speaks(heading.own, task))
        ]
        for rival in task.rivals:
            if rival.family:
                yield f"{task.id}.{rival.id}", members[-_FAMILY:]


def _seekers(tasks: Sequence[Task]) -> Iterator[Seeker]:
    for task in tasks:
        yield Seeker(task.id, task, task)
        for rival in task.rivals:
            if not rival.family:
                yield Seeker(f"{task.id}.{rival.id}", rival, task)


def _others(seeker: Seeker, seekers: Sequence[Seeker]) -> list[Seeker]:
    """Those who may want the same model for themselves."""
    return [other for other in seekers if other is not seeker and not other.task.shared]


def _is_of_another(seeker: Seeker, headings: Headings) -> bool:
    """Whether a rival is looked for and the model stands below the heading of another task."""
    return seeker.sought is not seeker.task and bool(headings.own) and not speaks(headings.own, seeker.task)


def _rounds(seekers: Sequence[Seeker]) -> Iterator[list[int]]:
    """Who is to be answered by different models: all but the shared tasks, each of which chooses for itself."""
    own = [row for row, seeker in enumerate(seekers) if not seeker.task.shared]
    if own:
        yield own
    for task in {seeker.task.id: None for seeker in seekers if seeker.task.shared}:
        yield [row for row, seeker in enumerate(seekers) if seeker.task.id == task]


def _headings(notebook: Notebook, candidate: Candidate, tasks: Sequence[Task]) -> Headings:
    own, *used = (heading_of(notebook, cell, tasks) for cell in (candidate.cell, *candidate.used))
    return Headings(own, used)


def _spoken_of(task: Task, tasks: Sequence[Task], notebook: Notebook) -> bool:
    """Whether a heading of the notebook speaks of it above some code."""
    code = [cell.index for cell in notebook.cells if cell.kind == "code"]
    return any(speaks(heading_of(notebook, cell, tasks), task) for cell in code)


def _with_words(
    answer: Answer, seeker: Seeker, seekers: Sequence[Seeker], notebook: Notebook, headings: Headings
) -> Answer:
    """The answer with what the notebook says of its task, and of others whose model it may be."""
    tasks = list({one.task.id: one.task for one in seekers}.values())
    if answer.told or _spoken_of(seeker.task, tasks, notebook):
        return replace(answer, told=True)
    parts = replace(headings, own="") if headings.own == _title(notebook, tasks) else headings
    others = [other for other in _others(seeker, seekers) if other.task is not seeker.task]
    given = any(any(told(other, answer.candidate, notebook, parts)) for other in others)
    return replace(answer, elsewhere=given)


def _title(notebook: Notebook, tasks: Sequence[Task]) -> str:
    """The heading that all of the notebook stands below."""
    first = next((cell.index for cell in notebook.cells if cell.kind == "code"), None)
    return heading_of(notebook, first, tasks) if first is not None else ""


def _answer(
    found: Sequence[Sequence[Reason]], scores: NDArray[np.float64], chosen: int, candidates: Sequence[Candidate]
) -> Answer:
    why = sorted((reason for reason in found[chosen] if reason.weight > 0), key=lambda reason: -reason.weight)
    near, said = _runner_up(scores, chosen, candidates), any(reason.told for reason in why)
    return Answer(candidates[chosen], [reason.text for reason in why], near, said)


def _scores(seeker: Seeker, found: Sequence[Sequence[Reason]], candidates: Sequence[Candidate]) -> list[float]:
    # Among equals the last one trained counts, as in a notebook read from top to bottom. A rival comes after its task,
    # and where there is one model, without any.
    late, alone = (1, 0.0) if seeker.sought is seeker.task else (2, -_ALONE)
    return [
        alone + sum(reason.weight for reason in why) + late * (candidate.cell / 1e6 + candidate.snapshot.id / 1e9)
        for why, candidate in zip(found, candidates, strict=True)
    ]


def _assigned(scores: NDArray[np.float64], fits: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Task and candidate of each answer, of the assignment that most speaks for.

    Args:
        scores: (t, c) how much speaks for each candidate, above 0 where it fits.
        fits: (t, c) whether it may answer; a task may be left open, for which nothing speaks.
    """
    tasks, candidates = scores.shape
    open_ = np.zeros((tasks, tasks))
    rows, columns = linear_sum_assignment(-np.hstack([np.where(fits, scores, -_NEVER), open_]))
    return [(int(t), int(c)) for t, c in zip(rows, columns, strict=True) if c < candidates]


def _runner_up(scores: NDArray[np.float64], chosen: int, candidates: Sequence[Candidate]) -> Candidate | None:
    others = [i for i in range(len(candidates)) if i != chosen and scores[chosen] - scores[i] < _CLOSE]
    return candidates[max(others, key=lambda i: float(scores[i]))] if others else None
