"""Two ears at a `fit`: the first of its callbacks and the last, so that what the others do to the weights is heard.

What a step left behind is what the first one finds; what the last one finds otherwise, a callback did.
"""

import random
from time import perf_counter
from typing import Any

import numpy as np

from .variables import slots, state, weights

__all__ = ["Watch", "listeners"]

#: Share of a training's time that may go into comparing: what takes a moment for small weights takes longer than a step
#: for large ones.
_SHARE = 0.02
_RANDOM = random.SystemRandom()  # nobody's seed is touched


class Watch:
    """Compares the weights of a model between the places where nothing may change them.

    Attributes:
        touched: how often something else than a step had changed them, to what no step ever left behind.
        chosen: whether they are compared around the batch at hand.
    """

    def __init__(self, model: Any, made: set[str]) -> None:
        self.touched = 0
        self.chosen = False
        self._model = model
        self._made = made
        self._last: tuple[list[bytes], list[bytes]] | None = None
        self._began = perf_counter()
        self._spent = 0.0

    def choose(self, batch: int) -> None:
        """Draw whether the weights around the batch that begins are compared: an epoch's first ones always are."""
        affordable = self._spent < _SHARE * (perf_counter() - self._began)
        self.chosen = batch == 0 or (affordable and _RANDOM.random() < 0.5)

    def step_was_taken(self) -> None:
        """Whatever the weights are now, a step made them so."""
        self._last = None

    def compare(self) -> None:
        """All must be as it was last time; but weights may also be as a step once left them."""
        start = perf_counter()
        self._compare()
        self._spent += perf_counter() - start

    def _compare(self) -> None:
        now = _bytes(weights(self._model)), _bytes(slots(self._model))  # a hash takes more than twice as long
        before, self._last = self._last, now
        if before is None:
            return
        weights_moved, slots_moved = (len(old) == len(new) and old != new for old, new in zip(before, now, strict=True))
        if slots_moved or (weights_moved and not self._made.issuperset(state(weights(self._model)))):
            self.touched += 1


def _bytes(variables: list[Any]) -> list[bytes]:
    return [np.asarray(variable).tobytes() for variable in variables]


def listeners(base: type, training: Any) -> tuple[Any, Any]:
    """Callbacks to stand first and last; `training` is told when it begins and ends, and of its epochs."""
    watch: Watch = training.watch

    class First(base):  # type: ignore[misc]
        def on_train_begin(self, logs: Any = None) -> None:
            training.begin_steps()

        def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
            if watch.chosen:  # the batch before
                watch.compare()
            watch.choose(batch)

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            watch.step_was_taken()
            if watch.chosen:
                watch.compare()

        def on_test_begin(self, logs: Any = None) -> None:
            watch.compare()

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            watch.compare()
            training.end_epoch((logs or {}).get("loss"))

        def on_train_end(self, logs: Any = None) -> None:
            training.end()

    class Last(base):  # type: ignore[misc]
        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            watch.compare()
            training.begin_epoch()

        def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
            if watch.chosen:
                watch.compare()

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            if watch.chosen:
                watch.compare()

        def on_test_end(self, logs: Any = None) -> None:
            watch.compare()

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            watch.compare()

    return First(), Last()
