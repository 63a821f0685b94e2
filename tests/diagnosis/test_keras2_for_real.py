"""Every idiom really fails in a box as its rule expects, and the line that is offered instead really runs there."""

from pathlib import Path

import pytest

from grader.diagnosis import Symptoms
from grader.diagnosis.broken.rule import broken_cells
from grader.errors import SandboxUnavailable
from grader.exchange import EvidenceFolder
from grader.execution.run import run_notebook
from grader.sandbox import choose
from grader.sandbox.protocol import Limits
from tests.diagnosis.submission import notebook

START = """\
import numpy as np
import keras
import tensorflow as tf
from keras import backend as K
from keras import layers
from keras.layers import Dense
from keras.models import Model

image = keras.Input((784,))
z_mean, z_log_var = layers.Dense(2)(image), layers.Dense(2)(image)
out = layers.Dense(784)(z_mean)
ae = keras.Model(image, out)
ae.compile("adam", "mse")
x = np.random.rand(32, 784).astype("float32")
history = ae.fit(x, x, epochs=1, verbose=0, validation_split=0.5)"""

NO_SUPER = """\
class AE(keras.Model):
    def __init__(self):
        self.half = 2

    def call(self, x):
        return x

AE()(x)"""

#: What fails, and the code of its diagnosis; its fix has to run, unless it only says what to write.
IDIOMS = [
    ("opt = keras.optimizers.SGD(lr=0.1)", "keras2-keyword"),
    ("other = Model(input=image, output=out)", "keras2-keyword"),
    ("history = ae.fit(x, x, nb_epoch=1, verbose=0)", "keras2-keyword"),
    ("units = Dense(output_dim=3)", "keras2-keyword"),
    ("conv = layers.Conv2D(3, 3, border_mode='same')", "keras2-keyword"),
    ("kl = K.mean(K.square(z_mean) - K.exp(z_log_var), axis=-1)", "keras2-backend"),
    ("kl = tf.reduce_mean(tf.square(z_mean) - tf.exp(z_log_var))", "tensorflow-on-keras-tensor"),
    ("noise = tf.random.normal((tf.shape(z_mean)[0], 2))", "tensorflow-on-keras-tensor"),
    ("ae.add_loss(keras.ops.mean(z_mean))", "add-loss-on-model"),
    ("wide = Dense(np.prod((28, 28)), activation='sigmoid')(z_mean)", "numpy-integer"),
    ("ae.compile('adam', 'mse', metrics='accuracy')", "metrics-as-text"),
    (NO_SUPER, "super-init"),
    ("rate = ae.optimizer.lr", "keras2-removed"),
    ("shape = ae.layers[1].output_shape", "keras2-removed"),
    ("penalty = keras.regularizers.activity_l1(1e-3)", "keras2-removed"),
    ("tf.set_random_seed(0)", "tensorflow-1"),
    ("ae.save('model')", "file-extension"),
    ("ae.save_weights('weights')", "file-extension"),
    ("ae.save('old.h5')\nold = keras.models.load_model('old.h5')", "old-file"),
    ("print(history.history['val_acc'])", "history-key"),
    ("from keras.layers.core import Dense, Flatten", "keras2-import"),
    ("from tensorflow.keras.layers.convolutional import Conv2D", "keras2-import"),
    ("from keras.utils import np_utils", "keras2-import"),
    ("from keras.utils.vis_utils import plot_model", "keras2-import"),
    ("from keras.engine.topology import Layer", "keras2-import"),
    ("from keras.preprocessing.image import ImageDataGenerator", "keras2-import"),
    ("from keras.optimizers import adam", "keras2-import"),
    ("import no_such_package", "missing-package"),
    ("tf.config.experimental.set_memory_growth(tf.config.list_physical_devices('GPU')[0], True)", "no-gpu"),
    ("ae.predict(x.reshape(-1, 28, 28), verbose=0)", "input-shape"),
]  # fmt: skip
#: Their fixes name variables, or a metric, that this notebook does not have.
NOT_RUN = {"input-shape", "history-key", "super-init", "old-file", "missing-package"}


@pytest.mark.slow
def test_every_idiom_and_its_fix(tmp_path: Path) -> None:
    found = diagnosed(tmp_path / "wrong", [START, *(source for source, _ in IDIOMS)])
    told = {finding.place.cell: finding for finding in broken_cells(found) if finding.place is not None}
    assert [told[number].code if number in told else None for number in range(2, len(IDIOMS) + 2)] == [
        code for _, code in IDIOMS
    ]
    fixes = [finding.code_fix for finding in told.values() if finding.code not in NOT_RUN]
    assert all(fixes)
    mended = diagnosed(tmp_path / "right", [START, *fixes])
    broken = [(fixes[run.order - 1], run.error) for run in mended.run.cells if run.status != "ok"]
    assert broken == []
    assert not any(evidence.failed_imports for evidence in mended.cells)


def diagnosed(folder: Path, sources: list[str]) -> Symptoms:
    """The sources, run in a box."""
    try:
        sandbox = choose("bubblewrap")
    except SandboxUnavailable as error:
        pytest.skip(str(error))
    for name in ("evidence", "out"):
        (folder / name).mkdir(parents=True)
    cells = list(enumerate(sources))
    run = run_notebook(cells, sandbox=sandbox, evidence=folder / "evidence", out=folder / "out")
    evidence = EvidenceFolder(folder / "evidence").cells(strict=False)
    return Symptoms(notebook(*sources), run, evidence, [], Limits())
