"""No change to a notebook's evidence raises its grade: it lowers it, or leaves it, or asks a person to look."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from grader.datasets import Dataset, load
from grader.errors import StudentFault
from grader.grading import task
from grader.grading.task import Judged
from grader.measurement import Detection
from tests.fuzz.evidence import components, histogram, record
from tests.fuzz.judging import judge_again
from tests.fuzz.mutations import mutated

SHIRTS, TROUSERS = [0], [1]


@dataclass(frozen=True)
class Submission:
    """What a notebook did: the classes of each training, and what it left behind afterwards."""

    trainings: Sequence[Sequence[int]]
    width: int = 16
    states: Sequence[str] | None = None
    right: bool = True  # the figure and the number that it shows
    accepted: bool = False


SUBMISSIONS = {
    "honest": Submission([SHIRTS], accepted=True),
    "shows the wrong figures": Submission([SHIRTS], right=False),
    "saw trousers": Submission([[0, 1]]),
    "saw trousers first": Submission([TROUSERS, SHIRTS]),
    # The snapshot of the first cell answers the task.
    "went on with trousers": Submission([SHIRTS, TROUSERS], accepted=True),
    "weights from elsewhere": Submission([SHIRTS], states=["e" * 16]),
}


QUICK = ("honest", "saw trousers", "weights from elsewhere")


class Recorded:
    """The evidence of each submission, and its task as judged by it."""

    def __init__(self, folder: Path) -> None:
        whole = load("fashion_mnist")
        train, test = slice(1_500), slice(300)
        self._data = Dataset(
            "fashion_mnist",
            whole.x_train[train],
            whole.y_train[train],
            whole.x_test[test],
            whole.y_test[test],
            whole.source,
        )
        self._folder = folder

    @cache  # noqa: B019 - one object, as long as the tests
    def of(self, name: str) -> tuple[Path, Judged, float]:
        """Record a submission; the best grade that any of its models would get goes with it."""
        root, done = self._folder / name, SUBMISSIONS[name]
        shown = [self._data.x_train[np.isin(self._data.y_train, classes)] for classes in done.trainings]
        graphs = [components(images, done.width) for images in shown]
        root.mkdir()
        record(root, shown, graphs)
        measured = self.judge(name, root).measured
        assert isinstance(measured, Detection)
        errors, auc = (measured.errors, measured.roc_auc) if done.right else (measured.errors[::-1], 0.5)
        shutil.rmtree(root)
        root.mkdir()
        record(
            root,
            shown,
            graphs,
            figures=[histogram(errors, self._data.y_test == 0)],
            numbers=[{"name": "auc", "value": auc}],
            states=done.states,
        )
        judged = self.judge(name, root)
        return root, judged, max([judged.result.score, *self._alone(name, root)])

    def _alone(self, name: str, root: Path) -> Iterator[float]:
        """The score with each of the models alone: a name or a place that changes may lead to another one."""
        cells = [json.loads(path.read_text()) for path in sorted((root / "cells").iterdir())]
        for kept in range(len(cells) if len(cells) > 1 else 0):
            folder = root.with_name(f"{name} {kept}")
            shutil.copytree(root, folder)
            for cell in cells:
                snapshots = cell["snapshots"] if cell["cell"] == kept else []
                (folder / "cells" / f"{cell['cell']:04d}.json").write_text(json.dumps({**cell, "snapshots": snapshots}))
            yield self.judge(name, folder).result.score

    def judge(self, name: str, root: Path) -> Judged:
        """Judge that submission by the evidence in `root`."""
        return judge_again(root, len(SUBMISSIONS[name].trainings), {"fashion_mnist": self._data})

    def check(self, name: str, folder: Path, data: st.DataObject) -> None:
        """Mutate the evidence of a submission, and judge again."""
        root, before, best = self.of(name)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(root, folder)
        note(mutated(folder, data.draw))
        try:
            after = self.judge(name, folder)
        except StudentFault:
            return  # no grade at all
        assert after.result.score <= best + 1e-6 or after.result.needs_review
        assert before.result.accepted or not after.result.accepted


@pytest.fixture(scope="module", autouse=True)
def remembered() -> Any:
    """What is measured of a model is measured once: a change to other files does not change what it does."""
    known: dict[bytes, Any] = {}
    real = task.measure

    def measure(model: Any, challenge: Any) -> Any:
        shown = challenge.dataset.x_test[:3].astype(np.float32)
        ways = b"".join(way.apply(shown).tobytes() for way in (model._before, model._after))
        asked = repr((model._shape, challenge.kind, challenge.normal_class)).encode()
        key = hashlib.sha256(model._graph + ways + asked + model.extra.tobytes()).digest()
        if key not in known:
            known[key] = real(model, challenge), model.asides
        measured, model.asides = known[key]
        return measured

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(task, "measure", measure)
        yield


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return Recorded(tmp_path_factory.mktemp("evidence"))


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in QUICK else pytest.mark.slow) for name in SUBMISSIONS]
)
def test_the_submissions_are_what_they_say(name: str, recorded: Recorded) -> None:
    _, judged, _ = recorded.of(name)
    assert judged.result.accepted == SUBMISSIONS[name].accepted
    assert judged.result.score == 100 or name != "honest"


# Each example takes a fifth of a second: what fails is shown as it was found.
quick = settings(max_examples=8, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])


@quick
@given(data=st.data())
@pytest.mark.parametrize("name", QUICK)
def test_no_mutation_raises_a_grade(name: str, recorded: Recorded, tmp_path: Path, data: st.DataObject) -> None:
    recorded.check(name, tmp_path / "copy", data)


@pytest.mark.slow
@settings(quick, max_examples=300)
@given(data=st.data())
@pytest.mark.parametrize("name", SUBMISSIONS)
def test_no_mutation_of_many_raises_a_grade(name: str, recorded: Recorded, tmp_path: Path, data: st.DataObject) -> None:
    recorded.check(name, tmp_path / "copy", data)
