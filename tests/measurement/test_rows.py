"""In which order and company rows are shown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.box.protocol import BATCH
from grader.measurement.probes.rows import Rows


@given(st.integers(100, 1500), st.integers(0, 2**32 - 1))
def test_rows_are_found_again_where_they_stand(count: int, seed: int) -> None:
    strangers = np.arange(count - 60, count)
    rows = Rows.arranged(count, strangers, np.random.default_rng(seed))
    first = rows.order[: len(rows.again)]
    assert (rows.order[rows.places] == np.arange(count)).all()
    assert (rows.order[rows.again] == first).all()
    assert (rows.order[rows.mixed] == first).all()
    assert len(rows.order) % BATCH == 0


@given(st.integers(0, 2**32 - 1))
def test_the_same_batches_and_then_strangers_beside(seed: int) -> None:
    rows = Rows.arranged(500, np.arange(400, 500), np.random.default_rng(seed))
    assert (rows.again % BATCH == np.arange(len(rows.again)) % BATCH).all()
    for batch in np.unique(rows.mixed // BATCH):
        beside = np.setdiff1d(np.arange(batch * BATCH, (batch + 1) * BATCH), rows.mixed)
        assert len(beside) == BATCH // 2
        assert (rows.order[beside] >= 400).all()


def test_the_order_is_another_with_every_seed() -> None:
    orders = [Rows.arranged(300, np.arange(100), np.random.default_rng(seed)).order for seed in (1, 2)]
    with pytest.raises(AssertionError):
        np.testing.assert_array_equal(*orders)
