"""One training, as it happened."""

from typing import Any

import numpy as np

from .consumed import Consumed
from .layers import layers
from .storage import Storage
from .variables import Numbers, state, weights

__all__ = ["Training"]

#: By the attribute that holds their standard deviation.
_NOISE_LAYERS = {"GaussianNoise": "stddev", "GaussianDropout": "rate"}
_LONGEST_CURVE = 100_000


class Training:
    """One training, under way or over."""

    def __init__(self, kind: str, model: Any, cell: int) -> None:
        self.kind = kind
        self.model = model
        self.cell = cell
        self.consumed = Consumed()
        self.losses: list[float | None] = []
        self.states: set[str] = set()
        self.epochs = 0
        self.tapped = False
        self.after: list[str] = []
        self._before: dict[int, str] = {}
        self.begin()

    def begin(self) -> None:
        """Note the weights before the first step; again for those that were only built since."""
        variables = weights(self.model)
        for variable, content in zip(variables, state(variables), strict=True):
            self._before.setdefault(id(variable), content)

    @property
    def before(self) -> list[str]:
        """Hash of each variable before the first step, in the order of `after`; zeros where it was not built yet."""
        return [self._before.get(id(variable), "0" * 16) for variable in weights(self.model)]

    def end_epoch(self, loss: Any) -> None:
        """Note an epoch's loss and the weights it ended with."""
        self.epochs += 1
        self.states.update(state(weights(self.model)))
        if len(self.losses) < _LONGEST_CURVE:
            self.losses.append(_finite(loss))

    def finish(self) -> None:
        """Note the weights after the last step."""
        self.after = state(weights(self.model))
        self.states.update(self.after)

    @property
    def moved(self) -> bool:
        """Whether any weight changed."""
        return self.before != self.after

    @property
    def took_place(self) -> bool:
        """Whether a step was taken: of a hand-written loop only its effect can be seen."""
        return self.moved or (self.kind != "loop" and self.consumed.steps > 0)

    def save(self, number: int, storage: Storage, numbers: Numbers) -> dict[str, Any]:
        """As `TrainingEvent` of the evidence."""
        optimizer = getattr(self.model, "optimizer", None)
        return {
            "id": number,
            "cell": self.cell,
            "kind": self.kind,
            "model": numbers.of(self.model),
            "epochs": self.epochs,
            "steps": self.consumed.steps,
            "optimizer": type(optimizer).__name__ if optimizer is not None else None,
            "learning_rate": _finite(getattr(optimizer, "learning_rate", None)),
            "loss": _loss_name(getattr(self.model, "loss", None)),
            "losses": self.losses,
            "variables": [numbers.of(v) for v in weights(self.model)],
            "before": self.before,
            "after": self.after,
            "states": sorted(self.states),
            "x": self.consumed.x.save(storage),
            "y": self.consumed.y.save(storage),
            "same": self.consumed.same,
            "noise_layers": _noise_layers(self.model)[:100],
        }


def _noise_layers(model: Any) -> list[dict[str, Any]]:
    """Layers of a model of either Keras that add noise while it trains, nested ones included."""
    named = [(type(layer).__name__, layer) for layer in layers(model)]
    return [
        {"class_name": name, "amount": _finite(getattr(layer, _NOISE_LAYERS[name], None))}
        for name, layer in named
        if name in _NOISE_LAYERS
    ]


def _finite(value: Any) -> float | None:
    try:
        number = float(np.asarray(value))
    except (TypeError, ValueError):
        return None
    return number if np.isfinite(number) else None


def _loss_name(loss: Any) -> str | None:
    if loss is None or isinstance(loss, str):
        return loss
    return str(getattr(loss, "name", None) or getattr(loss, "__name__", None) or type(loss).__name__)[:200]
