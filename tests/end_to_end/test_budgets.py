"""Notebooks that do not fit their budget are graded for what they had trained."""

from dataclasses import replace
from pathlib import Path

import jupytext
import nbformat
import pytest

from grader.execution.setup import Setup
from grader.grading.grade import grade
from grader.grading.options import Options
from grader.outcome import Outcome
from grader.result import Result

NOTEBOOK = """
# %% [markdown]
# # Ejercicio 1: autoencoder simple

# %%
import keras
(x_train, _), (x_test, _) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[:6000].reshape(-1, 784) / 255.0

# %%
autoencoder = keras.Sequential([
    keras.Input((784,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(784, activation="sigmoid"),
])
autoencoder.compile(optimizer="adam", loss="mse")
history = autoencoder.fit(x_train, x_train, epochs=EPOCHS, batch_size=256, verbose=0)

# %%
print("epochs:", len(history.history["loss"]))
"""


def graded(folder: Path, epochs: int, options: Options) -> Result:
    notebook = folder / "simple.ipynb"
    source = NOTEBOOK.lstrip().replace("EPOCHS", str(epochs))
    nbformat.write(jupytext.reads(source, fmt="py:percent"), notebook)
    return grade(notebook, "clase156-ejercicios", folder / "out", replace(options, out=folder, lang="en"))


def simple(result: Result) -> dict[str, Outcome]:
    assert result.status == "graded", result.message
    return {criterion.id: criterion.outcome for criterion in result.tasks[0].criteria}


@pytest.mark.slow
def test_what_was_trained_when_time_ran_out_is_graded(tmp_path: Path) -> None:
    result = graded(tmp_path, 1_000_000, Options(tmp_path, time_limit=90))
    outcomes = simple(result)
    assert outcomes["trained_on"] is outcomes["code_size"] is outcomes["reconstruction"] is Outcome.PASS
    assert result.tasks[0].model is not None


@pytest.mark.slow
def test_a_capped_training_is_graded_and_the_result_says_so(tmp_path: Path) -> None:
    result = graded(tmp_path, 200, Options(tmp_path, setup=Setup(epoch_cap=2)))
    assert simple(result)["trained_on"] is Outcome.PASS
    assert result.provenance["simple"][0]["epochs"] == 2
    assert result.environment["epoch_cap"] == "2"
    assert "epoch-cap" in [diagnosis.code for diagnosis in result.diagnoses]
    assert "epochs: 200" in (tmp_path / "out" / "evidence" / "executed.ipynb").read_text()
