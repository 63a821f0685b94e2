"""Stands in for `python -m box.infer` where a test needs no TensorFlow: the two halves of a linear autoencoder.

    python numpy_box.py encode|decode GIVEN MADE

The graph is an npy file (1 + k, pixels): the mean image, and k orthonormal components.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

WEAKENED_ROWS = 2_000


def report(width: int, pixels: int) -> dict[str, Any]:
    """What a half says of a linear autoencoder with a code of `width`."""
    structure = {"encoder": [width], "decoder": [pixels], "parameters": width * pixels, "tied": 1.0}
    flags = {"narrow": True, "whole": False, "drawn": False, "draws": False}
    return {"code_shape": [width], "convolutions": 1, **flags, "structure": structure}


def main(half: str, given: Path, made: Path) -> None:
    (made / "ready").touch()
    mean, *components = np.load(given / "graph.pb", allow_pickle=False)
    while not (given / "rows.npy").exists():
        time.sleep(0.01)
    rows = np.load(given / "rows.npy", allow_pickle=False)
    rows = rows.reshape(len(rows), -1)
    outputs = (rows - mean) @ np.array(components).T if half == "encode" else rows @ np.array(components) + mean
    np.save(made / "rows.npy", outputs.astype(np.float32))
    np.save(made / "weakened.npy", outputs[:WEAKENED_ROWS].astype(np.float32) / 2)
    (made / "report.json").write_text(json.dumps(report(len(components), mean.size)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
