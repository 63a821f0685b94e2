"""Writes down, cell by cell, what a notebook trains, binds and draws.

Runs in the student's own kernel: everything it says is a claim that the trusted side checks against what the
models do. It must never disturb the notebook, so whatever fails here becomes a note in the evidence.
"""

import importlib.metadata
import os
import platform
from pathlib import Path
from typing import Any

import numpy as np

from .cells import on_cells
from .decodings import Decodings
from .figures import FigureRecorder
from .hooks import take_failures
from .imports import take_failed
from .layers import is_model
from .mixtures import Mixtures
from .models import Album
from .named import models_at_hand, named_models
from .protocol import CELLS, SESSION
from .storage import Storage
from .training import Training
from .training_log import TrainingLog
from .variables import Kept, Numbers, state, weights

__all__ = ["Recorder", "install"]

_PACKAGES = ("tensorflow", "keras", "tf-keras", "numpy", "scikit-learn", "matplotlib", "ipykernel")


def install(shell: Any) -> None:
    """Start recording in an IPython shell; evidence goes below the folder named by GRADER_EVIDENCE."""
    recorder = Recorder(shell.user_ns, Storage(Path(os.environ["GRADER_EVIDENCE"])))
    on_cells(shell, recorder.start_cell, recorder.end_cell)


class Recorder:
    """Collects the evidence of one notebook."""

    def __init__(self, namespace: dict[str, Any], storage: Storage) -> None:
        self._namespace = namespace
        self._storage = storage
        self._numbers = Numbers()
        self._mixtures = Mixtures()
        self._album = Album(storage, self._numbers, self._mixtures)
        self._figures = FigureRecorder(storage)
        self._figures.install()
        self._decodings = Decodings(storage, self._numbers)
        self._log = TrainingLog(self._snapshot_before_refit, self._remember, self._decodings.saw, self._others)
        self._log.install()
        self._kept = Kept(storage)
        self._floats: dict[str, float] = {}
        self._cell = -1
        self._events = 0
        self._snapshots: list[dict[str, Any]] = []
        self._notes: list[str] = []
        self._storage.save_json(SESSION, {"python": platform.python_version(), "packages": _versions()})

    def start_cell(self) -> None:
        """A code cell is about to run."""
        self._cell += 1
        self._snapshots, self._notes = [], []
        self._log.start_cell(self._cell)

    def end_cell(self) -> None:
        """A code cell ended, in whatever way."""
        trainings = self._guarded(self._log.end_cell) or []
        models = self._guarded(lambda: named_models(self._namespace)) or []
        self._guarded(lambda: self._photograph(trainings, models))
        evidence = {
            "cell": self._cell,
            "events": self._guarded(lambda: [self._save(training) for training in trainings]) or [],
            "snapshots": self._snapshots,
            "bindings": self._guarded(lambda: self._bindings(models)) or [],
            "figures": self._guarded(self._figures.take) or [],
            "decodings": self._guarded(self._decodings.take) or [],
            "numbers": self._guarded(self._new_numbers) or [],
            "failed_imports": take_failed(),
            "mixtures": self._mixtures.take(),
            "notes": [*self._notes, *take_failures()],
        }
        self._storage.save_json(f"{CELLS}/{self._cell:04d}.json", evidence)

    def _guarded(self, step: Any) -> Any:
        try:
            return step()
        except (
            Exception
        ) as error:  # ours must not become the student's failure; the note says that something is missing
            self._notes.append(f"{type(error).__name__}: {error}"[:2000])
            return None

    def _save(self, training: Training) -> dict[str, Any]:
        self._events += 1
        saved = training.save(self._events, self._storage, self._numbers, self._kept)
        self._kept.learn(training.states.difference(training.before))
        return saved

    def _snapshot_before_refit(self, model: Any) -> None:
        def names() -> list[str]:
            return [name for name, bound in named_models(self._namespace) if bound is model]

        self._guarded(lambda: self._keep(self._album.take(self._cell, model, names(), self._log.trained, fitted=True)))

    def _remember(self, variables: list[Any], contents: list[str]) -> None:
        numbers = [self._numbers.of(variable) for variable in variables]
        self._guarded(lambda: self._mixtures.remember(numbers, contents, list(map(np.asarray, variables))))

    def _photograph(self, trainings: list[Training], named: list[tuple[str, Any]]) -> None:
        self._album.learn_shapes(trainings)
        trained = [training for training in trainings if is_model(training.model)]
        fitted = _distinct([t.model for t in trained if t.kind != "loop"])
        whole: set[int] = set()
        for model in _distinct([*fitted, *(t.model for t in trained), *(model for _, model in named)]):
            names = [name for name, bound in named if bound is model]
            own = any(model is f for f in fitted)
            taken = self._album.take(self._cell, model, names, self._log.trained, fitted=own)
            if taken is not None and taken["graph"]:
                whole.add(id(model))
            self._keep(taken)
        for encoder, decoder in _pairs([t.model for t in trained if t.kind == "loop" and id(t.model) not in whole]):
            names = [name for part in (encoder, decoder) for name, bound in named if bound is part]
            self._keep(self._album.take_pair(self._cell, encoder, decoder, names, self._log.trained))

    def _others(self) -> list[Any]:
        return [model for model in models_at_hand(self._namespace) if not is_model(model)]

    def _keep(self, snapshot: dict[str, Any] | None) -> None:
        if snapshot is not None:
            self._snapshots.append(snapshot)

    def _bindings(self, named: list[tuple[str, Any]]) -> list[dict[str, Any]]:
        return [
            {
                "name": name[:200],
                "model": self._numbers.of(model),
                "class_name": type(model).__name__[:200],
                "trained": bool(self._log.trained.intersection(state(weights(model)))),
            }
            for name, model in named[:1000]
        ]

    def _new_numbers(self) -> list[dict[str, Any]]:
        floats = {n: f for n, v in self._namespace.items() if not n.startswith("_") and (f := _plain(v)) is not None}
        new = {name: value for name, value in floats.items() if self._floats.get(name) != value}
        self._floats = floats
        return [{"name": name[:200], "value": value} for name, value in list(new.items())[:1000]]


def _plain(value: Any) -> float | None:
    """The value of a plain float or of a float array without axes."""
    if isinstance(value, float | np.floating) or (
        isinstance(value, np.ndarray) and value.shape == () and value.dtype.kind == "f"
    ):
        number = float(value)
        return number if np.isfinite(number) else None
    return None


def _distinct(models: list[Any]) -> list[Any]:
    return list({id(model): model for model in models}.values())


def _pairs(models: list[Any]) -> list[tuple[Any, Any]]:
    """Every ordered pair of halves trained by hand-written loops of a cell; tracing tells which of them compose."""
    return [(a, b) for a in models for b in models if a is not b][:20]


def _versions() -> dict[str, str]:
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found
