"""docs/writing-an-assignment.md: what it shows works, and names all there is to name."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from grader.assignment import Assignment, CriterionSpec, Measure, Rival, Task, load_assignment
from grader.calibration.baselines import baselines
from grader.criteria import Case, Judgement, kinds, questions
from grader.criteria.listing import listing
from grader.criteria.protocol import ASKING, REGISTERED
from grader.datasets import load_or_stand_in
from grader.execution.record import RunRecord
from grader.matching import Chain
from grader.measurement import Challenge, measure
from grader.mutants import Mutant, Style
from grader.outcome import Outcome

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "writing-an-assignment.md").read_text(encoding="utf-8")
HEAD = """\
name: guide
version: 1
title: {es: Guía, en: Guide}
description: {es: Nada., en: Nothing.}
datasets: [mnist]
tasks:
"""


def block(language: str, holding: str) -> str:
    (found,) = (code for code in re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL) if holding in code)
    return str(found)


def test_the_list_of_kinds_is_that_of_the_code() -> None:
    assert (ROOT / "docs" / "criteria.md").read_text(encoding="utf-8") == listing() + "\n", "run `make docs`"


def test_every_kind_is_in_the_list() -> None:
    assert not [kind for kind in kinds() if f"`{kind}`" not in listing()]


@pytest.mark.parametrize("part", [Assignment, Task, Rival, Measure, CriterionSpec], ids=lambda part: part.__name__)
def test_every_field_is_named(part: Any) -> None:
    assert not [name for name in part.model_fields if not re.search(rf"\b{name}\b", GUIDE)]


def test_the_criterion_it_shows_is_one() -> None:
    (shown,) = yaml.safe_load(block("yaml", "beats_mean_image"))
    spec = CriterionSpec.model_validate({**shown, "points": float(shown["points"])})
    assert spec.kind in kinds()
    assert spec.bounds is not None


def test_the_shared_task_it_changes_is_changed(tmp_path: Path) -> None:
    shown = "".join(f"  {line}\n" for line in block("yaml", "use: denoising").splitlines())
    (tmp_path / "assignment.yaml").write_text(HEAD + shown)
    (task,) = load_assignment(tmp_path, kinds()).tasks
    ids = [criterion.id for criterion in task.criteria]
    gain = task.criteria[ids.index("gain")]
    assert ids[-1] == "runs"
    assert "shows_output" not in ids
    assert gain.points == 8
    assert gain.bounds is not None
    assert (gain.bounds.at_least, gain.bounds.from_, gain.kind) == (7, 2, "denoising_gain")


@pytest.mark.parametrize(("holding", "schema"), [("# mutants/", Mutant), ("# styles/", Style)])
def test_the_variants_it_shows_are_variants(holding: str, schema: type[Mutant | Style]) -> None:
    schema.model_validate(yaml.safe_load(block("yaml", holding)))


@pytest.fixture
def mirrored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The kind of the guide's example, for as long as a test takes."""
    (tmp_path / "mirrored_kind.py").write_text(block("python", '@register("mirrored"'))
    monkeypatch.syspath_prepend(tmp_path)
    __import__("mirrored_kind")
    yield "mirrored"
    del REGISTERED["mirrored"], ASKING["mirrored"]


def test_the_kind_it_adds_asks_and_judges(mirrored: str) -> None:
    spec = CriterionSpec.model_validate(
        {"id": "m", "kind": mirrored, "title": {"es": "x", "en": "x"}, "points": 1.0, "bounds": {"at_most": 3.0}}
    )
    challenge = Challenge("reconstruction", load_or_stand_in("mnist"))
    asked = questions([spec], challenge)
    found = {}
    for name, model in baselines(challenge, 16):
        measured = measure(model, Challenge("reconstruction", challenge.dataset, questions=asked))
        found[name] = _judged(spec, measured)
    assert np.array_equal(asked["m"].images[0], (challenge.dataset.x_test[0, :, ::-1] / 255).astype(np.float32))
    assert found["pca"].outcome is Outcome.PASS
    assert 1.05 < (found["pca"].measured or 0) < 3
    assert found["untrained"].measured == pytest.approx(1, abs=0.1)


def _judged(spec: CriterionSpec, measured: Any) -> Judgement:
    run = RunRecord(status="completed", profile="none", cells=[], wall=0, cpu=0, peak_memory=0)
    case = Case(run=run, cells=[], snapshot=None, history=[], chain=Chain(), measured=measured, problem=None)
    return kinds()[spec.kind](spec, case)
