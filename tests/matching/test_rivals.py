"""Tasks that ask for several models, or for one that answers another task as well."""

from dataclasses import replace
from typing import Any

import pytest

from grader.assignment import Task
from grader.exchange.evidence import Layer, NoiseLayer
from grader.i18n import render
from grader.intake import Notebook
from grader.matching import Candidate, match
from tests.matching.models import CLEAN, NOISY, candidate, notebook, training

PLAIN = notebook(*["fit"] * 12)
CONVOLUTION = Layer(class_name="Conv2D", units=8)
L1 = Layer(class_name="Dense", units=64, activity_regularizer="L1 {'l1': 0.001}")


def sought(name: str, *, kind: str = "reconstruction", **more: Any) -> dict[str, Any]:
    return {"id": name, "declared_name": f"ae_{name}", "headings": [name], "measure": {"kind": kind}, **more}


def task(name: str, *rivals: dict[str, Any], **more: Any) -> Task:
    criterion = {"id": "error", "kind": "reconstruction", "title": {"es": "x", "en": "x"}, "points": 1}
    rest = {"title": {"es": name, "en": name}, "criteria": [criterion], "acceptance": ["error"]}
    return Task.model_validate({**sought(name, **more), "rivals": list(rivals), **rest})


def answered(tasks: list[Task], models: list[Candidate], book: Notebook = PLAIN) -> dict[str, list[int]]:
    found = match(tasks, models, book)
    return {key: [answer.candidate.cell for answer in answers] for key, answers in found.items()}


LINEAR = task("pca", sought("relu"))


def test_a_rival_gets_a_model_of_its_own() -> None:
    models = [candidate(1, [CLEAN], name="ae_pca"), candidate(3, [CLEAN], name="ae_relu")]
    assert answered([LINEAR], models) == {"pca": [1], "pca.relu": [3]}
    assert answered([LINEAR], models[::-1]) == {"pca": [1], "pca.relu": [3]}


def test_of_two_that_nothing_tells_apart_the_rival_is_the_later_one() -> None:
    assert answered([LINEAR], [candidate(1, [CLEAN]), candidate(3, [CLEAN])]) == {"pca": [1], "pca.relu": [3]}


def test_the_task_comes_before_its_rival_where_there_is_one_model() -> None:
    assert answered([LINEAR], [candidate(1, [CLEAN])]) == {"pca": [1]}


def test_of_several_tasks_a_rival_takes_no_model_of_another_one() -> None:
    tasks = [task("bce", sought("mse", traits={"loss_mse": 4}), traits={"loss_bce": 4}), task("deep")]
    bce, mse = training(loss="binary_crossentropy"), training(loss="MeanSquaredError")
    book = notebook("## bce y mse", "fit", "fit", "## deep", "fit")
    models = [candidate(1, [mse]), candidate(2, [bce]), candidate(4, [mse])]
    assert answered(tasks, models, book) == {"bce": [2], "bce.mse": [1], "deep": [4]}
    assert answered(tasks, models[1:], book) == {"bce": [2], "deep": [4]}


def test_a_family_is_all_models_below_the_tasks_heading() -> None:
    tasks = [task("sweep", sought("widths", family=True)), task("deep")]
    book = notebook("## sweep", *["fit"] * 15, "## deep", "fit")
    models = [candidate(cell, [CLEAN], name="ae") for cell in (*range(1, 16), 17)]
    models[9] = candidate(10, [CLEAN], graph=False)
    found = answered(tasks, models, book)
    assert found["sweep.widths"] == [3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15]  # the last twelve that can be measured
    assert found["sweep"][0] in found["sweep.widths"]
    assert found["deep"] == [17]


def test_of_a_single_task_every_model_is_of_its_family() -> None:
    found = answered([task("sweep", sought("widths", family=True))], [candidate(cell, [CLEAN]) for cell in (1, 2, 3)])
    assert found["sweep.widths"] == [1, 2, 3]


VIEW = task("view", shared=True)


def test_a_shared_task_chooses_a_model_that_answers_another_one() -> None:
    tasks = [task("deep"), VIEW]
    assert answered(tasks, [candidate(1, [CLEAN], name="ae_deep")]) == {"deep": [1], "view": [1]}


def test_a_shared_task_takes_the_model_whose_decoder_is_used_below_its_heading() -> None:
    tasks = [task("deep"), task("grid", shared=True)]
    book = notebook("## deep", "fit", "fit", "## grid", "plot")
    models = [candidate(1, [CLEAN], used=[4]), candidate(2, [CLEAN])]
    assert answered(tasks, models, book) == {"deep": [2], "grid": [1]}
    (answer,) = match(tasks, models, book)["grid"]
    assert render(answer.why[0], "en") == "its decoder is used below the heading of the task"


def test_only_shared_tasks() -> None:
    assert answered([VIEW, task("grid", shared=True)], [candidate(1, [CLEAN])]) == {"view": [1], "grid": [1]}


def test_a_shared_task_expects_the_model_whose_name_it_gives_and_knows_others() -> None:
    tasks = [task("deep"), task("wide"), task("view", shared=True, declared_name="ae_deep")]
    models = [candidate(cell, [CLEAN], name=name) for cell, name in ((1, "ae_deep"), (2, "ae_wide"))]
    models = [replace(m, snapshot=m.snapshot.model_copy(update={"variables": [m.cell]})) for m in models]
    (answer,) = match(tasks, models, PLAIN)["view"]
    assert answer.candidate.cell == 1
    assert [other.candidate.cell for other in answer.alternatives] == [2]
    assert "expected" in " ".join(render(reason, "en") for reason in answer.why)


def test_a_shared_task_and_its_rival_have_different_models() -> None:
    tasks = [task("deep"), task("vae", sought("plain"), shared=True, traits={"variational": 6})]
    models = [candidate(1, [CLEAN], name="ae_deep"), candidate(2, [CLEAN], draws=True)]
    assert answered(tasks, models) == {"deep": [1], "vae": [2], "vae.plain": [1]}


def with_parameters(one: Candidate, count: int) -> Candidate:
    return replace(one, snapshot=one.snapshot.model_copy(update={"parameters": count}))


@pytest.mark.parametrize(
    ("trait", "plain", "special"),
    [
        ("convolutional", candidate(2, [CLEAN]), candidate(1, [CLEAN], layers=[CONVOLUTION])),
        ("loss_bce", candidate(2, [training(loss="mse")]), candidate(1, [training(loss="BinaryCrossentropy")])),
        ("loss_mse", candidate(2, [training(loss="bce")]), candidate(1, [training(loss="mean_squared_error")])),
        (
            "linear",
            candidate(2, [CLEAN], layers=[Layer(class_name="Dense", activation="relu")]),
            candidate(1, [CLEAN], layers=[Layer(class_name="Dense", activation="linear")] * 2),
        ),
        (
            "noise_layer",
            candidate(2, [CLEAN]),
            candidate(1, [training(layers=[NoiseLayer(class_name="G", amount=None)])]),
        ),
        ("overcomplete", candidate(2, [CLEAN], code=784), candidate(1, [CLEAN], code=1000)),
        ("penalised", candidate(2, [CLEAN]), candidate(1, [CLEAN], layers=[L1])),
        ("several_trainings", candidate(2, [CLEAN, CLEAN]), candidate(1, [CLEAN, training(model=7)])),
        ("stage", candidate(2, [CLEAN]), replace(candidate(1, [CLEAN]), stage=True)),
        ("tied", with_parameters(candidate(2, [CLEAN]), 101_200), with_parameters(candidate(1, [CLEAN]), 51_024)),
        ("two_values", candidate(2, [CLEAN]), candidate(1, [CLEAN], code=2)),
        ("variational", candidate(2, [CLEAN]), candidate(1, [CLEAN], draws=True)),
        ("denoises", candidate(2, [CLEAN]), candidate(1, [NOISY])),
        ("decodes", candidate(2, [CLEAN]), candidate(1, [CLEAN], used=[3])),
    ],
)
def test_a_trait_speaks_for_a_model_or_against_it(trait: str, plain: Candidate, special: Candidate) -> None:
    models = [special, plain]
    assert answered([task("a", traits={trait: 5}), task("b")], models)["a"] == [1]
    assert answered([task("a", traits={trait: -5})], models)["a"] == [2]


def test_a_trait_of_no_weight_speaks_neither_for_a_model_nor_against_it() -> None:
    models = [candidate(1, [NOISY], name="ae_a"), candidate(2, [CLEAN])]
    assert answered([task("a", traits={"clean": 0})], models)["a"] == [2]
    assert answered([task("a", traits={"clean": 0, "denoises": 0})], models)["a"] == [1]


def test_a_contested_trait_speaks_against_a_model_only_where_another_task_wants_it() -> None:
    models = [candidate(1, [CLEAN], draws=True, name="ae_deep"), candidate(2, [CLEAN])]
    assert answered([task("deep"), task("wide")], models)["deep"] == [1]
    assert answered([task("deep"), task("vae", traits={"variational": 6})], models) == {"deep": [2], "vae": [1]}
    shared = [task("deep"), task("vae", shared=True, traits={"variational": 6})]
    assert answered(shared, models)["deep"] == [1]


@pytest.mark.parametrize(
    ("name", "book", "told"),
    [
        ("ae", notebook("fit", "draw"), False),
        ("ae_view", notebook("fit", "draw"), True),
        ("ae", notebook("fit", "## view", "draw"), True),
        ("ae", notebook("fit", "## deep and view", "draw"), False),
    ],
)
def test_a_task_is_spoken_of_by_a_name_or_a_heading(name: str, book: Notebook, told: bool) -> None:
    tasks = [task("deep"), task("view", shared=True)]
    (answer,) = match(tasks, [candidate(0, [CLEAN], name=name)], book)["view"]
    assert answer.told is told


@pytest.mark.parametrize(
    ("declared", "name", "owned"),
    [("ae_deep", "ae_deep", True), ("ae_own", "ae_own", False), ("ae_deep", "ae_view", False)],
)
def test_the_name_of_another_tasks_model_does_not_speak_of_a_shared_one(declared: str, name: str, owned: bool) -> None:
    tasks = [task("deep"), task("view", shared=True, declared_name=declared)]
    (answer,) = match(tasks, [candidate(0, [CLEAN], name=name)], notebook("fit", "draw"))["view"]
    assert answer.told is not owned


@pytest.mark.parametrize(
    ("name", "book", "elsewhere"),
    [
        ("ae", notebook("fit", "fit"), False),
        ("ae", notebook("## deep", "fit", "fit"), False),
        ("ae", notebook("import", "## deep", "fit", "fit"), True),
        ("ae_deep_2", notebook("fit", "fit", "fit"), True),
        ("sin_castigo", notebook("fit", "fit", "fit"), False),
        ("ae_plain", notebook("## deep", "fit", "fit"), False),
    ],
)
def test_a_model_that_is_left_over_belongs_elsewhere(name: str, book: Notebook, elsewhere: bool) -> None:
    last = book.cells[-1].index
    models = [candidate(last - 1, [CLEAN], name="ae_deep"), candidate(last, [CLEAN], name=name)]
    answers = match([task("deep"), task("plain")], models, book)
    assert answers["plain"][0].candidate.cell == last
    assert answers["plain"][0].elsewhere is elsewhere
    assert not answers["deep"][0].elsewhere
