"""The normal numbers that a frozen graph draws, and the same graph with a number in place of every draw.

At zero a variational autoencoder's code is its mean, and noise layers are off; what one instead of zero adds to a
code is the deviation that it is really drawn with, whatever the model calls it (Kingma & Welling 2014, section 2.4).
"""

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

__all__ = ["NORMAL", "drawing", "seeds_at_rest", "settled"]

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


def drawing(definition: Any) -> set[str]:
    """Names of the nodes of a GraphDef that draw normal numbers."""
    return {node.name for node in definition.node if node.op in NORMAL}


def settled(definition: Any, value: float) -> Any:
    """A copy of the GraphDef in which every normal draw gives `value`."""
    import tensorflow as tf

    copy = type(definition)()
    copy.CopyFrom(definition)
    for node in copy.node:
        if node.op not in NORMAL:
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


@contextlib.contextmanager
def seeds_at_rest() -> Iterator[None]:
    """Keras' generators of seeds give their seed and do not count on: a graph that counted would have a state."""
    module = sys.modules.get("keras.src.random.seed_generator")
    if module is None:
        yield
        return
    kind: Any = module.SeedGenerator
    counting = kind.next
    kind.next = lambda generator, ordered=True: generator.state.value * 1
    try:
        yield
    finally:
        kind.next = counting
