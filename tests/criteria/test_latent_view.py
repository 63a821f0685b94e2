"""A view of a wide code keeps its neighbours; two of its values do not."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.criteria import Case
from grader.criteria import latent_view as kind
from grader.exchange.evidence import Figure, Panel, Series
from grader.i18n import render
from grader.measurement import Measured
from grader.outcome import Outcome
from tests.criteria.conftest import evidence
from tests.criteria.generative import RNG, answer, judged
from tests.criteria.test_exercises import base, case

N = 600
LABELS = RNG.integers(0, 10, N)
#: Ten clusters along a circle, hidden in 32 values that are mostly noise.
ANGLE = 2 * np.pi * LABELS / 10
PLANE = 3 * np.stack([np.cos(ANGLE), np.sin(ANGLE)], axis=1) + 0.4 * RNG.normal(size=(N, 2))
TURN = np.linalg.qr(RNG.normal(size=(32, 32)))[0]
CODE = (np.hstack([PLANE, 0.3 * RNG.normal(size=(N, 30))]) @ TURN).astype(np.float32)
PIXELS = RNG.random((N, 28, 28)).astype(np.float32)
MEASURED = Measured(
    **{
        **base(),
        "images": PIXELS,
        "reconstructions": PIXELS,
        "labels": LABELS,
        "errors": np.full(N, 0.01),
        "code": CODE,
    }
)
#: Of these images the pixels' neighbours are about those of the code, as is so of real ones.
OWN = np.random.default_rng(7)
DRAWN = CODE @ OWN.normal(size=(32, 784)) + 8 * OWN.normal(size=(N, 784))
ALIKE = replace(MEASURED, images=DRAWN.reshape(N, 28, 28).astype(np.float32))
BOUNDS = {"at_least": 0.8, "from": 0.7}


def series(points: Any, groups: Any = (), label: str = "", colour: str = "") -> Series:
    x, y = np.asarray(points, float).T.tolist()
    colours = len(set(groups)) or 1
    return Series(
        kind="points",
        label=label,
        x=x,
        y=y,
        count=len(x),
        colours=colours,
        colour=colour,
        groups=list(map(int, groups)),
    )


def drawing(*drawn: Series, measured: Measured = MEASURED) -> Case:
    panel = Panel(title="", xlabel="", ylabel="", texts=[], log_x=False, images=0, series=list(drawn))
    return replace(case(measured), cells=[evidence(figures=[Figure(library="matplotlib", title="", panels=[panel])])])


def by_class(points: Any) -> list[Series]:
    return [series(points[label == LABELS], label=str(label), colour=f"C{label}") for label in range(10)]


def outcome(found: Case, points: int = 500) -> Outcome:
    return judged(found, "latent_view", BOUNDS, points=points).outcome


def outcome_of(found: Case, bound: float) -> Outcome:
    return judged(found, "latent_view", {"at_least": bound}, points=500).outcome


def test_a_layout_of_the_whole_code_is_a_view() -> None:
    assert outcome(drawing(series(PLANE, LABELS))) is Outcome.PASS
    assert outcome(drawing(*by_class(PLANE))) is Outcome.PASS
    assert outcome(drawing(series(PLANE[:300], LABELS[:300]))) is Outcome.PARTIAL


def test_two_of_its_values_are_none() -> None:
    judgement = judged(drawing(series(5 * CODE[:, [3, 17]], LABELS)), "latent_view", BOUNDS, points=500)
    assert judgement.outcome is Outcome.FAIL
    assert "4 and 18" in render(judgement.message, "en")


def test_nor_is_a_layout_of_something_else() -> None:
    assert outcome(drawing(series(RNG.normal(size=(N, 2)), LABELS))) is Outcome.FAIL
    # Of these pixels the plane keeps the neighbours, of the code nothing.
    pixels = np.repeat(PLANE, 392, axis=1).reshape(N, 28, 28).astype(np.float32)
    noise = RNG.normal(size=(N, 32)).astype(np.float32)
    other = replace(MEASURED, images=pixels, code=noise)
    judgement = judged(drawing(series(PLANE, LABELS), measured=other), "latent_view", BOUNDS, points=500)
    assert judgement.outcome is Outcome.FAIL
    assert "pixels" in render(judgement.message, "en")


def test_nor_are_the_codes_of_another_model() -> None:
    other = PLANE + 1.2 * np.random.default_rng(8).normal(size=PLANE.shape)  # which tells the classes apart, too
    found = drawing(series(np.tanh(other), LABELS), measured=ALIKE)
    judgement = judged(found, "latent_view", {"at_least": 0.5}, points=500)
    assert judgement.outcome is Outcome.FAIL
    assert "other codes" in render(judgement.message, "en")


def test_a_projection_is_one_however_little_it_keeps() -> None:
    rng = np.random.default_rng(9)
    turned = CODE @ rng.normal(size=(32, 2))
    assert outcome_of(drawing(series(turned, LABELS), measured=ALIKE), 0.5) is Outcome.PASS
    noisy = turned + 2 * rng.normal(size=turned.shape)
    assert outcome_of(drawing(series(noisy, LABELS), measured=ALIKE), 0.5) is Outcome.FAIL


def test_a_code_of_two_values_is_its_own_view() -> None:
    flat = replace(MEASURED, code=PLANE.astype(np.float32))
    assert outcome(drawing(series(2 * PLANE + 1, LABELS), measured=flat)) is Outcome.PASS
    nearly = PLANE + 1.5 * RNG.normal(size=PLANE.shape)
    judgement = judged(drawing(series(nearly, LABELS), measured=flat), "latent_view", BOUNDS, points=500)
    assert judgement.outcome is Outcome.FAIL
    assert "two values of this model's code" in render(judgement.message, "en")
    one, other = (drawing(series(points, LABELS), measured=flat) for points in (PLANE, nearly))
    assert outcome(replace(one, cells=[*one.cells, *other.cells])) is Outcome.PASS


def test_without_the_classes_colours_it_is_none() -> None:
    assert outcome(drawing(series(PLANE))) is Outcome.FAIL
    assert outcome(drawing(series(PLANE, RNG.permutation(LABELS)))) is Outcome.FAIL


def test_training_images_may_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    other = np.roll(LABELS, 7)
    monkeypatch.setattr(kind, "training_labels", lambda dataset, count: other)
    answers = {"it": answer(PIXELS, code=np.roll(CODE, 7, axis=0))}
    found = drawing(series(np.roll(PLANE, 7, axis=0), other), measured=replace(MEASURED, answers=answers))
    assert outcome(found) is Outcome.PASS


def test_images_in_another_order_are_judged_by_their_classes() -> None:
    order = RNG.permutation(N)
    assert outcome(drawing(series(PLANE[order], LABELS[order]))) is Outcome.PASS
    assert outcome(drawing(series(CODE[order][:, :2], LABELS[order]))) is Outcome.FAIL
