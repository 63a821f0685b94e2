"""Measurements kept and found again, of models that are plain functions."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.assignment import MeasureKind
from grader.datasets import Dataset
from grader.exchange.structure import Structure
from grader.measurement import Answer, Asides, Challenge, Drawn, Further, Measured, Question, Response, measure
from grader.provenance import Noise
from grader.store.keep import Keep
from grader.store.measurements import measure_or_find

EXTRA = np.random.default_rng(3).random((5, 28, 28), np.float32)
ASIDES = Asides(EXTRA, EXTRA[:, 0], EXTRA[:2, 1], EXTRA[:2])


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (400, 28, 28), np.uint8)
    labels = (np.arange(400) % 10).astype(np.uint8)
    return Dataset("fashion_mnist", images, labels, images[:300], labels[:300], Path())


class Model:
    """Halves every pixel; its code is the first row."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, images: Any, further: Further | None = None) -> Response:
        self.calls += 1
        code = images[:, 0].copy()
        asked = code[:0] if further is None else further(code)
        return Response(
            code,
            images / 2,
            drawn=Drawn(np.arange(0, len(images), 2), code[::2] / 3, images[::2] / 5),
            draws=True,
            structure=Structure(encoder=[64, 28], decoder=[784], parameters=51_024, tied=1 / 3),
            asked=asked,
            decoded=np.tile(asked[:, :, None], 28) / 7,
        )


def challenge(kind: MeasureKind, dataset: Dataset, seed: int = 0, private: int = 7) -> Challenge:
    normal = 3 if kind == "detection" else None
    noise = Noise(0.5, clipped=True) if kind == "denoising" else None
    return Challenge(kind, dataset, normal_class=normal, noise=noise, seed=seed, private=private)


QUESTIONS = {
    "shown": Question(("shown", 5), EXTRA),
    "asked": Question(("asked",), codes=lambda test, own: test[:9] / 3),
}


def found(model: Model, asked: Challenge, keep: Keep, *, given: Any = "graph", fresh: bool = False) -> Any:
    return measure_or_find(lambda: (measure(model, asked), ASIDES), asked, given, keep=keep, fresh=fresh)


def differences(one: Measured, other: Measured) -> list[str]:
    pairs = [(field.name, getattr(one, field.name), getattr(other, field.name)) for field in dataclasses.fields(one)]
    return [name for name, a, b in pairs if not np.array_equal(a, b) and (isinstance(a, np.ndarray) or a != b)]


@pytest.mark.parametrize("kind", ["reconstruction", "latent", "denoising", "sparsity", "detection"])
def test_to_the_last_digit(kind: MeasureKind, dataset: Dataset, tmp_path: Path) -> None:
    model, asked, keep = Model(), challenge(kind, dataset), Keep(tmp_path)
    first, asides, seed = found(model, asked, keep)
    assert seed is None
    second, same, seed = found(model, dataclasses.replace(asked, private=8), keep)
    assert seed == 7
    assert model.calls == 1
    assert type(second) is type(first)
    assert differences(first, second) == []
    for part in dataclasses.fields(Asides):
        assert np.array_equal(getattr(asides, part.name), getattr(same, part.name))
    assert np.abs(first.reconstructions - first.images / (2 if kind != "denoising" else 1)).max() < 2


def test_answers_structure_and_deviations_to_the_last_digit(dataset: Dataset, tmp_path: Path) -> None:
    asked = dataclasses.replace(challenge("latent", dataset), questions=QUESTIONS)
    first, _, _ = found(Model(), asked, Keep(tmp_path))
    second, _, seed = found(Model(), asked, Keep(tmp_path))
    assert seed == 7
    assert list(second.answers) == ["shown", "asked"]
    for name in QUESTIONS:
        for part in dataclasses.fields(Answer):
            one, other = (getattr(measured.answers[name], part.name) for measured in (first, second))
            assert one.dtype == other.dtype
            assert np.array_equal(one, other)
    assert len(second.answers["asked"].decoded) == 9
    assert second.structure == first.structure is not None
    assert len(second.drawn) == len(second.deviation) > 100
    assert np.array_equal(second.drawn, first.drawn)
    assert np.array_equal(second.deviation, first.deviation)
    assert np.array_equal(second.drawn_errors, first.drawn_errors)
    assert second.draws is True


def test_other_questions_of_criteria_are_another_measurement(dataset: Dataset, tmp_path: Path) -> None:
    model, keep, plain = Model(), Keep(tmp_path), challenge("reconstruction", dataset)
    shown, asked = QUESTIONS["shown"], QUESTIONS["asked"]
    for questions in (
        {},
        {"shown": shown},
        {"shown": dataclasses.replace(shown, key=("shown", 6))},
        {"other": shown},
        {"shown": shown, "asked": asked},
    ):
        found(model, dataclasses.replace(plain, questions=questions), keep)
    assert model.calls == 5
    again = {"asked": asked, "shown": shown}  # in another order
    assert found(model, dataclasses.replace(plain, questions=again), keep)[2] == 7


def test_another_question_is_another_measurement(dataset: Dataset, tmp_path: Path) -> None:
    model, keep = Model(), Keep(tmp_path)
    found(model, challenge("detection", dataset), keep)
    found(model, challenge("detection", dataset, seed=1), keep)
    found(model, challenge("reconstruction", dataset), keep)
    found(model, challenge("detection", dataset), keep, given="another graph")
    found(model, challenge("detection", dataset, seed=5, private=5), keep)  # as with --seed 5
    assert model.calls == 5
    assert found(model, challenge("detection", dataset), keep, fresh=True)[2] is None
    assert found(model, challenge("detection", dataset), keep)[2] == 7


def test_reconstructions_are_nearly_what_they_were(dataset: Dataset, tmp_path: Path) -> None:
    first, _, _ = found(Model(), challenge("reconstruction", dataset), Keep(tmp_path))
    assert np.abs(first.reconstructions - first.images / 2).max() < 1 / 500
    assert first.errors.mean() == pytest.approx(((first.images / 2) ** 2).mean())
