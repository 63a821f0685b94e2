"""What codes are used for: neighbours, imputation, hashing, a key, synthetic data."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.assignment import CriterionSpec, find_assignment
from grader.criteria import Case, Judgement, Pictures, kinds, knn, questions, synthetic
from grader.criteria.imputation import errors_by_mask
from grader.datasets import load_or_stand_in
from grader.exchange.evidence import Layer
from grader.i18n import render
from grader.measurement import Answer, Challenge, Measured, Sparsity
from grader.outcome import Outcome
from grader.provenance import Noise
from tests.criteria.conftest import traced
from tests.criteria.test_exercises import IMAGES, LABELS, N, base, case, denoising, sparsity
from tests.matching.events import snapshot

RNG = np.random.default_rng(0)


def spec(name: str) -> CriterionSpec:
    task, criterion = name.split(".")
    found = next(one for one in find_assignment("aprendizaje-profundo-s06").task(task).criteria if one.id == criterion)
    return found.on("mnist")


def judge(name: str, found: Case) -> Judgement:
    return kinds()[spec(name).kind](spec(name), found)


def answer(images: Any = None, code: Any = None, outputs: Any = None, decoded: Any = None) -> Answer:
    none = np.zeros((0, 28, 28), np.float32)
    codes = np.zeros((0, 64), np.float32)
    return Answer(
        none if images is None else images,
        codes if code is None else code,
        none if outputs is None else outputs,
        codes,
        none if decoded is None else decoded,
    )


# KL sparsity


def active(mean: float) -> Sparsity:
    return sparsity(code=np.clip(RNG.normal(mean, 0.02, (N, 64)), 0, 1).astype(np.float32))


@pytest.mark.parametrize(
    ("measured", "outcome"),
    [
        (active(0.17), Outcome.PASS),
        (active(0.51), Outcome.PARTIAL),
        (active(0.79), Outcome.FAIL),
        (sparsity(code=3 * active(0.1).code - 0.5), Outcome.FAIL),
    ],
)
def test_units_are_little_active_on_average(measured: Sparsity, outcome: Outcome) -> None:
    assert judge("kl.mean_activation", case(measured)).outcome is outcome


@pytest.mark.parametrize(
    ("penalty", "outcome"), [("L1 {'l1': 0.001}", Outcome.FAIL), ("KLSparsity {'rho': 0.05}", Outcome.PASS)]
)
def test_l1_is_no_divergence(penalty: str, outcome: Outcome) -> None:
    layer = Layer(class_name="Dense", units=64, activity_regularizer=penalty)
    model = snapshot(0, [1], ["a"]).model_copy(update={"layers": [layer]})
    assert judge("kl.mean_activation", case(active(0.17), snapshot=model)).outcome is outcome


@pytest.mark.parametrize(
    ("means", "outcome"),
    [([0.05, 0.09], Outcome.PASS), ([0.03, 0.3], Outcome.PARTIAL), ([0.0, 0.0, 0.0, 0.5], Outcome.FAIL)],
)
def test_units_are_active_alike(means: list[float], outcome: Outcome) -> None:
    code = np.tile(np.resize(means, 64).astype(np.float32), (N, 1))
    assert judge("kl.unit_means", case(sparsity(code=code))).outcome is outcome


# AEkNN


def neighbours(monkeypatch: pytest.MonkeyPatch, *, spread: float) -> Measured:
    """Codes about a centre for each class, `spread` wide; the accuracy on pixels is 0.95."""
    monkeypatch.setattr(knn, "training_labels", lambda dataset, count: np.arange(count) % 10)
    monkeypatch.setattr(knn, "raw_accuracy", lambda dataset: 0.95)
    monkeypatch.setattr(knn, "pca_accuracy", lambda measured: 0.96)
    centres = RNG.normal(size=(10, 8))

    def codes(labels: Any) -> Any:
        return (centres[labels] + RNG.normal(0, spread, (len(labels), 8))).astype(np.float32)

    found = answer(code=codes(np.arange(20_000) % 10))
    return Measured(**{**base(), "code": codes(LABELS), "answers": {"accuracy": found}})


def test_neighbours_in_the_code_name_the_class_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judge("aeknn.accuracy", case(neighbours(monkeypatch, spread=0.1))).outcome is Outcome.PASS
    assert judge("aeknn.accuracy", case(neighbours(monkeypatch, spread=5))).outcome is Outcome.FAIL
    assert judge("aeknn.pca", case(neighbours(monkeypatch, spread=0.1))).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("AEkNN: accuracy 0.99\nkNN crudo: 0.95", 1.0),
        ("AEkNN: accuracy 0.99", 0.5),
        ("accuracy: 0.99", 0.0),
        ("AE: 0.62\npíxeles: 0.55", 0.0),
    ],
)
def test_both_accuracies_are_shown(monkeypatch: pytest.MonkeyPatch, printed: str, found: float) -> None:
    measured = neighbours(monkeypatch, spread=0.1)
    assert judge("aeknn.figures", case(measured, text=printed)).share == found


@pytest.mark.parametrize(
    ("printed", "outcome"),
    [
        ("crudo: 0.955, tiempo 8.3 s\nAE: 0.954, tiempo 1.2 s", Outcome.PASS),
        ("método acc tiempo\nraw 0.955 8.3\nae 0.954 1.2", Outcome.PASS),
        ("tiempo crudo 8.3 s, tiempo AE 1.2 s", Outcome.PASS),
        ("tiempo crudo: 8.3", Outcome.FAIL),
        ("Epoch 1/5\n100/100 - 2s - 20ms/step\n100/100 - 2s - 20ms/step", Outcome.FAIL),
        ("crudo: 0.955\nAE: 0.954", Outcome.FAIL),
    ],
)
def test_times_are_shown(printed: str, outcome: Outcome) -> None:
    assert judge("aeknn.times", case(Measured(**base()), text=printed)).outcome is outcome


# Imputation


def erasing(share: float, value: float = 0.0) -> Noise:
    raw = RNG.integers(0, 256, (20, 28, 28)).astype(np.uint8)
    return Noise.seen(0.3, True, raw, np.where(RNG.random(raw.shape) < share, value, raw / 255))


RAW = RNG.integers(0, 256, (20, 28, 28)).astype(np.uint8)
GAUSSIAN = Noise.seen(0.5, False, RAW, RAW / 255 + RNG.normal(0, 0.5, RAW.shape))


@pytest.mark.parametrize(
    ("noise", "outcome"),
    [
        (erasing(0.5), Outcome.PASS),
        (erasing(0.5, 0.5), Outcome.PASS),
        (erasing(0.97), Outcome.PARTIAL),
        (GAUSSIAN, Outcome.FAIL),
        (None, Outcome.UNVERIFIED),
    ],
)
def test_pairs_of_incomplete_and_whole_images(noise: Noise | None, outcome: Outcome) -> None:
    last = traced(dataset="mnist", target="clean")
    last = replace(last, provenance=replace(last.provenance, noise=noise))
    assert judge("imputation.pairs", case(denoising(), history=[last])).outcome is outcome


def test_whole_pairs_teach_no_imputation() -> None:
    assert judge("imputation.pairs", case(denoising(), history=[traced(dataset="mnist")])).outcome is Outcome.FAIL


@pytest.fixture(scope="module")
def challenge() -> Challenge:
    return Challenge("denoising", load_or_stand_in("mnist"), noise=erasing(0.3, 0.5))


def imputed(challenge: Challenge, fill: Any) -> Measured:
    """A model that answers what it is shown with `fill(whole, shown)`."""
    asked = questions([spec("imputation.imputation")], challenge)["imputation"]
    whole = (challenge.dataset.x_test[:1000] / 255).astype(np.float32)
    outputs = fill(np.concatenate([whole, whole]), asked.images)
    fields = {
        **base(),
        "dataset": challenge.dataset.name,
        "images": whole,
        "answers": {"imputation": answer(asked.images, outputs=outputs)},
    }
    noisy = {"noise": challenge.noise, "noisy": whole, "noisy_error": 0.1, "linear_error": 0.1}
    return type(denoising())(**{**fields, **noisy})


def test_missing_pixels_are_hidden_as_in_the_training(challenge: Challenge) -> None:
    shown = questions([spec("imputation.imputation")], challenge)["imputation"].images
    whole = challenge.dataset.x_test[:1000] / 255
    changed = np.abs(shown[:1000] - whole) > 0.01
    assert np.allclose(shown[:1000][changed], 0.5)
    assert changed.mean() == pytest.approx(0.3, abs=0.02)
    assert (np.abs(shown[1000:] - whole) > 0.01).sum(axis=(1, 2)).max() <= 100


def test_only_missing_pixels_count(challenge: Challenge) -> None:
    mean = (challenge.dataset.x_train / 255).mean(axis=0)
    good = imputed(challenge, lambda whole, shown: 0.5 * whole + 0.5 * mean)
    visible = imputed(challenge, lambda whole, shown: shown)  # perfect where nothing was hidden
    as_mean = imputed(challenge, lambda whole, shown: np.broadcast_to(mean, whole.shape))
    for measured, outcome in ((good, Outcome.PASS), (visible, Outcome.FAIL), (as_mean, Outcome.FAIL)):
        assert judge("imputation.imputation", case(measured)).outcome is outcome
    assert judge("imputation.imputation", case(good)).measured == pytest.approx(0.25, abs=0.01)


def test_the_better_mask_counts(challenge: Challenge) -> None:
    only_blocks = imputed(challenge, lambda whole, shown: np.concatenate([1 - whole[:1000], whole[1000:]]))
    judged = judge("imputation.imputation", case(only_blocks))
    assert judged.outcome is Outcome.PASS
    assert "10×10" in render(judged.message, "en")


@pytest.mark.parametrize("which", [0, 1], ids=["random", "block"])
def test_the_figures_are_those_of_the_notebooks_own_mask(challenge: Challenge, which: int) -> None:
    mean = (challenge.dataset.x_train / 255).mean(axis=0)
    measured = imputed(challenge, lambda whole, shown: 0.5 * whole + 0.5 * mean)
    own, other = errors_by_mask(measured)[which], errors_by_mask(measured)[1 - which]
    text = "MSE en los faltantes: {:.4f}\ncon la imagen media: {:.4f}"
    right, mixed = text.format(own.missing, own.mean_image), text.format(own.missing, other.mean_image)
    assert judge("imputation.figures", case(measured, text=right)).outcome is Outcome.PASS
    assert judge("imputation.figures", case(measured, text=mixed)).outcome is Outcome.PARTIAL


# Hashing

BITS = RNG.random((10, 16)) < 0.5


def hashed(noise: float = 0.02, flips: float = 0.02) -> Measured:
    """A word of 16 bits for each class, of which a few are flipped, as values near 0 and 1."""
    bits = BITS[LABELS] ^ (RNG.random((N, 16)) < flips)
    values = np.abs(bits - np.abs(RNG.normal(0, noise, bits.shape)))
    return Measured(**{**base(), "code": np.clip(values, 0, 1).astype(np.float32)})


@pytest.mark.parametrize(
    ("name", "measured", "outcome"),
    [
        ("hashing.saturation", hashed(), Outcome.PASS),
        ("hashing.saturation", hashed(noise=0.3), Outcome.FAIL),
        ("hashing.bits", hashed(), Outcome.PASS),
        ("hashing.bits", Measured(**{**base(), "code": np.eye(16, dtype=np.float32)[LABELS * 0]}), Outcome.FAIL),
        ("hashing.precision", hashed(flips=0.0), Outcome.PARTIAL),  # 40 of a class cannot fill 100 places
        ("hashing.precision", hashed(flips=0.5), Outcome.FAIL),
    ],
)
def test_a_code_of_bits(name: str, measured: Measured, outcome: Outcome) -> None:
    assert judge(name, case(measured)).outcome is outcome


# The decoder as a key


def locked(error: float) -> Measured:
    """The other model, whose decoder makes of the foreign codes images with an error of so many mean images."""
    spoilt = IMAGES + np.float32(np.sqrt(error * IMAGES.var(axis=0).mean()))
    return Measured(**{**base(), "answers": {"foreign": answer(decoded=spoilt)}})


@pytest.mark.parametrize(("error", "outcome"), [(1.7, Outcome.PASS), (0.7, Outcome.PARTIAL), (0.15, Outcome.FAIL)])
def test_the_other_decoder_is_no_key(error: float, outcome: Outcome) -> None:
    assert judge("key.foreign", case(locked(error))).outcome is outcome


def test_codes_that_do_not_fit_tell_nothing() -> None:
    assert judge("key.foreign", case(Measured(**{**base(), "answers": {"foreign": answer()}}))).outcome is Outcome.FAIL


def test_the_other_decoder_is_given_the_codes_of_the_first(challenge: Challenge) -> None:
    own = Measured(**base())
    asked = questions([spec("key.foreign")], replace(challenge, own=own))["foreign"]
    assert asked.codes is not None
    assert np.array_equal(asked.codes(np.zeros((5, 64), np.float32), own.code), own.code)
    assert len(asked.codes(np.zeros((5, 32), np.float32), own.code)) == 0
    assert "foreign" not in questions([spec("key.foreign")], challenge)


@pytest.mark.parametrize(("own", "outcome"), [(True, Outcome.PASS), (False, Outcome.FAIL)])
def test_a_figure_shows_what_the_other_decoder_makes(own: bool, outcome: Outcome) -> None:
    measured = Measured(**base())
    asked = measured.code[:5] if own else measured.code[:5] + 1
    drawn = Pictures([IMAGES[:5].astype(float)], [IMAGES[:5].astype(float)], asked=asked, decoded=IMAGES[:5])
    other = case(locked(1.7), pictures=drawn)
    assert judge("key.shows_foreign", case(measured, rivals={"other": other})).outcome is outcome


def test_the_error_through_the_other_decoder_is_shown() -> None:
    rivals = {"other": case(locked(1.0))}
    error = float(np.square(locked(1.0).answers["foreign"].decoded - IMAGES).mean())
    told = f"MSE propio: 0.005\nMSE con otro decoder: {error:.4f}"
    assert judge("key.figures", case(Measured(**base()), text=told, rivals=rivals)).outcome is Outcome.PASS
    silent = case(Measured(**base()), text="MSE propio: 0.005", rivals=rivals)
    assert judge("key.figures", silent).outcome is Outcome.PARTIAL


# Synthetic data


class _Sure:
    """A judge that sees the class in the first pixel, in tenths."""

    def confidence(self, images: Any) -> Any:
        return np.full(len(images), 0.9)

    def classes(self, images: Any) -> Any:
        return np.rint(10 * images[:, 0, 0]).astype(np.int64)


def made(monkeypatch: pytest.MonkeyPatch, *, copies: bool = False, far: bool = False, one_class: bool = False) -> Case:
    monkeypatch.setattr(synthetic, "judge_of", lambda dataset: (_Sure(), 0.97))
    code = RNG.normal(size=(N, 8)).astype(np.float32)
    measured = Measured(**{**base(), "code": code, "answers": {"new": answer(outputs=IMAGES[:10])}})
    decoded = IMAGES[:12].copy() if copies else RNG.random((12, 28, 28)).astype(np.float32)
    if not copies:
        decoded[:, 0, 0] = 0.3 if one_class else np.arange(12) % 10 / 10
    asked = code[:12] + np.float32(20.0 if far else 0.2)
    drawn = Pictures([decoded.astype(float)], [decoded.astype(float)], asked=asked, decoded=decoded)
    return case(measured, pictures=drawn)


@pytest.mark.parametrize(
    ("wrong", "name"), [("copies", "new"), ("copies", "varied"), ("far", "near"), ("one_class", "varied")]
)
def test_synthetic_images_are_new_near_and_varied(monkeypatch: pytest.MonkeyPatch, wrong: str, name: str) -> None:
    assert judge(f"synthetic.{name}", made(monkeypatch)).outcome is Outcome.PASS
    assert judge(f"synthetic.{name}", made(monkeypatch, **{wrong: True})).outcome is Outcome.FAIL


def test_synthetic_images_are_judged_by_a_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judge("synthetic.clear", made(monkeypatch)).outcome is Outcome.PASS
    monkeypatch.setattr(_Sure, "confidence", lambda self, images: np.full(len(images), 0.4))
    assert judge("synthetic.clear", made(monkeypatch)).outcome is Outcome.FAIL


def test_nothing_drawn_is_nothing_made() -> None:
    measured = Measured(**base())
    assert judge("synthetic.new", case(measured, pictures=Pictures([], []))).outcome is Outcome.FAIL


def test_copies_are_looked_for_among_the_training_images_like_what_is_drawn(challenge: Challenge) -> None:
    rng = np.random.default_rng(0)
    chosen = rng.choice(len(challenge.dataset.x_train), 30, replace=False)
    real = (challenge.dataset.x_train[chosen] / 255).astype(np.float32)
    decoded = np.clip(0.8 * real + rng.normal(0, 0.08, real.shape), 0, 1).astype(np.float32)
    asked = questions([spec("synthetic.new")], replace(challenge, drawn=decoded))["new"]
    assert len(asked.images) <= 20 * 30
    shown = {image.tobytes() for image in asked.images}
    assert sum(image.tobytes() in shown for image in real) >= 29
    assert "new" not in questions([spec("synthetic.new")], challenge)
