"""Trainings repeated from a plan, in a process of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

pytestmark = pytest.mark.slow  # `tests/end_to_end/test_replay.py` repeats one in every run

ROOT = Path(__file__).parents[2] / "grader"
N = 64


@pytest.fixture(scope="module")
def images() -> Any:
    rng = np.random.default_rng(0)
    return (rng.random((N, 4)) @ rng.random((4, 64)) / 4).astype("float32").reshape(N, 8, 8, 1)


def model() -> Any:
    layers = keras.layers
    return keras.Sequential(
        [keras.Input((8, 8, 1)), layers.Flatten(), layers.Dense(4), layers.Dense(64), layers.Reshape((8, 8, 1))]
    )


def plan_for(built: Any, **changes: Any) -> dict[str, Any]:
    numbers = list(range(len(built.weights)))
    training = {
        "model": 0,
        "variables": numbers,
        "before": [f"b{n}" for n in numbers],
        "after": [f"a{n}" for n in numbers],
        "restored": None,
        "ends": [],
        "compiled": {
            "optimizer": keras.optimizers.serialize(keras.optimizers.Adam(0.01)),
            "loss": {"module": "keras.losses", "class_name": "mean_squared_error", "config": None},
        },
        "optimizer": 1,
        "rates": [],
        "epochs": 3,
        "rows": N,
        "batch": 16,
        "x": ["x.npy"],
        "y": None,
        "counts": None,
        "weights": None,
        "seed": 1,
        **changes,
    }
    return {
        "seed": 1,
        "fresh": False,
        "mixed": {},
        "models": [keras.saving.serialize_keras_object(built)],
        "began": {f"b{n}": f"b{n}.npy" for n in numbers},
        "trainings": [training],
        "target": {"model": 0, "variables": numbers, "state": training["after"], "shape": [8, 8, 1]},
    }


def replayed(folder: Path, plan: dict[str, Any], built: Any, **arrays: Any) -> tuple[Any, Any]:
    """What the model that comes out makes of `x`, and the report."""
    given, made = folder / "input", folder / "output"
    for path in (given, made):
        path.mkdir(parents=True)
    for n, variable in enumerate(built.weights):
        np.save(given / f"b{n}.npy", np.asarray(variable))
    for name, array in arrays.items():
        np.save(given / f"{name}.npy", array)
    (given / "plan.json").write_text(json.dumps(plan))
    environment = {**os.environ, "GRADER_INPUT": str(given), "GRADER_OUTPUT": str(made), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-m", "box.replay"], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return _outputs((made / "graph.pb").read_bytes(), arrays["x"]), json.loads((made / "report.json").read_text())


def _outputs(graph: bytes, x: Any) -> Any:
    import tensorflow as tf

    definition = tf.compat.v1.GraphDef()
    definition.ParseFromString(graph)
    with tf.Graph().as_default() as loaded:
        tf.graph_util.import_graph_def(definition, name="")
        with tf.compat.v1.Session(graph=loaded) as session:
            rows = np.resize(x, (100, *x.shape[1:]))
            return session.run("reconstruction:0", {"images:0": rows})[: len(x)]


def test_the_same_model_comes_back(images: Any, tmp_path: Path) -> None:
    built = model()
    outputs, report = replayed(tmp_path, plan_for(built, epochs=20), built, x=images)
    built.compile(keras.optimizers.Adam(0.01), "mse")
    losses = built.fit(images, images, batch_size=16, epochs=20, verbose=0).history["loss"]
    error = float(((outputs - images) ** 2).mean())
    assert error == pytest.approx(float(((built(images) - images) ** 2).numpy().mean()), rel=0.2)
    assert report["trainings"][0]["losses"][0] == pytest.approx(losses[0], rel=0.2)
    assert error < losses[0] / 3


def test_without_a_learning_rate_nothing_is_learnt(images: Any, tmp_path: Path) -> None:
    built = model()
    plan = plan_for(built, rates=[0.0, 0.0, 0.0])
    outputs, _ = replayed(tmp_path, plan, built, x=images)
    np.testing.assert_allclose(outputs, built(images), atol=1e-5)


def test_rows_without_weight_teach_nothing(images: Any, tmp_path: Path) -> None:
    built = model()
    plan = plan_for(built, weights="w.npy", counts="c.npy")
    outputs, _ = replayed(tmp_path, plan, built, x=images, w=np.zeros(N, np.float32), c=np.full(N, 3))
    np.testing.assert_allclose(outputs, built(images), atol=1e-5)


def test_weights_of_an_earlier_epoch_are_put_back(images: Any, tmp_path: Path) -> None:
    built = model()
    first = plan_for(built, epochs=1, rates=[0.01])
    ends = [{"epoch": 0, "contents": [f"a{n}" for n in range(4)]}]
    best = plan_for(built, epochs=3, rates=[0.01, 0.1, 0.1], ends=ends, restored=0)
    one, _ = replayed(tmp_path / "one", first, built, x=images)
    restored, _ = replayed(tmp_path / "restored", best, built, x=images)
    np.testing.assert_allclose(restored, one, atol=1e-5)


def test_fresh_weights_are_drawn_where_that_is_asked(images: Any, tmp_path: Path) -> None:
    built = model()
    plan = {**plan_for(built, rates=[0.0] * 3), "fresh": True}
    outputs, _ = replayed(tmp_path, plan, built, x=images)
    assert np.abs(outputs - built(images)).max() > 0.01
