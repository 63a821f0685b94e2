"""The evidence folder gives checked claims; one bad cell does not sink the others."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import BadArtefact, GraderFault
from grader.exchange import EvidenceFolder
from grader.exchange.folder import MAX_CELL_BYTES

SEEN = {
    "shape": [28, 28],
    "dtype": "float32",
    "low": 0,
    "high": 1.0,
    "rows": 60,
    "distinct": 6,
    "fingerprints": "arrays/0001.npy",
    "sample": None,
    "residual": 0.0,
}
EVENT: dict[str, Any] = {
    "id": 0,
    "cell": 0,
    "kind": "fit",
    "model": 1,
    "epochs": 2,
    "steps": 20,
    "optimizer": "Adam",
    "learning_rate": 0.001,
    "loss": "mse",
    "losses": [0.5, None],
    "variables": [1],
    "before": ["0" * 16],
    "after": ["f" * 16],
    "states": ["f" * 16],
    "x": SEEN,
    "y": None,
    "same": None,
    "noise_layers": [],
}
SNAPSHOT = {
    "id": 0,
    "cell": 0,
    "model": 1,
    "names": ["autoencoder"],
    "form": "model",
    "class_name": "Functional",
    "input_shape": [28, 28],
    "output_shape": [28, 28],
    "graph": "graphs/0001.pb",
    "error": None,
    "parameters": 10,
    "variables": [1],
    "state": ["f" * 16],
    "layers": [],
}
SERIES = {"kind": "bars", "label": "clase 0", "x": [0, 1, 2], "y": [3, 4], "count": 7}
CELL: dict[str, Any] = {
    "cell": 0,
    "events": [EVENT],
    "snapshots": [SNAPSHOT],
    "bindings": [{"name": "autoencoder", "model": 1, "class_name": "Functional", "trained": True}],
    "figures": [],
    "numbers": [{"name": "auc", "value": 0.9}],
    "failed_imports": [],
    "notes": [],
}


def figure(**series: object) -> dict[str, Any]:
    panel = {"title": "", "xlabel": "", "ylabel": "", "texts": [], "log_x": False, "images": 0}
    return {"library": "matplotlib", "title": "", "panels": [{**panel, "series": [{**SERIES, **series}]}]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("cells", "arrays", "graphs"):
        (tmp_path / name).mkdir()
    return tmp_path


def write_cell(root: Path, number: int, **changes: object) -> Path:
    path = root / "cells" / f"{number:04d}.json"
    path.write_text(json.dumps({**CELL, "cell": number, **changes}))
    return path


def test_cells_come_sorted_by_number(root: Path) -> None:
    for number in (10, 2, 0):
        write_cell(root, number)
    assert [cell.cell for cell in EvidenceFolder(root).cells()] == [0, 2, 10]


def test_a_loss_that_was_not_finite_is_none(root: Path) -> None:
    write_cell(root, 0)
    assert EvidenceFolder(root).cells()[0].events[0].losses == [0.5, None]


def test_a_model_that_was_built_during_its_training_is_no_fault(root: Path) -> None:
    write_cell(root, 0, events=[{**EVENT, "before": [], "variables": [1, 2], "after": ["f" * 16] * 2}])
    assert EvidenceFolder(root).cells()[0].events[0].before == []


def test_an_empty_folder_has_no_cells_and_no_session(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path)
    assert (folder.cells(), folder.session()) == ([], None)


def test_a_missing_folder_is_our_fault(tmp_path: Path) -> None:
    with pytest.raises(GraderFault):
        EvidenceFolder(tmp_path / "nowhere").cells()


def test_other_files_in_the_folder_do_not_matter(root: Path) -> None:
    write_cell(root, 0)
    for name in ("0001.json.part", "x.json", "00001.json", "2000.json"):
        (root / "cells" / name).write_text("{}")
    assert len(EvidenceFolder(root).cells()) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"cell": "0"}, "cell"),
        ({"extra": 1}, "extra"),
        ({"events": [{**EVENT, "losses": ["x"]}]}, "events.0.losses.0"),
        ({"snapshots": [{**SNAPSHOT, "state": []}]}, "snapshots.0: .*differ in length"),
        ({"events": [{**EVENT, "x": {**SEEN, "fingerprints": "../../x.npy"}}]}, "events.0.x.fingerprints"),
        ({"events": [{**EVENT, "states": ["x"] * 100_000}]}, "events.0.states.0"),
        ({"figures": [figure(x=[0, 1])]}, "figures.0.panels.0.series.0: .*x and y do not belong"),
        ({"figures": [figure(kind="curve")]}, "figures.0.panels.0.series.0: .*x and y do not belong"),
        ({"numbers": [{"name": "x" * 201, "value": 1}]}, "numbers.0.name"),
    ],
)
def test_a_bad_field_is_named_with_its_file(root: Path, changes: dict[str, object], field: str) -> None:
    write_cell(root, 3, **changes)
    with pytest.raises(BadArtefact, match=f"cells/0003.json, field {field}"):
        EvidenceFolder(root).cells()


def test_a_file_that_claims_another_cell_is_refused(root: Path) -> None:
    write_cell(root, 3).rename(root / "cells" / "0004.json")
    with pytest.raises(BadArtefact, match=r"cells/0004.json says that it is of cell 3"):
        EvidenceFolder(root).cells()


def test_one_bad_cell_does_not_sink_the_others(root: Path) -> None:
    for number in range(4):
        write_cell(root, number)
    write_cell(root, 1, events=3)
    (root / "cells" / "0002.json").unlink()
    (root / "cells" / "0002.json").symlink_to("0000.json")
    folder = EvidenceFolder(root)
    assert [cell.cell for cell in folder.cells(strict=False)] == [0, 3]
    assert [reason.values["file"] for reason in folder.rejected] == ["cells/0001.json", "cells/0002.json"]


def test_rejections_are_of_the_last_reading(root: Path) -> None:
    path = write_cell(root, 0, events=3)
    folder = EvidenceFolder(root)
    folder.cells(strict=False)
    path.unlink()
    folder.cells(strict=False)
    assert folder.rejected == []


def test_cell_files_are_bounded_alone_and_together(root: Path) -> None:
    padding = " " * (MAX_CELL_BYTES - 2_000)
    for number in range(5):
        path = write_cell(root, number)
        path.write_text(path.read_text() + padding)
    path = write_cell(root, 5)
    path.write_text(path.read_text() + padding + " " * 2_000)
    write_cell(root, 6)
    folder = EvidenceFolder(root)
    assert [cell.cell for cell in folder.cells(strict=False)] == [0, 1, 2, 3, 6]
    assert all("too large" in reason.msgid for reason in folder.rejected)


def test_the_session_is_read(root: Path) -> None:
    (root / "session.json").write_text('{"python": "3.11.2", "packages": {"keras": "3.15.1"}}')
    session = EvidenceFolder(root).session()
    assert session is not None
    assert session.packages["keras"] == "3.15.1"


def test_a_bad_session_is_refused(root: Path) -> None:
    (root / "session.json").write_text('{"python": 3, "packages": {}}')
    with pytest.raises(BadArtefact, match=r"session.json, field python"):
        EvidenceFolder(root).session()


def test_an_array_is_read(root: Path) -> None:
    content = np.arange(6, dtype=np.uint64)
    np.save(root / "arrays" / "0001.npy", content)
    found = EvidenceFolder(root).array("arrays/0001.npy", dtype="uint64", shape=(None,), max_bytes=48)
    np.testing.assert_array_equal(found, content, strict=True)


@pytest.mark.parametrize(
    "wanted",
    [
        {"dtype": "int64", "shape": (None,), "max_bytes": 48},
        {"dtype": "uint64", "shape": (None, None), "max_bytes": 48},
        {"dtype": "uint64", "shape": (5,), "max_bytes": 48},
        {"dtype": "uint64", "shape": (None,), "max_bytes": 47},
    ],
)
def test_another_array_is_refused(root: Path, wanted: dict[str, Any]) -> None:
    np.save(root / "arrays" / "0001.npy", np.arange(6, dtype=np.uint64))
    with pytest.raises(BadArtefact, match=r"arrays/0001\.npy"):
        EvidenceFolder(root).array("arrays/0001.npy", **wanted)


def test_a_graph_is_bytes(root: Path) -> None:
    (root / "graphs" / "0001.pb").write_bytes(b"graph")
    assert EvidenceFolder(root).graph("graphs/0001.pb", 5) == b"graph"
    with pytest.raises(BadArtefact, match="too large"):
        EvidenceFolder(root).graph("graphs/0001.pb", 4)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*CELL, *EVENT, *SERIES, *SEEN]), inner),
    max_leaves=10,
)


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(sorted(CELL)), json_values))
def test_any_json_is_a_cell_or_refused(tmp_path_factory: pytest.TempPathFactory, changes: dict[str, object]) -> None:
    root = tmp_path_factory.getbasetemp() / "any"
    (root / "cells").mkdir(parents=True, exist_ok=True)
    write_cell(root, 0, **changes)
    folder = EvidenceFolder(root)
    assert len(folder.cells(strict=False)) + len(folder.rejected) == 1


@settings(max_examples=50)
@given(st.fixed_dictionaries({}, optional={"python": json_values, "packages": json_values, "more": json_values}))
def test_any_json_is_a_session_or_refused(tmp_path_factory: pytest.TempPathFactory, content: object) -> None:
    root = tmp_path_factory.getbasetemp()
    (root / "session.json").write_text(json.dumps(content))
    try:
        session = EvidenceFolder(root).session()
    except BadArtefact:
        return
    assert session is not None
    assert session.model_dump() == content


@settings(max_examples=50)
@given(st.binary(max_size=100), st.integers(0, 100))
def test_a_graph_is_read_as_it_is_or_too_large(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, most: int
) -> None:
    root = tmp_path_factory.getbasetemp()
    (root / "graphs").mkdir(exist_ok=True)
    (root / "graphs" / "0001.pb").write_bytes(content)
    if len(content) > most:
        with pytest.raises(BadArtefact, match="too large"):
            EvidenceFolder(root).graph("graphs/0001.pb", most)
    else:
        assert EvidenceFolder(root).graph("graphs/0001.pb", most) == content
