"""`grader diff` on results that were written by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.outcome import Outcome, Status
from grader.result import Result
from tests.comparison.test_compare import result

Grader = Callable[..., tuple[int, str, str]]


def written(folder: Path, *results: Result) -> Path:
    for one in results:
        place = folder / (one.submission.student or "")
        place.mkdir(parents=True)
        (place / "result.json").write_text(one.to_json())
    return folder


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_command(grader: Grader, tmp_path: Path, lang: str) -> None:
    lost = result("eva", 0, Outcome.FAIL, score=None, status=Status.GRADER_ERROR, message="no box", tasks=[])
    old = written(tmp_path / "old", result("ana"), result("luis"), result("eva"))
    new = written(tmp_path / "new", result("ana"), result("luis", 4, Outcome.PARTIAL), lost)
    code, shown, _ = grader("diff", str(old), str(new), "--lang", lang)
    assert code == 1
    (luis,) = [line for line in shown.splitlines() if line.split()[0] == "luis"]
    assert luis.split()[1:6] == ["✓", "10", "✗", "4", "-6"]
    assert "detector.roc_auc" in luis
    assert "4/10" in luis
    assert "ana" not in shown
    assert "2 of 3 moved" in shown or lang == "es"
    assert grader("diff", str(old), str(old))[0] == 0
    assert grader("diff", str(old), str(tmp_path / "nowhere"))[0] == 2
