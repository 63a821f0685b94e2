"""Repeats a notebook's trainings from their description, in a box that has none of its Python: `python -m box.replay`.

Input folder: `plan.json` and the arrays it names; output folder: `ready` once TensorFlow is up, then `graph.pb`, the
model as it would be graded, and `report.json`. The trusted side has checked that the descriptions name standard parts
only, and that all numbers in the plan belong together; see `grader.replay.plan`.
"""

import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from . import pipelines
from .graphs import freeze
from .own_loss import thawed_loss
from .protocol import READY

__all__ = ["main"]

Array = np.ndarray[Any, Any]
Plan = dict[str, Any]


def main() -> None:
    """Do one job and end."""
    source, sink = Path(os.environ["GRADER_INPUT"]), Path(os.environ["GRADER_OUTPUT"])
    pipelines.install()
    import keras

    (sink / READY).touch()
    plan: Plan = json.loads((source / "plan.json").read_text())
    keras.utils.set_random_seed(plan["seed"])
    states = _States(plan, lambda name: np.load(source / name, allow_pickle=False))
    models = _Models(plan, states)
    report = [_train(training, models, states) for training in plan["trainings"]]
    target = plan["target"]
    model = models.of(target["model"], target["variables"], target["state"])
    (sink / "graph.pb").write_bytes(freeze(model, target["shape"]).graph)
    (sink / "report.json").write_text(json.dumps({"trainings": report}))


class _States:
    """What each content of a variable in the notebook is here.

    A content that no training made is what the notebook began with, or drawn afresh if the plan says so; one that a
    training made is what its repetition has made.
    """

    def __init__(self, plan: Plan, load: Callable[[str], Array]) -> None:
        self.load = load
        self._fresh: bool = plan["fresh"]
        self._began = {content: load(name) for content, name in plan["began"].items()}
        self._mixed: dict[str, dict[str, float]] = plan["mixed"]
        self._made: dict[str, Array] = {}
        self._drawn: dict[int, Array] = {}
        self._now: dict[int, tuple[str, Array]] = {}

    def drawn(self, number: int, value: Array) -> None:
        """A variable was built with this value by the initialiser that the description names."""
        self._drawn.setdefault(number, value)

    def of(self, number: int, content: str) -> Array:
        """What the variable of that number is here, where it had that content there."""
        now = self._now.get(number)
        if now is not None and now[0] == content:
            return now[1]
        if content in self._made:
            return self._made[content]
        if content in self._mixed:
            parts = [share * self.of(number, part) for part, share in self._mixed[content].items()]
            return np.asarray(np.sum(parts, axis=0))
        if self._fresh and number in self._drawn:
            return self._drawn[number]
        return self._began[content]

    def became(self, number: int, content: str, value: Array) -> None:
        """A training left the variable like this."""
        self._now[number] = content, value
        if content not in self._began:
            self._made[content] = value


class _Models:
    """The models of the plan, each built once."""

    def __init__(self, plan: Plan, states: _States) -> None:
        self._configs = plan["models"]
        self._states = states
        self._built: dict[int, Any] = {}
        self._optimizers: dict[tuple[int, int], Any] = {}

    def of(self, index: int, variables: list[int], contents: list[str]) -> Any:
        """A model with its weights as they were in the notebook at some time."""
        import keras

        model = self._built.get(index)
        if model is None:
            model = self._built[index] = keras.saving.deserialize_keras_object(self._configs[index], safe_mode=True)
            if len(model.weights) != len(variables):
                sys.exit("weights")
            for number, variable in zip(variables, model.weights, strict=True):
                self._states.drawn(number, np.array(np.asarray(variable)))
        values = [self._states.of(number, content) for number, content in zip(variables, contents, strict=True)]
        if [value.shape for value in values] != [tuple(variable.shape) for variable in model.weights]:
            sys.exit("shapes")
        model.set_weights(values)
        return model

    def compile(self, index: int, compiled: dict[str, Any], optimizer: int) -> Any:
        """Give a model its loss, and its optimiser as an earlier training left it or a new one."""
        import keras

        model, settings = self._built[index], compiled["loss"]
        if settings is None:
            loss = thawed_loss(self._states.load(compiled["own_loss"]).tobytes())
        else:
            loss = settings["class_name"] if settings["config"] is None else keras.losses.deserialize(settings)
        found = self._optimizers.get((index, optimizer))
        if found is None:
            found = self._optimizers[index, optimizer] = keras.optimizers.deserialize(compiled["optimizer"])
        model.compile(optimizer=found, loss=loss)
        return model


def _train(training: Plan, models: _Models, states: _States) -> dict[str, Any]:
    import keras

    start = time.monotonic()
    numbers = training["variables"]
    models.of(training["model"], numbers, training["before"])
    model = models.compile(training["model"], training["compiled"], training["optimizer"])
    wanted = {end["epoch"]: end["contents"] for end in training["ends"]}
    kept: dict[int, list[Array]] = {}

    class Listener(keras.callbacks.Callback):  # type: ignore[misc]
        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            rates = training["rates"]
            if epoch < len(rates) and rates[epoch] is not None:
                self.model.optimizer.learning_rate = rates[epoch]

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            if epoch in wanted:
                kept[epoch] = [np.array(np.asarray(variable)) for variable in self.model.weights]

    past = model.fit(
        _feed(training, states.load),
        epochs=training["epochs"],
        steps_per_epoch=-(-training["rows"] // training["batch"]),
        verbose=0,
        shuffle=False,
        callbacks=[Listener()],
    )
    last = kept.get(training["restored"], [np.array(np.asarray(variable)) for variable in model.weights])
    for epoch, contents in wanted.items():
        for number, content, value in zip(numbers, contents, kept[epoch], strict=True):
            states.became(number, content, value)
    for number, content, value in zip(numbers, training["after"], last, strict=True):
        states.became(number, content, value)
    losses = [float(loss) if np.isfinite(loss) else None for loss in past.history["loss"]]
    return {"losses": losses, "seconds": time.monotonic() - start}


def _feed(training: Plan, load: Callable[[str], Array]) -> Any:
    """The batches, as many per epoch as there were, each image as often as it came, in an order of their own."""
    import tensorflow as tf

    x = [load(name) for name in training["x"]]
    y, counts, weights = (None if training[k] is None else load(training[k]) for k in ("y", "counts", "weights"))
    if weights is not None:  # a loss has a value for every pixel of a channel, and weights must fit it
        weights = weights.reshape(-1, *[1] * ((x[0] if y is None else y).ndim - 2))
    batch, per_epoch = training["batch"], training["rows"]
    order = _order(np.ones(len(x[0]), int) if counts is None else counts, np.random.default_rng(training["seed"]))

    def batches() -> Iterator[tuple[Array, ...]]:
        for epoch in itertools.count():
            rows = np.fromiter(order, np.int64, per_epoch)
            for start in range(0, per_epoch, batch):
                some = rows[start : start + batch]
                images = x[epoch % len(x)][some]
                target = images if y is None else y[some]
                yield (images, target) if weights is None else (images, target, weights[some])

    first = next(batches())
    signature = tuple(tf.TensorSpec((None, *part.shape[1:]), part.dtype) for part in first)
    return tf.data.Dataset.from_generator(batches, output_signature=signature).prefetch(2)


def _order(counts: Array, rng: np.random.Generator) -> Iterator[int]:
    """Rows without end: every one that comes at least once, shuffled, then those that come twice, and so on."""
    while True:
        for times in range(int(counts.max())):
            yield from rng.permutation(np.flatnonzero(counts > times)).tolist()


if __name__ == "__main__":
    main()
