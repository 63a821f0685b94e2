"""Draws of initialisers, and what is none."""

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.provenance.initial import is_drawn

SHAPES = [(3, 3, 1, 8), (3, 3, 8, 16), (784, 64), (64, 32), (32, 784), (3, 3, 8, 1), (32,)]


def uniform(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    return rng.uniform(-0.1, 0.1, shape).astype(np.float32)


def cut_normal(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    values = rng.normal(0, 0.05, (4, *shape))
    kept = np.where(np.abs(values[0]) < 0.1, values[0], 0.1 * rng.uniform(-1, 1, shape))
    return kept.astype(np.float32)


def orthogonal(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    rows = int(np.prod(shape[:-1]))
    matrix = rng.normal(size=(max(rows, shape[-1]), min(rows, shape[-1])))
    made = np.linalg.qr(matrix)[0]
    return (made if rows >= shape[-1] else made.T).reshape(shape).astype(np.float32)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("draw", [uniform, cut_normal, orthogonal, lambda s, r: r.normal(0, 0.3, s).astype(np.float32)])
def test_draws_are_draws(draw, shape: tuple[int, ...]) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(0)
    assert all(is_drawn(draw(shape, rng)) for _ in range(10))


@pytest.mark.parametrize("constant", [0.0, 1.0, -0.3])
def test_one_number_everywhere_is_a_draw(constant: float) -> None:
    assert is_drawn(np.full((784, 32), constant, np.float32))
    assert is_drawn(np.eye(8, 6, dtype=np.float32))
    assert is_drawn(np.zeros((0, 3), np.float32))


def test_principal_components_are_no_draws() -> None:
    rng = np.random.default_rng(0)
    smooth = np.cumsum(rng.normal(size=(784, 32)), axis=0).astype(np.float32)
    assert not is_drawn(smooth / np.abs(smooth).max())


def test_values_rearranged_to_be_spread_evenly_are_still_no_noise() -> None:
    rng = np.random.default_rng(0)
    structured = np.outer(rng.normal(size=784), rng.normal(size=32)) + 0.3 * rng.normal(size=(784, 32))
    ranks = structured.ravel().argsort().argsort().reshape(structured.shape)
    assert not is_drawn((ranks / ranks.max() - 0.5).astype(np.float32))


def test_heavy_tails_are_no_draws() -> None:
    assert not is_drawn(np.random.default_rng(0).standard_t(2, (784, 64)).astype(np.float32))
