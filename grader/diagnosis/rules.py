"""All rules."""

from typing import Final

from grader.diagnosis.broken.rule import broken_cells
from grader.diagnosis.data.draws import one_number, shape_as_mean
from grader.diagnosis.data.labels import arranged_by_labels
from grader.diagnosis.data.noise import noisy_target, same_mask
from grader.diagnosis.data.origin import wrong_images, wrong_target
from grader.diagnosis.data.scaling import out_of_range
from grader.diagnosis.evaluation.decisions import scored_by_decisions
from grader.diagnosis.evaluation.generation import generated
from grader.diagnosis.evaluation.on_training import evaluated_on_training
from grader.diagnosis.evaluation.printed_auc import printed_auc
from grader.diagnosis.evaluation.scatter import wide_code_drawn
from grader.diagnosis.evaluation.threshold import threshold_of_test_images, threshold_of_the_mix
from grader.diagnosis.evaluation.trained_again import trained_again
from grader.diagnosis.evaluation.visible import error_on_visible
from grader.diagnosis.model.binary import not_binary
from grader.diagnosis.model.blur import blurred
from grader.diagnosis.model.collapse import collapsed
from grader.diagnosis.model.decoder import dense_decoder
from grader.diagnosis.model.noise_on import noise_left_on
from grader.diagnosis.model.penalty import penalty_on_weights
from grader.diagnosis.model.untied import untied
from grader.diagnosis.model.variational import (
    collapsed_posterior,
    deviation_of_log_variance,
    kl_missing,
    kl_subtracted,
    means_decoded,
)
from grader.diagnosis.model.width import too_wide
from grader.diagnosis.rule import Rule
from grader.diagnosis.training.at_once import trained_at_once
from grader.diagnosis.training.divergence import diverged, rate_too_high
from grader.diagnosis.training.length import too_short
from grader.diagnosis.training.resources import out_of_memory, out_of_time
from grader.diagnosis.training.slow import slow_optimizer
from grader.diagnosis.training.stale import stale_optimizer

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = (
    broken_cells,
    out_of_time,
    out_of_memory,
    shape_as_mean,
    one_number,
    noisy_target,
    same_mask,
    wrong_target,
    wrong_images,
    out_of_range,
    arranged_by_labels,
    diverged,
    slow_optimizer,
    rate_too_high,
    stale_optimizer,
    too_short,
    too_wide,
    dense_decoder,
    penalty_on_weights,
    untied,
    collapsed,
    collapsed_posterior,
    kl_missing,
    kl_subtracted,
    means_decoded,
    deviation_of_log_variance,
    blurred,
    trained_again,
    printed_auc,
    scored_by_decisions,
    evaluated_on_training,
    wide_code_drawn,
    threshold_of_the_mix,
    threshold_of_test_images,
    generated,
    noise_left_on,
    trained_at_once,
    not_binary,
    error_on_visible,
)
