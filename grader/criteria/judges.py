"""The classifier that judges generated images: trained on real ones, on this side of the walls, once per dataset."""

import io
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from grader.datasets import DatasetName, cache_folder, load
from grader.metrics import generated
from grader.metrics.generated import Judge
from grader.store.digest import digest
from grader.store.keep import Keep
from grader.store.surroundings import file_hash, packages

__all__ = ["judge_of"]

_FOLDER: Final = "judges"


@lru_cache(maxsize=3)
def judge_of(dataset: DatasetName) -> tuple[Judge, float]:
    """The judge of a dataset, and its accuracy on the test images, 0..1.

    It is kept on disk under a hash of all it depends on: the images, its own code, and the packages.
    """
    known = load(dataset)
    key = digest("judge", file_hash(Path(generated.__file__)), packages(), known.x_train, known.y_train)
    keep = Keep(cache_folder() / _FOLDER)
    found = keep.get(key)
    if found is not None:
        judge = Judge.from_arrays({name: np.load(io.BytesIO(data)) for name, data in found.items()})
    else:
        judge = Judge.fit((known.x_train / 255).astype(np.float32), known.y_train.astype(np.int64))
        keep.put(key, {name: _npy(array) for name, array in judge.arrays().items()})
    return judge, judge.accuracy((known.x_test / 255).astype(np.float32), known.y_test.astype(np.int64))


def _npy(array: np.ndarray[tuple[int, ...], np.dtype[np.float32 | np.int64]]) -> bytes:
    content = io.BytesIO()
    np.save(content, array, allow_pickle=False)
    return content.getvalue()
