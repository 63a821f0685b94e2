"""The narrowest cut of a model's graph: the one tensor through which all that the decoder knows must pass.

A node lies on every path from the input to the output exactly if, in a topological order of the nodes that lie on
some such path, no edge jumps over it. Among these the tensor with the fewest values per image is the code; where none
is smaller than the image, the smallest output of a hidden layer (an overcomplete autoencoder). A model with a skip
connection around its code has no such tensor. A code that is drawn, as a variational autoencoder's, is the code
however narrow the layers around it are, and begins where the draw has come in.
"""

from dataclasses import dataclass
from math import prod
from typing import Any

from .draws import scaled
from .protocol import BATCH, WIDEST_CODE

__all__ = ["Cut", "find_cut", "upstream"]

#: Layers that mix values: the code does not extend over one of these.
_MIXING = frozenset(
    {
        "MatMul",
        "BatchMatMulV2",
        "Einsum",
        "Conv2D",
        "Conv2DBackpropInput",
        "Conv3D",
        "DepthwiseConv2dNative",
        "ResizeNearestNeighbor",
        "ResizeBilinear",
        "PartitionedCall",
        "StatefulPartitionedCall",
    }
)


@dataclass(frozen=True)
class Cut:
    """Where a graph is narrowest.

    Attributes:
        tensor: its name, such as `dense/Relu:0`.
        shape: of the code of one image.
        narrow: whether it is smaller than the input.
        whole: there is nothing to cut: `tensor` is the output, and the encoder all there is.
        encoder_nodes: names of the nodes that compute it.
        draws: names of the normal draws that make it; none of a code that is not drawn.
    """

    tensor: str
    shape: tuple[int, ...]
    narrow: bool
    whole: bool
    encoder_nodes: frozenset[str]
    draws: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """Values per image."""
        return prod(self.shape)

    @property
    def drawn(self) -> bool:
        """Whether it is a draw."""
        return bool(self.draws)


def find_cut(graph: Any) -> Cut:
    """The narrowest cut of a tf.Graph with nodes `images` and `reconstruction`."""
    source, target = (graph.get_operation_by_name(name) for name in ("images", "reconstruction"))
    path = _between(source, target)
    inner = [op for op in _separators(path) if op is not source and op is not target and _size(op) is not None]
    image_size = prod(source.outputs[0].shape[1:])
    sizes = [size for op in inner if (size := _size(op)) is not None]
    narrowest = min(sizes, default=image_size)
    if narrowest >= image_size:
        inner = _hidden(path, inner)
        narrowest = min((size for op in inner if (size := _size(op)) is not None), default=WIDEST_CODE * image_size + 1)
    if narrowest > WIDEST_CODE * image_size:
        return Cut("reconstruction:0", _row(target), False, True, frozenset(op.name for op in path))
    first, draws = _first_drawn(scaled(graph, source), _hidden(path, inner), WIDEST_CODE * image_size)
    if first is not None:
        inner, narrowest = inner[inner.index(first) :], _size(first) or narrowest
    last = _end_of_code(path, inner, narrowest)
    upto = path[: path.index(last) + 1]
    names = frozenset(op.name for op in upto)
    return Cut(last.outputs[0].name, _row(last), narrowest < image_size, False, names, draws)


def _hidden(path: list[Any], separators: list[Any]) -> list[Any]:
    """The separators between the first and the last layer: of an overcomplete autoencoder, its code is among them."""
    layers = [i for i, op in enumerate(path) if op.type in _MIXING]
    return [op for op in separators if layers and layers[0] <= path.index(op) < layers[-1]]


def _first_drawn(draws: list[Any], separators: list[Any], widest: int) -> tuple[Any, frozenset[str]]:
    """The first separator that any of these draws has come into, and the names of those that have; None and none."""
    reached = {draw.name: _downstream(draw) for draw in draws}
    for op in separators:
        names = frozenset(name for name, ops in reached.items() if op in ops)
        if names and (_size(op) or widest + 1) <= widest:
            return op, names
    return None, frozenset()


def upstream(op: Any) -> set[Any]:
    """An operation and all that its value is computed from."""
    return _closure(op, lambda one: [tensor.op for tensor in one.inputs])


def _downstream(op: Any) -> set[Any]:
    return _closure(op, lambda one: [user for tensor in one.outputs for user in tensor.consumers()])


def _between(source: Any, target: Any) -> list[Any]:
    """All nodes on some path from `source` to `target`, in topological order."""
    on_path = upstream(target) & _downstream(source)
    order: list[Any] = []
    waiting = {op: sum(tensor.op in on_path for tensor in op.inputs) for op in on_path}
    ready = [source]
    while ready:
        op = ready.pop()
        order.append(op)
        for tensor in op.outputs:
            for user in tensor.consumers():
                if user in waiting:
                    waiting[user] -= 1
                    if waiting[user] == 0:
                        ready.append(user)
    return order


def _closure(start: Any, neighbours: Any) -> set[Any]:
    seen, stack = {start}, [start]
    while stack:
        for op in neighbours(stack.pop()):
            if op not in seen:
                seen.add(op)
                stack.append(op)
    return seen


def _separators(path: list[Any]) -> list[Any]:
    """The nodes of `path` that no edge jumps over."""
    place = {op: i for i, op in enumerate(path)}
    farthest = 0
    found = []
    for i, op in enumerate(path):
        if farthest <= i:
            found.append(op)
        users = [place[user] for tensor in op.outputs for user in tensor.consumers() if user in place]
        farthest = max([farthest, *users])
    return found


def _end_of_code(path: list[Any], separators: list[Any], size: int) -> Any:
    """From the first tensor of the narrowest size on to its bias, activation and reshapes, up to the next layer."""
    codes = [op for op in separators if _size(op) == size]
    last = codes[0]
    for op in codes[1:]:
        if any(between.type in _MIXING for between in path[path.index(last) + 1 : path.index(op) + 1]):
            break
        last = op
    return last


def _size(op: Any) -> int | None:
    """Values per image, if `op` gives exactly one floating-point tensor with one row per image."""
    if len(op.outputs) != 1:
        return None
    tensor = op.outputs[0]
    fits = tensor.dtype.is_floating and tensor.shape.is_fully_defined() and tensor.shape.rank >= 2
    return prod(tensor.shape[1:]) if fits and tensor.shape[0] == BATCH else None


def _row(op: Any) -> tuple[int, ...]:
    return tuple(int(n) for n in op.outputs[0].shape[1:])
