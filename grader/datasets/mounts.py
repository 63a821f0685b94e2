"""The datasets as Keras expects them in a box, so that `keras.datasets` works there without a network."""

import gzip
import io
import os
import tempfile
import zlib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from grader.box.protocol import BOX_HOME
from grader.datasets.idx import idx_bytes
from grader.datasets.library import load_or_stand_in
from grader.datasets.model import Dataset, DatasetName, Images
from grader.datasets.places import IDX_FILES, KERAS_FOLDER, NPZ_FILE
from grader.errors import MissingDataset
from grader.i18n import text
from grader.sandbox.protocol import Mount

__all__ = ["CACHE_DIR", "cache_folder", "mounts"]

#: Environment variable that names the folder for what is made once, such as converted datasets; without it,
#: ~/.cache/grader.
CACHE_DIR: Final = "GRADER_CACHE_DIR"

_DATASETS: Final = f"{BOX_HOME}/.keras/datasets"


def cache_folder() -> Path:
    """Where this user's grader keeps what it made once; it need not be there."""
    return Path(os.environ.get(CACHE_DIR) or Path.home() / ".cache" / "grader")


def mounts(names: Iterable[DatasetName]) -> list[Mount]:
    """Read-only mounts of the named datasets, in the format and at the place where Keras looks for each.

    Where there is no MNIST its stand-in is mounted in its place, for the box's own loader to find. Any other dataset
    that is not to be had is left out: only an assignment's own one is required, and whoever needs it calls `load`. What
    lies here in another format is converted once.

    Raises:
        MissingDataset: a conversion is needed and its folder cannot be written.
    """
    result: dict[str, Mount] = {}  # by target, as the stand-in goes where MNIST goes
    for name in names:
        try:
            dataset = load_or_stand_in(name)
        except MissingDataset:
            continue
        for mount in _idx_mounts(dataset) if name == "fashion_mnist" else [_npz_mount(dataset)]:
            result.setdefault(mount.target, mount)
    return list(result.values())


def _idx_mounts(dataset: Dataset) -> list[Mount]:
    folder = dataset.source if dataset.source.is_dir() else _converted(dataset, _write_idx)
    target = f"{_DATASETS}/{KERAS_FOLDER['fashion_mnist']}"
    return [Mount(folder / file, f"{target}/{file}") for file in IDX_FILES.values()]


def _npz_mount(dataset: Dataset) -> Mount:
    file = NPZ_FILE["mnist"]
    as_it_is = dataset.source.suffix == ".npz"
    source = dataset.source if as_it_is else _converted(dataset, _write_npz) / file
    return Mount(source, f"{_DATASETS}/{file}")


def _converted(dataset: Dataset, write: Callable[[Dataset, Path], None]) -> Path:
    """The private folder that holds `dataset` in the other format, written now if it is not there."""
    # The stand-in of another version of the grader is another one.
    content = zlib.crc32(dataset.x_test.data, zlib.crc32(dataset.x_train.data))
    name, folder = dataset.name, cache_folder() / "datasets" / f"{dataset.name}-{content:08x}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(dataset, folder)
    except OSError as error:
        raise MissingDataset(
            text(
                "{name} has to be converted for Keras, and {folder} cannot be written.", name=name, folder=str(folder)
            ),
            text("Set {variable} to a folder that can be written.", variable=CACHE_DIR),
        ) from error
    return folder


def _write_idx(dataset: Dataset, folder: Path) -> None:
    for part, file in IDX_FILES.items():
        _write_once(folder / file, partial(_gzipped_idx, getattr(dataset, part)))


def _write_npz(dataset: Dataset, folder: Path) -> None:
    _write_once(folder / NPZ_FILE["mnist"], partial(_npz, dataset))


def _gzipped_idx(array: Images) -> bytes:
    return gzip.compress(idx_bytes(array), compresslevel=1, mtime=0)


def _npz(dataset: Dataset) -> bytes:
    content = io.BytesIO()
    np.savez(content, **{part: getattr(dataset, part) for part in IDX_FILES})
    return content.getvalue()


def _write_once(path: Path, content: Callable[[], bytes]) -> None:
    """Write a file unless it is there; whole or not at all, also when two processes try."""
    if path.exists():
        return
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        part = Path(folder) / path.name
        part.write_bytes(content())
        part.replace(path)
