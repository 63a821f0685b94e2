"""The ranges of the reference runs, as reports show them."""

import json
from pathlib import Path
from typing import Any

import pytest

from grader.assignment import assignment_folder
from grader.assignment.references import Reference, References, read_references
from grader.errors import InvalidAssignment

BOUNDS = {"at_least": 0.8, "at_most": None, "from": 0.6}


def written(folder: Path, *tasks: dict[str, Any]) -> Path:
    (folder / "calibration.json").write_text(json.dumps({"schema": "grader/calibration/v1", "tasks": tasks}))
    return folder


def task(dataset: str, normal_class: int | None, *criteria: tuple[str, Any, list[float | None]]) -> dict[str, Any]:
    told = [{"id": name, "target": "", "bounds": bounds, "values": values} for name, bounds, values in criteria]
    return {"id": "anomaly", "dataset": dataset, "normal_class": normal_class, "code_size": 16, "criteria": told}


def test_a_range_goes_from_the_smallest_to_the_largest_value(tmp_path: Path) -> None:
    folder = written(tmp_path, task("mnist", 6, ("roc_auc", BOUNDS, [0.98, None, 0.97, 0.99])))
    assert read_references(folder).of("anomaly", "roc_auc", "mnist", 6) == Reference(0.97, 0.99, 3)


def test_another_dataset_or_class_has_its_own_range_or_none(tmp_path: Path) -> None:
    one, two = (task(name, 6, ("roc_auc", BOUNDS, [auc])) for name, auc in (("mnist", 0.98), ("fashion_mnist", 0.9)))
    references = read_references(written(tmp_path, one, two))
    assert references.of("anomaly", "roc_auc", "fashion_mnist", 6) == Reference(0.9, 0.9, 1)
    assert references.of("anomaly", "roc_auc", "mnist", 0) is None
    assert references.of("anomaly", "roc_auc", "mnist") is None


def test_what_is_not_held_against_a_bound_has_no_range(tmp_path: Path) -> None:
    folder = written(tmp_path, task("mnist", 6, ("trained_on", None, [100.0]), ("score", BOUNDS, [None])))
    assert read_references(folder) == References()


def test_without_a_calibration_there_is_no_range(tmp_path: Path) -> None:
    assert read_references(tmp_path) == References()


@pytest.mark.parametrize("content", [b"", b"{}", b'{"tasks": [{}]}', b"\xff"])
def test_what_is_no_calibration_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "calibration.json").write_bytes(content)
    with pytest.raises(InvalidAssignment, match=r"calibration\.json is no calibration"):
        read_references(tmp_path)


def test_the_shipped_calibration_is_read() -> None:
    found = read_references(assignment_folder("clase156-ejercicios")).of("simple", "reconstruction", "mnist")
    assert found is not None
    assert 0.004 < found.low < found.high < 0.018
