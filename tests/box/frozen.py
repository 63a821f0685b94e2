"""Models as the recorder freezes them, and their halves as the boxes run them, in this process."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from grader.box.cut import Cut, find_cut
from grader.box.draws import settled
from grader.box.kernels import structure
from grader.box.mixtures import Mixtures
from grader.box.models import Album
from grader.box.storage import Storage
from grader.box.variables import Numbers, state, weights

__all__ = ["Shot", "photographed", "photographed_pair"]


@dataclass
class Shot:
    """A snapshot, as the evidence has it, and its graph."""

    taken: dict[str, Any]
    graph: bytes

    @cached_property
    def definition(self) -> Any:
        definition = tf.compat.v1.GraphDef()
        definition.ParseFromString(self.graph)
        return definition

    @cached_property
    def cut(self) -> Cut:
        return find_cut(self._imported(self.definition))

    @property
    def structure(self) -> dict[str, Any]:
        return structure(self.definition, self._imported(self.definition), self.cut)

    def code(self, images: np.ndarray, draws: float = 0.0) -> np.ndarray:
        """The code of 100 images, with this number for the draws that make it and 0 for all others."""
        return self._run(settled(settled(self.definition, draws, self.cut.draws), 0.0), self.cut.tensor, images)

    def output(self, images: np.ndarray) -> np.ndarray:
        return self._run(settled(self.definition, 0.0), "reconstruction:0", images)

    def _run(self, definition: Any, tensor: str, images: np.ndarray) -> np.ndarray:
        with tf.compat.v1.Session(graph=self._imported(definition)) as session:
            return np.asarray(session.run(tensor, {"images:0": images}))

    def _imported(self, definition: Any) -> Any:
        with tf.Graph().as_default() as graph:
            tf.graph_util.import_graph_def(definition, name="")
        return graph


def photographed(model: Any, folder: Path) -> Shot:
    """What the recorder keeps of a model that was trained to be what it is."""
    return _shot(_album(folder).take(0, model, ["model"], _trained(model), fitted=True), folder)


def photographed_pair(encoder: Any, decoder: Any, folder: Path) -> Shot:
    """The same of two models that were trained side by side."""
    trained = _trained(encoder) | _trained(decoder)
    return _shot(_album(folder).take_pair(0, encoder, decoder, ["encoder", "decoder"], trained), folder)


def _album(folder: Path) -> Album:
    return Album(Storage(folder), Numbers(), Mixtures())


def _trained(model: Any) -> set[str]:
    return set(state(weights(model)))


def _shot(taken: dict[str, Any] | None, folder: Path) -> Shot:
    assert taken is not None
    assert taken["graph"] is not None, taken["error"]
    return Shot(taken, (folder / taken["graph"]).read_bytes())
