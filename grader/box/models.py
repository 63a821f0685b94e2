"""The models of a notebook: where names hold them, and their trained states as snapshots."""

from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np

from .graphs import Forward, NotAnAutoencoder, freeze
from .heads import composed, several_heads
from .layers import layers
from .memory import pictures
from .mixtures import Mixtures
from .recipe import blueprint
from .storage import Storage
from .training import Training
from .variables import Numbers, state, weights

__all__ = ["Album", "is_model", "named_models"]

_DEPTH = 3
_ITEMS = 50
_NAMES = 50
#: Tried in this order where neither a training nor the model itself tells its input.
_USUAL_SHAPES = ((28, 28, 1), (784,), (28, 28), (32, 32, 1))


def named_models(namespace: dict[str, Any]) -> list[tuple[str, Any]]:
    """Every model a notebook's names lead to: bound, in lists, tuples and dicts, or an object's attribute.

    Returns:
        (path, model) pairs such as `("modelos[0]", ...)`; a model reached by several paths comes several times.
    """
    return [
        found
        for name, value in list(namespace.items())
        if not name.startswith("_") and name not in {"In", "Out"}
        for found in _search(name, value, _DEPTH)
    ]


def is_model(value: object) -> bool:
    """Whether `value` is a model of either Keras (without importing one)."""
    return any(
        base.__name__ == "Model" and base.__module__.split(".")[0] in {"keras", "tf_keras"}
        for base in type(value).__mro__
    )


def _search(path: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    if is_model(value):
        yield path, value
    elif depth == 0:
        return
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value[:_ITEMS]):
            yield from _search(f"{path}[{index}]", item, depth - 1)
    elif isinstance(value, dict):
        for key, item in list(value.items())[:_ITEMS]:
            yield from _search(f"{path}[{key!r}]"[:200], item, depth - 1)
    elif type(value).__module__ == "__main__" and hasattr(value, "__dict__"):
        for key, item in list(vars(value).items())[:_ITEMS]:
            yield from _search(f"{path}.{key}", item, depth - 1)


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
        forms = [("model", model)]
        if is_model(getattr(model, "encoder", None)) and is_model(getattr(model, "decoder", None)):
            pair = ("pair", composed(model.encoder, model.decoder))
            forms = [pair, *forms] if several_heads(model.encoder) else [*forms, pair]
        snapshot = self._photograph(cell, model, weights(model), names, trained, forms)
        return snapshot if fitted or (snapshot and snapshot["graph"]) else None

    def take_pair(
        self, cell: int, encoder: Any, decoder: Any, names: list[str], trained: set[str]
    ) -> dict[str, Any] | None:
        """A snapshot of two models trained side by side, as one autoencoder."""
        variables = [*weights(encoder), *weights(decoder)]
        forms = [("pair", composed(encoder, decoder))]
        snapshot = self._photograph(cell, encoder, variables, names, trained, forms, layers_of=[encoder, decoder])
        return snapshot if snapshot and snapshot["graph"] else None

    def _photograph(
        self,
        cell: int,
        model: Any,
        variables: list[Any],
        names: list[str],
        trained: set[str],
        forms: list[tuple[str, Forward]],
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

    def _trace(self, model: Any, numbers: list[int], forms: list[tuple[str, Forward]]) -> dict[str, Any] | None:
        """The first form that can be traced for the first input shape that fits it."""
        problem: dict[str, Any] | None = None
        for shape in self._input_shapes(model, numbers):
            for form, forward in forms:
                base = {"form": form, "input_shape": list(shape)}
                try:
                    frozen = freeze(forward, shape)
                except NotAnAutoencoder as wrong:
                    problem = {**base, "output_shape": list(wrong.output_shape), "graph": None, "error": str(wrong)}
                except Exception as error:  # the student's own code, in whatever way it fails
                    said = f"{type(error).__name__}: {error}"[:2000]
                    problem = problem or {**base, "output_shape": list(shape), "graph": None, "error": said}
                else:
                    graph = self._storage.save_graph(frozen.graph)
                    shapes = {
                        **base,
                        "output_shape": list(frozen.output_shape),
                        "code_size": frozen.code_size,
                        "draws": frozen.draws,
                    }
                    plan = self._blueprint(model, forward, shape)
                    return {**shapes, "graph": graph, "error": None, "blueprint": plan}
        return problem

    def _blueprint(self, model: Any, forward: Forward, shape: tuple[int, ...]) -> dict[str, Any] | None:
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
            "activity_regularizer": _described(getattr(layer, "activity_regularizer", None)),
        }
        for layer in layers(model)
    ][:2000]


def _whole(value: Any) -> int | None:
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _described(regularizer: Any) -> str | None:
    if regularizer is None:
        return None
    try:
        settings = {name: float(value) for name, value in regularizer.get_config().items()}
    except Exception:  # a function, or a class of the student's own
        settings = {}
    name = getattr(regularizer, "__name__", None) or type(regularizer).__name__
    return " ".join([str(name), *(f"{key}={value:g}" for key, value in settings.items())])[:2000]
