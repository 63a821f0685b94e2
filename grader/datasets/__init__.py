"""MNIST and Fashion-MNIST: where their files are, what is in them, and how Keras finds them inside a box.

Every array is compared with a known checksum before it is used; nothing is downloaded unless `fetch` is asked to.
Where there is no MNIST, `load_or_stand_in` gives the digits of scikit-learn. GRADER_STAND_IN=1 makes it so where there
is one.
"""

from grader.datasets.classes import CLASS_NAMES, class_name
from grader.datasets.download import Progress, fetch
from grader.datasets.idx import InvalidIdx, parse_idx
from grader.datasets.library import available, load, load_or_stand_in
from grader.datasets.model import NAMES, Dataset, DatasetName, Published
from grader.datasets.mounts import cache_folder, mounts

__all__ = [
    "CLASS_NAMES",
    "NAMES",
    "Dataset",
    "DatasetName",
    "InvalidIdx",
    "Progress",
    "Published",
    "available",
    "cache_folder",
    "class_name",
    "fetch",
    "load",
    "load_or_stand_in",
    "mounts",
    "parse_idx",
]
