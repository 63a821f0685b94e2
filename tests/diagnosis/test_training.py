"""Trainings that went wrong."""

from typing import Any

import numpy as np
import pytest

from grader.diagnosis.training.divergence import diverged, rate_too_high
from grader.diagnosis.training.length import too_short
from grader.diagnosis.training.resources import out_of_memory, out_of_time
from grader.diagnosis.training.slow import slow_optimizer
from grader.diagnosis.training.stale import stale_optimizer
from grader.i18n import render
from grader.measurement import Measured
from grader.provenance import Noise
from tests.diagnosis.submission import cell, codes, event, measured, only, part, seen, symptoms, traced

FIT = "ae.fit(x, x, epochs=5)"


def trained(lost: str = "reconstruction", source: str = FIT, of: Measured | None = None, **changes: Any):
    training = traced(event(x=seen(), y=seen(), **changes))
    return symptoms(source, parts=[part("simple", [training], lost=[lost] if lost else [], of=of)])


def test_adadelta_with_todays_learning_rate():
    finding = only(slow_optimizer, trained(optimizer="Adadelta", learning_rate=0.001, losses=[0.2, 0.19]))
    assert finding.code == "adadelta"
    assert finding.place is not None
    assert finding.place.quote == FIT
    assert "loss-still-falling" in finding.explains


def test_adadelta_with_its_own_learning_rate():
    assert codes(slow_optimizer, trained(optimizer="Adadelta", learning_rate=1.0)) == []


def test_adadelta_that_learnt_all_the_same():
    assert codes(slow_optimizer, trained(lost="", optimizer="Adadelta", learning_rate=0.001)) == []


def test_adam_is_not_adadelta():
    assert codes(slow_optimizer, trained(optimizer="Adam")) == []


def test_sgd_that_learnt_next_to_nothing():
    of = measured(reconstructions=np.full((200, 28, 28), 0.5, np.float32))
    known = trained(optimizer="SGD", learning_rate=0.01, losses=[0.2, 0.19, 0.18], epochs=3, of=of)
    assert codes(slow_optimizer, known) == ["sgd-slow"]


def test_sgd_that_learnt():
    known = trained(optimizer="SGD", learning_rate=0.01, losses=[0.2, 0.05, 0.02], epochs=3, of=measured())
    assert codes(slow_optimizer, known) == []


def test_the_line_is_the_one_that_names_the_optimizer():
    known = trained(source="ae.compile('adadelta', 'mse')\nae.fit(x, x)", optimizer="Adadelta", learning_rate=0.001)
    place = only(slow_optimizer, known).place
    assert place is not None
    assert place.quote == "ae.compile('adadelta', 'mse')"


def test_a_single_epoch():
    finding = only(too_short, trained(losses=[0.1], source="ae.fit(x, x, epochs=1, batch_size=64)"))
    assert (finding.code, finding.code_fix) == ("single-epoch", "ae.fit(x, x, batch_size=64, epochs=12)")
    assert "constant-output" in finding.explains


@pytest.mark.parametrize(("parameters", "mended"), [("x, epochs=1", "train(x, epochs=12)"), ("x", "")])
def test_a_function_of_ones_own_is_told_only_what_it_takes(parameters: str, mended: str):
    source = f"def train({parameters}):\n    ae.fit(x, x)\n\ntrain(x)"
    assert only(too_short, trained(losses=[0.1], source=source)).code_fix == mended


def test_single_epochs_in_a_loop_are_many():
    calls = [traced(event(x=seen(), y=seen(), losses=[loss])) for loss in (0.1, 0.02, 0.0199, 0.0199, 0.0199)]
    assert codes(too_short, symptoms(FIT, parts=[part("simple", calls, lost=["reconstruction"])])) == []


def test_a_loss_that_is_still_falling():
    finding = only(too_short, trained(losses=[0.1, 0.08, 0.06, 0.05]))
    assert finding.code == "loss-still-falling"
    assert "50 %" in render(finding.symptom, "en")


def test_a_plateau_is_no_short_training():
    assert codes(too_short, trained(losses=[0.1, 0.05, 0.0301, 0.0300, 0.0299])) == []


def test_a_falling_loss_of_good_work_is_left_alone():
    assert codes(too_short, trained(lost="", losses=[0.1, 0.08, 0.06, 0.05])) == []


def test_a_falling_loss_is_not_the_point_where_the_code_is_too_small():
    lost = part("simple", [traced(event(losses=[0.1, 0.08, 0.06]))], lost=["reconstruction", "code_size"])
    assert codes(too_short, symptoms(FIT, parts=[lost])) == []


def test_a_loss_that_is_no_number():
    finding = only(diverged, trained(losses=[0.3, None, None]))
    assert finding.measured is not None
    assert "epoch 2" in render(finding.measured, "en")


def test_all_losses_are_numbers():
    assert codes(diverged, trained(losses=[0.3, 0.2])) == []


def test_a_learning_rate_too_high():
    assert only(rate_too_high, trained(learning_rate=0.1, losses=[0.25, 0.24, 0.24])).code == "rate-too-high"


def test_a_high_learning_rate_that_learns():
    assert codes(rate_too_high, trained(learning_rate=0.1, losses=[0.25, 0.05])) == []


def test_the_usual_learning_rate_is_not_too_high():
    assert codes(rate_too_high, trained(learning_rate=0.001, losses=[0.25, 0.25])) == []


FLAT = measured(reconstructions=np.full((200, 28, 28), 0.5, np.float32))


def refitted(between: str, of: Measured = FLAT):
    noise = Noise(sd=0.5, clipped=True)
    first = traced(event(0, x=seen(), y=seen()))
    second = traced(event(1, id=2, x=seen(), y=seen(), losses=[0.11, 0.11]), target="clean", noise=noise)
    return symptoms(
        "ae.compile('adam', 'mse')\nae.fit(x, x)",
        f"{between}\nae.fit(noisy, x)",
        parts=[part("denoising", [first, second], lost=["gain"], of=of)],
    )


def test_a_stale_optimizer_that_collapsed():
    finding = only(stale_optimizer, refitted("y = 1"))
    assert (finding.code, finding.code_fix) == ("stale-optimizer", 'ae.compile(optimizer="adam", loss="mse")')
    assert "constant-output" in finding.explains


def test_compiled_again_before_the_refit():
    assert codes(stale_optimizer, refitted("ae.compile('adam', 'mse')")) == []


def test_refitted_and_well():
    assert codes(stale_optimizer, refitted("y = 1", measured())) == []


def test_out_of_time_in_a_training():
    known = symptoms(
        FIT,
        evidence=[cell(0, events=[event(0, epochs=7, steps=900)])],
        runs={0: {"status": "timeout", "seconds": 600.0}},
        run={"status": "timeout"},
    )
    finding = only(out_of_time, known)
    assert finding.place is not None
    assert finding.place.quote == FIT
    assert "7 epochs" in render(finding.cause, "en")
    assert finding.code_fix == "ae.fit(x, x, epochs=3, batch_size=256)"


def test_out_of_time_in_a_loop_of_predictions():
    known = symptoms("for z in grid:\n    images.append(decoder.predict(z))", runs={0: {"status": "timeout"}})
    finding = only(out_of_time, known)
    assert finding.place is not None
    assert finding.place.quote == "images.append(decoder.predict(z))"


def test_in_time():
    assert codes(out_of_time, symptoms(FIT)) == []


def test_out_of_memory():
    known = symptoms(
        FIT, runs={0: {"status": "dead", "peak_memory": 7 * 2**30}}, run={"status": "memory", "peak_memory": 7 * 2**30}
    )
    finding = only(out_of_memory, known)
    assert finding.code == "out-of-memory"
    assert finding.measured is not None
    assert render(finding.measured, "en") == "7.0 of 6.0 GiB"


def test_a_cell_that_leaves_python():
    known = symptoms("import sys\nexit()", runs={0: {"status": "dead"}}, run={"status": "dead_kernel"})
    assert only(out_of_memory, known).code == "kernel-exit"
    unknown = symptoms("import ctypes", runs={0: {"status": "dead"}}, run={"status": "dead_kernel"})
    assert codes(out_of_memory, unknown) == []
