from itertools import groupby
from pathlib import Path

import nbformat
import pytest

from reference.build import ROOT, Built, build_all, notebooks, render

EXERCISES, DETECTOR = (
    next(built for built in notebooks() if built.source == f"reference/{name}/notebook.py")
    for name in ("clase156_ejercicios", "clase156_tarea")
)


@pytest.fixture(params=notebooks(), ids=lambda built: built.target)
def built(request) -> Built:
    return request.param


def test_a_committed_notebook_is_in_step_with_its_source(built):
    assert (ROOT / built.target).read_text(encoding="utf-8") == render(built), "run `python -m reference.build`"


def test_a_notebook_has_no_outputs(built):
    code = _code(built)
    assert code
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_a_notebook_names_its_assignment(built):
    template = built.target.startswith("grader/")
    name = "plantilla" if template else Path(built.target).parts[1].replace("_", "-")
    assert nbformat.reads(render(built), as_version=4).metadata.grader == {"assignment": name}


def test_a_notebook_stands_alone(built):
    assert "import reference" not in render(built)
    assert "from reference" not in render(built)


def test_every_code_cell_compiles(built):
    for cell in _code(built):
        compile(cell.source, cell.id, "exec")


def test_the_reference_notebook_holds_its_modules_code():
    source = render(DETECTOR)
    assert "def build_encoder(" in source
    assert "roc_auc(errores, data.is_tshirt)" in source


@pytest.mark.parametrize("exercise", ["simple", "latent2d", "denoising", "sparse", "anomaly"])
def test_a_modules_code_carries_the_tags_of_its_import(exercise):
    cells = [cell for cell in _code(EXERCISES) if cell.metadata.tags == [exercise]]
    module = (ROOT / "reference" / "clase156_ejercicios" / f"{exercise}.py").read_text(encoding="utf-8")
    assert cells[0].source in module
    assert cells[-1].source not in module


def test_every_cell_of_the_exercises_says_whose_it_is():
    tags = [cell.metadata.tags for cell in _code(EXERCISES)]
    assert sum(tag == ["parameters", "common"] for tag in tags) == 1
    assert [owner for owner, _ in groupby(tags, key=lambda found: found[-1])] == [
        "common",
        "simple",
        "latent2d",
        "denoising",
        "sparse",
        "anomaly",
    ]


def test_every_notebook_is_built(tmp_path):
    assert build_all(tmp_path) == [tmp_path / built.target for built in notebooks()]
    assert (tmp_path / DETECTOR.target).read_bytes() == (ROOT / DETECTOR.target).read_bytes()


def _code(built: Built) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.reads(render(built), as_version=4).cells if cell.cell_type == "code"]
