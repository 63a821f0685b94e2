"""Figures of decoded codes: a grid of the prior, an interpolation, an arithmetic of codes."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.criteria import Case
from grader.measurement import Codes, Measured
from grader.outcome import Outcome
from tests.criteria.generative import RNG, decode, judged, pictures
from tests.criteria.test_exercises import N, base, case

CODES = RNG.normal(size=(N, 2)).astype(np.float32)
MEASURED = Measured(**{**base(code=2), "code": CODES})


def drawing(codes: Codes, measured: Measured = MEASURED) -> Case:
    """One figure with these codes decoded, in this order."""
    return replace(case(measured), pictures=pictures((decode(codes), 0.5 * codes), asked=codes))


def even_grid(side: int = 15, reach: float = 3) -> Codes:
    steps = np.linspace(-reach, reach, side)
    return np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2).astype(np.float32)


@pytest.mark.parametrize(
    ("codes", "outcome"),
    [
        (even_grid(), Outcome.PASS),
        (even_grid(5, 2), Outcome.PASS),
        (RNG.normal(size=(30, 2)), Outcome.PASS),
        (RNG.normal(size=(9, 2)), Outcome.PARTIAL),
        (CODES[:40], Outcome.FAIL),
        (9 + 4 * RNG.normal(size=(40, 2)), Outcome.FAIL),
        (0.1 * RNG.normal(size=(40, 2)), Outcome.FAIL),
        (np.stack([np.linspace(-3, 3, 40), np.zeros(40)], axis=1), Outcome.FAIL),
    ],
    ids=["even", "small", "draws", "few", "codes-of-images", "plain-autoencoder", "a-point", "a-line"],
)
def test_a_grid_is_of_the_prior(codes: Codes, outcome: Outcome) -> None:
    assert judged(drawing(codes.astype(np.float32)), "grid", images=25).outcome is outcome


def test_pictures_that_nobody_decoded_are_no_grid() -> None:
    undrawn = replace(case(MEASURED), pictures=pictures((base()["images"][:30], CODES[:30]), asked=even_grid()))
    assert judged(undrawn, "grid", images=25).outcome is Outcome.FAIL


def line(start: Any, end: Any, steps: int = 10) -> Codes:
    return np.linspace(start, end, steps).astype(np.float32)


SAMPLED = CODES[:2] + 0.2
WAYS = [
    (line(CODES[0], CODES[1]), Outcome.PASS),
    (np.concatenate([CODES[5:8], line(CODES[0], CODES[1]), CODES[9:11]]), Outcome.PASS),
    (line(CODES[0], CODES[1], 5), Outcome.PARTIAL),
    (line(SAMPLED[0], SAMPLED[1]), Outcome.PARTIAL),
    (line(CODES[0], CODES[1])[RNG.permutation(10)], Outcome.FAIL),
    (CODES[:10], Outcome.FAIL),
    (CODES[:1].repeat(10, axis=0), Outcome.FAIL),
]


@pytest.mark.parametrize(
    ("codes", "outcome"), WAYS, ids=["even", "among-others", "short", "sampled", "shuffled", "images", "one"]
)
def test_an_interpolation_is_even_and_goes_from_image_to_image(codes: Codes, outcome: Outcome) -> None:
    assert judged(drawing(codes), "interpolation", steps=8).outcome is outcome


WIDE = np.maximum(RNG.normal(size=(N, 32)), 0).astype(np.float32)
WIDE_MEASURED = Measured(**{**base(code=32), "code": WIDE})
A, B, C = WIDE[0], WIDE[1], WIDE[2]
CLASSES = [WIDE[MEASURED.labels == label].mean(axis=0) for label in (4, 9)]


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        (C + (A - B), Outcome.PASS),
        (C + 1.02 * (CLASSES[0] - CLASSES[1]), Outcome.PASS),
        (C + A, Outcome.FAIL),
        (C + 0.5 * (A - B), Outcome.FAIL),
        (C, Outcome.FAIL),
        (CLASSES[0], Outcome.FAIL),
    ],
    ids=["sum", "classes", "no-difference", "half", "an-image", "a-mean"],
)
def test_the_result_is_the_sum_of_what_is_drawn_beside_it(result: Codes, outcome: Outcome) -> None:
    images = decode(np.stack([A, B, C]) + 0.3)  # what is shown need not look like its reconstruction
    figure = (np.concatenate([images, decode(result[None])]), np.stack([A, B, C, 0.9 * result]))
    found = replace(case(WIDE_MEASURED), pictures=pictures(figure, asked=result[None]))
    assert judged(found, "arithmetic").outcome is outcome


def test_an_arithmetic_of_pixels_is_none_of_codes() -> None:
    blend = np.clip(decode(C[None]) + decode(A[None]) - decode(B[None]), 0, 1)
    figure = (np.concatenate([decode(np.stack([A, B, C])), blend]), np.stack([A, B, C, C]))
    found = replace(case(WIDE_MEASURED), pictures=pictures(figure, asked=np.stack([A, B])))
    assert judged(found, "arithmetic").outcome is Outcome.FAIL


def test_an_interpolation_is_no_arithmetic() -> None:
    way = np.linspace(A, B, 10, dtype=np.float32)
    figure = (decode(way), 0.9 * way)
    found = replace(case(WIDE_MEASURED), pictures=pictures(figure, asked=way))
    assert judged(found, "arithmetic").outcome is Outcome.FAIL


def test_a_lattice_of_codes_is_no_arithmetic() -> None:
    steps = np.stack(np.meshgrid(*[np.linspace(-2, 2, 5)] * 2), axis=-1).reshape(-1, 2)
    lattice = (steps @ RNG.normal(size=(2, 32))).astype(np.float32)
    figure = (decode(lattice), 0.9 * lattice)
    found = replace(case(WIDE_MEASURED), pictures=pictures(figure, asked=lattice))
    assert judged(found, "arithmetic").outcome is Outcome.FAIL


def test_a_lattice_of_a_prior_of_two_units_is_no_arithmetic() -> None:
    for seed in range(2):  # among so many pictures sums and differences of two units are hit by chance
        encoded = even_grid() + np.random.default_rng(seed).normal(size=(225, 2), scale=0.3).astype(np.float32)
        found = replace(case(MEASURED), pictures=pictures((decode(even_grid()), encoded), asked=even_grid()))
        assert judged(found, "arithmetic").outcome is Outcome.FAIL


@pytest.mark.parametrize("kind", ["sum", "classes", "alike"])
def test_an_arithmetic_of_two_units_is_one(kind: str) -> None:
    classes = [CODES[MEASURED.labels == label].mean(axis=0) for label in (4, 9)]
    difference = CODES[0] - CODES[1] if kind == "sum" else 4 * RNG.normal(size=2).astype(np.float32)
    if kind == "classes":
        difference = classes[0] - classes[1]
    shown = np.concatenate([CODES[:2], CODES[2:6]])
    moved = shown[2 : 3 if kind == "sum" else None] + difference  # one code alone is moved like no other
    figure = (np.concatenate([decode(shown + 0.01), decode(moved)]), np.concatenate([shown, 0.9 * moved]))
    found = replace(case(MEASURED), pictures=pictures(figure, asked=moved))
    assert judged(found, "arithmetic").outcome is Outcome.PASS


def test_one_difference_may_move_several_codes() -> None:
    moved = WIDE[2:6] + RNG.normal(size=32).astype(np.float32)  # of means that are drawn nowhere
    figure = (np.concatenate([decode(WIDE[2:6]), decode(moved)]), np.concatenate([WIDE[2:6], 0.9 * moved]))
    found = replace(case(WIDE_MEASURED), pictures=pictures(figure, asked=moved))
    assert judged(found, "arithmetic").outcome is Outcome.PASS
    one = replace(case(WIDE_MEASURED), pictures=pictures(figure, asked=moved[:1]))
    assert judged(one, "arithmetic").outcome is Outcome.FAIL


@pytest.mark.parametrize("added", ["an image's code", "the mean of a class"])
def test_what_is_only_added_to_several_codes_is_no_difference(added: str) -> None:
    mean = WIDE[WIDE_MEASURED.labels == 3].mean(axis=0)
    moved = WIDE[2:6] + (A if added == "an image's code" else mean)
    shown = np.concatenate([WIDE[2:6], [A]])
    figure = (np.concatenate([decode(shown), decode(moved)]), np.concatenate([shown, 0.9 * moved]))
    found = replace(case(WIDE_MEASURED), pictures=pictures(figure, asked=moved))
    assert judged(found, "arithmetic").outcome is Outcome.FAIL


def test_a_line_between_two_images_that_are_drawn_is_no_arithmetic() -> None:
    way = np.linspace(A, B, 10, dtype=np.float32)
    figure = (np.concatenate([decode(np.stack([A, B, C])), decode(way)]), np.concatenate([[A, B, C], 0.9 * way]))
    found = replace(case(WIDE_MEASURED), pictures=pictures(figure, asked=way))
    assert judged(found, "arithmetic").outcome is Outcome.FAIL
