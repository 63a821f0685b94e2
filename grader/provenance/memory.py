"""Known images among the weights of a model."""

from collections.abc import Sequence

from grader.datasets import Dataset
from grader.provenance import table
from grader.provenance.layout import Array

__all__ = ["images_among"]


def images_among(prints: Array, known: Sequence[Dataset]) -> int:
    """How many of these fingerprints, uint64 (n,), are those of known images, as they are or inverted."""
    builders = (table.plain, table.inverted)
    return max((int((build(one).find(prints) >= 0).sum()) for one in known for build in builders), default=0)
