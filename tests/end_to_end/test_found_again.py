"""A homework that is graded a second time: not run, not measured, and of the same grade."""

import json
from pathlib import Path

import nbformat
import pytest
import yaml

from grader.assignment import assignment_folder
from grader.grading.grade import grade
from grader.grading.options import Options
from grader.result import Result

pytestmark = pytest.mark.slow

SOURCES = (
    """import keras, numpy as np, matplotlib.pyplot as plt
(x, y), (xt, yt) = keras.datasets.fashion_mnist.load_data()
normal, xt = x[y == 0][:256, ..., None] / 255.0, xt[..., None] / 255.0""",
    """model = keras.Sequential([
    keras.Input((28, 28, 1)), keras.layers.Conv2D(4, 3, strides=4, padding="same", activation="relu"),
    keras.layers.Conv2DTranspose(1, 3, strides=4, padding="same", activation="sigmoid"),
])
model.compile("adam", "mse")
model.fit(normal, normal, epochs=1, verbose=0)""",
    "errors = ((xt - model.predict(xt, verbose=0, batch_size=1000)) ** 2).mean(axis=(1, 2, 3))",
    "plt.hist(errors[yt == 0], density=True); plt.hist(errors[yt != 0], density=True)",
)


def graded(name: str, tmp_path: Path, assignment: str = "clase156-tarea", *, fresh: bool = False) -> Result:
    path = tmp_path / "tarea.ipynb"
    if not path.exists():
        cells = [nbformat.v4.new_code_cell(source) for source in SOURCES]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return grade(path, assignment, tmp_path / name, Options(tmp_path, "en", fresh=fresh))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("found")


@pytest.fixture(scope="module")
def first(folder: Path) -> Result:
    result = graded("first", folder)
    assert result.found_again == []
    assert result.tasks[0].model is not None
    return result


def test_the_same_grade(first: Result, folder: Path) -> None:
    second = graded("second", folder)
    assert second.found_again == ["run", "detector"]
    assert second.tasks == first.tasks
    assert (second.score, second.provenance, second.environment) == (first.score, first.provenance, first.environment)
    assert graded("second", folder) == second  # the whole result is remembered


def test_only_judged_by_another_rubric(first: Result, folder: Path) -> None:
    rubric = yaml.safe_load((assignment_folder("clase156-tarea") / "assignment.yaml").read_text())
    easier = folder / "easier"
    easier.mkdir()
    for task in rubric["tasks"]:
        for criterion in task["criteria"]:
            if criterion["id"] == "roc_auc":
                criterion["bounds"] = {"at_least": 0.01}
    (easier / "assignment.yaml").write_text(yaml.safe_dump(rubric))
    again = graded("first", folder, f"{easier}/")
    assert again.found_again == ["run", "detector"]
    before, after = ({c.id: c for c in result.tasks[0].criteria} for result in (first, again))
    assert after["roc_auc"].outcome == "pass"
    assert after["roc_auc"].measured == before["roc_auc"].measured


def test_a_damaged_store_is_made_again(first: Result, folder: Path) -> None:
    for entry in (folder / ".store").glob("??/*"):
        entry.write_bytes(entry.read_bytes()[:-100])
    again = graded("third", folder)
    assert again.found_again == []
    assert again.tasks[0].criteria[0] == first.tasks[0].criteria[0]


def test_a_result_that_somebody_changed_is_not_believed(first: Result, folder: Path) -> None:
    path = folder / "first" / "result.json"
    document = json.loads(path.read_text())
    path.write_text(json.dumps({**document, "score": 100.0}))
    assert graded("first", folder).score != 100
