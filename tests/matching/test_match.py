"""Which model answers which exercise, in notebooks as students write them."""

from dataclasses import replace

import numpy as np

from grader.assignment import find_assignment
from grader.exchange.evidence import DataSeen, Layer, NoiseLayer
from grader.i18n import render
from grader.intake import Notebook
from grader.intake.notebook import Cell
from grader.matching import Candidate, Traced, match
from grader.provenance import Preprocessing, Provenance
from grader.provenance.intensity import Affine
from grader.provenance.layout import layout_of
from tests.matching.models import CLEAN, NOISY, ONE, candidate, notebook

TASKS = find_assignment("clase156-ejercicios").tasks
L1 = Layer(class_name="Dense", units=64, activity_regularizer="L1 {'l1': 0.001}")
PLAIN = notebook(*["fit"] * 12)


def answered(candidates: list[Candidate], book: Notebook = PLAIN) -> dict[str, int]:
    return {task: answer.candidate.cell for task, (answer,) in match(TASKS, candidates, book).items()}


def test_one_name_for_everything_and_no_headings() -> None:
    models = [
        candidate(1, [CLEAN]),
        candidate(3, [CLEAN], code=2),
        candidate(5, [CLEAN, NOISY]),
        candidate(7, [CLEAN], layers=[L1]),
        candidate(9, [ONE]),
    ]
    assert answered(models) == {"simple": 1, "latent2d": 3, "denoising": 5, "sparse": 7, "anomaly": 9}


def test_any_order() -> None:
    models = [
        candidate(1, [ONE]),
        candidate(3, [CLEAN], layers=[L1]),
        candidate(5, [NOISY]),
        candidate(7, [CLEAN], code=2),
        candidate(9, [CLEAN]),
    ]
    assert answered(models) == {"simple": 9, "latent2d": 7, "denoising": 5, "sparse": 3, "anomaly": 1}


def test_what_was_not_handed_in_is_missing() -> None:
    assert answered([candidate(1, [CLEAN]), candidate(5, [NOISY])]) == {"simple": 1, "denoising": 5}


def test_a_second_plain_model_answers_no_other_exercise() -> None:
    assert answered([candidate(1, [CLEAN]), candidate(3, [CLEAN])]) == {"simple": 3}


def test_a_heading_claims_a_model_that_does_not_look_like_it() -> None:
    book = notebook("## Ejercicio 1", "fit", "## Ejercicio 4: autoencoder disperso", "fit")
    assert answered([candidate(1, [CLEAN]), candidate(3, [CLEAN])], book) == {"simple": 1, "sparse": 3}


def test_a_model_that_is_named_as_one_to_compare_with_is_not_the_answer() -> None:
    book = notebook("## Ejercicio 1", "fit", "## Ejercicio 4: autoencoder disperso", "fit", "fit")
    simple = candidate(1, [CLEAN])
    for name in ("sin_castigo", "ae_sin_sparse", "Control"):
        twin = candidate(4, [CLEAN], name=name)
        assert answered([simple, candidate(3, [CLEAN], name="castigado"), twin], book) == {"simple": 1, "sparse": 3}
        assert answered([simple, twin], book) == {"simple": 1, "sparse": 4}
    later = candidate(4, [CLEAN], name="sincero")
    assert answered([simple, candidate(3, [CLEAN]), later], book) == {"simple": 1, "sparse": 4}


def test_a_heading_of_the_section_counts_below_one_of_its_parts() -> None:
    book = notebook("## Autoencoder simple", "fit", "## Sparse", "### Entrenamiento", "fit")
    book = Notebook(
        book.path, book.sha256, (*book.cells[:3], Cell(3, "markdown", "### Entrenamiento"), book.cells[4]), None
    )
    assert answered([candidate(1, [CLEAN]), candidate(4, [CLEAN])], book) == {"simple": 1, "sparse": 4}


def test_a_title_that_names_every_exercise_tells_nothing() -> None:
    book = notebook("## Autoencoders: simple, 2D, denoising, sparse y anomalías", "fit")
    reasons = match(TASKS, [candidate(1, [CLEAN])], book)["simple"][0].why
    assert not any("heading" in render(reason, "en") for reason in reasons)


def test_a_code_as_wide_as_is_asked_speaks_for_a_model() -> None:
    assert answered([candidate(1, [CLEAN], code=64), candidate(3, [CLEAN], code=32)]) == {"simple": 1}


def test_the_first_task_is_not_the_eleventh() -> None:
    first, eleventh = (
        TASKS[0].model_copy(update={"id": name, "declared_name": name, "headings": [f"tarea {number}"]})
        for name, number in (("first", 1), ("eleventh", 11))
    )
    book = notebook("## Tarea 1", "fit", "## Tarea 11: otra", "fit")
    found = match([first, eleventh], [candidate(1, [CLEAN]), candidate(3, [CLEAN])], book)
    assert {task: answer.candidate.cell for task, (answer,) in found.items()} == {"first": 1, "eleventh": 3}


def test_a_comment_in_the_cell_is_a_heading() -> None:
    book = notebook("fit", "# Ejercicio 4\nfit")
    assert answered([candidate(0, [CLEAN]), candidate(1, [CLEAN])], book) == {"simple": 0, "sparse": 1}


def test_a_noise_layer_makes_a_denoiser() -> None:
    layer = NoiseLayer(class_name="GaussianNoise", amount=0.5)
    side = CLEAN.provenance
    layout = layout_of(np.zeros((1, 784), np.float32))
    assert layout is not None
    scaling = Preprocessing(layout, Affine(1 / 255, 0.0))
    event_ = CLEAN.event.model_copy(update={"noise_layers": [layer]})
    noisy = Traced(event_, Provenance(side.x, side.y, "same", None, scaling, scaling))
    assert noisy.noise is not None
    assert noisy.noise.sd == 0.5
    assert answered([candidate(1, [CLEAN]), candidate(3, [noisy])]) == {"simple": 1, "denoising": 3}


def test_a_model_that_could_not_be_traced_answers_where_no_other_does() -> None:
    untraced = candidate(3, [NOISY], graph=False)
    assert answered([candidate(1, [CLEAN]), untraced]) == {"simple": 1, "denoising": 3}
    assert answered([candidate(1, [NOISY]), untraced]) == {"denoising": 1}


def test_the_reasons_are_told_strongest_first_and_a_close_rival_is_named() -> None:
    book = notebook("## Denoising", "fit", "fit")
    (found,) = match(TASKS, [candidate(1, [NOISY]), candidate(2, [NOISY])], book)["denoising"]
    assert [render(reason, "en") for reason in found.why] == [
        "it was trained to turn noisy images into clean ones",
        "its cell stands below the heading “Denoising”",
    ]
    assert found.runner_up is not None
    assert found.runner_up.cell == 1


def test_a_single_task_takes_whatever_was_trained() -> None:
    assert match(TASKS[3:4], [candidate(1, [CLEAN])], PLAIN)["sparse"][0].candidate.cell == 1


SEEN = DataSeen(
    shape=[256], dtype="float32", low=0, high=9, rows=9, distinct=9, fingerprints=None, sample=None, residual=0
)
CODES = Traced(CLEAN.event.model_copy(update={"x": SEEN, "y": SEEN}), CLEAN.provenance)


def test_a_layer_that_was_trained_on_codes_is_no_plain_autoencoder() -> None:
    assert CODES.of_codes
    assert answered([candidate(1, [CODES])]) == {}


def test_no_model_is_taken_from_its_task_for_one_that_was_not_handed_in() -> None:
    tasks = find_assignment("metodos-generativos").tasks
    book = notebook("## Apilado, capa por capa", "fit", "fit", "fit")
    first, second = candidate(1, [CLEAN], name="first"), candidate(2, [CODES], name="second")
    stack = candidate(3, [CLEAN], name="ae_capas")
    found = {task: answer.candidate.cell for task, (answer,) in match(tasks, [first, second, stack], book).items()}
    assert found["greedy"] == 3


def test_a_stack_before_and_after_its_tuning_is_no_other_model() -> None:
    first, tuning = (Traced(CLEAN.event.model_copy(update={"model": n}), CLEAN.provenance) for n in (1, 2))
    tasks = find_assignment("metodos-generativos").tasks
    stacks = [candidate(3, [first, tuning]), candidate(5, [first, tuning])]
    assert {task: found.candidate.cell for task, (found,) in match(tasks, stacks, PLAIN).items()} == {"greedy": 5}


def test_what_was_trained_is_chosen_before_a_part_of_it() -> None:
    training = Traced(CLEAN.event.model_copy(update={"variables": [1, 2]}), CLEAN.provenance)
    whole, part = candidate(1, [training]), candidate(1, [training])
    whole = replace(whole, snapshot=whole.snapshot.model_copy(update={"id": 1, "variables": [1, 2]}))
    part = replace(part, snapshot=part.snapshot.model_copy(update={"id": 2, "variables": [1]}))
    (answer,) = match(TASKS, [whole, part], PLAIN)["simple"]
    assert answer.candidate.snapshot.id == 1
