"""Runs one half of a frozen model in a box of its own: `python -m box.infer encode|decode`.

Input folder: `graph.pb` and `rows.npy` (float32: images for the encoder, codes for the decoder), which may come
later than the box; output folder: `ready` once TensorFlow is up, then `rows.npy`, `weakened.npy`, `drawn.npy` and
`report.json`. `weakened` is the same computation without what the spatial convolutions of this half see beyond their
centre, on the first rows only; `drawn`, of an encoder whose code is drawn, with these draws at 1, while all others and
those of the other files are at 0. Neither half sees the other's input.
"""

import json
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from .cut import Cut, find_cut
from .draws import drawing, settled
from .forbidden import refuse_forbidden
from .kernels import structure
from .protocol import BATCH, DRAWN_ROWS, READY, WEAKENED_ROWS

__all__ = ["main", "preload"]

Array = np.ndarray[Any, Any]

_FILTERS = {"Conv2D": 1, "DepthwiseConv2dNative": 1, "Conv2DBackpropInput": 1}


def preload() -> None:
    """Import all that takes its time."""
    sys.modules["keras"] = None  # type: ignore[assignment]  # a frozen graph needs none, and half the import time is Keras
    import tensorflow  # noqa: F401


def main() -> None:
    """Do one job and end."""
    half = sys.argv[1]
    source, sink = Path(os.environ["GRADER_INPUT"]), Path(os.environ["GRADER_OUTPUT"])
    preload()
    import tensorflow as tf

    (sink / READY).touch()
    frozen = tf.compat.v1.GraphDef()
    frozen.ParseFromString((source / "graph.pb").read_bytes())
    refuse_forbidden(frozen)
    rows = np.load(_awaited(source / "rows.npy"), allow_pickle=False)
    graph = _imported(tf, frozen)
    cut = find_cut(graph)
    draws = drawing(frozen)
    definition = settled(frozen, 0.0) if draws else frozen
    convolutions = _spatial_convolutions(definition, cut, half)
    np.save(sink / "rows.npy", _run(tf, definition, cut, half, rows))
    if convolutions:
        np.save(
            sink / "weakened.npy", _run(tf, _without(tf, definition, convolutions), cut, half, rows[:WEAKENED_ROWS])
        )
    drawn = half == "encode" and cut.drawn
    if drawn:
        moved = settled(settled(frozen, 1.0, cut.draws), 0.0)
        np.save(sink / "drawn.npy", _run(tf, moved, cut, half, rows[:DRAWN_ROWS]))
    report = {
        "code_shape": list(cut.shape),
        "narrow": cut.narrow,
        "whole": cut.whole,
        "convolutions": len(convolutions),
        "drawn": drawn,
        "draws": bool(draws),
        "structure": structure(frozen, graph, cut),
    }
    (sink / "report.json").write_text(json.dumps(report))


def _awaited(path: Path) -> Path:
    # The decoder's box warms up while the encoder's still computes; the parent holds the clock.
    while not path.exists():
        time.sleep(0.05)
    return path


def _imported(tf: Any, definition: Any, **mapping: Any) -> Any:
    graph = tf.Graph()
    with graph.as_default():
        tf.graph_util.import_graph_def(definition, name="", **mapping)
    return graph


def _run(tf: Any, definition: Any, cut: Cut, half: str, rows: Array) -> Array:
    """Run one half over all rows, in batches of exactly BATCH."""
    graph = tf.Graph()
    with graph.as_default():
        if half == "encode":
            tf.graph_util.import_graph_def(definition, name="")
            entry, wanted = graph.get_tensor_by_name("images:0"), graph.get_tensor_by_name(cut.tensor)
        else:
            entry = tf.compat.v1.placeholder(tf.float32, (BATCH, *cut.shape), name="code")
            mapping = {cut.tensor: tf.cast(entry, _imported(tf, definition).get_tensor_by_name(cut.tensor).dtype)}
            (wanted,) = tf.graph_util.import_graph_def(
                definition, name="half", input_map=mapping, return_elements=["reconstruction:0"]
            )
        with tf.compat.v1.Session(graph=graph) as session:
            outputs = [session.run(wanted, {entry: batch}) for batch in _batches(rows, entry.shape)]
    return np.concatenate(outputs)[: len(rows)].reshape(len(rows), -1).astype(np.float32)


def _batches(rows: Array, shape: Any) -> Iterable[Array]:
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        missing = BATCH - len(batch)
        if missing:
            batch = np.concatenate([batch, np.repeat(batch[-1:], missing, axis=0)])
        yield batch.reshape(tuple(shape))


def _spatial_convolutions(definition: Any, cut: Cut, half: str) -> set[str]:
    """Names of the constants that hold this half's convolution kernels wider than one pixel."""
    nodes = {node.name: node for node in definition.node}
    found = set()
    for node in definition.node:
        if node.op in _FILTERS and (node.name in cut.encoder_nodes) == (half == "encode"):
            constant = _constant(nodes, node.input[_FILTERS[node.op]])
            if constant is not None and max(_dimensions(constant)[:2]) > 1:
                found.add(constant.name)
    return found


def _constant(nodes: dict[str, Any], name: str) -> Any:
    node = nodes.get(name.split(":")[0])
    while node is not None and node.op in {"Identity", "ReadVariableOp"}:
        node = nodes.get(node.input[0].split(":")[0])
    return node if node is not None and node.op == "Const" else None


def _dimensions(constant: Any) -> list[int]:
    return [dim.size for dim in constant.attr["value"].tensor.tensor_shape.dim] or [1]


def _without(tf: Any, definition: Any, constants: set[str]) -> Any:
    """A copy of the graph whose named kernels keep only their central tap."""
    weakened = type(definition)()
    weakened.CopyFrom(definition)
    for node in weakened.node:
        if node.name in constants:
            kernel = tf.make_ndarray(node.attr["value"].tensor).copy()
            centre = np.zeros_like(kernel)
            row, column = kernel.shape[0] // 2, kernel.shape[1] // 2
            centre[row, column] = kernel[row, column]
            node.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(centre))
    return weakened


if __name__ == "__main__":
    main()
