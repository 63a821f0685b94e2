"""The folder of evidence that a notebook's box left behind."""

import os
from pathlib import Path
from typing import Any, Final

from numpy import dtype as numpy_dtype
from numpy.typing import NDArray

from grader.box.protocol import CELLS, SESSION
from grader.errors import BadArtefact
from grader.exchange.evidence import CellEvidence, Session
from grader.exchange.json_file import parse_model, read_json
from grader.exchange.npy import MAX_HEADER, read_npy
from grader.exchange.safe_open import read_bytes
from grader.i18n import Text, text

__all__ = ["EvidenceFolder"]

MAX_CELLS: Final = 2_000  # as in intake
MAX_CELL_BYTES: Final = 16 * 2**20
#: All cell files together: what the JSON of a whole notebook may take (about 16 times as much in memory, at worst).
MAX_CELLS_BYTES: Final = 64 * 2**20
MAX_SESSION_BYTES: Final = 64 * 2**10


class EvidenceFolder:
    """Checked access to an evidence folder; the box that wrote it must be dead.

    Attributes:
        rejected: why cell files were passed over by the last `cells(strict=False)`, one message per file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rejected: list[Text] = []

    def session(self) -> Session | None:
        """Versions inside the box, or None where the kernel never came up.

        Raises:
            BadArtefact: the file is there and breaks a rule.
        """
        data = self._read_if_there(SESSION, MAX_SESSION_BYTES)
        return None if data is None else parse_model(data, SESSION, Session)

    def cells(self, *, strict: bool = True) -> list[CellEvidence]:
        """What each executed code cell left behind, sorted by number.

        Cells are looked up by number and never by listing the folder, so that a flood of files costs nothing.

        Args:
            strict: whether a bad file raises. Otherwise it is passed over and its reason kept in `rejected`, so that
                one bad cell does not sink the others.

        Raises:
            BadArtefact: a cell file breaks a rule; the message names file and field.
        """
        self.rejected = []
        found, left = [], MAX_CELLS_BYTES
        for number in range(MAX_CELLS):
            name = f"{CELLS}/{number:04d}.json"
            try:
                data = self._read_if_there(name, min(left, MAX_CELL_BYTES))
                if data is not None:
                    left -= len(data)
                    found.append(_cell(data, name, number))
            except BadArtefact as error:
                if strict:
                    raise
                self.rejected.append(error.message)
        return found

    def array(self, name: str, *, dtype: str, shape: tuple[int | None, ...] | None, max_bytes: int) -> NDArray[Any]:
        """The array file `name`, such as `arrays/0001.npy`; read-only, its floats finite.

        Args:
            name: the path below the folder, as the evidence gives it.
            dtype: numpy's name of the one dtype expected, such as `float32`.
            shape: the shape expected; None stands for any length of that axis, or for any shape at all.
            max_bytes: the most bytes of data allowed.

        Raises:
            BadArtefact: missing, too large, or not such an array.
        """
        data = read_bytes(self.path, name, max_bytes + MAX_HEADER)
        items = max_bytes // numpy_dtype(dtype).itemsize
        return read_npy(data, name=name, dtypes={dtype}, shape=shape, max_items=items)

    def graph(self, name: str, max_bytes: int) -> bytes:
        """The bytes of the graph file `name`, such as `graphs/0001.pb`; never interpreted on this side.

        Raises:
            BadArtefact: missing or too large.
        """
        return read_bytes(self.path, name, max_bytes)

    def description(self, name: str, max_bytes: int) -> Any:
        """The value in the JSON file `name`, such as `configs/0001.json`.

        Raises:
            BadArtefact: missing, too large, or no strict JSON.
        """
        return read_json(self.path, name, max_bytes=max_bytes)

    def _read_if_there(self, name: str, max_bytes: int) -> bytes | None:
        # Only spares the careful opening of 2,000 files that are not there; it decides nothing about those that are.
        if not os.path.lexists(f"{self.path}/{name}") and self.path.is_dir():
            return None
        return read_bytes(self.path, name, max_bytes)


def _cell(data: bytes, name: str, number: int) -> CellEvidence:
    cell = parse_model(data, name, CellEvidence)
    if cell.cell != number:
        raise BadArtefact(text("{file} says that it is of cell {cell}.", file=name, cell=cell.cell))
    return cell
