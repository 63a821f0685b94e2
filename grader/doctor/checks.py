"""All checks, in the order in which they are made."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from grader.doctor.boxes import boxes, fork_bombs, warm_start
from grader.doctor.content import assignments, dataset
from grader.doctor.machine import cores, disk, memory
from grader.doctor.model import Check
from grader.doctor.software import graphviz, libraries, python, tensorflow
from grader.i18n import Text, text

__all__ = ["CHECKS"]

CHECKS: Final[Sequence[Check]] = (
    Check(Text("Python"), python),
    Check(Text("TensorFlow"), tensorflow),
    Check(text("Students' libraries"), libraries),
    Check(Text("plot_model"), graphviz),
    Check(text("Boxes"), boxes),
    Check(text("Fork bombs"), fork_bombs),
    Check(text("Warm start"), warm_start),
    Check(Text("Fashion-MNIST"), partial(dataset, "fashion_mnist")),
    Check(Text("MNIST"), partial(dataset, "mnist")),
    Check(text("Stand-in for MNIST"), partial(dataset, "digits")),
    Check(text("Memory"), memory),
    Check(text("Cores"), cores),
    Check(text("Disk"), disk),
    Check(text("Assignments"), assignments),
)
