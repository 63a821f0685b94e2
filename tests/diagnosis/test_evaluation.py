"""What a notebook shows of its model."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from grader.diagnosis import Part
from grader.diagnosis.evaluation.decisions import scored_by_decisions
from grader.diagnosis.evaluation.generation import generated
from grader.diagnosis.evaluation.on_training import evaluated_on_training
from grader.diagnosis.evaluation.printed_auc import printed_auc
from grader.diagnosis.evaluation.scatter import wide_code_drawn
from grader.diagnosis.evaluation.threshold import threshold_of_test_images, threshold_of_the_mix
from grader.diagnosis.evaluation.trained_again import trained_again
from grader.exchange.evidence import Figure, Number, Panel, Series
from grader.i18n import render
from grader.measurement import Answer, Detection
from grader.metrics.reconstruction import reconstruction_error
from grader.metrics.roc_auc import roc_auc
from tests.diagnosis.submission import cell, codes, event, measured, only, part, snapshot, symptoms, traced

RNG = np.random.default_rng(3)
LABELS = np.arange(2000) % 10
ERRORS = RNG.gamma(4, 0.003, 2000) * (1 + LABELS / 4)
AUC = roc_auc(ERRORS, LABELS == 0)


def detector(shown: float, source: str, lost: str = "roc_auc_reported"):
    of = measured(
        Detection,
        images=np.zeros((2000, 28, 28), np.float32),
        reconstructions=np.sqrt(ERRORS)[:, None, None].astype(np.float32) * np.ones((1, 28, 28), np.float32),
        labels=LABELS,
        normal=LABELS == 0,
        errors=ERRORS,
        code=np.zeros((2000, 32), np.float32),
        roc_auc=AUC,
        auc_against={k: roc_auc(ERRORS[(LABELS == 0) | (k == LABELS)], (LABELS == 0)[(LABELS == 0) | (k == LABELS)])
                     for k in range(1, 10)},
    )  # fmt: skip
    return symptoms(
        source,
        evidence=[cell(0, numbers=[Number(name="auc", value=shown)])],
        parts=[part("detector", [traced()], lost=[lost] if lost else [], model=snapshot(), of=of)],
    )


SCORED = "auc = roc_auc_score(y_test == 0, {score})"


@pytest.mark.parametrize("score", ["errors", "-errors"])
def test_one_minus_the_measured_one(score: str):
    finding = only(printed_auc, detector(1 - AUC, SCORED.format(score=score)))
    assert finding.code == "auc-turned"
    assert finding.place is not None
    assert finding.place.quote == SCORED.format(score=score)


@pytest.mark.parametrize(("score", "turned"), [("mse", "the error itself"), ("-mse", "labels"), ("1 - mse", "labels")])
def test_the_score_is_followed_to_where_it_was_computed(score: str, turned: str):
    finding = only(printed_auc, detector(1 - AUC, f"score = {score}\nauc = roc_auc_score(y_test == 0, score)"))
    assert turned in render(finding.cause, "en")


def test_another_class_taken_for_the_normal_one():
    shown = roc_auc(ERRORS, LABELS == 3)
    assert codes(printed_auc, detector(shown, "auc = roc_auc_score(y_test == 3, -errors)")) == ["auc-other-class"]
    assert codes(printed_auc, detector(shown, "auc = score(y_test, errors)")) == []


def test_against_one_class_alone():
    pair = (LABELS == 0) | (LABELS == 7)
    shown = roc_auc(ERRORS[pair], (LABELS == 0)[pair])
    source = "pair = (y_test == 0) | (y_test == 7)\nauc = roc_auc_score(y_test[pair] == 0, -errors[pair])"
    assert codes(printed_auc, detector(shown, source)) == ["auc-against-one"]


@pytest.mark.parametrize("square", [False, True])
@pytest.mark.parametrize("turned", [False, True])
def test_residuals_that_cancel_out(square: bool, turned: bool):
    rng = np.random.default_rng(5)
    residual = rng.normal((0.02 * LABELS / 9)[:, None, None], 0.2, (2000, 28, 28)).astype(np.float32)
    mean = residual.mean(axis=(1, 2)).astype(np.float64)
    auc = roc_auc(mean**2 if square else mean, LABELS == 0)
    known = detector(1 - auc if turned else auc, SCORED.format(score="mean"))
    of = replace(known.parts[0].case.measured, images=residual, reconstructions=np.zeros_like(residual))
    part_of = replace(known.parts[0], case=replace(known.parts[0].case, measured=of))
    assert codes(printed_auc, replace(known, parts=[part_of])) == ["auc-of-residual"]


def test_of_the_first_images_only():
    shown = roc_auc(ERRORS[:300], (LABELS == 0)[:300])
    assert codes(printed_auc, detector(shown, "auc = roc_auc_score(y_test[:300] == 0, -errors[:300])")) == [
        "auc-of-some"
    ]


def test_written_by_hand():
    assert codes(printed_auc, detector(0.9731, "auc = 0.9731\nprint(auc)")) == ["auc-by-hand"]


def test_a_figure_that_no_known_way_gives():
    assert codes(printed_auc, detector(0.4321, SCORED.format(score="-errors"))) == []


def test_a_figure_that_the_criterion_accepts():
    assert codes(printed_auc, detector(1 - AUC, SCORED.format(score="errors"), lost="")) == []


CUT = float(np.quantile(ERRORS, 0.3))
ONE_POINT = float(((ERRORS[LABELS == 0] <= CUT).mean() + (ERRORS[LABELS != 0] > CUT).mean()) / 2)


@pytest.mark.parametrize(
    "score",
    ["errors > cut", "(errors > cut).astype(int)", "np.where(errors > cut, 1, 0)", "-(errors <= cut).astype(float)"],
)
def test_a_score_of_yes_and_no(score: str):
    source = f"flagged = {score}\nauc = roc_auc_score(y_test != 0, flagged)"
    finding = only(scored_by_decisions, detector(ONE_POINT, source, lost=""))
    assert finding.code == "auc-of-decisions"
    assert finding.place is not None


@pytest.mark.parametrize(
    ("shown", "score"),
    [(ONE_POINT, "errors"), (ONE_POINT, "errors[y_test == 0]"), (AUC, "errors > cut"), (0.1234, "errors > cut")],
)
def test_other_scores(shown: float, score: str):
    assert codes(scored_by_decisions, detector(shown, f"auc = roc_auc_score(y_test != 0, {score})", lost="")) == []


LOAD = "(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()\n"


def test_a_histogram_of_training_images():
    source = LOAD + "e = errors(ae, x_train)\nplt.hist(e, bins=50)"
    assert codes(evaluated_on_training, detector(AUC, source, "histogram")) == ["evaluated-on-training"]


def test_a_histogram_by_a_function_of_ones_own():
    source = LOAD + "def draw(e, y):\n    plt.hist(e[y])\ndraw(errors(ae, x_train), y_train == 0)"
    finding = only(evaluated_on_training, detector(AUC, source, "histogram"))
    assert finding.place is not None
    assert finding.place.quote == "draw(errors(ae, x_train), y_train == 0)"


@pytest.mark.parametrize(
    "source",
    [
        "e = errors(ae, x_test)\nplt.hist(e[y_test == 0])",
        "ae.fit(x_train, x_train)\nr = ae.predict(x_test)\ne = ((r - x_test) ** 2).mean()\nplt.hist(e)",
        "plt.hist(weights)",
        "x_all = np.concatenate([x_train, x_test])\nplt.hist(errors(ae, x_all))",
    ],
)
def test_other_histograms(source: str):
    assert codes(evaluated_on_training, detector(AUC, LOAD + source, "histogram")) == []


def test_training_images_beside_an_accepted_histogram():
    assert codes(evaluated_on_training, detector(AUC, LOAD + "plt.hist(errors(ae, x_train))", "")) == []


def trained_twice(*, lost: str = "histogram", model: int = 0):
    first, second = event(0), event(1, id=2, model=model)
    return symptoms(
        "ae.fit(a, a)",
        "ae.fit(b, b)",
        evidence=[cell(0, events=[first]), cell(1, events=[second])],
        parts=[part("detector", [traced(first)], lost=[lost] if lost else [], model=snapshot())],
    )


def test_trained_again_before_it_was_shown():
    finding = only(trained_again, trained_twice())
    assert finding.place is not None
    assert finding.place.quote == "ae.fit(b, b)"


def test_another_model_trained_later():
    assert codes(trained_again, trained_twice(model=7)) == []


def test_trained_again_after_it_was_shown():
    assert codes(trained_again, trained_twice(lost="")) == []


def drawn(x: np.ndarray, y: np.ndarray) -> Figure:
    groups = (np.arange(len(x)) % 10).tolist()
    points = Series(
        kind="points", label="", x=x.tolist(), y=y.tolist(), count=len(x), colours=10, colour="", groups=groups
    )
    panel = Panel(title="", xlabel="", ylabel="", texts=[], log_x=False, images=0, series=[points])
    return Figure(library="matplotlib", title="", panels=[panel])


CODE = RNG.normal(size=(2000, 64)).astype(np.float32)


def scattered(x: np.ndarray, y: np.ndarray, code: np.ndarray = CODE):
    blank = np.zeros((2000, 28, 28), np.float32)
    of = measured(images=blank, reconstructions=blank, labels=LABELS, code=code, errors=ERRORS)
    return symptoms(
        "plt.scatter(z[:, 0], z[:, 1], c=y_test[:500])",
        evidence=[cell(0, figures=[drawn(x, y)])],
        parts=[part("latent2d", [traced()], lost=["code_size"], model=snapshot(), of=of)],
    )


def test_two_of_64_values_drawn():
    finding = only(wide_code_drawn, scattered(CODE[:500, 0], CODE[:500, 1]))
    assert finding.code == "wide-code-drawn"
    assert finding.place is not None
    assert finding.place.quote.startswith("plt.scatter(")


def test_something_else_drawn():
    other = RNG.normal(size=(500, 2)) * 40
    assert codes(wide_code_drawn, scattered(other[:, 0], other[:, 1])) == []


def test_a_code_of_two_drawn():
    assert codes(wide_code_drawn, scattered(CODE[:500, 0], CODE[:500, 1], CODE[:, :2])) == []


def decoding(source: str):
    return symptoms(source, parts=[part("simple", [traced()], model=snapshot(), of=measured())])


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nimages = decoder.predict(np.random.normal(size=(16, 64)))",
        "import numpy as np\nlatent = 64\nz = np.random.normal(0, 1, (16, latent))\nimages = decoder.predict(z)",
        "import tensorflow as tf\nz = tf.random.normal((16, 64))\nimages = decoder.predict(z)",
    ],
)
def test_random_codes_decoded(source: str):
    assert codes(generated, decoding(source)) == ["generated-from-plain"]


@pytest.mark.parametrize(
    "source",
    [
        "images = decoder.predict(codes)",
        "import numpy as np\nnoisy = ae.predict(np.random.normal(size=(16, 784)))",
        "import numpy as np\nz_log_var = 1\nimages = decoder.predict(np.random.normal(size=(16, 64)))",
        "import numpy as np\nz = np.random.normal(size=(16, 64))\nz = encoder.predict(x)\nimages = decoder.predict(z)",
    ],
)
def test_other_codes_decoded(source: str):
    assert codes(generated, decoding(source)) == []


def test_random_codes_that_the_task_asks_for():
    task = part("no_generation", [traced()], model=snapshot(), of=measured(), assignment="representaciones-latentes")
    source = "import numpy as np\nimages = decoder.predict(np.random.normal(size=(16, 64)))"
    assert codes(generated, symptoms(source, parts=[task])) == []


MIX = "e = errors(ae, {images})\nthreshold = {line}\n"


@pytest.mark.parametrize("line", ["np.mean(e) + 2 * np.std(e)", "e.mean() + e.std() * 2"])
def test_a_threshold_from_the_mix_it_sorts(line: str):
    finding = only(threshold_of_the_mix, detector(AUC, LOAD + MIX.format(images="x_test", line=line), ""))
    assert finding.place is not None
    assert finding.place.quote == f"threshold = {line}"


@pytest.mark.parametrize(
    "lines",
    [
        "threshold = 2 * np.std(e) + np.mean(e)",
        "threshold = np.mean(e) + np.std(e)",
        "m = np.mean(e)\ns = e.std()\nthreshold = m + 2 * s",
        "m, s = e.mean(), e.std()\nthreshold = m + 2 * s",
        "k = 2\nthreshold = np.mean(e) + k * np.std(e)",
    ],
)
def test_ways_to_write_a_threshold(lines: str):
    source = LOAD + f"e = errors(ae, x_test)\n{lines}\n"
    assert codes(threshold_of_the_mix, detector(AUC, source, "")) == ["threshold-of-the-mix"]


@pytest.mark.parametrize(
    ("images", "line"),
    [
        ("x_train", "np.mean(e) + 2 * np.std(e)"),
        ("x_test", "np.mean(e[y_test == 0]) + 2 * np.std(e[y_test == 0])"),
        ("x_test", "np.quantile(e, 0.95)"),
        ("x_test", "np.mean(e) + 0.01"),
    ],
)
def test_other_thresholds(images: str, line: str):
    assert codes(threshold_of_the_mix, detector(AUC, LOAD + MIX.format(images=images, line=line), "")) == []


IN_A_FUNCTION = """
def detect(ae, data):
    e = np.mean(np.square(data - ae.predict(data)), axis=1)
    threshold = np.mean(e) + 2 * np.std(e)
    return e > threshold

flags = detect(ae, {shown})
"""
MIXED = "np.vstack([x_test[:100], noise])"


def strange(lost: Sequence[str]) -> Part:
    """A detector of anything strange, which leaves ten times the error of clean images on white noise."""
    rng = np.random.default_rng(0)
    outputs = rng.gamma(4, 0.025, (3300, 1, 1)) * np.ones((1, 28, 28))
    outputs[2000:2300] *= 3.2
    nothing = np.zeros((0, 32), np.float32)
    images = np.zeros((3300, 28, 28), np.float32)
    known = Answer(images, nothing, outputs.astype(np.float32), nothing, images[:0])
    fields = {"images": images[:1000], "reconstructions": outputs[:1000], "labels": np.zeros(1000, int)}
    of = measured(**fields, answers={"detections": known})
    return part("threshold", [traced()], lost=lost, model=snapshot(), of=of, assignment="unidad-5")


@pytest.mark.parametrize(
    ("shown", "lost", "told"),
    [
        (MIXED, ["detections"], True),
        ("np.concatenate([digits.x_test[:1000], noise])", ["detections"], True),
        (MIXED, [], False),
        ("x_train", ["detections"], False),
    ],
)
def test_a_threshold_from_images_that_were_put_together(shown: str, lost: Sequence[str], told: bool):
    known = symptoms(LOAD + IN_A_FUNCTION.format(shown=shown), parts=[strange(lost)])
    assert codes(threshold_of_the_mix, known) == (["threshold-of-the-mix"] if told else [])


@pytest.mark.parametrize(
    ("shown", "factor", "told"), [("x_test", 2, True), ("x_test", 3, False), ("x_train", 2, False), ("noise", 2, False)]
)
def test_a_threshold_from_the_test_images_that_it_judges(shown: str, factor: int, told: bool):
    asked = strange([])
    assert asked.case.measured is not None
    errors = reconstruction_error(asked.case.measured.images, asked.case.measured.reconstructions)
    kept = Number(name="umbral", value=float(errors.mean() + 2 * errors.std()))
    source = LOAD + MIX.format(images=shown, line=f"e.mean() + {factor} * e.std()")
    known = symptoms(source, evidence=[cell(0, numbers=[kept])], parts=[asked])
    found = codes(threshold_of_test_images, known)
    assert found == (["threshold-of-test-images"] if told else [])
