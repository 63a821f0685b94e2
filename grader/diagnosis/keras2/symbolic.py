"""`tf.exp` or `tf.shape` on a Keras tensor, and `add_loss` on a functional model."""

import ast
from typing import Final

from grader.diagnosis.broken.errors import FirstError
from grader.diagnosis.broken.known import Remedy, replaced
from grader.diagnosis.source import Code, last_name
from grader.i18n import text

__all__ = ["loss_added_to_a_model", "tensorflow_on_a_keras_tensor"]

_KERAS_TENSOR: Final = "KerasTensor cannot be used as input to a TensorFlow function"
#: Functions of TensorFlow → those of `keras.ops`.
_OPS: Final = {
    **{name: name for name in ("exp", "square", "abs", "sqrt", "maximum", "minimum", "reshape", "transpose", "cast")},
    **{name: name for name in ("sigmoid", "tanh", "expand_dims", "squeeze", "ones_like", "zeros_like", "stack")},
    "math.exp": "exp",
    "math.log": "log",
    "math.square": "square",
    "math.sqrt": "sqrt",
    "reduce_mean": "mean",
    "reduce_sum": "sum",
    "reduce_max": "max",
    "math.reduce_mean": "mean",
    "math.reduce_sum": "sum",
    "concat": "concatenate",
    "clip_by_value": "clip",
    "pow": "power",
    "matmul": "matmul",
    "nn.sigmoid": "sigmoid",
    "nn.relu": "relu",
}
#: Runs as it stands; the KL divergence is that of a Gaussian code from N(0, 1).
_LAYER: Final = """\
class Sampling(keras.layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        kl = 1 + z_log_var - keras.ops.square(z_mean) - keras.ops.exp(z_log_var)
        self.add_loss(-0.5 * keras.ops.mean(keras.ops.sum(kl, axis=1)))
        noise = keras.random.normal(keras.ops.shape(z_mean))
        return z_mean + keras.ops.exp(0.5 * z_log_var) * noise"""


def tensorflow_on_a_keras_tensor(code: Code, error: FirstError) -> Remedy | None:
    """A function of TensorFlow that was given a tensor of a functional model."""
    functions = [name for node in error.nodes() if isinstance(node, ast.Call) and (name := _function(code, node.func))]
    if _KERAS_TENSOR not in error.message or not functions or error.statement is None:
        return None
    cause = text(
        "A functional model is built of Keras tensors, which are not yet numbers: `tf.{name}` cannot take them.",
        name=functions[0],
    )
    if not all(name in _OPS for name in functions):
        fix = text("Compute it inside a layer's `call`, where tensors hold numbers.")
        return Remedy("tensorflow-on-keras-tensor", cause, fix, _LAYER)

    def change(node: ast.AST) -> ast.AST | None:
        name = _function(code, node)
        return ast.parse(f"keras.ops.{_OPS[name]}", mode="eval").body if name in _OPS else None

    mended = "import keras\n\n" + replaced(error.statement, change)
    return Remedy("tensorflow-on-keras-tensor", cause, text("Use the same function of `keras.ops`."), mended)


def _function(code: Code, node: ast.AST) -> str:
    """The path below `tensorflow` of one of its functions; Keras' own are none of them."""
    path = code.path(node) if isinstance(node, ast.Attribute) else ""
    return path.removeprefix("tensorflow.") if path.startswith("tensorflow.") else ""


def loss_added_to_a_model(code: Code, error: FirstError) -> Remedy | None:
    """`model.add_loss(...)` outside a layer."""
    if error.name != "NotImplementedError" or not any(last_name(call.func) == "add_loss" for call in error.calls()):
        return None
    return Remedy(
        "add-loss-on-model",
        text("In Keras 3 only a layer can add a loss, from within its `call`; a functional model cannot."),
        text("Let the layer that draws the code add its divergence itself, and compile with the reconstruction loss."),
        _LAYER,
    )
