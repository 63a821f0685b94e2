"""What a frozen autoencoder is made of: its layers with weights on both sides of the code, and which are tied."""

from typing import Any, NamedTuple

import numpy as np

from .cut import Cut, upstream

__all__ = ["structure"]

#: Operations with a kernel, which is their second input.
_LAYERS = {"MatMul", "BatchMatMulV2", "Conv2D", "DepthwiseConv2dNative", "Conv2DBackpropInput"}
_TRANSPOSING = {"MatMul": "transpose_b", "BatchMatMulV2": "adj_y"}
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
        twice counted once; `tied`: share of the decoder's kernel weights that are an encoder's kernel, transposed: the
        same variable, no copy of what it holds.
    """
    constants = {node.name: node for node in definition.node if node.op == "Const"}
    ops = upstream(graph.get_operation_by_name("reconstruction"))
    computed = [op for op in graph.get_operations() if op in ops]
    layers = [(op, kernel) for op in computed if (kernel := _kernel(op)) is not None]
    halves = {half: [one for one in layers if (one[0].name in cut.encoder_nodes) == half] for half in (True, False)}
    weights = {kernel.name for _, kernel in layers} | _added(computed)
    return {
        "encoder": _widths([op for op, _ in halves[True]]),
        "decoder": _widths([op for op, _ in halves[False]]),
        "parameters": sum(_size(constants[name]) for name in weights),
        "tied": _tied([kernel for _, kernel in halves[True]], [kernel for _, kernel in halves[False]]),
    }


class _Kernel(NamedTuple):
    """A layer's kernel: the constant that it is, how many weights that has, and whether it is applied transposed."""

    name: str
    size: int
    transposed: bool


def _kernel(op: Any) -> _Kernel | None:
    """The kernel of a layer; None for anything else."""
    if op.type not in _LAYERS:
        return None
    source, transposed = op.inputs[1].op, _applies_transposed(op)
    while source.type in _PASSED or source.type == "Transpose":
        transposed ^= source.type == "Transpose"
        source = source.inputs[0].op
    if source.type != "Const" or not source.outputs[0].shape.rank:
        return None
    return _Kernel(str(source.name), int(source.outputs[0].shape.num_elements()), transposed)


def _applies_transposed(op: Any) -> bool:
    """A transposed convolution keeps its kernel as (height, width, out, in): the encoder's own array, if it is tied."""
    flag = _TRANSPOSING.get(op.type)
    return bool(op.get_attr(flag)) if flag else op.type == "Conv2DBackpropInput"


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


def _tied(encoder: list[_Kernel], decoder: list[_Kernel]) -> float:
    there = {(kernel.name, not kernel.transposed) for kernel in encoder}
    total = sum(kernel.size for kernel in decoder)
    tied = sum(kernel.size for kernel in decoder if (kernel.name, kernel.transposed) in there)
    return tied / total if total else 0.0
