"""What went into a training: noise and scaling."""

from dataclasses import replace

import numpy as np
import pytest

from grader.diagnosis.broken.rule import broken_cells
from grader.diagnosis.data.draws import one_number, shape_as_mean
from grader.diagnosis.data.labels import arranged_by_labels
from grader.diagnosis.data.noise import noisy_target, same_mask
from grader.diagnosis.data.origin import wrong_images, wrong_target
from grader.diagnosis.data.scaling import out_of_range
from grader.i18n import render
from grader.measurement import Latent
from grader.provenance import Noise, Origin
from tests.diagnosis.submission import codes, error, event, measured, only, part, seen, symptoms, traced

NOISE = Noise(sd=0.5, clipped=False)


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nnoise = 0.5 * np.random.normal(x.shape)",
        "import numpy as np\nrng = np.random.default_rng(0)\nnoise = 0.5 * rng.normal(x.shape)",
        "import numpy\nrng = numpy.random.RandomState(1)\nnoise = 0.5 * rng.normal(x_train.shape)",
    ],
)
def test_the_shape_went_in_as_mean(source: str):
    finding = only(shape_as_mean, symptoms(source))
    assert finding.code == "shape-as-mean"
    assert "normal(size=x" in finding.code_fix


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nnoise = np.random.normal(size=x.shape)",
        "import numpy as np\nnoise = np.random.normal(0, 1, x.shape)",
        "import numpy as np\nnoise = np.random.normal(loc=0.0, scale=1.0, size=x.shape)",
        "import tensorflow as tf\nnoise = tf.random.normal(x.shape)",
        "from tensorflow import random\nnoise = random.normal(x.shape)",
        "import keras\nnoise = keras.random.normal(x.shape)",
        "import tensorflow as tf\ng = tf.random.Generator.from_seed(1)\nnoise = g.normal(x.shape)",
        "def add(x, rng):\n    return x + rng.normal(x.shape)",
    ],
)
def test_the_shape_as_shape(source: str):
    assert codes(shape_as_mean, symptoms(source)) == []


def test_a_generator_of_unknown_kind_counts_where_the_training_had_no_noise():
    known = symptoms("def add(x, rng):\n    return x + rng.normal(x.shape)", parts=[part("denoising", lost=["pairs"])])
    assert codes(shape_as_mean, known) == ["shape-as-mean"]


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ({"target": "same", "noise": NOISE}, "noisy-target"),
        ({"target": "noisy", "noise": NOISE}, "noisy-target"),
        ({"target": "noisy"}, "pair-reversed"),
        ({"target": "same"}, "no-noise"),
        ({"target": "clean", "noise": replace(NOISE, fixed=True)}, "same-noise"),
    ],
)
def test_a_wrong_pair(found: dict[str, object], code: str):
    known = symptoms("ae.fit(a, b)", parts=[part("denoising", [traced(**found)], lost=["pairs"])])
    finding = only(noisy_target, known)
    assert finding.code == code
    assert finding.place is not None
    assert finding.place.quote == "ae.fit(a, b)"


def test_salt_and_pepper_that_is_to_be_copied_too():
    damaged = traced(target="same", noise=NOISE)
    part_of = part("salt_pepper", [damaged], lost=["pairs"], assignment="metodos-generativos")
    assert only(noisy_target, symptoms("ae.fit(a, a)", parts=[part_of])).code == "noisy-target"


@pytest.mark.parametrize(("fixed", "lost", "told"), [(True, True, True), (False, True, False), (True, False, False)])
def test_one_mask_for_all_images(fixed: bool, lost: bool, told: bool):
    erased = traced(target="clean", noise=replace(NOISE, fixed=fixed))
    of = part("imputation", [erased], lost=["imputation"] if lost else [], assignment="aprendizaje-profundo-s06")
    assert codes(same_mask, symptoms("ae.fit(a, b)", parts=[of])) == (["same-mask"] if told else [])


def test_noisy_to_clean_is_right():
    right = traced(target="clean", noise=NOISE)
    assert codes(noisy_target, symptoms("ae.fit(a, b)", parts=[part("denoising", [right])])) == []
    too_little = part("denoising", [right], lost=["pairs"])
    assert codes(noisy_target, symptoms("ae.fit(a, b)", parts=[too_little])) == []


def test_other_exercises_have_no_noise():
    assert (
        codes(noisy_target, symptoms("ae.fit(a, a)", parts=[part("simple", [traced()], lost=["reconstruction"])])) == []
    )


def reconstructed(low: float, high: float, *, lowest: float, highest: float, lost: bool = True):
    """Targets from `low` to `high`, outputs from `lowest` to `highest` on the same scale."""
    scale = (high - low) / 255
    outputs = np.random.default_rng(0).uniform(lowest, highest, (200, 28, 28))
    of = measured(reconstructions=((outputs - low) / scale / 255).astype(np.float32))
    training = traced(event(x=seen(low, high), y=seen(low, high)), scale=scale, offset=low)
    return symptoms("ae.fit(a, a)", parts=[part("simple", [training], lost=["reconstruction"] * lost, of=of)])


def test_grey_levels_were_not_divided():
    finding = only(out_of_range, reconstructed(0, 255, lowest=0, highest=1))
    assert (finding.code, finding.task) == ("not-scaled", "simple")


def test_a_linear_output_reaches_them():
    assert codes(out_of_range, reconstructed(0, 255, lowest=-3, highest=240)) == []


def test_a_sigmoid_never_goes_below_zero():
    assert only(out_of_range, reconstructed(-1, 1, lowest=0, highest=1)).code == "sigmoid-range"


def test_a_tanh_does():
    assert codes(out_of_range, reconstructed(-1, 1, lowest=-1, highest=1)) == []


def test_a_model_that_reconstructs_well_is_left_alone():
    assert codes(out_of_range, reconstructed(-1, 1, lowest=0, highest=1, lost=False)) == []


def test_zero_to_one_is_what_a_sigmoid_reaches():
    assert codes(out_of_range, reconstructed(0, 1, lowest=0, highest=1)) == []


def test_one_number_for_all_pixels():
    known = symptoms("import numpy as np\nnoisy = x + np.random.normal()", parts=[part("denoising", lost=["pairs"])])
    assert codes(one_number, known) == ["one-number"]
    fine = symptoms("import numpy as np\nnoisy = x + np.random.normal()", parts=[part("denoising")])
    assert codes(one_number, fine) == []


def test_a_shape_taken_for_the_mean_can_break_the_cell():
    source = "import numpy as np\nnoisy = x + np.random.normal(x.shape)"
    failed = error(0, 2, "ValueError", "operands could not be broadcast together with shapes (60000,784) (2,)")
    assert only(broken_cells, symptoms(source, errors={0: failed})).code == "shape-as-mean"


def origin(**changes: object) -> Origin:
    return replace(Origin("fashion_mnist", 1.0, {0: 6000}, {}, 0, {"plain": 6000}, {}), **changes)  # type: ignore[arg-type]


def detector(**changes: object):
    side = origin(**changes)
    return symptoms("ae.fit(a, a)", parts=[part("detector", [traced(x=side, y=side)], lost=["trained_on"])])


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"test": {0: 1000}}, ["trained-on-test"]),
        ({"train": {6: 6000}}, ["trained-on-other-classes"]),
        ({"train": {0: 600, 1: 600}}, ["trained-on-other-classes"]),
        ({"train": {}, "test": {3: 100}}, ["trained-on-test", "trained-on-other-classes"]),
        ({}, []),
    ],
)
def test_images_that_should_not_be_there(changes: dict[str, object], found: list[str]):
    assert codes(wrong_images, detector(**changes)) == found


def test_the_right_images_are_named_in_the_rubrics_terms():
    finding = only(wrong_images, detector(train={6: 6000}))
    assert finding.code_fix.startswith("normal = x_train[y_train == 0]\nautoencoder.fit(normal, normal")


def test_all_classes_are_right_for_a_plain_autoencoder():
    known = symptoms("ae.fit(a, a)", parts=[part("simple", [traced()], lost=["trained_on"])])
    assert codes(wrong_images, known) == []


@pytest.mark.parametrize(("target", "shape"), [("inverted", (784,)), ("other", (784,)), ("other", (10,))])
def test_another_target_than_the_image(target: str, shape: tuple[int, ...]):
    training = traced(event(x=seen(), y=seen(shape=shape)), target=target)
    known = symptoms("ae.fit(a, b)", parts=[part("simple", [training], lost=["trained_on"])])
    finding = only(wrong_target, known)
    assert ("labels" in render(finding.cause, "en")) == (shape == (10,))


def test_the_image_itself_is_the_target():
    known = symptoms("ae.fit(a, a)", parts=[part("simple", [traced()], lost=["trained_on"])])
    assert codes(wrong_target, known) == []


@pytest.mark.parametrize(
    ("accuracy", "units", "dataset", "told"),
    [
        (0.94, 2, "mnist", ["arranged-by-labels"]),
        (0.78, 2, "mnist", []),
        (0.95, 32, "mnist", []),
        (0.95, 2, "digits", []),
        (0.95, 2, "fashion_mnist", []),
    ],
)
def test_a_code_that_labels_arranged(accuracy: float, units: int, dataset: str, told: list[str]):
    of = measured(Latent, accuracy=accuracy, code=np.zeros((200, units), np.float32), dataset=dataset)
    known = symptoms("ae.fit(a, a)", parts=[part("latent2d", [traced()], of=of)])
    assert codes(arranged_by_labels, known) == told
