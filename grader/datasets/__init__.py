"""MNIST and Fashion-MNIST: where their files are, what is in them, and how Keras finds them inside a box.

Nothing is downloaded. Every array is compared with a known checksum before it is used.
"""

from grader.datasets.classes import CLASS_NAMES
from grader.datasets.idx import InvalidIdx, parse_idx
from grader.datasets.library import load
from grader.datasets.model import Dataset, DatasetName
from grader.datasets.mounts import mounts

__all__ = ["CLASS_NAMES", "Dataset", "DatasetName", "InvalidIdx", "load", "mounts", "parse_idx"]
