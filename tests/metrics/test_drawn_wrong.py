"""Figures that are not the error split by class are refused, with the reason that helps."""

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from grader.exchange.evidence import Figure
from grader.metrics.drawn import DrawnSplit, NoSplit, find_split
from grader.metrics.drawn.roles import role
from tests.box.drawings import Errors, record

T_SHIRT = ("T-shirt", "camiseta", "clase 0", "class 0")
MEDIANS = (0.010, 0.020, 0.030, 0.022, 0.035, 0.033, 0.016, 0.015, 0.050, 0.042)


def measured(seed: int, images: int = 1000) -> Errors:
    """Errors of `images` images of each class in turn, as a detector of class 0 makes them."""
    rng = np.random.default_rng(seed)
    return np.concatenate([np.exp(rng.normal(np.log(median), 0.5, images)) for median in MEDIANS])


ERRORS = measured(1)
CLASSES = np.split(ERRORS, 10)
NORMAL, OTHER = CLASSES[0], np.concatenate(CLASSES[1:])
RNG = np.random.default_rng(2)
SHUFFLED = RNG.permutation(ERRORS)


def hist(*series: Errors, labels: tuple[str, ...] = ("", ""), **options: Any) -> Callable[[], None]:
    def draw() -> None:
        for one, label in zip(series, labels, strict=False):
            plt.hist(one, **{"bins": 60, "label": label, **options})

    return draw


def nothing() -> None:
    plt.plot([0.09, 0.05, 0.04, 0.035], label="loss")
    plt.plot([0.08, 0.05, 0.045, 0.04], label="val_loss")
    plt.figure()
    plt.imshow(np.zeros((28, 28)))


def panels_with_swapped_titles() -> None:
    _, axes = plt.subplots(1, 2)
    axes[0].hist(NORMAL, bins=50)
    axes[0].set_title("Anomalías")
    axes[1].hist(OTHER, bins=50)
    axes[1].set_title("Camisetas")


def bars_of_class_means() -> None:
    plt.bar(range(10), [errors.mean() for errors in CLASSES])


def roc_curve() -> None:
    plt.plot(np.linspace(0, 1, 50), np.linspace(0, 1, 50) ** 0.2)
    plt.plot([0, 1], [0, 1], "k--")


def losses_fall_like_a_density() -> None:
    epochs = np.arange(1, 21)
    plt.plot(epochs, 1 / epochs)
    plt.plot(epochs, 1.2 / epochs**0.8)


WRONG: dict[str, tuple[str, Callable[[], object]]] = {
    "no figure": ("no_figure", lambda: None),
    "loss curves and images": ("no_histogram", nothing),
    "roc curve": ("no_histogram", roc_curve),
    "smooth falling losses": ("no_histogram", losses_fall_like_a_density),
    "not split": ("one_series", hist(ERRORS)),
    "only T-shirts": ("one_series", hist(NORMAL, labels=("T-shirt",))),
    "a bar for each class": ("one_series", bars_of_class_means),
    "T-shirts twice": ("no_match", hist(NORMAL, NORMAL * 1.0001)),
    "the others twice": ("no_match", hist(OTHER, OTHER * 1.0001)),
    "random halves": ("no_match", hist(SHUFFLED[:5000], SHUFFLED[5000:])),
    "random 1000 against 9000": ("no_match", hist(SHUFFLED[:1000], SHUFFLED[1000:])),
    "shirts against the rest": ("no_match", hist(CLASSES[6], np.concatenate(CLASSES[:6] + CLASSES[7:]))),
    "trousers against the rest": ("no_match", hist(CLASSES[1], np.concatenate(CLASSES[:1] + CLASSES[2:]))),
    "T-shirts against shirts only": ("no_match", hist(NORMAL, CLASSES[6])),
    "T-shirts against boots only": ("no_match", hist(NORMAL, CLASSES[9])),
    "training T-shirts against test T-shirts": ("no_match", hist(measured(3)[:1000], NORMAL)),
    "training images of both kinds": (
        "no_match",
        hist(measured(4, 3000)[:3000], measured(4, 3000)[3000:], density=True),
    ),
    "below against above a threshold": ("by_threshold", hist(ERRORS[ERRORS < 0.015], ERRORS[ERRORS >= 0.015])),
    "parted at a threshold, in the same bins": (
        "by_threshold",
        hist(ERRORS[ERRORS <= 0.03], ERRORS[ERRORS > 0.03], bins=np.linspace(0, 0.1, 80), density=True),
    ),
    "a model of all classes": (
        "no_match",
        hist(RNG.lognormal(np.log(0.010), 0.5, 1000), RNG.lognormal(np.log(0.013), 0.5, 9000)),
    ),
    "made-up bells": ("no_match", hist(RNG.normal(0.012, 0.003, 1000), RNG.normal(0.06, 0.008, 9000))),
    "pixels": ("no_match", hist(RNG.beta(2, 3, 1000), RNG.beta(1.5, 4, 9000))),
    "two bins": ("too_coarse", hist(NORMAL, OTHER, bins=2)),
    "three bins": ("too_coarse", hist(NORMAL, OTHER, bins=3)),
    "five bins for both": ("too_coarse", hist(NORMAL, OTHER, bins=np.linspace(0, OTHER.max(), 6))),
    "labels swapped": ("swapped", hist(NORMAL, OTHER, labels=("no T-shirt", "T-shirt"))),
    "labels swapped on a score": ("swapped", hist(-NORMAL, -OTHER, labels=("anomalías", "normales"))),
    "labels swapped on a logarithm": ("swapped", hist(np.log(NORMAL), np.log(OTHER), labels=("resto", "clase 0"))),
    "one label, and wrong": ("swapped", hist(NORMAL, OTHER, labels=("otras", ""))),
    "titles swapped": ("swapped", panels_with_swapped_titles),
}


@pytest.mark.parametrize("name", WRONG)
def test_is_refused_with_its_reason(name: str) -> None:
    reason, draw = WRONG[name]
    found = find_split(record(draw), NORMAL, OTHER, errors_by_class=CLASSES, normal_names=T_SHIRT)
    assert isinstance(found, NoSplit)
    assert found.reason == reason


def test_the_same_data_split_by_class_is_accepted() -> None:
    assert isinstance(find_split(record(hist(NORMAL, OTHER)), NORMAL, OTHER), DrawnSplit)


def test_ten_random_groups_are_no_classes() -> None:
    figures = record(hist(*np.split(SHUFFLED, 10), labels=("",) * 10))
    found = find_split(figures, NORMAL, OTHER, errors_by_class=CLASSES)
    assert isinstance(found, NoSplit)


def test_the_reason_is_that_of_the_best_figure() -> None:
    def draw() -> None:
        hist(NORMAL, OTHER, labels=("no T-shirt", "T-shirt"))()
        plt.figure()
        hist(ERRORS)()

    figures: list[Figure] = record(draw)
    assert isinstance(found := find_split(figures, NORMAL, OTHER, normal_names=T_SHIRT), NoSplit)
    assert found.reason == "swapped"


def test_a_right_figure_makes_up_for_a_wrong_one() -> None:
    def draw() -> None:
        hist(NORMAL, OTHER, labels=("no T-shirt", "T-shirt"))()
        plt.figure()
        hist(NORMAL, OTHER, labels=("T-shirt", "no T-shirt"))()

    assert isinstance(found := find_split(record(draw), NORMAL, OTHER, normal_names=T_SHIRT), DrawnSplit)
    assert found.figure == 1


def test_halves_do_not_pass_where_the_model_cannot_tell_the_classes() -> None:
    rng = np.random.default_rng(5)
    normal, other = rng.lognormal(-4.4, 0.5, 1000), rng.lognormal(-4.2, 0.5, 9000)
    pooled = rng.permutation(np.concatenate([normal, other]))
    assert isinstance(find_split(record(hist(pooled[:1000], pooled[1000:])), normal, other), NoSplit)


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("T-shirt", 1), ("tshirt/top", 1), ("Camisetas", 1), ("clase 0", 1), ("Class=0", 1), ("normal", 1),
        ("no T-shirt", -1), ("not_tshirt", -1), ("non-T-shirt", -1), ("Otras clases", -1), ("Resto", -1),
        ("Anomalías", -1), ("anómala", -1), ("abnormal", -1), ("no normal", -1), ("class != 0", -1), ("y ≠ 0", -1),
        ("clases 1-9", -1), ("Demás prendas", -1), ("es_tshirt = False", -1), ("anomalia = False", 1),
        ("", 0), ("MSE", 0), ("False", 0), ("1", 0), ("Pullover", 0), ("nominal", 0),
    ],
)  # fmt: skip
def test_a_label_says_what_it_means(label: str, meaning: int) -> None:
    assert role(label, normal_names=T_SHIRT) == meaning


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("3", 1), ("clase 3", 1), ("Class: 3", 1), ("dígito 3", 1), ("Dígitos 3", 1), ("y = 3", 1), ("treses", 1),
        ("normal (3)", 1), ("label 3", 1), ("no 3", -1), ("!= 3", -1), ("otros dígitos", -1), ("anomalía (8)", -1),
        ("8", 0), ("clase 8", 0), ("13", 0), ("clase 35", 0), ("0.3", 0), ("MSE < 3", 0), ("camiseta", 0),
    ],
)  # fmt: skip
def test_a_digit_may_be_the_normal_class(label: str, meaning: int) -> None:
    names = ("3", "clase 3", "class 3", "dígito 3", "dígitos 3", "tres", "treses")
    assert role(label, normal_names=names) == meaning


def test_0_and_1_may_answer_whether_it_is_an_anomaly() -> None:
    assert [role(label, normal_names=("1", "clase 1")) for label in ("0", "1", "clase 1")] == [0, 0, 1]


def test_a_t_shirt_is_no_shirt() -> None:
    labels = ("shirt", "Shirts", "T-shirt", "t shirts", "camisa", "camiseta")
    assert [role(label, normal_names=("shirt", "camisa")) for label in labels] == [1, 1, 0, 0, 1, 0]


def test_without_names_only_the_usual_words_tell() -> None:
    assert [role(label) for label in ("normal", "T-shirt", "resto")] == [1, 0, -1]


def test_one_class_may_stand_for_the_anomalies() -> None:
    figures = record(hist(NORMAL, CLASSES[9], labels=("clase 3", "clase 9")))
    found = find_split(figures, NORMAL, CLASSES[9], normal_names=("3", "clase 3"))
    assert isinstance(found, DrawnSplit)
    assert isinstance(find_split(figures, NORMAL, CLASSES[6]), NoSplit)
    swapped = record(hist(NORMAL, CLASSES[9], labels=("clase 9", "clase 3")))
    assert getattr(find_split(swapped, NORMAL, CLASSES[9], normal_names=("3", "clase 3")), "reason", "") == "swapped"


def test_the_nearest_telling_name_counts() -> None:
    assert role("mse", "T-shirt", "T-shirt y otras", normal_names=T_SHIRT) == 1
