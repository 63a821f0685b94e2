"""Loading a dataset, each array checked against its known checksum."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from grader.datasets.idx import InvalidIdx, read_idx_gz
from grader.datasets.model import Dataset, DatasetName, Images, Published
from grader.datasets.places import IDX_FILES, STAND_IN, find, stand_in_wanted
from grader.datasets.stand_in import digits
from grader.datasets.ways import remedy
from grader.errors import MissingDataset
from grader.i18n import text

__all__ = ["available", "load", "load_or_stand_in", "read"]

_SHAPES: Final = {"x_train": (60_000, 28, 28), "y_train": (60_000,), "x_test": (10_000, 28, 28), "y_test": (10_000,)}
_MAX_BYTES: Final = 60_000 * 28 * 28 + 16

#: SHA-256 of each array's bytes, so that it holds for any container. Those of MNIST come from the idx files of
#: http://yann.lecun.com/exdb/mnist/ (MD5 of train-images, unpacked: 6bbc9ace898e44ae57da46a324031adb), those of
#: Fashion-MNIST from Debian's package dataset-fashion-mnist 0.0~git20200523.55506a9.
_SHA256: Final[dict[Published, dict[str, str]]] = {
    "fashion_mnist": {
        "x_train": "2e487a6c89124f78f2d7521542223cafe96f7123c3ca13d447772ac6ecbb3012",
        "y_train": "657fbd221bfc9f4198cc14b5619cc33ec57c58dd0e47af4d99d6650759e869a7",
        "x_test": "c867c93ff95360594e8ec3287995350b824dd110b11595c0e13d5423f621867a",
        "y_test": "3d0e6c6ea990b53b6f8f500a41cac93881d981b315f84578b7d915342ade01e9",
    },
    "mnist": {
        "x_train": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
        "y_train": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
        "x_test": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
        "y_test": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
    },
}


def load(name: DatasetName) -> Dataset:
    """The dataset, from the first place that has it; read once per process and place.

    Looked for in GRADER_DATA_DIR, Keras' own cache (KERAS_HOME, else ~/.keras), Debian's shared datasets, and
    ../shared/data beside a development checkout. `digits` comes with scikit-learn, and is always there.

    Raises:
        MissingDataset: it is nowhere, or the first place that has it holds something else than expected.
    """
    if name == "digits":
        return digits()
    source = next(_places(name), None)
    if source is None:
        raise _missing(name)
    return _read_once(name, source)


def available(name: DatasetName) -> bool:
    """Whether there is a place that has the dataset; what it holds is not looked at.

    Raises:
        MissingDataset: a place has files that cannot be read.
    """
    return name == "digits" or next(_places(name), None) is not None


def load_or_stand_in(name: DatasetName) -> Dataset:
    """The dataset, or `digits` where MNIST is wanted and nowhere on this machine; its `name` says which.

    An MNIST that is there and damaged is an error: nobody wants to find out later what was really used.

    Raises:
        MissingDataset: as `load`.
    """
    return load("digits") if name == "mnist" and not available(name) else load(name)


def read(name: Published, source: Path) -> Dataset:
    """The dataset in an npz file, or in a folder of four idx files.

    Raises:
        MissingDataset: it holds something else than what was published.
    """
    arrays = {}
    for part, shape in _SHAPES.items():
        array = _array(source, part, name)
        found, expected = _digest(array), _SHA256[name][part]
        if array.shape != shape or array.dtype != np.uint8 or found != expected:
            message = text(
                "{file} does not hold {name} as published: the SHA-256 of its values is {found}, expected {expected}.",
                file=str(_file(source, part)),
                name=name,
                found=found,
                expected=expected,
            )
            raise MissingDataset(message, remedy(name))
        arrays[part] = array
    return Dataset(name=name, source=source, **arrays)


_read_once = lru_cache(maxsize=4)(read)


def _array(source: Path, part: str, name: Published) -> Images:
    """One of the four arrays; foreign errors become MissingDataset here and only here."""
    try:
        if source.is_dir():
            return read_idx_gz(source / IDX_FILES[part], _MAX_BYTES)
        with np.load(source, allow_pickle=False) as npz:
            return np.asarray(npz[part])
    except (InvalidIdx, OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        message = text(
            "{file} cannot be read as {name}: {reason}.",
            file=str(_file(source, part)),
            name=name,
            reason=f"{type(error).__name__}: {error}",
        )
        raise MissingDataset(message, remedy(name)) from error


def _places(name: Published) -> Iterator[Path]:
    return (source for source in find(name) if not _is_another(source, name))


def _is_another(source: Path, name: Published) -> bool:
    """Whether idx files that lie in a folder without a name of their own are those of another dataset."""
    if not source.is_dir():
        return False
    labels = _digest(_array(source, "y_test", name))
    return any(labels == known["y_test"] for other, known in _SHA256.items() if other != name)


def _missing(name: Published) -> MissingDataset:
    if name == "mnist" and stand_in_wanted():
        return MissingDataset(
            text("{variable} is set, so that MNIST counts as missing.", variable=STAND_IN),
            text("Unset it to use the real one."),
        )
    return MissingDataset(text("The dataset {name} is nowhere on this machine.", name=name), remedy(name))


def _digest(array: Images) -> str:
    return hashlib.sha256(np.ascontiguousarray(array).data).hexdigest()


def _file(source: Path, part: str) -> Path:
    return source / IDX_FILES[part] if source.is_dir() else source
