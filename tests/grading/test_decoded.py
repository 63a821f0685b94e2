"""Codes that a notebook had decoded are decoded again, by the decoder that it asked."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.exchange.evidence import Snapshot
from grader.grading import candidates as reading
from grader.grading.boxed import BoxedModel
from grader.grading.candidates import Ran, candidates
from grader.sandbox import Limits
from tests.fuzz.evidence import components
from tests.fuzz.judging import NumpyBoxes
from tests.grading.claims import claimed, toy

DECODER = [2]


def decoding(folder: Path, number: int, codes: np.ndarray, variables: list[int] = DECODER, width: int = 2) -> Any:
    (folder / "arrays").mkdir(exist_ok=True)
    np.save(folder / "arrays" / f"{number}.npy", codes)
    return {"variables": variables, "codes": f"arrays/{number}.npy", "width": width}


def codes(count: int, start: float = 0, width: int = 2) -> np.ndarray:
    return np.arange(start, start + count * width, dtype=np.float32).reshape(count, width)


def snapshot(ran: Ran, variables: list[int]) -> Snapshot:
    (shot,) = (shot for cell in ran.cells for shot in cell.snapshots)
    return shot.model_copy(update={"variables": variables, "state": ["0" * 16] * len(variables)})


def decoded(folder: Path, *decodings: Any) -> dict[int, np.ndarray]:
    ran = claimed(folder, decodings=list(decodings))
    return ran.decoded(snapshot(ran, [1, 2, 3]))


def test_codes_come_in_order_by_their_width(tmp_path: Path) -> None:
    one, two = decoding(tmp_path, 9001, codes(3)), decoding(tmp_path, 9002, codes(2, 50), [3, 2])
    wide = decoding(tmp_path, 9003, codes(4, width=5), width=5)
    found = decoded(tmp_path, one, wide, two)
    assert {width: found[width].tolist() for width in found} == {
        2: [*codes(3).tolist(), *codes(2, 50).tolist()],
        5: codes(4, width=5).tolist(),
    }


@pytest.mark.parametrize("variables", [[], [1, 2, 3], [2, 4], [7]])
def test_what_is_no_part_of_the_model_decodes_nothing_of_it(variables: list[int], tmp_path: Path) -> None:
    assert decoded(tmp_path, decoding(tmp_path, 9001, codes(3), variables)) == {}


@pytest.mark.parametrize(
    "bad",
    [codes(3, width=4), codes(3).astype(np.float64), np.full((2, 2), np.nan, np.float32), codes(2_001)],
    ids=["width", "dtype", "no numbers", "too many"],
)
def test_a_file_that_breaks_a_rule_is_passed_over(bad: np.ndarray, tmp_path: Path) -> None:
    found = decoded(tmp_path, decoding(tmp_path, 9001, bad), decoding(tmp_path, 9002, codes(1)))
    assert found[2].tolist() == [[0, 1]]
    assert decoded(tmp_path, {"variables": DECODER, "codes": "arrays/7777.npy", "width": 2}) == {}


def test_the_last_codes_count_and_no_more_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MOST_DECODED", 5)
    read: list[str] = []
    one, two, three = (decoding(tmp_path, 9001 + n, codes(4, 10 * n)) for n in range(3))
    ran = claimed(tmp_path, decodings=[one, two, three])
    array = ran.folder.array
    monkeypatch.setattr(ran.folder, "array", lambda name, **rules: read.append(name) or array(name, **rules))
    found = ran.decoded(snapshot(ran, [1, 2]))
    assert found[2].tolist() == [*codes(4, 10)[-1:].tolist(), *codes(4, 20).tolist()]
    assert read == ["arrays/9003.npy", "arrays/9002.npy"]


def test_what_stands_between_the_layers_of_a_decoder_takes_no_room_of_its_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_MOST_DECODED", 5)
    given, between = decoding(tmp_path, 9001, codes(4)), decoding(tmp_path, 9002, codes(4, width=5), width=5)
    ran = claimed(tmp_path, decodings=[given, between])
    found = ran.decoded(snapshot(ran, [1, 2]).model_copy(update={"code_size": 2}))
    assert (found[2].tolist(), len(found[5])) == (codes(4).tolist(), 1)


def test_a_candidate_knows_the_cells_that_used_its_decoder(tmp_path: Path) -> None:
    used, other = decoding(tmp_path, 9001, codes(3)), decoding(tmp_path, 9002, codes(3), [9])
    ran = claimed(tmp_path, place=4, decodings=[used, other])
    file = tmp_path / "cells" / "0000.json"
    cell = json.loads(file.read_text())
    cell["snapshots"][0] |= {"variables": [1, 2], "state": [f"{1:016x}"] * 2}
    file.write_text(json.dumps(cell))
    (found,) = candidates(Ran.read(ran.notebook, ran.run, ran.folder), [toy()])
    assert (found.cell, list(found.used)) == (4, [4])


@pytest.fixture
def boxed(tmp_path: Path) -> Any:
    """A linear autoencoder of three components, which the notebook showed two images and had decode four codes."""
    graph = components(toy().x_train, 3)
    (candidate,) = candidates(claimed(tmp_path, graph=graph), [toy()])
    extra, asked = (toy().x_test[:2] / 255).astype(np.float32), codes(4, width=3) / 10

    def model(decoded: dict[int, np.ndarray]) -> BoxedModel:
        return BoxedModel(
            candidate.snapshot, graph, candidate.history, extra, decoded, sandbox=NumpyBoxes(), limits=Limits()
        )

    return model, asked


def test_what_the_notebook_asked_comes_aside(boxed: Any) -> None:
    build, asked = boxed
    model = build({3: asked, 9: codes(2, width=9)})
    shown = (toy().x_test[:9] / 255).astype(np.float32)
    response = model(shown, lambda code: 2 * code[-3:])
    assert (len(response.code), len(response.outputs)) == (9, 9)
    assert response.asked == pytest.approx(2 * response.code[-3:], abs=0.02)
    assert response.decoded.shape == (3, 28, 28)
    asides = model.asides
    assert asides.code == pytest.approx(response.code[:2], abs=0.02)
    assert asides.outputs == pytest.approx(response.outputs[:2], abs=0.02)
    assert asides.asked == pytest.approx(asked, abs=0.002)
    mean, *axes = np.load(io.BytesIO(components(toy().x_train, 3)))
    assert asides.decoded.reshape(4, 784) == pytest.approx(asides.asked @ np.array(axes) + mean, abs=1e-4)
    assert response.decoded.reshape(3, 784) == pytest.approx(response.asked @ np.array(axes) + mean, abs=1e-4)


def test_what_it_asked_is_part_of_what_answers_depend_on(boxed: Any) -> None:
    build, asked = boxed
    assert [np.array_equal(build({3: asked}).given[5], given) for given in ([asked], [asked + 1])] == [True, False]


def test_without_any_question_the_notebooks_own_are_answered(boxed: Any) -> None:
    build, asked = boxed
    model = build({3: asked})
    response = model((toy().x_test[:9] / 255).astype(np.float32))
    assert (len(response.asked), len(response.decoded)) == (0, 0)
    assert len(model.asides.decoded) == 4
    assert (response.drawn, response.draws) == (None, False)
    assert response.structure.encoder == [3]
