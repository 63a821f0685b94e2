"""Why a variational autoencoder tells nothing, or fills no prior."""

import ast
import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from grader.diagnosis.finding import MODEL, Finding, Place
from grader.diagnosis.source import Code, last_name
from grader.diagnosis.symptoms import Part, Symptoms
from grader.diagnosis.trainings import training_place
from grader.i18n import text
from grader.metrics.aggregated_posterior import aggregated_sd
from grader.metrics.kl import active_units, kl_to_prior

__all__ = ["collapsed_posterior", "deviation_of_log_variance", "kl_missing", "kl_subtracted", "means_decoded"]

#: Losses of a reconstruction; Keras' own average over the last axis.
_LOSSES: Final = ("binary_crossentropy", "BinaryCrossentropy", "mean_squared_error", "MeanSquaredError", "mse")
_LOG_VARIANCE: Final = re.compile(r"log_?_?var|log_?sigma", re.IGNORECASE)
_MEAN: Final = re.compile(r"mean|media|mu$", re.IGNORECASE)
#: What a training calls for each batch.
_STEPS: Final = ("train_step", "compute_loss")
_DRAW: Final = re.compile(r"normal|randn|^eps|noise|ruido", re.IGNORECASE)
_KL_LINE: Final = (
    "kl_loss = -0.5 * tf.reduce_mean(tf.reduce_sum(1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var), axis=-1))\n"
    "loss = reconstruction_loss + kl_loss"
)


def collapsed_posterior(symptoms: Symptoms) -> Iterator[Finding]:
    """No unit of a code that is drawn tells anything: the KL has outweighed the reconstruction."""
    for part in symptoms.parts:
        measured = part.case.measured
        if measured is None or not len(measured.drawn) or not part.lost("kl") or measured.lost_in_draws > 1:
            continue
        per_unit = kl_to_prior(measured.code[measured.drawn], measured.deviation)
        if active_units(per_unit):
            continue
        place, mended = _reconstruction_loss(symptoms.code)
        yield Finding(
            code="collapsed-posterior",
            weight=MODEL + 6,
            task=part.task.id,
            place=place or _training(symptoms, part),
            measured=text("KL of {nats:.2f} nats per image", nats=float(per_unit.sum())),
            symptom=text("The code of the VAE has collapsed: it is the same distribution for every image."),
            cause=text(
                "The reconstruction loss is a mean over pixels and the KL is not, so the KL weighs hundreds of times "
                "too much, and the cheapest code says nothing."
            ),
            fix=text("Put both on one scale, nats per image: sum the reconstruction loss over the 784 pixels."),
            code_fix=mended,
            explains=frozenset(
                {"collapsed-code", "constant-output", "dead-units", "loss-still-falling", "blurred", "single-epoch"}
            ),
        )


def means_decoded(symptoms: Symptoms) -> Iterator[Finding]:
    """The means of the codes show their images, draws do not: the decoder was trained on the means."""
    for part in symptoms.parts:
        measured = part.case.measured
        if measured is None or measured.lost_in_draws <= 1 or not part.lost("variational"):
            continue
        place, mended = _decoded_mean(symptoms.code)
        yield Finding(
            code="means-decoded",
            weight=MODEL + 6,
            task=part.task.id,
            place=place or _training(symptoms, part),
            measured=text(
                "error of a decoded draw {drawn:.4f}, of a decoded mean {mean:.4f}",
                drawn=float(measured.drawn_errors.mean()),
                mean=float(measured.errors[measured.drawn].mean()),
            ),
            symptom=text("The decoder makes nothing of a draw of the code."),
            cause=text(
                "In training it was given the mean, z_mean, and not the draw: a plain autoencoder with a KL term."
            ),
            fix=text("Decode the draw, z, in training; the mean is for looking at codes afterwards."),
            code_fix=mended,
            explains=frozenset({"kl-missing", "collapsed-code", "dead-units"}),
        )


def kl_missing(symptoms: Symptoms) -> Iterator[Finding]:
    """The codes of a model that draws them are spread far beyond the prior."""
    for part in symptoms.parts:
        measured = part.case.measured
        if measured is None or not len(measured.drawn) or not part.lost("prior_match"):
            continue
        spread = float(aggregated_sd(measured.code[measured.drawn], measured.deviation).max())
        if spread > 1:
            yield Finding(
                code="kl-missing",
                weight=MODEL + 4,
                task=part.task.id,
                place=_training(symptoms, part),
                measured=text("standard deviation {sd:.1f} in a unit", sd=spread),
                symptom=text("The codes of the VAE are spread far wider than the standard normal distribution."),
                cause=text("Nothing holds them there: the KL term is missing in the loss, or weighs next to nothing."),
                fix=text("Add the KL term to the loss."),
                code_fix=_KL_LINE,
            )


def kl_subtracted(symptoms: Symptoms) -> Iterator[Finding]:
    """A part that asks for a VAE is not accepted, and the code subtracts what it calls KL."""
    part = next((part for part in symptoms.parts if part.has("kl") and not part.result.accepted), None)
    if part is None:
        return
    for cell in symptoms.code.cells:
        for node in cell.nodes:
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) and _named_kl(node.right):
                yield Finding(
                    code="kl-wrong-sign",
                    weight=MODEL + 7,
                    task=part.task.id,
                    place=cell.place(node),
                    symptom=text("The KL term is subtracted from the loss."),
                    cause=text("Training then drives the codes away from the prior, without an end."),
                    fix=text("Add it: -0.5 · sum(1 + z_log_var - z_mean² - exp(z_log_var)) is positive already."),
                    code_fix=ast.unparse(ast.BinOp(node.left, ast.Add(), node.right)),
                    explains=frozenset({"diverged", "kl-missing", "collapsed-code", "constant-output", "single-epoch"}),
                )
                return


def deviation_of_log_variance(symptoms: Symptoms) -> Iterator[Finding]:
    """A draw is scaled by the log-variance itself, or by its exponential, the variance."""
    part = next((part for part in symptoms.parts if part.has("variational")), None)
    if part is None:
        return
    for cell in symptoms.code.cells:
        for node in cell.nodes:
            scale = _scale_of_draw(node)
            if scale is not None:
                measured = part.case.measured
                drawn = measured.deviation if measured is not None and len(measured.drawn) else None
                yield Finding(
                    code="log-variance-as-deviation",
                    weight=MODEL + 5,
                    task=part.task.id,
                    place=cell.place(node),
                    measured=None
                    if drawn is None
                    else text("drawn with a standard deviation of {sd:.3f}", sd=float(np.median(drawn))),
                    symptom=text("The draw is not scaled by a standard deviation."),
                    cause=text("The head is the logarithm of a variance: the KL term takes it for one."),
                    fix=text("Scale the draw by exp(z_log_var / 2)."),
                    code_fix=_with_deviation(node, scale),
                    explains=frozenset({"kl-missing"}),
                )
                return


def _training(symptoms: Symptoms, part: Part) -> Place | None:
    return training_place(symptoms, part.last.event) if part.last else None


def _reconstruction_loss(code: Code) -> tuple[Place | None, str]:
    """The statement that averages the loss of the reconstruction, and what it should be."""
    for cell in code.cells:
        for node in cell.nodes:
            if isinstance(node, ast.Assign | ast.Return) and node.value is not None:
                call = next((one for one in ast.walk(node.value) if _is_loss(one)), None)
                if isinstance(call, ast.Call):
                    return cell.place(node), _summed(node, call)
    return None, ""


def _decoded_mean(code: Code) -> tuple[Place | None, str]:
    """Where a training step decodes a mean, and what it should be."""
    for cell in code.cells:
        for step in cell.nodes:
            if isinstance(step, ast.FunctionDef) and step.name in _STEPS:
                for node in ast.walk(step):
                    if isinstance(node, ast.Call) and "deco" in last_name(node.func) and _is_mean(node.args):
                        return cell.place(node), ast.unparse(ast.Call(node.func, [ast.Name("z")], node.keywords))
    return None, ""


def _is_mean(arguments: list[ast.expr]) -> bool:
    return len(arguments) == 1 and isinstance(arguments[0], ast.Name) and bool(_MEAN.search(arguments[0].id))


def _is_loss(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) in _LOSSES and len(node.args) >= 2


def _summed(node: ast.Assign | ast.Return, call: ast.Call) -> str:
    mean = "ops.mean" if ast.unparse(call.func).startswith(("ops.", "keras.ops.")) else "tf.reduce_mean"
    value = f"784 * {mean}({ast.unparse(call)})"
    return f"return {value}" if isinstance(node, ast.Return) else f"{ast.unparse(node.targets[0])} = {value}"


def _named_kl(node: ast.AST) -> bool:
    return any(re.match(r"kl|d_?kl", name, re.IGNORECASE) for name in _names(node))


def _names(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Name | ast.Attribute):
            yield one.id if isinstance(one, ast.Name) else one.attr


def _scale_of_draw(node: ast.AST) -> ast.expr | None:
    """The log-variance that a draw is multiplied by: as it is, or as `exp(log_var)`."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Mult):
        return None
    for scale, draw in ((node.left, node.right), (node.right, node.left)):
        inner = (
            scale.args[0] if isinstance(scale, ast.Call) and last_name(scale.func) == "exp" and scale.args else scale
        )
        is_head = isinstance(inner, ast.Name) and _LOG_VARIANCE.search(inner.id)
        if is_head and any(_DRAW.search(name) for name in _names(draw)):
            return scale
    return None


def _with_deviation(node: ast.AST, scale: ast.expr) -> str:
    assert isinstance(node, ast.BinOp)
    exp = ast.unparse(scale.func) if isinstance(scale, ast.Call) else "tf.exp"
    head = ast.unparse(scale.args[0]) if isinstance(scale, ast.Call) else ast.unparse(scale)
    draw = node.right if scale is node.left else node.left
    return f"{exp}(0.5 * {head}) * {ast.unparse(draw)}"
