"""Where a dataset's files may lie, in the order in which they are looked for."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from grader.datasets.model import Published

__all__ = ["DATA_DIR", "IDX_FILES", "KERAS_FOLDER", "NPZ_FILE", "STAND_IN", "find", "keras_datasets", "stand_in_wanted"]

#: Environment variable that names a folder with datasets.
DATA_DIR: Final = "GRADER_DATA_DIR"
#: Environment variable that, set to 1, hides every MNIST there is, so that the stand-in takes its place.
STAND_IN: Final = "GRADER_STAND_IN"

#: The array in each of the four files; MNIST and Fashion-MNIST use the same names.
IDX_FILES: Final = {
    "x_train": "train-images-idx3-ubyte.gz",
    "y_train": "train-labels-idx1-ubyte.gz",
    "x_test": "t10k-images-idx3-ubyte.gz",
    "y_test": "t10k-labels-idx1-ubyte.gz",
}
NPZ_FILE: Final[dict[Published, str]] = {"fashion_mnist": "fashion_mnist.npz", "mnist": "mnist.npz"}
#: Where Keras keeps the idx files of a dataset, below its own folder of datasets.
KERAS_FOLDER: Final[dict[Published, str]] = {"fashion_mnist": "fashion-mnist", "mnist": "mnist"}

_DEBIAN: Final = Path("/usr/share/datasets")
_BESIDE_CHECKOUT: Final = Path(__file__).resolve().parents[3] / "shared" / "data"


def find(name: Published) -> Iterator[Path]:
    """Each npz file, and each folder with all four idx files, that may be dataset `name`; best first."""
    if name == "mnist" and stand_in_wanted():
        return
    for folder in _folders():
        npz = folder / NPZ_FILE[name]
        if npz.is_file():
            yield npz
        for idx in (folder / KERAS_FOLDER[name], folder):
            if all((idx / file).is_file() for file in IDX_FILES.values()):
                yield idx


def stand_in_wanted() -> bool:
    """Whether MNIST is to be taken for missing."""
    return os.environ.get(STAND_IN, "") not in ("", "0")


def keras_datasets() -> Path:
    """Where Keras keeps datasets of this user."""
    return Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras") / "datasets"


def _folders() -> Iterator[Path]:
    if os.environ.get(DATA_DIR):
        yield Path(os.environ[DATA_DIR])
    yield keras_datasets()
    yield _DEBIAN
    yield _BESIDE_CHECKOUT
