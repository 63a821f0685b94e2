"""One training, as it happened."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from .consumed import Consumed
from .held import Held, Steps
from .hooks import attempt
from .layers import layers
from .protocol import MAX_ENDS, MAX_INITIAL
from .recipe import Obstacle, blueprint, compiled
from .storage import Storage
from .variables import Kept, Numbers, slots, state, variables, weights
from .watch import Watch

__all__ = ["Remember", "Training"]

#: By the attribute that holds their standard deviation.
_NOISE_LAYERS = {"GaussianNoise": "stddev", "GaussianDropout": "rate"}
_LONGEST_CURVE = 100_000
#: Told of all variables, with the hash of each, at the end of an epoch.
Remember = Callable[[list[Any], list[str]], None]


class Training:
    """One training, under way or over."""

    def __init__(
        self,
        kind: str,
        model: Any,
        cell: int,
        remember: Remember = lambda variables, contents: None,
        known_slots: set[str] | None = None,
    ) -> None:
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
        self._began: dict[str, np.ndarray[Any, Any]] = {}
        self._rates: list[float | None] = []
        self._ends: list[list[str]] = []
        self.listened = False
        self._remember = remember
        self._slots = known_slots if known_slots is not None else set()
        self._ended = False
        self.held = Held()
        self.watch = Watch(model, self.states)
        self.begin()

    def begin(self) -> None:
        """Note the weights before the first step; again for those that were only built since."""
        for variable in weights(self.model):
            self.built(variable)

    def begin_steps(self) -> None:
        """Note the weights before the first step, and what the optimiser remembers: of no steps, it can be nothing."""
        self.begin()
        known = self._slots | set(self._before.values())
        found = slots(self.model)
        strange = [c for slot, c in zip(found, state(found), strict=True) if c not in known and np.ptp(slot) > 0]
        self.watch.touched += bool(strange)
        self.watch.compare()

    def built(self, variable: Any) -> None:
        """Note a variable's content before the first step, if it is there; some are built within it."""
        if id(variable) not in self._before:
            (content,) = state([variable])
            self._before[id(variable)] = content
            self._began[content] = np.array(np.asarray(variable), np.float32)

    def begin_epoch(self) -> None:
        """Note the learning rate, as whatever else listens to the training has set it."""
        if len(self._rates) < _LONGEST_CURVE:
            self._rates.append(_finite(getattr(getattr(self.model, "optimizer", None), "learning_rate", None)))

    @property
    def before(self) -> list[str]:
        """Hash of each variable before the first step, in the order of `after`; zeros where it was not built yet."""
        return [self._before.get(id(variable), "0" * 16) for variable in weights(self.model)]

    def end_epoch(self, loss: Any) -> None:
        """Note an epoch's loss and the weights it ended with."""
        self.epochs += 1
        own = weights(self.model)
        now = state(own)
        self.states.update(now)
        self._remember(own, now)
        self._slots.update(state(slots(self.model)))
        if (len(self._ends) + 1) * len(now) <= MAX_ENDS:
            self._ends.append(now)
        if len(self.losses) < _LONGEST_CURVE:
            self.losses.append(_finite(loss))

    def end(self) -> None:
        """Note the weights after the last step, before anything else that listens can change them."""
        self._ended = True
        self.states.update(state(weights(self.model)))

    def finish(self, steps: Steps, beside: Iterable[Any] = ()) -> None:
        """Note the weights as they stay, and look at what the training's compiled `steps` hold.

        Args:
            beside: models that a loop written by hand trains along with this one.
        """
        self.after = state(weights(self.model))
        self._slots.update(state(slots(self.model)))
        # A training that broke off while the notebook's own callbacks listened may end in weights of theirs.
        if not self._ended and not self.listened:
            self.states.update(self.after)
        known = [variable for model in [self.model, *beside] for variable in _variables(model)]
        for graph in steps.training(weights(self.model)):
            attempt(lambda graph=graph: self.held.look(graph, known, alone=self.kind != "loop"))

    @property
    def moved(self) -> bool:
        """Whether any weight changed."""
        return self.before != self.after

    @property
    def took_place(self) -> bool:
        """Whether a step was taken: of a hand-written loop only its effect can be seen."""
        return self.moved or (self.kind != "loop" and self.consumed.steps > 0)

    def save(self, number: int, storage: Storage, numbers: Numbers, kept: Kept) -> dict[str, Any]:
        """As `TrainingEvent` of the evidence; `kept` has the weights that are saved already."""
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
            "began": self._saved(kept),
            "recipe": self._recipe(storage, numbers),
            "held": self.held.save(storage),
            "touched": self.watch.touched,
        }

    def _saved(self, kept: Kept) -> dict[str, str]:
        own = set(self.before)
        began = {content: array for content, array in self._began.items() if content in own}
        if sum(array.size for array in began.values()) > MAX_INITIAL:
            return {}
        return {content: name for content, array in began.items() if (name := kept.save(content, array))}

    def _recipe(self, storage: Storage, numbers: Numbers) -> dict[str, Any]:
        try:
            if self.kind == "loop":
                raise Obstacle("loop")
            if sum(array.size for array in self._began.values()) > MAX_INITIAL:
                raise Obstacle("large")
            shape = self.consumed.x.shape
            if shape is None:
                raise Obstacle("images")
            settings = compiled(self.model, self.consumed.y.shape or shape, storage, numbers)
            plan = blueprint(self.model, self.model, shape, storage, numbers)
        except Obstacle as obstacle:
            return {"obstacle": str(obstacle)}
        except Exception:  # the student's own code, in whatever way it fails: the training is recorded all the same
            return {"obstacle": "layers"}
        return {
            **settings,
            "blueprint": plan,
            "batch": self.consumed.batch,
            "rates": self._rates,
            "ends": self._ends,
        }


def _variables(model: Any) -> list[Any]:
    """Every variable that a model's training has to do with, those of its optimiser and its metrics included."""
    found = [model, getattr(model, "optimizer", None), *(getattr(model, "metrics", None) or [])]
    return [variable for one in found for variable in variables(one)]


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
