"""Trainings really repeated, in real boxes: an honest one, and those of every cheat in the corpus."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
import yaml

from grader.grading.grade import grade, repeat
from grader.grading.options import Options
from grader.replay import When
from grader.result import Result

CORPUS = Path(__file__).parents[1] / "corpus"
CHEATS = sorted((CORPUS / "cheats").glob("*/notebook.py"))
SMALL = """
import keras
from keras import layers

keras.utils.set_random_seed(0)
(x, y), _ = keras.datasets.fashion_mnist.load_data()
tshirts = x[y == 0][:1500, ..., None].astype("float32") / 255
autoencoder = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(8, 3, strides=2, padding="same", activation="relu"),
    layers.Conv2D(8, 3, strides=2, padding="same", activation="relu"),
    layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu"),
    layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"),
])
autoencoder.compile("adam", "mse")
autoencoder.fit(tshirts, tshirts, epochs=3, verbose=0)
"""


def written(source: str, path: Path) -> Path:
    nbformat.write(jupytext.reads(source, fmt="py:percent"), path)
    return path


def test_a_training_comes_back_at_once_and_from_its_evidence(tmp_path: Path) -> None:
    options = Options(out=tmp_path, lang="en", replay=When.parse("never"))
    result = grade(written(SMALL, tmp_path / "tarea.ipynb"), "clase156-tarea", tmp_path / "one", options)
    (task,) = result.tasks
    assert task.replay is None
    assert task.weights is not None
    assert [(strand.began, strand.trainings) for strand in task.weights.strands] == [("drawn", [0])]
    assert task.weights.gaps == []
    again = repeat(tmp_path / "one", None, replace(options, replay=When.parse("always")))
    (task,) = again.tasks
    assert task.replay is not None
    assert task.replay.outcome == "agrees", task.replay.message
    assert again.score == result.score
    assert Result.model_validate_json((tmp_path / "one" / "result.json").read_bytes()) == again


@pytest.mark.slow
@pytest.mark.parametrize("case", [pytest.param(path.parent, id=path.parent.name) for path in CHEATS])
def test_no_cheat_is_accepted_without_a_flag(case: Path, tmp_path: Path) -> None:
    expected: dict[str, Any] = yaml.safe_load((case / "expect.yaml").read_text())
    when = When.parse("always" if expected.get("only_replayed") else "suspect")
    notebook = written((case / "notebook.py").read_text(), tmp_path / "tarea.ipynb")
    options = Options(out=tmp_path, lang="en", replay=when)
    result = grade(notebook, "clase156-tarea", tmp_path / "one", options)
    said = "\n".join(f"{c.outcome}: {c.id}: {c.message}" for task in result.tasks for c in task.criteria)
    assert not result.accepted, said
    for sentence in expected["caught_by"]:
        assert sentence in said, said


def test_every_cheat_says_what_catches_it() -> None:
    assert len(CHEATS) >= 20
    expectations = [yaml.safe_load((path.parent / "expect.yaml").read_text()) for path in CHEATS]
    assert sum(not expected["library"] for expected in expectations) >= 8
    assert all(expected["title"] for expected in expectations)
