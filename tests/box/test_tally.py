"""How often each image came."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.box import tally
from grader.box.tally import Tally

BATCHES = st.lists(st.lists(st.tuples(st.integers(0, 9), st.floats(0, 4)), max_size=20), max_size=20)


@given(BATCHES)
def test_counts_and_mean_weights(batches: list[list[tuple[int, float]]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tally, "_BUFFER", 15)
        counted = Tally()
        for batch in batches:
            numbers = np.array([number for number, _ in batch], np.uint64)
            counted.add(numbers, np.array([weight for _, weight in batch]))
        prints, counts, weights = counted.sums()
    expected = Counter(number for batch in batches for number, _ in batch)
    assert dict(zip(prints.tolist(), counts.tolist(), strict=True)) == expected
    for print_, weight in zip(prints.tolist(), weights if weights is not None else [], strict=bool(batches)):
        own = [w for batch in batches for number, w in batch if number == print_]
        assert weight == pytest.approx(np.mean(own), abs=1e-5)


def test_without_weights_there_are_none() -> None:
    counted = Tally()
    counted.add(np.array([3, 3, 5], np.uint64), None)
    prints, counts, weights = counted.sums()
    assert (prints.tolist(), counts.tolist(), weights) == ([3, 5], [2, 1], None)
