"""The normal numbers that a frozen graph draws, and the same graph with a number in place of every draw.

At zero a variational autoencoder's code is its mean, and noise layers are off; what one instead of zero adds to a
code is the deviation that it is really drawn with, whatever the model calls it (Kingma & Welling 2014, section 2.4).
What tells the two apart: the image scales the draws of a code, and not those of a noise layer.
"""

from collections.abc import Collection
from typing import Any

__all__ = ["NORMAL", "drawing", "scaled", "settled"]

NORMAL = frozenset(
    {
        "RandomStandardNormal",
        "StatelessRandomNormal",
        "StatelessRandomNormalV2",
        "TruncatedNormal",
        "StatelessTruncatedNormal",
        "StatelessTruncatedNormalV2",
    }
)
#: What scales a draw.
_PRODUCTS = frozenset({"Mul", "MulNoNan", "RealDiv"})
#: How large a tensor is says nothing of what it holds.
_SIZES = frozenset({"Shape", "ShapeN", "Size", "Rank"})


def drawing(definition: Any) -> set[str]:
    """Names of the nodes of a GraphDef that draw normal numbers."""
    return {node.name for node in definition.node if node.op in NORMAL}


def scaled(graph: Any, source: Any) -> list[Any]:
    """The normal draws of a tf.Graph that what becomes of the operation `source` is multiplied with."""
    values = _users([source])
    found = []
    for op in graph.get_operations():
        if op.type in NORMAL:
            met = _users([op], upto=values) & values
            found += [op] if any(one.type in _PRODUCTS for one in met) else []
    return found


def _users(start: list[Any], upto: Collection[Any] = ()) -> set[Any]:
    """All operations that the values of `start` reach; those in `upto` are not passed."""
    seen, stack = set(start), list(start)
    while stack:
        for tensor in stack.pop().outputs:
            for user in tensor.consumers():
                if user not in seen and user.type not in _SIZES:
                    seen.add(user)
                    stack += [] if user in upto else [user]
    return seen


def settled(definition: Any, value: float, names: Collection[str] | None = None) -> Any:
    """A copy of the GraphDef in which every normal draw, or each of these names, gives `value`."""
    import tensorflow as tf

    copy = type(definition)()
    copy.CopyFrom(definition)
    for node in copy.node:
        if node.op not in NORMAL or (names is not None and node.name not in names):
            continue
        kind, shape = node.attr["dtype"].type, node.input[0]
        index = node.attr["Tshape"].type or node.attr["T"].type or tf.int32.as_datatype_enum
        constant = copy.node.add(op="Const", name=f"{node.name}/settled")
        constant.attr["dtype"].type = kind
        constant.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(value, tf.dtypes.as_dtype(kind), shape=()))
        node.op = "Fill"
        node.input[:] = [shape, constant.name]
        node.attr.clear()
        node.attr["T"].type = kind
        node.attr["index_type"].type = index
    return copy
