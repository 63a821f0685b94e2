import numpy as np
import pytest

from grader.metrics.pca import Components

RNG = np.random.default_rng(0)
PLANE = (RNG.normal(size=(200, 2)) @ RNG.normal(size=(2, 16)) + 3).reshape(200, 4, 4).astype(np.float32)


def test_images_of_a_plane_come_back_from_two_components() -> None:
    fitted = Components.fit(PLANE, 2)
    assert fitted.error(PLANE) == pytest.approx(0, abs=1e-9)
    assert fitted.code(PLANE).shape == (200, 2)
    assert fitted.rows @ fitted.rows.T == pytest.approx(np.eye(2), abs=1e-6)


def test_one_component_leaves_the_smaller_variance() -> None:
    flat = PLANE.reshape(200, -1).astype(np.float64)
    values = np.linalg.eigvalsh(np.cov(flat.T, bias=True))
    assert Components.fit(PLANE, 1).error(PLANE) == pytest.approx(values[:-1].sum() / 16, rel=1e-3)


def test_there_are_no_more_components_than_pixels() -> None:
    assert len(Components.fit(PLANE, 100).rows) == 16
