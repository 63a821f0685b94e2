"""Notebooks that follow a lesson to the letter, graded as anyone's: what they are told is known."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.grading.grade import grade
from grader.grading.options import Options

ROOT = Path(__file__).parents[2] / "reference"


@dataclass(frozen=True)
class Expected:
    """`accepted`, `refused`: tasks, of those that were handed in. `told`: codes of known mistakes, all of them but
    those of `at_times`: no lesson sets a seed.
    """

    notebook: str
    accepted: set[str]
    refused: set[str]
    told: set[str]
    at_times: frozenset[str] = frozenset()


PRINTED = [
    Expected(
        "clase156_ejercicios/as_printed/exercises",
        {"simple", "latent2d", "denoising", "sparse", "anomaly"},
        set(),
        set(),
        frozenset({"loss-still-falling"}),  # its simple autoencoder ends beside the error of PCA
    ),
    Expected(
        "metodos_generativos/as_printed/slides",
        {"vanilla", "convolutional", "gaussian_layer", "salt_pepper", "greedy"},
        set(),
        set(),
    ),
    Expected("aprendizaje_profundo_s06/as_printed/formulas", {"multilayer", "l1", "kl"}, set(), set()),
    Expected("unidad_5/as_printed/collapsed", {"vae", "grid"}, {"conv_vae"}, {"collapsed-posterior"}),
    Expected("unidad_5/as_printed/plain", {"deep", "view"}, {"threshold", "denoising"}, {"threshold-of-the-mix"}),
]


@pytest.mark.slow
@pytest.mark.parametrize("expected", PRINTED, ids=lambda one: one.notebook)
def test_the_lesson_to_the_letter(expected: Expected, tmp_path: Path) -> None:
    result = grade(ROOT / f"{expected.notebook}.ipynb", None, tmp_path / "out", Options(out=tmp_path))
    assert {task.id for task in result.tasks if task.accepted} == expected.accepted
    answered = {task.id for task in result.tasks if task.model is not None}
    assert answered - expected.accepted == expected.refused
    assert {diagnosis.code for diagnosis in result.diagnoses} - expected.at_times == expected.told
