"""Every door through which bytes of a student's come in, as a function of bytes, with some to begin from.

Whatever the bytes, a reader gives a value or raises an error of `grader.errors` (for the kernel's messages: None).
"""

import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from jupyter_client.session import Session as Wire

from grader.errors import GradingError
from grader.exchange import CellEvidence, Session, parse_json, parse_model, read_npy
from grader.exchange.npy import DTYPES
from grader.execution.wire import CheckedChannel
from grader.inference.two_boxes import Report
from grader.intake import foreign_framework, read_notebook
from tests.fuzz.evidence import components, histogram, record
from tests.fuzz.numpy_box import report

__all__ = ["READERS", "Reader"]

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"


@dataclass(frozen=True)
class Reader:
    """A reader of hostile bytes.

    Attributes:
        read: anything it raises but a GradingError is a defect.
        seeds: bytes that it accepts.
    """

    read: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]

    def accepts(self, data: bytes) -> bool:
        """Whether the reader gives a value for `data`."""
        try:
            return self.read(data) is not None
        except GradingError as error:
            said = error.explain("es")
        assert said.replace("\n", "").isprintable()
        return False


@cache
def _scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="grader-fuzz-"))


def _notebook(data: bytes) -> object:
    path = _scratch() / "x.ipynb"
    path.write_bytes(data)
    notebook = read_notebook(path)
    foreign_framework(notebook)
    return notebook


def _npy(data: bytes) -> object:
    array = read_npy(data, name="x.npy", dtypes=set(DTYPES.values()), shape=(None, None), max_items=10**4)
    assert array.dtype.kind != "f" or np.isfinite(array).all()
    assert array.nbytes < len(data)
    return array


def _message(data: bytes) -> object:
    channel = CheckedChannel.__new__(CheckedChannel)
    channel.session = Wire(key=b"")
    return channel.read(data.split(b"\0\0"))


def _messages() -> list[bytes]:
    wire = Wire(key=b"")
    contents = {
        "stream": {"name": "stdout", "text": "hola"},
        "execute_reply": {"status": "ok"},
        "display_data": {"data": {"text/plain": "1"}, "metadata": {}, "transient": {"display_id": "a"}},
        "error": {"ename": "E", "evalue": "v", "traceback": ["t"]},
        "status": {"execution_state": "idle"},
    }
    return [b"\0\0".join(wire.serialize(wire.msg(kind, content), b"id")) for kind, content in contents.items()]


def _notebooks() -> list[bytes]:
    cell = {"cell_type": "code", "source": ["import torch\n", "x = 1"], "metadata": {"tags": ["grade:a"]}}
    small = {"nbformat": 4, "metadata": {"kernelspec": {"name": "python3"}}, "cells": [cell]}
    old = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "heading", "level": 2, "source": "a"}, cell]}]}
    return [*map(_bytes, (small, old)), *(path.read_bytes() for path in ASSIGNMENTS.glob("*/starter.ipynb"))]


@cache
def _evidence() -> Path:
    """What the recorder's own code writes about 30 random images."""
    root = _scratch() / "evidence"
    root.mkdir()
    images = np.random.default_rng(0).integers(0, 256, (30, 28, 28), np.uint8)
    errors = np.linspace(0, 1, 30)
    numbers = [{"name": "auc", "value": 0.9}]
    record(root, [images], [components(images, 2)], figures=[histogram(errors, errors < 0.5)], numbers=numbers)
    return root


def _files(pattern: str) -> Callable[[], list[bytes]]:
    return lambda: [path.read_bytes() for path in sorted(_evidence().glob(pattern))]


def _arrays() -> list[bytes]:
    return [min(_evidence().glob("graphs/*.pb")).read_bytes()]  # two axes of float32


def _bytes(value: object) -> bytes:
    return json.dumps(value).encode()


READERS = {
    "notebook": Reader(_notebook, _notebooks),
    "json": Reader(lambda data: [parse_json(data, "x.json")], _files("**/*.json")),
    "cell": Reader(lambda data: parse_model(data, "x.json", CellEvidence), _files("cells/*.json")),
    "session": Reader(lambda data: parse_model(data, "x.json", Session), _files("session.json")),
    "report": Reader(lambda data: parse_model(data, "x.json", Report), lambda: [_bytes(report(32, 784))]),
    "npy": Reader(_npy, _arrays),
    "message": Reader(_message, _messages),
}
