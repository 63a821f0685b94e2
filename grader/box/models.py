"""The models of a notebook: their trained states as snapshots."""

from math import prod
from typing import Any

import numpy as np

from .graphs import Frozen, NotAnAutoencoder, freeze
from .heads import Form, composed, forms
from .layers import layers
from .memory import pictures
from .mixtures import Mixtures
from .recipe import blueprint
from .storage import Storage
from .training import Training
from .variables import Numbers, state, weights

__all__ = ["Album"]

_NAMES = 50
#: Tried in this order where neither a training nor the model itself tells its input.
_USUAL_SHAPES = ((28, 28, 1), (784,), (28, 28), (32, 32, 1))


class Album:
    """Snapshots taken so far; a model is photographed again only in a new state."""

    def __init__(self, storage: Storage, numbers: Numbers, mixtures: Mixtures) -> None:
        self._storage = storage
        self._mixtures = mixtures
        self._numbers = numbers
        self._last: dict[tuple[int, ...], tuple[str, ...]] = {}
        self._pictured: set[int] = set()
        self._shapes: dict[int, tuple[int, ...]] = {}
        self._count = 0

    def learn_shapes(self, trainings: list[Training]) -> None:
        """Remember what shape of image each variable was trained on."""
        for training in trainings:
            shape = training.consumed.x.shape
            if shape:
                self._shapes.update({self._numbers.of(v): shape for v in weights(training.model)})

    def take(
        self, cell: int, model: Any, names: list[str], trained: set[str], *, fitted: bool
    ) -> dict[str, Any] | None:
        """A snapshot of `model`, or None if it was never trained, or looks as it did before.

        A model that is no autoencoder is kept, with the reason, only if it was itself `fitted` in this cell: the
        encoder of an autoencoder is not worth a word.
        """
        snapshot = self._photograph(cell, model, weights(model), names, trained, forms(model))
        return snapshot if fitted or (snapshot and snapshot["graph"]) else None

    def take_pair(
        self, cell: int, encoder: Any, decoder: Any, names: list[str], trained: set[str]
    ) -> dict[str, Any] | None:
        """A snapshot of two models trained side by side, as one autoencoder."""
        variables = [*weights(encoder), *weights(decoder)]
        pair = Form("pair", composed(encoder, decoder))
        snapshot = self._photograph(cell, encoder, variables, names, trained, [pair], layers_of=[encoder, decoder])
        return snapshot if snapshot and snapshot["graph"] else None

    def _photograph(
        self,
        cell: int,
        model: Any,
        variables: list[Any],
        names: list[str],
        trained: set[str],
        forms: list[Form],
        layers_of: list[Any] | None = None,
    ) -> dict[str, Any] | None:
        hashes = state(variables)
        numbers = [self._numbers.of(v) for v in variables]
        if self._last.get(tuple(sorted(numbers))) == tuple(sorted(hashes)):
            return None
        if not trained.issuperset(hashes):
            trained |= self._mixtures.explain(numbers, hashes, [np.asarray(variable) for variable in variables])
        # Weights that no training left are pictured where nothing better is known of a model that was trained.
        only = self._shapes.keys() & set(numbers) and not self._pictured.intersection(numbers)
        if not trained.intersection(hashes) and not only:
            return None
        result = self._trace(model, numbers, forms)
        if result is None:
            return None
        if result["graph"]:
            self._last[tuple(sorted(numbers))] = tuple(sorted(hashes))
            self._pictured.update(numbers)
        self._count += 1
        kept = pictures([np.asarray(variable) for variable in variables])
        return {
            "id": self._count,
            "cell": cell,
            "model": self._numbers.of(model),
            "names": [name[:200] for name in names[:_NAMES]],
            "class_name": type(model).__name__[:200],
            **result,
            "parameters": sum(prod(tuple(v.shape)) for v in variables),
            "pictures": self._storage.save_array(kept) if len(kept) else None,
            "variables": numbers,
            "state": hashes,
            "layers": [layer for part in layers_of or [model] for layer in _layers(part)],
        }

    def _trace(self, model: Any, numbers: list[int], forms: list[Form]) -> dict[str, Any] | None:
        """The best form that can be traced for the first input shape that fits any."""
        problem: dict[str, Any] | None = None
        for shape in self._input_shapes(model, numbers):
            found: tuple[Form, Frozen] | None = None
            for form in forms:
                if found is not None and (found[1].draws or not form.may_draw):
                    continue
                base = {"form": form.name, "input_shape": list(shape)}
                try:
                    frozen = freeze(form.forward, shape)
                except NotAnAutoencoder as wrong:
                    problem = {**base, "output_shape": list(wrong.output_shape), "graph": None, "error": str(wrong)}
                except Exception as error:  # the student's own code, in whatever way it fails
                    said = f"{type(error).__name__}: {error}"[:2000]
                    problem = problem or {**base, "output_shape": list(shape), "graph": None, "error": said}
                else:
                    found = (form, frozen) if found is None or frozen.draws else found
            if found is not None:
                return self._saved(model, shape, *found)
        return problem

    def _saved(self, model: Any, shape: tuple[int, ...], form: Form, frozen: Frozen) -> dict[str, Any]:
        return {
            "form": form.name,
            "input_shape": list(shape),
            "output_shape": list(frozen.output_shape),
            "code_size": frozen.code_size,
            "draws": frozen.draws,
            "graph": self._storage.save_graph(frozen.graph),
            "error": None,
            "blueprint": self._blueprint(model, form.forward, shape),
        }

    def _blueprint(self, model: Any, forward: Any, shape: tuple[int, ...]) -> dict[str, Any] | None:
        try:
            return blueprint(model, forward, shape, self._storage, self._numbers)
        except Exception:  # an obstacle, or the student's own code: the model is graded all the same
            return None

    def _input_shapes(self, model: Any, numbers: list[int]) -> list[tuple[int, ...]]:
        known = [self._shapes[n] for n in numbers if n in self._shapes][:1]
        own = _declared_input(model)
        return list(dict.fromkeys(shape for shape in [own, *known] if shape)) or list(_USUAL_SHAPES)


def _declared_input(model: Any) -> tuple[int, ...] | None:
    try:
        shape = model.input_shape
    except Exception:  # both Kerases raise several kinds for models without symbolic shapes
        return None
    if not isinstance(shape, tuple) or not shape or not all(isinstance(n, int) for n in shape[1:]):
        return None
    return tuple(shape[1:]) or None


def _layers(model: Any) -> list[dict[str, Any]]:
    return [
        {
            "class_name": type(layer).__name__[:200],
            "units": _whole(getattr(layer, "units", None) or getattr(layer, "filters", None)),
            "activation": _function_name(getattr(layer, "activation", None)),
            "activity_regularizer": _described(getattr(layer, "activity_regularizer", None)),
        }
        for layer in layers(model)
    ][:2000]


def _whole(value: Any) -> int | None:
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _function_name(function: Any) -> str | None:
    name = getattr(function, "__name__", None) or (None if function is None else type(function).__name__)
    return None if name is None else str(name)[:200]


def _described(regularizer: Any) -> str | None:
    if regularizer is None:
        return None
    try:
        settings = {name: float(value) for name, value in regularizer.get_config().items()}
    except Exception:  # a function, or a class of the student's own
        settings = {}
    name = getattr(regularizer, "__name__", None) or type(regularizer).__name__
    return " ".join([str(name), *(f"{key}={value:g}" for key, value in settings.items())])[:2000]
