"""The forms that a model can be run in, above all those with a code that is drawn.

A variational autoencoder's encoder gives a mean, a logarithm of a variance and often a draw, as a list, a tuple or a
dict (lesson unidad-5, section 5.5), and what puts both halves together may be nothing but a training step. The draw
is what the decoder was trained on.
"""

import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from .as_trained import as_trained
from .draws import NORMAL
from .layers import is_model, layers

__all__ = ["Form", "composed", "forms"]

Forward = Callable[[Any], Any]

#: What both halves are called: methods of a model's own, or parts of it.
_HALVES = (("encode", "decode"), ("codificar", "decodificar"), ("encoder", "decoder"), ("codificador", "decodificador"))
#: How the name of what draws from a mean and a log variance begins.
_SAMPLING = ("reparam", "sampl", "muestre")
#: Parts of names of heads.
_MEAN, _VARIANCE = ("mean", "mu", "media"), ("var", "sig", "std", "desv")
#: Models within a model that are tried as its halves.
_PARTS = 4


@dataclass(frozen=True)
class Form:
    """A way to run a model.

    Attributes:
        name: `model`, or `pair` of an encoder and a decoder.
        may_draw: whether it is worth a try where another was found whose code is not drawn.
    """

    name: str
    forward: Forward
    may_draw: bool = True


def forms(model: Any) -> list[Form]:
    """The model itself, and pairs of its parts. The first whose code is drawn counts, else the first that runs."""
    own, sampling = as_trained(model), _sampling(model)
    pairs = [Form("pair", composed(*pair, sampling), _may_draw(*pair)) for pair in _pairs(model)]
    return [Form("model", model), *([Form("model", own)] if own else []), *pairs]


def composed(encoder: Forward, decoder: Forward, sampling: Forward | None = None) -> Forward:
    """`decoder` after `encoder`; of several outputs the drawn one, else a draw from the mean and log variance they are.

    Of three the third should have been the draw; where none is, the mean is the code. One output twice as wide as what
    the decoder takes is both, side by side. Outputs of different shapes are no such heads: then the first one counts.

    Args:
        sampling: draws from a list of both; without it, or where it does not, the draw is ours.
    """

    def code(images: Any) -> Any:
        heads = _heads(encoder, encoder(images), decoder)
        if len(heads) == 1 or len({tuple(head.shape) for head in heads}) > 1:
            return heads[0]
        drawn = _drawn(heads)
        if drawn is None and (trained := as_trained(encoder)):
            drawn = _drawn(_heads(encoder, trained(images), decoder))
        return _draw(heads, sampling) if drawn is None else drawn

    return lambda images: decoder(code(images))


def _pairs(model: Any) -> Iterator[tuple[Forward, Forward]]:
    for names in _HALVES:
        encoder, decoder = (getattr(model, name, None) for name in names)
        if callable(encoder) and callable(decoder):
            yield encoder, _of_pixels(decoder)
    try:
        parts = [layer for layer in layers(model) if is_model(layer)]
    except Exception:  # neither Keras says what it raises for a model that is not built
        parts = []
    yield from permutations(parts[:_PARTS], 2)


def _of_pixels(decode: Any) -> Forward:
    """TensorFlow's tutorial on variational autoencoders leaves the last activation to an argument of this name."""
    with_argument = inspect.isroutine(decode) and "apply_sigmoid" in inspect.signature(decode).parameters
    return functools.partial(decode, apply_sigmoid=True) if with_argument else decode


def _may_draw(encoder: Any, decoder: Any) -> bool:
    """Whether an encoder may have several heads: a functional one says so, any other has to be tried."""
    outputs = getattr(encoder, "outputs", None)
    return not isinstance(outputs, list | tuple) or len(outputs) != 1 or _width(decoder, 2) == outputs[0].shape[-1]


def _width(decoder: Any, times: int) -> int | None:
    """So many times the values that a functional decoder takes."""
    inputs = getattr(decoder, "inputs", None)
    size = inputs[0].shape[-1] if isinstance(inputs, list | tuple) and len(inputs) == 1 else None
    return times * size if isinstance(size, int) else None


def _heads(encoder: Any, outputs: Any, decoder: Any) -> list[Any]:
    """An encoder's outputs: the mean first, then the log variance, as far as their names tell."""
    import tensorflow as tf

    heads: list[Any] = tf.nest.flatten(outputs)
    if len(heads) == 1:
        both = heads[0].shape[-1] == _width(decoder, 2)
        return list(tf.split(heads[0], 2, axis=-1)) if both else heads
    names = sorted(outputs) if isinstance(outputs, dict) else getattr(encoder, "output_names", None) or []
    if len(names) != len(heads):
        return heads
    return [heads[place] for place in sorted(range(len(heads)), key=lambda place: _rank(str(names[place]).lower()))]


def _rank(name: str) -> int:
    return 1 if any(part in name for part in _VARIANCE) else 0 if any(part in name for part in _MEAN) else 2


def _draw(heads: list[Any], sampling: Forward | None) -> Any:
    import tensorflow as tf

    mean, log_variance = heads[:2]
    own = sampling([mean, log_variance]) if sampling else None
    if own is not None and _is_drawn(own):
        return own
    if len(heads) > 2:
        return mean
    return mean + tf.exp(0.5 * log_variance) * tf.random.normal(mean.shape)


def _drawn(heads: list[Any]) -> Any:
    return next((head for head in heads if _is_drawn(head)), None)


def _sampling(model: Any) -> Forward | None:
    """A model's own way to draw: a layer that takes a list of both, or a method that takes one after the other."""
    names = [name for name in dir(model) if name.lower().startswith(_SAMPLING)]
    found = [own for name in names if callable(own := getattr(model, name, None))]

    def sampling(heads: list[Any]) -> Any:
        for own in found:
            for given in (heads,), heads:
                try:
                    drawn = own(*given)
                    if drawn.shape == heads[0].shape:
                        return drawn
                except Exception:  # the student's own code, and called in another way than it is meant to be
                    continue
        return None

    return sampling if found else None


def _is_drawn(head: Any) -> bool:
    """Whether a normal draw goes into a symbolic tensor."""
    seen, stack = {head.op}, [head.op]
    while stack:
        op = stack.pop()
        if op.type in NORMAL:
            return True
        for tensor in op.inputs:
            if tensor.op not in seen:
                seen.add(tensor.op)
                stack.append(tensor.op)
    return False
