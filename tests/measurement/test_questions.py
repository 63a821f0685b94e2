"""What criteria ask of a model beside its test images, in an order that nobody knows beforehand."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.assignment import MeasureKind
from grader.datasets import Dataset
from grader.measurement import Challenge, Codes, Drawn, Further, Images, Measured, Question, Response, measure
from grader.measurement.questions import Asked
from grader.provenance import Noise

WIDTH = 5


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    images = np.random.default_rng(0).integers(0, 256, (700, 28, 28)).astype(np.uint8)
    labels = (np.arange(700) % 10).astype(np.uint8)
    return Dataset("mnist", images[300:], labels[300:], images[:300], labels[:300], Path())


def encoded(images: Images) -> Codes:
    return images[:, 3, :WIDTH].copy()


def decoded(codes: Codes) -> Images:
    return np.tile(codes[:, :1, None] + codes[:, 1:2, None], (1, 28, 28)).astype(np.float32)


def model(images: Images, further: Further | None = None) -> Response:
    code = encoded(images)
    asked = None if further is None else further(code)
    return Response(code, decoded(code), asked=asked, decoded=None if asked is None else decoded(asked))


def measured(dataset: Dataset, questions: dict[str, Question], kind: MeasureKind = "reconstruction") -> Measured:
    noise = Noise(0.3, clipped=False) if kind == "denoising" else None
    normal = 3 if kind == "detection" else None
    return measure(model, Challenge(kind, dataset, normal, noise, private=11, questions=questions))


def some(count: int, seed: int = 1) -> Images:
    return np.random.default_rng(seed).random((count, 28, 28), np.float32)


QUESTIONS = {
    "shown": Question(("shown",), some(40)),
    "asked": Question(("asked",), codes=lambda test, own: test[::-1] + len(own)),
    "nothing": Question(("nothing",), codes=lambda test, own: test[:0]),
    "both": Question(("both",), some(7, 2), lambda test, own: np.concatenate([own * 2, test[:3]])),
}


@pytest.mark.parametrize("kind", ["reconstruction", "denoising", "sparsity", "detection"])
def test_every_question_gets_its_own_answer(kind: MeasureKind, dataset: Dataset) -> None:
    found = measured(dataset, QUESTIONS, kind)
    assert list(found.answers) == list(QUESTIONS)
    for name, question in QUESTIONS.items():
        answer = found.answers[name]
        assert np.array_equal(answer.images, question.images)
        assert np.array_equal(answer.code, encoded(question.images))
        assert np.array_equal(answer.outputs, decoded(answer.code))
        asked = found.code[:0] if question.codes is None else question.codes(found.code, answer.code)
        assert np.array_equal(answer.asked, asked)
        assert np.array_equal(answer.decoded, decoded(asked))


def test_questions_change_nothing_that_is_measured(dataset: Dataset) -> None:
    with_them, without = measured(dataset, QUESTIONS), measured(dataset, {})
    assert np.array_equal(with_them.code, without.code)
    assert np.array_equal(with_them.errors, without.errors)
    assert without.answers == {}


def test_the_model_is_asked_for_codes_only_where_there_are_any(dataset: Dataset) -> None:
    calls: list[bool] = []

    def listening(images: Images, *further: Further) -> Response:
        calls.append(bool(further))
        return model(images, *further)

    for questions in ({}, {"shown": QUESTIONS["shown"]}, QUESTIONS):
        measure(listening, Challenge("reconstruction", dataset, questions=questions))
    assert calls == [False, False, True]


def test_a_model_without_a_cut_decodes_nothing(dataset: Dataset) -> None:
    def whole(images: Images, further: Further | None = None) -> Response:
        return Response(
            images.reshape(len(images), -1), images, asked=np.zeros((0, 784), np.float32), decoded=images[:0]
        )

    found = measure(whole, Challenge("reconstruction", dataset, questions=QUESTIONS)).answers
    assert [len(answer.decoded) for answer in found.values()] == [0] * 4
    assert np.array_equal(found["both"].outputs, QUESTIONS["both"].images)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 5)), max_size=5))
def test_what_is_asked_together_comes_apart_again(sizes: list[tuple[int, int | None]]) -> None:
    def codes(count: int) -> Any:
        return lambda test, own: np.full((count, WIDTH), count + len(own), np.float64)

    questions = {
        str(number): Question((), some(shown, number), None if count is None else codes(count))
        for number, (shown, count) in enumerate(sizes)
    }
    asked = Asked(questions)
    assert asked.decodes == any(count is not None for _, count in sizes)
    assert len(asked.images) == sum(shown for shown, _ in sizes)
    further = asked.further(np.zeros((9, WIDTH), np.float32), encoded(asked.images))
    assert further.dtype == np.float32
    answers = asked.answers(encoded(asked.images), asked.images, further, decoded(further))
    for (shown, count), (name, answer) in zip(sizes, answers.items(), strict=True):
        assert np.array_equal(answer.images, some(shown, int(name)))
        assert np.array_equal(answer.outputs, answer.images)
        assert np.array_equal(answer.asked, np.full((count or 0, WIDTH), (count or 0) + shown))
        assert len(answer.decoded) == (count or 0)


@pytest.mark.parametrize("known", [40, 4000])
def test_the_deviation_of_a_code_belongs_to_its_image(known: int, dataset: Dataset) -> None:
    def drawing(images: Images) -> Response:
        rows = np.arange(min(known, len(images)))
        drawn = Drawn(rows, encoded(images[rows]) * 2, 1 - images[rows])
        return replace(model(images), drawn=drawn, draws=True)

    found = measure(drawing, Challenge("reconstruction", dataset, private=5))
    assert found.draws
    assert len(set(found.drawn.tolist())) == len(found.drawn)
    assert set(found.drawn) <= set(range(300))
    assert np.array_equal(found.deviation, 2 * found.code[found.drawn])
    assert found.drawn_errors == pytest.approx(np.square(1 - 2 * found.images[found.drawn]).mean(axis=(1, 2)))
    assert len(found.drawn) == 300 if known == 4000 else 0 < len(found.drawn) <= 40


def test_a_code_that_is_not_drawn_has_no_deviation(dataset: Dataset) -> None:
    found = measured(dataset, {})
    assert (found.draws, found.structure) == (False, None)
    assert (len(found.drawn), len(found.deviation), len(found.drawn_errors)) == (0, 0, 0)
    assert found.lost_in_draws == 0
