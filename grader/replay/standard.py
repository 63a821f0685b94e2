"""Which descriptions of models, optimisers and losses a box may build from: Keras' own parts, and no code.

A description could name any function of any module that can be imported, or hold code or tables of numbers. What is
not listed here is not built.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from grader.errors import Unrepeatable
from grader.i18n import Text, text

__all__ = ["check"]

_LAYERS: Final = [
    "InputLayer",
    "Dense",
    "Conv1D",
    "Conv2D",
    "Conv2DTranspose",
    "DepthwiseConv2D",
    "SeparableConv2D",
    "MaxPooling2D",
    "AveragePooling2D",
    "GlobalAveragePooling2D",
    "GlobalMaxPooling2D",
    "UpSampling2D",
    "ZeroPadding2D",
    "Cropping2D",
    "Resizing",
    "Flatten",
    "Reshape",
    "Permute",
    "RepeatVector",
    "Dropout",
    "SpatialDropout2D",
    "GaussianDropout",
    "GaussianNoise",
    "AlphaDropout",
    "BatchNormalization",
    "LayerNormalization",
    "GroupNormalization",
    "UnitNormalization",
    "Activation",
    "ReLU",
    "LeakyReLU",
    "PReLU",
    "ELU",
    "Softmax",
    "Add",
    "Subtract",
    "Multiply",
    "Average",
    "Maximum",
    "Minimum",
    "Concatenate",
    "Rescaling",
    "Identity",
    "ActivityRegularization",
    "RandomFlip",
    "RandomTranslation",
    "RandomBrightness",
    "RandomContrast",
]
_INITIALIZERS: Final = [
    "GlorotUniform",
    "GlorotNormal",
    "HeUniform",
    "HeNormal",
    "LecunUniform",
    "LecunNormal",
    "RandomNormal",
    "RandomUniform",
    "TruncatedNormal",
    "VarianceScaling",
    "Orthogonal",
    "Zeros",
    "Ones",
    "Constant",
    "Identity",
]
_OPTIMIZERS: Final = [
    "Adam",
    "AdamW",
    "Adamax",
    "Nadam",
    "SGD",
    "RMSprop",
    "Adagrad",
    "Adadelta",
    "Ftrl",
    "Lion",
    "Lamb",
]
_SCHEDULES: Final = [
    "CosineDecay",
    "CosineDecayRestarts",
    "ExponentialDecay",
    "InverseTimeDecay",
    "PiecewiseConstantDecay",
    "PolynomialDecay",
]
_LOSSES: Final = [
    "MeanSquaredError",
    "MeanAbsoluteError",
    "BinaryCrossentropy",
    "BinaryFocalCrossentropy",
    "Huber",
    "LogCosh",
    "KLDivergence",
    "Poisson",
    "CosineSimilarity",
    "MeanSquaredLogarithmicError",
    "MeanAbsolutePercentageError",
    "mean_squared_error",
    "mean_absolute_error",
    "binary_crossentropy",
    "binary_focal_crossentropy",
    "huber",
    "log_cosh",
    "kl_divergence",
    "poisson",
    "cosine_similarity",
    "mean_squared_logarithmic_error",
    "mean_absolute_percentage_error",
]

#: Class names by the module that a description names.
_STANDARD: Final[Mapping[str, frozenset[str]]] = {
    "keras": frozenset({"Sequential", "Functional", "Model", "DTypePolicy"}),
    "keras.src.models.functional": frozenset({"Functional"}),
    "keras.src.models.sequential": frozenset({"Sequential"}),
    "keras.layers": frozenset(_LAYERS),
    "keras.initializers": frozenset(_INITIALIZERS),
    "keras.regularizers": frozenset({"L1", "L2", "L1L2", "OrthogonalRegularizer"}),
    "keras.constraints": frozenset({"MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm"}),
    "keras.optimizers": frozenset(_OPTIMIZERS),
    "keras.optimizers.schedules": frozenset(_SCHEDULES),
    "keras.losses": frozenset(_LOSSES),
}
#: Arithmetic on tensors within a functional model; none of it takes functions that the rules below let through.
_ARITHMETIC: Final = "keras.src.ops."
#: What else Keras tells apart by a class name: a tensor of the model, which has no module.
_TENSOR: Final = "__keras_tensor__"
#: Numbers that one list may hold: more is a table.
_MOST_NUMBERS: Final = 64
_MOST_TEXT: Final = 300
_TABLE: Final = text("The model's description holds a table or a text of its own.")


def check(description: Any) -> None:
    """Make sure that `description`, parsed from JSON, names standard parts only.

    Raises:
        Unrepeatable: it does not; the reason names the first part that is not standard.
    """
    if isinstance(description, Mapping):
        _check_part(description)
        for value in description.values():
            check(value)
    elif isinstance(description, str):
        if len(description) > _MOST_TEXT:
            raise Unrepeatable(_TABLE)
    elif isinstance(description, Sequence):
        if len(description) > _MOST_NUMBERS and any(isinstance(item, int | float) for item in description):
            raise Unrepeatable(_TABLE)
        for item in description:
            check(item)


def _check_part(part: Mapping[str, Any]) -> None:
    name, module = part.get("class_name"), part.get("module")
    if name is None and module is None:
        return
    if module is None and name == _TENSOR:
        return
    registered = part.get("registered_name")
    known = isinstance(module, str) and isinstance(name, str) and registered in (None, name)
    if not known or not (name in _STANDARD.get(str(module), ()) or _is_arithmetic(str(module), str(name))):
        raise Unrepeatable(_own(name))


def _is_arithmetic(module: str, name: str) -> bool:
    return module.startswith(_ARITHMETIC) and name.isidentifier() and module.replace(".", "").isidentifier()


def _own(name: Any) -> Text:
    return text("`{name}` is no standard part of Keras.", name=str(name)[:60])
