"""The evidence folder, as the box writes it: numbered files, each complete as soon as it has its name."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from .protocol import ARRAYS, CELLS, CONFIGS, GRAPHS

__all__ = ["Storage"]


class Storage:
    """Writes below `root`; names are numbers, so nothing a student chose becomes a path."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._count = 0
        for folder in (CELLS, GRAPHS, ARRAYS, CONFIGS):
            (root / folder).mkdir(exist_ok=True)

    def save_array(self, array: np.ndarray[Any, Any]) -> str:
        """Write an npy file and return its name below the root."""
        name = self._next(ARRAYS, "npy")
        with self._writing(name).open("wb") as file:
            np.save(file, np.ascontiguousarray(array), allow_pickle=False)
        return self._done(name)

    def save_graph(self, graph: bytes) -> str:
        """Write a serialised graph and return its name below the root."""
        name = self._next(GRAPHS, "pb")
        self._writing(name).write_bytes(graph)
        return self._done(name)

    def save_config(self, config: str) -> str:
        """Write a description in JSON, already as text, and return its name below the root."""
        name = self._next(CONFIGS, "json")
        self._writing(name).write_text(config)
        return self._done(name)

    def save_json(self, name: str, content: dict[str, Any]) -> None:
        """Write `content` as strict JSON."""
        self._writing(name).write_text(json.dumps(content, allow_nan=False))
        self._done(name)

    def _next(self, folder: str, ending: str) -> str:
        self._count += 1
        return f"{folder}/{self._count:04d}.{ending}"

    def _writing(self, name: str) -> Path:
        return self._root / f"{name}.part"

    def _done(self, name: str) -> str:
        self._writing(name).replace(self._root / name)
        return name
