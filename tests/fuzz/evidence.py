"""Evidence as a notebook's box leaves it, by the recorder's own code, about a model that needs no TensorFlow."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.box.consumed import Consumed
from grader.box.storage import Storage

__all__ = ["components", "histogram", "record"]


def components(images: NDArray[np.uint8], width: int) -> bytes:
    """The graph of a linear autoencoder with a code of `width`: see numpy_box."""
    flat = images.reshape(len(images), -1) / 255
    mean = flat.mean(axis=0)
    _, _, directions = np.linalg.svd(flat - mean, full_matrices=False)
    content = io.BytesIO()
    np.save(content, np.vstack([mean, directions[:width]]).astype(np.float32), allow_pickle=False)
    return content.getvalue()


def histogram(errors: NDArray[np.float64], normal: NDArray[np.bool_]) -> dict[str, Any]:
    """A figure with the errors of both classes, in 40 bins each."""
    edges = np.linspace(0, float(errors.max()), 41)
    series = [
        {
            "kind": "bars",
            "label": label,
            "x": edges.tolist(),
            "y": np.histogram(errors[rows], edges)[0].tolist(),
            "count": 40,
        }
        for label, rows in (("camiseta", normal), ("otras", ~normal))
    ]
    panel = {"title": "MSE", "xlabel": "mse", "ylabel": "", "texts": [], "log_x": False, "images": 0, "series": series}
    return {"library": "matplotlib", "title": "", "panels": [panel]}


def record(
    root: Path,
    trainings: Sequence[NDArray[np.uint8]],
    graphs: Sequence[bytes],
    *,
    figures: Sequence[dict[str, Any]] = (),
    numbers: Sequence[dict[str, Any]] = (),
    states: Sequence[str] | None = None,
) -> None:
    """One cell per training of one model, which goes on from where the one before left it; the last cell draws.

    Args:
        root: an existing, empty folder.
        trainings: the images of each, uint8 (n, 28, 28), its own targets.
        graphs: the model after each training.
        states: hash of the model's one variable in each snapshot, where it is not the one its training left.
    """
    storage = Storage(root)
    storage.save_json("session.json", {"python": "3.11.2", "packages": {"keras": "3.15.1"}})
    for number, (images, graph) in enumerate(zip(trainings, graphs, strict=True)):
        before, after = f"{number:016x}", f"{number + 1:016x}"
        state = states[number] if states else after
        last = number == len(trainings) - 1
        cell = {
            "cell": number,
            "events": [_event(number, images, before, after, storage)],
            "snapshots": [_snapshot(number, graph, state, storage)],
            "bindings": [{"name": "autoencoder", "model": 1, "class_name": "Functional", "trained": True}],
            "figures": list(figures) if last else [],
            "decodings": [{"variables": [2], "codes": storage.save_array(np.zeros((3, 2), np.float32)), "width": 2}],
            "numbers": list(numbers) if last else [],
            "failed_imports": [],
            "notes": [],
        }
        storage.save_json(f"cells/{number:04d}.json", cell)


def _event(number: int, images: NDArray[np.uint8], before: str, after: str, storage: Storage) -> dict[str, Any]:
    consumed = Consumed()
    rows = images.astype(np.float32)[..., None] / 255
    for start in range(0, len(rows), 100):
        consumed.add(rows[start : start + 100], rows[start : start + 100])
    return {
        "id": number,
        "cell": number,
        "kind": "fit",
        "model": 1,
        "epochs": 1,
        "steps": consumed.steps,
        "optimizer": "Adam",
        "learning_rate": 0.001,
        "loss": "mse",
        "losses": [0.05],
        "variables": [1],
        "before": [before],
        "after": [after],
        "states": [after],
        "x": consumed.x.save(storage),
        "y": consumed.y.save(storage),
        "same": consumed.same,
        "noise_layers": [],
        "began": {before: storage.save_array(np.zeros((4, 4), np.float32))},
        "recipe": {"obstacle": "loop"},
        "held": {"images": [], "opaque": 0, "doors": 0},
        "touched": 0,
    }


def _snapshot(number: int, graph: bytes, state: str, storage: Storage) -> dict[str, Any]:
    return {
        "id": number,
        "cell": number,
        "model": 1,
        "names": ["autoencoder"],
        "form": "model",
        "class_name": "Functional",
        "input_shape": [28, 28, 1],
        "output_shape": [28, 28, 1],
        "graph": storage.save_graph(graph),
        "error": None,
        "parameters": 784,
        "variables": [1],
        "state": [state],
        "layers": [],
    }
