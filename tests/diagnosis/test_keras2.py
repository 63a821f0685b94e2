"""Idioms of Keras 2, by the errors that Keras 3.15 gives; and lines like them that are no idioms."""

import ast

import pytest

from grader.diagnosis.broken.rule import broken_cells
from grader.exchange.evidence import FailedImport
from tests.diagnosis.submission import cell, codes, error, only, symptoms

UNKNOWN = "Unrecognized keyword arguments passed to Model: {'input': <KerasTensor>, 'output': <KerasTensor>}"
TENSOR = "A KerasTensor cannot be used as input to a TensorFlow function. A KerasTensor is a symbolic placeholder"
FILE = "Invalid filepath extension for saving. Please add either a `.keras` extension"
UNITS = "Received an invalid value for `units`, expected a positive integer. Received: units=784"

IDIOMS = [
    ("opt = keras.optimizers.SGD(lr=0.1, momentum=0.9)", "ValueError", "Argument(s) not recognized: {'lr': 0.1}",
     "keras2-keyword", "opt = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)"),
    ("ae = Model(input=x, output=y)", "ValueError", UNKNOWN, "keras2-keyword", "ae = Model(inputs=x, outputs=y)"),
    ("ae.fit(x, x, nb_epoch=5)", "TypeError", "TensorFlowTrainer.fit() got an unexpected keyword argument 'nb_epoch'",
     "keras2-keyword", "ae.fit(x, x, epochs=5)"),
    ("Dense(output_dim=3, input_dim=4)", "TypeError",
     "Dense.__init__() missing 1 required positional argument: 'units'",
     "keras2-keyword", "Dense(units=3, input_dim=4)"),
    ("from keras import backend as K\nv = K.mean(K.square(a - b))", "AttributeError",
     "module 'keras.backend' has no attribute 'square'", "keras2-backend",
     "import keras\n\nv = keras.ops.mean(keras.ops.square(a - b))"),
    ("import tensorflow as tf\ns = tf.reduce_mean(tf.exp(z))", "ValueError", TENSOR, "tensorflow-on-keras-tensor",
     "import keras\n\ns = keras.ops.mean(keras.ops.exp(z))"),
    ("h = Dense(np.prod((28, 28)), activation='sigmoid')(h)", "ValueError", UNITS, "numpy-integer",
     "h = Dense(int(np.prod((28, 28))), activation='sigmoid')(h)"),
    ("ae.compile('adam', 'mse', metrics='accuracy')", "ValueError",
     "Expected `metrics` argument to be a list, tuple, or dict. Received instead: metrics=accuracy", "metrics-as-text",
     "ae.compile('adam', 'mse', metrics=['accuracy'])"),
    ("ae.fit_generator(flow, epochs=2)", "AttributeError", "'Functional' object has no attribute 'fit_generator'",
     "keras2-removed", "ae.fit(flow, epochs=2)"),
    ("rate = ae.optimizer.lr", "AttributeError", "'Adam' object has no attribute 'lr'", "keras2-removed",
     "rate = ae.optimizer.learning_rate"),
    ("tf.set_random_seed(1)", "AttributeError", "module 'tensorflow' has no attribute 'set_random_seed'",
     "tensorflow-1", "keras.utils.set_random_seed(0)"),
    ("ae.save('model')", "ValueError", FILE, "file-extension", "ae.save('model.keras')"),
    ("ae.save_weights('w.h5')", "ValueError", "The filename must end in `.weights.h5`. Received: filepath=w.h5",
     "file-extension", "ae.save_weights('w.weights.h5')"),
    ("plt.plot(h.history['val_acc'])", "KeyError", "'val_acc'", "history-key", "plt.plot(h.history['val_accuracy'])"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "name", "message", "code", "mended"), IDIOMS, ids=lambda value: str(value)[:30])
def test_an_idiom_is_told_with_the_line_that_works_today(source: str, name: str, message: str, code: str, mended: str):
    lines = source.count("\n") + 1
    finding = only(broken_cells, symptoms("import keras", source, errors={1: error(1, lines, name, message)}))
    assert (finding.code, finding.code_fix) == (code, mended)
    assert finding.place is not None
    assert (finding.place.cell, finding.place.quote) == (2, source.splitlines()[-1])
    ast.parse(finding.code_fix)


@pytest.mark.parametrize(("source", "name", "message", "code", "mended"), IDIOMS, ids=lambda value: str(value)[:30])
def test_the_same_line_with_another_error_is_not(source: str, name: str, message: str, code: str, mended: str):
    known = symptoms("import keras", source, errors={1: error(1, source.count("\n") + 1, name, "out of luck")})
    assert codes(broken_cells, known) == []


IMPORTS = [
    ("from keras.layers.core import Dense, Lambda", "from keras.layers import Dense, Lambda"),
    ("from tensorflow.keras.layers.convolutional import Conv2D", "from tensorflow.keras.layers import Conv2D"),
    ("import keras.layers.core as core", "import keras.layers as core"),
    ("from keras.utils.np_utils import to_categorical", "from keras.utils import to_categorical"),
    ("from keras.utils.vis_utils import plot_model", "from keras.utils import plot_model"),
    ("from keras.engine.topology import Layer", "from keras.layers import Layer"),
    ("from keras.objectives import mse", "from keras.losses import mse"),
    ("from keras.optimizers import adam", "from keras.optimizers import Adam"),
    ("from keras.preprocessing.image import ImageDataGenerator",
     "from tensorflow.keras.preprocessing.image import ImageDataGenerator"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "mended"), IMPORTS)
def test_an_import_that_moved(line: str, mended: str):
    failed = FailedImport(line=line, error="ModuleNotFoundError: No module named '…'")
    finding = only(broken_cells, symptoms(line, evidence=[cell(0, failed_imports=[failed])]))
    assert finding.code == "keras2-import"
    assert finding.code_fix == mended


def test_np_utils_is_told_what_took_its_place():
    line = "from keras.utils import np_utils"
    failed = FailedImport(line=line, error="ImportError: cannot import name 'np_utils'")
    finding = only(broken_cells, symptoms(line, evidence=[cell(0, failed_imports=[failed])]))
    assert finding.code_fix.startswith("from keras.utils import to_categorical")


def test_what_a_layer_must_compute_is_given_as_a_layer():
    line = "eps = tf.random.normal((tf.shape(z)[0], 2))"
    finding = only(
        broken_cells, symptoms("import tensorflow as tf\n" + line, errors={0: error(0, 2, "ValueError", TENSOR)})
    )
    assert finding.code_fix.startswith("class Sampling(keras.layers.Layer):")


def test_add_loss_on_a_functional_model():
    known = symptoms("vae.add_loss(kl)", errors={0: error(0, 1, "NotImplementedError", "")})
    assert only(broken_cells, known).code == "add-loss-on-model"


MODEL = """class AE(keras.Model):
    def __init__(self, latent):
        {first}
        self.encoder = layers.Dense(latent)
"""


def test_a_subclass_that_skips_super():
    message = (
        "In layer 'AE', you forgot to call `super().__init__()` as the first statement in the `__init__()` method."
    )
    known = symptoms(
        MODEL.format(first="self.n = latent"), "AE(2)(x)", errors={1: error(1, 1, "RuntimeError", message)}
    )
    finding = only(broken_cells, known)
    assert finding.code == "super-init"
    assert finding.place is not None
    assert finding.place.cell == 1
    assert finding.code_fix.splitlines()[:2] == ["def __init__(self, latent):", "    super().__init__()"]


def test_a_subclass_that_calls_super():
    known = symptoms(
        MODEL.format(first="super(AE, self).__init__()"),
        "AE(2)(x)",
        errors={1: error(1, 1, "AttributeError", "'AE' object has no attribute '_latent'")},
    )
    assert codes(broken_cells, known) == []
