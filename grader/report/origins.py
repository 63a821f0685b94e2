"""How a task's model came about, for the instructor: trainings, chains of weights, and the training repeated."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from grader.i18n import Lang, render, text
from grader.report.replay_rows import HEADS, REPLAYED, ReplayRow, replay_rows
from grader.report.verdict import SYMBOLS
from grader.report.weights import Chain, chains
from grader.result import Replay, Result, Weights

__all__ = ["Origin", "Repeated", "origins"]

#: Chains that are drawn; a notebook may make one of each variable.
_MOST: Final = 8


@dataclass(frozen=True)
class Repeated:
    """What came of repeating a training: outcome as a class of the page, sign and word, and the figures."""

    replay: Replay
    outcome: str
    symbol: str
    word: str
    heads: list[str]
    rows: list[ReplayRow]


@dataclass(frozen=True)
class Origin:
    """What is told of one task.

    Attributes:
        title: of the task.
        place: of the task in the result, from 1; None where it is not among them.
        trainings: as `provenance` has them.
        not_drawn: how many chains beside `chains`, in words; empty where there are none.
        repeated: None where its training was not to be repeated.
    """

    title: str
    place: int | None
    trainings: Any
    chains: list[Chain]
    not_drawn: str
    repeated: Repeated | None


def origins(result: Result, lang: Lang) -> Iterator[Origin]:
    """Of every task of which anything is known."""
    tasks = {task.id: (place, task) for place, task in enumerate(result.tasks, start=1)}
    for name in dict.fromkeys([*result.provenance, *tasks]):
        place, task = tasks.get(name, (None, None))
        trainings = result.provenance.get(name)
        drawn = chains(task.weights or Weights(strands=[], gaps=[]), trainings or [], lang) if task else []
        more = text("Not drawn: {n} more.", n=len(drawn[_MOST:]))
        repeated = _repeated(task.replay, lang) if task and task.replay else None
        if trainings or drawn or repeated:
            title = task.title if task else name
            yield Origin(title, place, trainings, drawn[:_MOST], render(more, lang) if drawn[_MOST:] else "", repeated)


def _repeated(replay: Replay, lang: Lang) -> Repeated:
    outcome, word = REPLAYED[replay.outcome]
    heads = [render(head, lang) for head in HEADS]
    return Repeated(replay, outcome.value, SYMBOLS[outcome], render(word, lang), heads, replay_rows(replay, lang))
