"""What a frozen autoencoder is made of: its layers with weights on both sides of the code, and which are tied."""

from typing import Any

import numpy as np

from .cut import Cut

__all__ = ["structure"]

Array = np.ndarray[Any, Any]

#: Operations with a kernel, and which of their inputs it is.
_LAYERS = {
    "MatMul": (0, 1),
    "BatchMatMulV2": (0, 1),
    "Conv2D": (1,),
    "DepthwiseConv2dNative": (1,),
    "Conv2DBackpropInput": (1,),
}
_PASSED = {"Identity", "ReadVariableOp", "Cast", "Reshape", "StopGradient"}
#: A constant of fewer numbers is a setting, not a weight.
_FEWEST = 2


def structure(definition: Any, graph: Any, cut: Cut) -> dict[str, Any]:
    """The widths of both halves' layers in order, the number of weights, and the share of the decoder that is tied.

    Args:
        definition, graph: the same frozen graph, as GraphDef and imported.
        cut: where it is narrowest.

    Returns:
        `encoder`, `decoder`: values per image that each layer with a kernel gives; `parameters`: weights, those used
        twice counted once; `tied`: share of the decoder's kernel weights that are an encoder's kernel, transposed.
    """
    constants = {node.name: node for node in definition.node if node.op == "Const"}
    layers = [(op, kernel) for op in graph.get_operations() if (kernel := _kernel(op, constants)) is not None]
    halves = {half: [one for one in layers if (one[0].name in cut.encoder_nodes) == half] for half in (True, False)}
    used = {name for op, _ in layers for name in [_constant(op)] if name is not None}
    return {
        "encoder": [_width(op) for op, _ in halves[True]][:100],
        "decoder": [_width(op) for op, _ in halves[False]][:100],
        "parameters": _weights(graph, constants, used),
        "tied": _tied([kernel for _, kernel in halves[True]], [kernel for _, kernel in halves[False]]),
    }


def _kernel(op: Any, constants: dict[str, Any]) -> Array | None:
    """The kernel of a layer, as it is applied; None for anything else."""
    import tensorflow as tf

    name = _constant(op)
    if name is None:
        return None
    kernel: Array = tf.make_ndarray(constants[name].attr["value"].tensor)
    return kernel.T if op.type == "MatMul" and op.get_attr("transpose_b") != _transposed(op.inputs[1]) else kernel


def _constant(op: Any) -> str | None:
    for place in _LAYERS.get(op.type, ()):
        source = op.inputs[place].op
        while source.type in _PASSED or source.type == "Transpose":
            source = source.inputs[0].op
        if source.type == "Const" and source.outputs[0].shape.rank not in (None, 0, 1):
            return str(source.name)
    return None


def _transposed(tensor: Any) -> bool:
    flipped, source = False, tensor.op
    while source.type in _PASSED or source.type == "Transpose":
        flipped ^= source.type == "Transpose"
        source = source.inputs[0].op
    return flipped


def _width(op: Any) -> int:
    return int(np.prod([int(n) for n in op.outputs[0].shape[1:]]))


def _weights(graph: Any, constants: dict[str, Any], kernels: set[str]) -> int:
    """Values of all kernels, and of the constants added to what they give: biases and the like."""
    added = set()
    for op in graph.get_operations():
        if op.type in {"BiasAdd", "AddV2", "Add", "Mul", "Sub", "FusedBatchNormV3"}:
            for tensor in op.inputs:
                source = tensor.op
                while source.type in _PASSED:
                    source = source.inputs[0].op
                if source.type == "Const" and source.outputs[0].dtype.is_floating:
                    added.add(str(source.name))
    sizes = [_size(constants[name]) for name in kernels | added if name in constants]
    return int(sum(size for size in sizes if size >= _FEWEST))


def _size(node: Any) -> int:
    return int(np.prod([dim.size for dim in node.attr["value"].tensor.tensor_shape.dim] or [1]))


def _tied(encoder: list[Array], decoder: list[Array]) -> float:
    total = sum(kernel.size for kernel in decoder)
    tied = sum(kernel.size for kernel in decoder if any(_is_transposed(kernel, other) for other in encoder))
    return tied / total if total else 0.0


def _is_transposed(kernel: Array, other: Array) -> bool:
    if kernel.ndim == 2 == other.ndim:
        return kernel.shape == other.shape[::-1] and bool(np.allclose(kernel, other.T, rtol=1e-4, atol=1e-6))
    # A transposed convolution keeps its kernel as (height, width, out, in): the encoder's own array, if it is tied.
    return kernel.shape == other.shape and kernel.ndim == 4 and bool(np.allclose(kernel, other, rtol=1e-4, atol=1e-6))
