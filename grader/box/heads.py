"""Encoders with several outputs: which of them the decoder is given.

A variational autoencoder's encoder gives a mean, a logarithm of a variance and often a draw, as a list, a tuple or a
dict (lesson unidad-5, section 5.5). The draw is what the decoder was trained on.
"""

from collections.abc import Callable
from typing import Any

from .draws import NORMAL

__all__ = ["composed", "several_heads"]

Forward = Callable[[Any], Any]

#: What the mean is called in a dict of heads.
_MEAN = ("mean", "mu", "media")


def composed(encoder: Forward, decoder: Forward) -> Forward:
    """`decoder` after `encoder`; of several outputs the drawn one, else a draw from the mean and log variance they are.

    Outputs of different shapes are no such heads: then the first one counts.
    """
    return lambda images: decoder(_code(encoder(images)))


def several_heads(encoder: Any) -> bool:
    """Whether a functional encoder has more outputs than one."""
    outputs = getattr(encoder, "outputs", None)
    return isinstance(outputs, list | tuple) and len(outputs) > 1


def _code(outputs: Any) -> Any:
    import tensorflow as tf

    if isinstance(outputs, dict):
        outputs = [outputs[name] for name in sorted(outputs, key=_not_the_mean)]
    heads = tf.nest.flatten(outputs)
    if len(heads) == 1 or len({tuple(head.shape) for head in heads}) > 1:
        return heads[0]
    drawn = next((head for head in heads if _is_drawn(head)), None)
    if drawn is not None:
        return drawn
    mean, log_variance = heads[:2]
    return mean + tf.exp(0.5 * log_variance) * tf.random.normal(mean.shape)


def _not_the_mean(name: Any) -> tuple[bool, str]:
    return not any(word in str(name).lower() for word in _MEAN), str(name)


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
