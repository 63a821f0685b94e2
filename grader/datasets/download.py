"""Downloading a dataset to where Keras keeps it, only if it is what was published."""

import tempfile
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from grader.datasets.library import read
from grader.datasets.model import Published
from grader.datasets.places import IDX_FILES, KERAS_FOLDER, NPZ_FILE, keras_datasets
from grader.datasets.ways import remedy
from grader.errors import MissingDataset
from grader.i18n import text

__all__ = ["KERAS_URL", "Progress", "fetch"]

#: Where Keras itself downloads from (keras/src/datasets/mnist.py, fashion_mnist.py).
KERAS_URL: Final = "https://storage.googleapis.com/tensorflow/tf-keras-datasets"

#: Called with the name of a file, the bytes of it that are there, and the bytes it has, or None where nobody said.
Progress = Callable[[str, int, int | None], None]

_SECONDS: Final = 30.0  # without an answer
_CHUNK: Final = 1 << 18
_MOST: Final = 128 * 2**20  # bytes of one file; the largest has 30 million


def fetch(name: Published, base: str = KERAS_URL, progress: Progress = lambda file, done, total: None) -> Path:
    """Download a dataset into Keras' folder of this user, replacing what is there.

    Args:
        name: which.
        base: address of the folder with its files; a mirror needs no trust, as what it sends is checked.
        progress: told how far each file is.

    Returns:
        The npz file, or the folder of the four idx files.

    Raises:
        MissingDataset: no connection, something else came than was published, or the folder cannot be written.
    """
    files = [NPZ_FILE[name]] if name == "mnist" else list(IDX_FILES.values())
    target = keras_datasets() if name == "mnist" else keras_datasets() / KERAS_FOLDER[name]
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target, prefix=".fetch-") as scratch:
            _download(name, base, files, Path(scratch), progress)
            for file in files:
                (Path(scratch) / file).replace(target / file)
    except OSError as error:
        raise MissingDataset(
            text("{folder} cannot be written: {reason}.", folder=str(target), reason=str(error)),
            text("Set {variable} to a folder that can be written.", variable="KERAS_HOME"),
        ) from error
    return target / files[0] if name == "mnist" else target


def _download(name: Published, base: str, files: list[str], folder: Path, progress: Progress) -> None:
    """Bring the files into `folder` and check them; what fails on the way becomes MissingDataset."""
    try:
        for file in files:
            _copy(f"{base.rstrip('/')}/{file}", folder / file, progress)
    except (OSError, HTTPException, ValueError) as error:
        reason = str(error.reason if type(error) is URLError else error)
        if isinstance(error, HTTPError):
            error.close()  # it is the answer too
        raise MissingDataset(
            text("{name} could not be downloaded from {url}: {reason}.", name=name, url=base, reason=reason),
            remedy(name),
        ) from error
    try:
        read(name, folder / files[0] if name == "mnist" else folder)
    except MissingDataset as error:
        raise MissingDataset(
            text("What {url} sent is not {name} as published; nothing of it was kept.", url=base, name=name),
            remedy(name),
        ) from error


def _copy(url: str, path: Path, progress: Progress) -> None:
    """One file, to its last byte.

    Raises:
        OSError, HTTPException, ValueError: it did not come, or not whole, or it is far too large.
    """
    with urlopen(url, timeout=_SECONDS) as answer, path.open("wb") as out:
        length = answer.headers.get("Content-Length")
        total = int(length) if length else None
        done = 0
        while chunk := answer.read(_CHUNK):
            out.write(chunk)
            done += len(chunk)
            if done > _MOST:
                raise ValueError(f"more than {_MOST} bytes")
            progress(path.name, done, total)
    if total is not None and done != total:
        raise ValueError(f"the connection ended after {done} of {total} bytes")
