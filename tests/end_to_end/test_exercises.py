"""A notebook of several exercises, really run: one object for two of them, and the others not handed in."""

from pathlib import Path

import jupytext
import nbformat

from grader.grading.grade import grade
from grader.grading.options import Options
from grader.outcome import Outcome
from grader.result import Result, TaskResult

NOTEBOOK = """
# %% [markdown]
# # Mis autoencoders

# %%
import matplotlib.pyplot as plt
import numpy as np
from tensorflow import keras

(x_train, _), (x_test, _) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[:20000].reshape(-1, 784) / 255.0
x_test = x_test.reshape(-1, 784) / 255.0
keras.utils.set_random_seed(0)

# %%
autoencoder = keras.Sequential([
    keras.Input((784,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(784, activation="sigmoid"),
])
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(x_train, x_train, epochs=4, batch_size=128, verbose=0)

# %%
def mostrar(originales):
    salidas = autoencoder.predict(originales, verbose=0)
    for i in range(5):
        for fila, imagen in enumerate((originales[i], salidas[i])):
            plt.subplot(2, 5, 1 + i + 5 * fila)
            plt.imshow(imagen.reshape(28, 28), cmap="gray")
    plt.show()

mostrar(x_test[:5])

# %% [markdown]
# ## Ahora con ruido

# %%
rng = np.random.default_rng(0)
ruidosas = np.clip(x_train + 0.5 * rng.normal(size=x_train.shape), 0, 1)
autoencoder.fit(ruidosas, x_train, epochs=1, batch_size=128, verbose=0)
mostrar(np.clip(x_test[:5] + 0.5 * rng.normal(size=(5, 784)), 0, 1))
"""


def graded(folder: Path) -> Result:
    notebook = folder / "ejercicios.ipynb"
    nbformat.write(jupytext.reads(NOTEBOOK.lstrip(), fmt="py:percent"), notebook)
    return grade(notebook, "clase156-ejercicios", folder / "out", Options(out=folder, lang="en"))


def outcomes(task: TaskResult) -> dict[str, Outcome]:
    return {criterion.id: criterion.outcome for criterion in task.criteria}


def test_an_object_fitted_again_is_graded_as_it_stood_and_missing_parts_are_told(tmp_path: Path) -> None:
    result = graded(tmp_path)
    tasks = {task.id: task for task in result.tasks}
    assert result.status == "graded", result.message
    simple, denoising = tasks["simple"], tasks["denoising"]
    assert simple.accepted, simple
    assert simple.model is not None
    assert denoising.model is not None
    assert (simple.model.cell, denoising.model.cell) == (3, 6)
    assert "it was trained to turn noisy images into clean ones" in denoising.model.why
    assert [outcomes(denoising)[name] for name in ("pairs", "trained_on", "gain", "shows_output")] == [Outcome.PASS] * 4
    for name in ("latent2d", "sparse", "anomaly"):
        assert tasks[name].model is None
        assert tasks[name].score == 0
        assert "not handed in" in tasks[name].criteria[0].message
    assert (tmp_path / "out" / "report.html").stat().st_size < 1_500_000
