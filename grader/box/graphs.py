"""From a live model of any style to one frozen graph: images in, reconstruction out, weights as constants.

A frozen graph needs none of the student's Python to run, holds no state, and can be cut anywhere. It is the same
for functional, Sequential, subclassed, Lambda and custom layers, and for both Kerases.
"""

from collections.abc import Callable, Iterable
from math import prod
from typing import Any

from .at_rest import state_at_rest
from .cut import Cut, find_cut
from .protocol import BATCH

__all__ = ["Frozen", "NotAnAutoencoder", "freeze"]

Forward = Callable[[Any], Any]


class NotAnAutoencoder(ValueError):
    """The model's output has not the size of its input."""

    def __init__(self, output_shape: tuple[int, ...]) -> None:
        super().__init__(f"output of shape {output_shape}")
        self.output_shape = output_shape


class Frozen:
    """A serialised graph with nodes `images` and `reconstruction`, for batches of BATCH.

    Attributes:
        output_shape: of one image's reconstruction.
        code_size: values per image at its narrowest cut; None where its shapes are not known.
        draws: whether its code is drawn.
    """

    def __init__(self, graph: bytes, output_shape: tuple[int, ...], code_size: int | None, draws: bool) -> None:
        self.graph = graph
        self.output_shape = output_shape
        self.code_size = code_size
        self.draws = draws


def freeze(forward: Forward, input_shape: Iterable[int]) -> Frozen:
    """Trace `forward` for BATCH float32 images of `input_shape` (no batch axis) and freeze its weights.

    Raises:
        NotAnAutoencoder: no output has as many values as the input.
        Exception: whatever the student's own code raises when it is traced.
    """
    import tensorflow as tf
    from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

    shape = tuple(input_shape)

    def traced(images: Any) -> Any:
        with state_at_rest():
            return tf.identity(_like_input(forward(images), prod(shape)))

    concrete = tf.function(traced, autograph=False).get_concrete_function(
        tf.TensorSpec((BATCH, *shape), tf.float32, name="images")
    )
    frozen = convert_variables_to_constants_v2(concrete, lower_control_flow=False)
    graph = frozen.graph.as_graph_def()
    _name(graph, frozen.inputs[0].name, "images")
    _name_output(graph, frozen.outputs[0])
    shape_out = tuple(int(n) for n in concrete.outputs[0].shape[1:])
    cut = _cut(graph)
    return Frozen(graph.SerializeToString(), shape_out, cut.size if cut else None, cut is not None and cut.drawn)


def _cut(definition: Any) -> Cut | None:
    import tensorflow as tf

    with tf.Graph().as_default() as graph:
        tf.graph_util.import_graph_def(definition, name="")
    try:
        return find_cut(graph)
    except ValueError:  # a shape of unknown rank, such as that of a Python callback
        return None


def _like_input(outputs: Any, size: int) -> Any:
    import tensorflow as tf

    tensors = [tf.convert_to_tensor(tensor) for tensor in tf.nest.flatten(outputs)]
    for tensor in tensors:
        if tensor.shape.is_fully_defined() and prod(tensor.shape) == BATCH * size and tensor.shape[0] == BATCH:
            return tf.cast(tensor, tf.float32)
    shape = tensors[0].shape
    raise NotAnAutoencoder(tuple(n or 1 for n in shape[1:]) if shape.rank else ())


def _name(graph: Any, tensor: str, name: str) -> None:
    """Rename the input placeholder everywhere it is used."""
    old = tensor.split(":")[0]
    if old == name:
        return
    for node in graph.node:
        if node.name == old:
            node.name = name
        node.input[:] = [name if i in (old, f"{old}:0") else f"^{name}" if i == f"^{old}" else i for i in node.input]


def _name_output(graph: Any, tensor: Any) -> None:
    import tensorflow as tf

    node = graph.node.add(op="Identity", name="reconstruction", input=[tensor.name])
    node.attr["T"].type = tf.float32.as_datatype_enum
