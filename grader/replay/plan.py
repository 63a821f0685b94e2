"""From the evidence to a plan that a box can carry out without any of the notebook's Python."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from grader.box.protocol import MAX_CONFIG, MAX_INITIAL
from grader.errors import Unrepeatable
from grader.exchange import EvidenceFolder
from grader.exchange.evidence import Blueprint, Mixture, Recipe, Snapshot, TrainingEvent
from grader.i18n import Text, text
from grader.matching import Candidate, Traced
from grader.replay.rows import fed
from grader.replay.standard import check

__all__ = ["Plan", "plan"]

_WHY: Final[Mapping[str, Text]] = {
    "loop": text("It was trained in a loop written by hand."),
    "legacy": text("It is a model of Keras 2."),
    "train_step": text("Its training step is the notebook's own."),
    "layers": text("It has layers or operations of the notebook's own."),
    "loss": text("Its loss looks at more than targets and outputs."),
    "optimizer": text("Its optimiser cannot be described."),
    "outputs": text("It has more than one output."),
    "large": text("It is too large, or holds tables of numbers."),
    "images": text("The images of a training were not recognised."),
}
#: Bytes of images and weights in one plan.
_MOST: Final = 4 * 2**30


@dataclass(frozen=True, eq=False)
class Plan:
    """A training, or several, to be repeated.

    Attributes:
        steps: what the box reads as `plan.json`, but for its seed and whether weights are drawn anew.
        arrays: the files that `steps` names.
        initial: content of each variable that no training left behind, by its hash.
    """

    steps: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]]
    initial: Mapping[str, NDArray[np.float32]]


def plan(candidate: Candidate, folder: EvidenceFolder, mixtures: Sequence[Mixture], seed: int) -> Plan:
    """How to make `candidate` again.

    Args:
        mixtures: contents of its variables that are means of others.
        seed: of noise that is drawn anew.

    Raises:
        Unrepeatable: that cannot be done; says why.
        BadArtefact: a file that the evidence names breaks a rule.
    """
    return _Planner(folder, mixtures, np.random.default_rng(seed)).plan(candidate)


class _Planner:
    def __init__(self, folder: EvidenceFolder, mixtures: Sequence[Mixture], rng: np.random.Generator) -> None:
        self._folder = folder
        self._mixed = {mixture.content: mixture.parts for mixture in mixtures}
        self._rng = rng
        self._models: list[Any] = []
        self._places: dict[str, int] = {}
        self._arrays: dict[str, NDArray[Any]] = {}
        self._initial: dict[str, NDArray[np.float32]] = {}
        self._size = 0

    def plan(self, candidate: Candidate) -> Plan:
        snapshot = candidate.snapshot
        trainings = [traced for traced in candidate.history if traced.event.steps]
        if not trainings:
            raise Unrepeatable(text("No training of it was recorded."))
        for traced in trainings:
            recipe = traced.event.recipe
            if recipe is None or recipe.obstacle is not None:
                raise Unrepeatable(_WHY[recipe.obstacle if recipe and recipe.obstacle else "images"])
        if snapshot.blueprint is None:
            raise Unrepeatable(_WHY["layers"])
        parts = [part for content in snapshot.state for part in self._mixed.get(content, ())]
        wanted = {*snapshot.state, *parts, *(content for traced in trainings for content in traced.event.before)}
        steps = [self._training(number, traced, wanted) for number, traced in enumerate(trainings)]
        target = self._target(snapshot, snapshot.blueprint)
        began = {content: self._array(f"began-{content}", array) for content, array in self._initial.items()}
        self._must_be_known(target["state"], steps, began)
        return Plan(
            {"models": self._models, "trainings": steps, "target": target, "began": began, "mixed": self._mixed},
            self._arrays,
            self._initial,
        )

    def _training(self, number: int, traced: Traced, wanted: set[str]) -> dict[str, Any]:
        event, recipe = traced.event, traced.event.recipe
        assert recipe is not None
        if recipe.blueprint is None or recipe.compiled is None or recipe.optimizer is None:
            raise Unrepeatable(_WHY["layers"])
        for content, name in event.began.items():
            if content not in self._initial:
                self._initial[content] = self._weights(name)
        compiled = self._description(recipe.compiled)
        if recipe.own_loss is not None:
            loss = np.frombuffer(self._folder.graph(recipe.own_loss, MAX_CONFIG), np.uint8)
            compiled = {**compiled, "own_loss": self._array(f"loss-{number}", loss)}
        data = fed(traced, self._folder, self._rng)
        epochs = max(event.epochs, 1)
        order = _order(event, recipe.blueprint)
        x = [self._array(f"x-{number}-{copy}", rows) for copy, rows in enumerate(data.x)]
        return {
            "model": self._model(recipe.blueprint),
            "variables": recipe.blueprint.variables,
            "before": [event.before[i] for i in order],
            "after": [event.after[i] for i in order],
            "restored": _restored(event, recipe),
            "ends": [
                {"epoch": epoch, "contents": [end[i] for i in order]}
                for epoch, end in enumerate(recipe.ends)
                if len(end) == len(event.variables) and (epoch == _restored(event, recipe) or wanted.intersection(end))
            ],
            "compiled": compiled,
            "optimizer": recipe.optimizer,
            "rates": [] if _scheduled(compiled) else recipe.rates,
            "epochs": epochs,
            "rows": max(round(data.rows / epochs), 1),
            "batch": max(recipe.batch, 1),
            "x": x,
            "y": None if data.y is None else self._array(f"y-{number}", data.y),
            "counts": self._array(f"counts-{number}", data.counts),
            "weights": None if data.weights is None else self._array(f"weights-{number}", data.weights),
        }

    def _target(self, snapshot: Snapshot, blueprint: Blueprint) -> dict[str, Any]:
        state = dict(zip(snapshot.variables, snapshot.state, strict=True))
        if not state.keys() >= set(blueprint.variables):
            raise Unrepeatable(_WHY["layers"])
        return {
            "model": self._model(blueprint),
            "variables": blueprint.variables,
            "state": [state[number] for number in blueprint.variables],
            "shape": snapshot.input_shape,
        }

    def _model(self, blueprint: Blueprint) -> int:
        """The place of a model in the plan; equal models of other weights are two."""
        description = self._description(blueprint.config)
        key = json.dumps([description, blueprint.variables])
        if key not in self._places:
            self._places[key] = len(self._models)
            self._models.append(description)
        return self._places[key]

    def _description(self, name: str) -> Any:
        description = self._folder.description(name, MAX_CONFIG)
        check(description)
        return description

    def _weights(self, name: str) -> NDArray[np.float32]:
        return self._folder.array(name, dtype="float32", shape=None, max_bytes=4 * MAX_INITIAL)

    def _array(self, name: str, array: NDArray[Any]) -> str:
        self._size += array.nbytes
        if self._size > _MOST:
            raise Unrepeatable(_WHY["large"])
        self._arrays[f"{name}.npy"] = array
        return f"{name}.npy"

    def _must_be_known(
        self, state: Sequence[str], steps: Sequence[Mapping[str, Any]], began: Mapping[str, str]
    ) -> None:
        """Every content that a model is to have: from the beginning, or out of an earlier training."""
        known = set(began)
        for step in steps:
            if not known.issuperset(step["before"]):
                raise Unrepeatable(text("It began a training with weights that come from nowhere."))
            known.update(step["after"], *(end["contents"] for end in step["ends"]))
        known.update(content for content, parts in self._mixed.items() if known.issuperset(parts))
        if not known.issuperset(state):
            raise Unrepeatable(text("It has weights that no recorded training left there."))


def _order(event: TrainingEvent, blueprint: Blueprint) -> list[int]:
    """Where the variables of the model that will be built stand in the event's lists."""
    places = {number: place for place, number in enumerate(event.variables)}
    lengths = {len(event.variables), len(event.before), len(event.after)}
    if len(lengths) != 1 or not places.keys() >= set(blueprint.variables):
        raise Unrepeatable(_WHY["layers"])
    return [places[number] for number in blueprint.variables]


def _restored(event: TrainingEvent, recipe: Recipe) -> int | None:
    """The epoch whose weights were put back at the end; None where those of the last step stayed."""
    epochs = [epoch for epoch, end in enumerate(recipe.ends) if end == event.after]
    return epochs[-1] if epochs and epochs[-1] < len(recipe.ends) - 1 else None


def _scheduled(compiled: Any) -> bool:
    """Whether the optimiser knows its learning rates by itself."""
    return isinstance(compiled["optimizer"]["config"].get("learning_rate"), Mapping)
