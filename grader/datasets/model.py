"""What a dataset is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

__all__ = ["NAMES", "Dataset", "DatasetName", "Images", "Published"]

Images: TypeAlias = npt.NDArray[np.uint8]
#: Datasets that are known to everyone, and lie in files of their own.
Published: TypeAlias = Literal["fashion_mnist", "mnist"]
#: `digits` is the stand-in for MNIST that comes with scikit-learn.
DatasetName: TypeAlias = Literal[Published, "digits"]
NAMES: Final[tuple[DatasetName, ...]] = get_args(DatasetName)


@dataclass(frozen=True, eq=False)
class Dataset:
    """Images with their labels, in two splits; all arrays are read-only.

    Attributes:
        x_train, x_test: uint8 (60000, 28, 28) and (10000, 28, 28), 0..255.
        y_train, y_test: uint8 (60000,) and (10000,), classes 0..9.
        source: the file, or the folder of the idx files, it was read from.
    """

    name: DatasetName
    x_train: Images
    y_train: Images
    x_test: Images
    y_test: Images
    source: Path

    def __post_init__(self) -> None:
        for array in (self.x_train, self.y_train, self.x_test, self.y_test):
            array.flags.writeable = False
