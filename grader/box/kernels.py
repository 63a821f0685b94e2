"""What a frozen autoencoder is made of: its layers with weights on both sides of the code, and which are tied."""

from typing import Any

import numpy as np

from .cut import Cut, upstream

__all__ = ["structure"]

Array = np.ndarray[Any, Any]

#: Operations with a kernel, which is their second input.
_LAYERS = {"MatMul", "BatchMatMulV2", "Conv2D", "DepthwiseConv2dNative", "Conv2DBackpropInput"}
_PASSED = {"Identity", "ReadVariableOp", "Cast", "Reshape", "Squeeze", "ExpandDims", "StopGradient"}
#: Operations that put a bias, or the numbers of a normalisation, to what a kernel gives.
_ADDING = {"BiasAdd", "AddV2", "Add", "Mul", "Sub", "FusedBatchNormV3"}


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
    ops = upstream(graph.get_operation_by_name("reconstruction"))
    computed = [op for op in graph.get_operations() if op in ops]
    layers = [(op, kernel) for op in computed if (kernel := _kernel(op, constants)) is not None]
    halves = {half: [one for one in layers if (one[0].name in cut.encoder_nodes) == half] for half in (True, False)}
    kernels = {name for op, _ in layers if (name := _constant(op)) is not None}
    return {
        "encoder": _widths([op for op, _ in halves[True]]),
        "decoder": _widths([op for op, _ in halves[False]]),
        "parameters": sum(_size(constants[name]) for name in kernels | _added(computed)),
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
    """Name of the constant that is a layer's kernel."""
    if op.type not in _LAYERS:
        return None
    source = op.inputs[1].op
    while source.type in _PASSED or source.type == "Transpose":
        source = source.inputs[0].op
    return str(source.name) if source.type == "Const" and source.outputs[0].shape.rank else None


def _transposed(tensor: Any) -> bool:
    flipped, source = False, tensor.op
    while source.type in _PASSED or source.type == "Transpose":
        flipped ^= source.type == "Transpose"
        source = source.inputs[0].op
    return flipped


def _widths(ops: list[Any]) -> list[int]:
    """Of the first hundred whose shape is known."""
    shapes = [op.outputs[0].shape for op in ops]
    return [int(np.prod(shape[1:].as_list())) for shape in shapes if shape.is_fully_defined()][:100]


def _added(ops: list[Any]) -> set[str]:
    """Names of the constants that are added to what kernels give: biases and the like, but no single numbers."""
    added = set()
    for tensor in (tensor for op in ops if op.type in _ADDING for tensor in op.inputs):
        source = tensor.op
        while source.type in _PASSED:
            source = source.inputs[0].op
        output = source.outputs[0]
        if source.type == "Const" and output.dtype.is_floating and output.shape.rank:
            added.add(str(source.name))
    return added


def _size(node: Any) -> int:
    return int(np.prod([dim.size for dim in node.attr["value"].tensor.tensor_shape.dim]))


def _tied(encoder: list[Array], decoder: list[Array]) -> float:
    total = sum(kernel.size for kernel in decoder)
    tied = sum(kernel.size for kernel in decoder if any(_is_transposed(kernel, other) for other in encoder))
    return tied / total if total else 0.0


def _is_transposed(kernel: Array, other: Array) -> bool:
    if kernel.ndim == 2 == other.ndim:
        return kernel.shape == other.shape[::-1] and bool(np.allclose(kernel, other.T, rtol=1e-4, atol=1e-6))
    # A transposed convolution keeps its kernel as (height, width, out, in): the encoder's own array, if it is tied.
    return kernel.shape == other.shape and kernel.ndim == 4 and bool(np.allclose(kernel, other, rtol=1e-4, atol=1e-6))
