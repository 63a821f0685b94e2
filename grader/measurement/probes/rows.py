"""Which rows a model is shown, and in which company."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from grader.box.protocol import BATCH

__all__ = ["Rows"]

#: Batches that are shown again: enough rows for a mean difference, and few enough to cost nothing.
_AGAIN: Final = 2

Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Rows:
    """A secret order of rows, filled up to whole batches, then some of them again.

    Attributes:
        order: (m,) which row stands where.
        places: (rows,) where each row's own answer stands.
        again: where the rows of the first batches stand a second time, in the same batches.
        mixed: where they stand a third time, each with half a batch of strangers.
    """

    order: Places
    places: Places
    again: Places
    mixed: Places

    @classmethod
    def arranged(cls, rows: int, strangers: Places, rng: np.random.Generator) -> Self:
        """Arrange `rows` rows; `strangers` (at least half a batch) are those of them that look like no other."""
        first = rng.permutation(rows)
        whole = np.concatenate([first, np.resize(first, -rows % BATCH)])
        chosen = whole[: _AGAIN * BATCH]
        shuffled, half = rng.permutation(len(chosen)), BATCH // 2
        batches = [
            np.concatenate([chosen[part], rng.choice(strangers, BATCH - half, replace=False)])
            for part in shuffled.reshape(-1, half)
        ]
        start = len(whole) + len(chosen)
        mixed = np.empty(len(chosen), np.int64)
        for number, part in enumerate(shuffled.reshape(-1, half)):
            mixed[part] = start + number * BATCH + np.arange(half)
        return cls(
            order=np.concatenate([whole, chosen, *batches]),
            places=np.argsort(first),
            again=np.arange(len(whole), start),
            mixed=mixed,
        )
