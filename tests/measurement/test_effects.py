"""How much a model's spatial convolutions matter."""

import numpy as np
import pytest

from grader.measurement import Response, Weakened
from grader.measurement.effects import effects

IMAGES = np.zeros((6, 28, 28), np.float32)
OWN = IMAGES + 0.1


def response(weakened: Weakened | None) -> Response:
    return Response(IMAGES[:, 0], OWN, weakened)


def test_the_error_of_each_half_is_compared_on_the_rows_it_is_known_for() -> None:
    rows, about = np.array([4, 1, 3]), np.array([True, True, False, False, True, True])
    encoder = IMAGES[rows] + np.array([0.2, 0.4, 9], np.float32)[:, None, None]  # the last one is not asked about
    found = effects(response(Weakened(rows, encoder, IMAGES[rows])), IMAGES, about)
    assert found["encoder_effect"] == pytest.approx((0.04 + 0.16) / 2 / 0.01, rel=1e-4)
    assert found["decoder_effect"] == 0


@pytest.mark.parametrize("weakened", [None, Weakened(np.arange(6), None, None)])
def test_where_there_are_none_there_is_no_effect(weakened: Weakened | None) -> None:
    found = effects(response(weakened), IMAGES, np.ones(6, bool))
    assert found == {"encoder_effect": None, "decoder_effect": None}
