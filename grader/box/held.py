"""What a compiled training step holds beside its batch: data can also enter through a loss, a regulariser or a layer.

A step is a graph. Its batch and its model's variables come in from outside; all else that it computes with stands in
it as a constant, or was captured when it was traced. Whatever is large among these is looked at: images get their
fingerprints taken like those of a batch, other numbers are counted, and so are doors that data can come through while
it runs.
"""

import hashlib
import weakref
from collections.abc import Iterator
from typing import Any

import numpy as np

from .consumed import Side
from .forbidden import nodes
from .storage import Storage
from .variables import inner

__all__ = ["Held", "Steps"]

Array = np.ndarray[Any, Any]

#: Values below which an array is a filter, a list of weights or the like; an image has 784.
_FEW = 256
#: Values looked at in one array.
_MOST = 50_000_000
_PYTHON = frozenset({"PyFunc", "PyFuncStateless", "EagerPyFunc"})
#: What changes a variable.
_WRITES = ("Assign", "ResourceApply", "ResourceSparseApply", "ResourceScatter")


class Steps:
    """The functions that were compiled so far, as TensorFlow makes them."""

    def __init__(self) -> None:
        self._made: list[weakref.ref[Any]] = []

    def made(self, function: Any) -> None:
        """A function is to be compiled when it is called first."""
        self._made.append(weakref.ref(function))

    def training(self, variables: list[Any]) -> Iterator[Any]:
        """The compiled graphs that hold one of `variables`."""
        handles = {id(_handle(variable)) for variable in variables}
        for function in [found for ref in self._made if (found := ref()) is not None]:
            for concrete in getattr(function, "_list_all_concrete_functions", list)():
                captured = {id(outer) for outer, _ in concrete.graph.captures}
                if handles & captured:
                    yield concrete.graph


class Held:
    """What the graphs of one training hold.

    Attributes:
        opaque: numbers that are no images.
        doors: operations that call Python or fetch from an iterator of their own.
    """

    def __init__(self) -> None:
        self.opaque = 0
        self.doors = 0
        self._alone = True
        self._known: set[bytes] = set()
        self._sides: dict[tuple[int, ...], Side] = {}

    def look(self, graph: Any, variables: list[Any], *, alone: bool) -> None:
        """Look at a graph that may hold `variables`.

        Args:
            alone: no door belongs in it. A loop written by hand fetches its own batches, and has our taps in it.
        """
        definition = graph.as_graph_def()
        inner = nodes(definition)
        if not any(node.op.startswith(_WRITES) for node in inner):
            return
        self._alone = alone
        if alone:
            self.doors += sum(node.op in _PYTHON for node in inner)
        known = {id(_handle(variable)) for variable in variables}
        handles = {id(_handle(variable)) for variable in graph.variables}
        for outer, _ in graph.captures:
            if id(outer) not in handles and id(outer) not in known:
                self._add_captured(outer)
        shapes = {tuple(variable.shape) for variable in variables}  # which an optimiser's slots have too
        for variable in graph.variables:
            if id(_handle(variable)) not in known and tuple(variable.shape) not in shapes:
                self.add(np.asarray(variable))
        for node in inner:
            if node.op == "Const":
                self._add_constant(node.attr["value"].tensor)

    def add(self, array: Array) -> None:
        """Take in what a step computes with."""
        if array.size < _FEW or array.size > _MOST or array.dtype.kind not in "fiu" or array.min() == array.max():
            return
        content = hashlib.blake2b(np.ascontiguousarray(array).data, digest_size=16).digest()
        if content in self._known:
            return
        self._known.add(content)
        rows = array[None] if array.ndim == 2 and array.shape == (28, 28) else array
        if rows.ndim < 2:
            self.opaque += array.size
            return
        side = self._sides.setdefault(rows.shape[1:], Side())
        if side.add(rows, None) is None or not side.prints().any():
            self.opaque += array.size

    def save(self, storage: Storage) -> dict[str, Any]:
        """As `Held` of the evidence."""
        saved = [side.save(storage) for side in list(self._sides.values())[:20]]
        images = [one for one in saved if one is not None and one["distinct"]]
        return {"images": images, "opaque": self.opaque, "doors": self.doors}

    def _add_captured(self, outer: Any) -> None:
        if not hasattr(outer, "numpy"):
            return  # of a graph around this one
        if outer.dtype.is_numpy_compatible:
            self.add(outer.numpy())
        elif self._alone:
            self.doors += 1  # an iterator, a table, a dataset

    def _add_constant(self, tensor: Any) -> None:
        import tensorflow as tf

        size = np.prod([dim.size for dim in tensor.tensor_shape.dim])
        if _FEW <= size <= _MOST and tf.as_dtype(tensor.dtype).is_numpy_compatible:
            self.add(tf.make_ndarray(tensor))


def _handle(variable: Any) -> Any:
    """TensorFlow's resource behind a variable of either Keras."""
    own = inner(variable)
    return getattr(own, "handle", own)
