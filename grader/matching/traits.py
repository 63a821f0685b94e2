"""What can be seen of a trained model without running it."""

from collections.abc import Callable, Mapping
from math import prod
from typing import Final

from grader.assignment import MeasureKind, Sought, Trait
from grader.i18n import Text, text
from grader.matching.candidate import Candidate
from grader.matching.history import Traced

__all__ = ["CONTESTED", "EXCLUSIVE", "TRAITS", "loss_of", "only_class", "wanted"]

_CONVOLUTIONS: Final = ("Conv2D", "Conv2DTranspose", "SeparableConv2D", "DepthwiseConv2D")
_ACTIVATIONS: Final = ("ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax", "ThresholdedReLU")
_SMALL_NOISE: Final = 0.05  # a GaussianNoise of less is there to regularise

#: What each kind of measurement is looking for.
_BY_KIND: Final[Mapping[MeasureKind, Mapping[Trait, float]]] = {
    "reconstruction": {"clean": 2},
    "latent": {"two_values": 6},
    "denoising": {"denoises": 6, "noisy": 4},
    "sparsity": {"penalised": 5},
    "detection": {"one_class": 6, "convolutional": 1},
}
#: Traits that speak against a model wherever they are not wanted.
EXCLUSIVE: Final[frozenset[Trait]] = frozenset({"one_class", "denoises", "noisy", "part"})
#: Traits that speak against it where another task wants them.
CONTESTED: Final[frozenset[Trait]] = frozenset({"two_values", "penalised", "variational", "linear"})


def wanted(sought: Sought) -> Mapping[Trait, float]:
    """How much each trait speaks for a model that is sought."""
    return {**_BY_KIND[sought.measure.kind], **sought.traits}


def only_class(candidate: Candidate) -> int | None:
    """The one class of all its trainings, if it is only one."""
    origins = [origin for traced in candidate.history for origin in traced.origins]
    classes = {label for origin in origins for label in (*origin.train, *origin.test)}
    return classes.pop() if len(classes) == 1 else None


def _one_class(candidate: Candidate) -> Text | None:
    label = only_class(candidate)
    return None if label is None else text("it was trained on class {label} only", label=label)


def _denoises(candidate: Candidate) -> Text | None:
    last = _last(candidate)
    if last is None or not _cleans(last):
        return None
    return text("it was trained to turn noisy images into clean ones")


def _noisy(candidate: Candidate) -> Text | None:
    last = _last(candidate)
    return text("it was trained on noisy images") if last is not None and last.noise and not _cleans(last) else None


def _clean(candidate: Candidate) -> Text | None:
    last = _last(candidate)
    if only_class(candidate) is not None:
        return None
    if last is not None and (last.of_codes or last.noise is not None or _cleans(last)):
        return None
    return text("it was trained to give back clean images of several classes")


def _two_values(candidate: Candidate) -> Text | None:
    return text("its code has two values") if candidate.snapshot.code_size == 2 else None


def _overcomplete(candidate: Candidate) -> Text | None:
    size, image = candidate.snapshot.code_size, candidate.snapshot.input_shape
    pixels = image[0] * (image[1] if len(image) > 1 else 1)
    return text("its code is wider than the image") if size is not None and size > pixels else None


def _penalised(candidate: Candidate) -> Text | None:
    layers = candidate.snapshot.layers
    penalty = next((layer.activity_regularizer for layer in layers if layer.activity_regularizer), None)
    return text("a layer penalises its activations ({penalty})", penalty=penalty[:60]) if penalty else None


def _convolutional(candidate: Candidate) -> Text | None:
    found = any(layer.class_name in _CONVOLUTIONS for layer in candidate.snapshot.layers)
    return text("it has convolutional layers") if found else None


def _variational(candidate: Candidate) -> Text | None:
    return text("its code is drawn at random") if candidate.snapshot.draws else None


def _noise_layer(candidate: Candidate) -> Text | None:
    last = _last(candidate)
    return text("it has a noise layer") if last is not None and last.event.noise_layers else None


def _tied(candidate: Candidate) -> Text | None:
    snapshot = candidate.snapshot
    if snapshot.code_size is None or _convolutional(candidate) is not None:
        return None
    apart = 2 * prod(snapshot.input_shape) * snapshot.code_size  # the kernels of one layer on each side
    return text("it has too few weights for two halves of their own") if 0 < snapshot.parameters < apart else None


def _several_trainings(candidate: Candidate) -> Text | None:
    models = {traced.event.model for traced in candidate.history}
    return text("its weights come from several trainings") if len(models) > 1 else None


def _linear(candidate: Candidate) -> Text | None:
    layers = candidate.snapshot.layers
    functions = [layer.activation for layer in layers if layer.activation is not None]
    bent = any(layer.class_name in _ACTIVATIONS for layer in layers)
    straight = set(functions) == {"linear"} and not bent
    return text("none of its layers has an activation") if straight else None


def _decodes(candidate: Candidate) -> Text | None:
    return text("the notebook has its decoder decode codes") if candidate.used else None


def _stage(candidate: Candidate) -> Text | None:
    return text("it was trained by itself first, for a larger model") if candidate.stage else None


def _part(candidate: Candidate) -> Text | None:
    last = _last(candidate)
    own = set(candidate.snapshot.variables)
    return text("it is a part of what was trained") if last and own < set(last.event.variables) else None


def loss_of(name: str) -> str:
    """`bce` or `mse` for a loss by any of its names; empty for another."""
    plain = name.lower().replace("_", "")
    known = {"bce": ("binarycrossentropy", "bce"), "mse": ("meansquarederror", "mse")}
    return next((short for short, names in known.items() if any(one in plain for one in names)), "")


def _loss(wanted: str) -> Callable[[Candidate], Text | None]:
    def found(candidate: Candidate) -> Text | None:
        last = _last(candidate)
        loss = "" if last is None else last.event.loss or ""
        return text("it was trained with the loss {loss}", loss=loss[:60]) if loss_of(loss) == wanted else None

    return found


def _last(candidate: Candidate) -> Traced | None:
    return candidate.history[-1] if candidate.history else None


def _cleans(traced: Traced) -> bool:
    noise = traced.noise
    by_layer = traced.provenance.noise is None and noise is not None and noise.sd > _SMALL_NOISE
    return traced.provenance.target == "clean" or by_layer


#: Whether a model has the trait: the sentence that says so, or None.
TRAITS: Final[Mapping[Trait, Callable[[Candidate], Text | None]]] = {
    "clean": _clean,
    "convolutional": _convolutional,
    "decodes": _decodes,
    "denoises": _denoises,
    "linear": _linear,
    "loss_bce": _loss("bce"),
    "loss_mse": _loss("mse"),
    "noise_layer": _noise_layer,
    "noisy": _noisy,
    "one_class": _one_class,
    "overcomplete": _overcomplete,
    "part": _part,
    "penalised": _penalised,
    "several_trainings": _several_trainings,
    "stage": _stage,
    "tied": _tied,
    "two_values": _two_values,
    "variational": _variational,
}
