"""`grader init`: a new assignment, where it goes, and what stops it."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from grader.assignment import find_assignment
from grader.assignment import folders as folders_module
from grader.calibration import reference_notebook, seeded
from grader.criteria import kinds
from grader.mutants import KillMatrix, Mutant, Verdict, load_variants, patched
from reference.build import Built, render

Call = Callable[..., tuple[int, str, str]]

VARIANTS = {"mutants": ["adadelta", "no-figure", "test-split", "wide-code"], "styles": ["hidden-layers"]}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, which is not there yet."""
    monkeypatch.setenv("GRADER_ASSIGNMENTS_DIR", str(tmp_path / "tareas"))
    return tmp_path / "tareas"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout without any assignment."""
    monkeypatch.delenv("GRADER_ASSIGNMENTS_DIR", raising=False)
    monkeypatch.setattr(folders_module, "_PACKAGE", tmp_path / "grader")
    (tmp_path / "pyproject.toml").touch()
    return tmp_path


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def variants(folder: str) -> set[str]:
    return {f"{folder}/{kind}/{name}.yaml" for kind, names in VARIANTS.items() for name in names}


def test_in_a_folder_of_ones_own_all_is_in_the_assignments_folder(grader: Call, own: Path) -> None:
    assert grader("init", "mi-tarea")[0] == 0
    assert files(own) == {
        "mi-tarea/assignment.yaml",
        "mi-tarea/starter.ipynb",
        "mi-tarea/reference/notebook.ipynb",
        *variants("mi-tarea/reference"),
    }


def test_in_a_checkout_references_stand_together_and_notebooks_have_sources(grader: Call, checkout: Path) -> None:
    assert grader("init", "mi-tarea")[0] == 0
    assert files(checkout) == {
        "pyproject.toml",
        *(f"assignments/mi-tarea/{name}" for name in ("assignment.yaml", "starter.py", "starter.ipynb")),
        *(f"reference/mi_tarea/{name}" for name in ("__init__.py", "notebook.py", "notebook.ipynb")),
        *variants("reference/mi_tarea"),
    }


def test_notebooks_are_those_that_their_sources_build(grader: Call, checkout: Path) -> None:
    grader("init", "mi-tarea")
    for source in (checkout / "assignments/mi-tarea/starter.py", checkout / "reference/mi_tarea/notebook.py"):
        target = source.with_suffix(".ipynb")
        assert target.read_text(encoding="utf-8") == render(Built(str(source), str(target)))


@pytest.mark.parametrize("place", ["own", "checkout"])
def test_it_is_an_assignment_with_a_reference_and_variants(
    grader: Call, place: str, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(place)
    grader("init", "mi-tarea")
    assignment, reference = find_assignment("mi-tarea", kinds()), reference_notebook("mi-tarea")
    nbformat.validate(seeded(reference, 3))
    assert reference.metadata.grader == {"assignment": "mi-tarea"}
    found = load_variants(assignment)
    assert sorted(found) == sorted(name for names in VARIANTS.values() for name in names)
    for name, variant in found.items():
        patched(reference, name, variant, [task.id for task in assignment.tasks])
    lost = {name for variant in found.values() if isinstance(variant, Mutant) for name in variant.loses}
    assert lost == {f"autoencoder.{criterion}" for criterion in assignment.tasks[0].acceptance}


def test_the_starter_says_whose_it_is_and_what_the_model_is_called(grader: Call, own: Path) -> None:
    grader("init", "mi-tarea")
    starter = nbformat.read(own / "mi-tarea" / "starter.ipynb", as_version=4)
    nbformat.validate(starter)
    (task,) = find_assignment("mi-tarea").tasks
    assert starter.metadata.grader == {"assignment": "mi-tarea"}
    assert any(cell.source.startswith(f"{task.declared_name} = ...  # TU CÓDIGO AQUÍ") for cell in starter.cells)


@pytest.mark.parametrize(("lang", "said"), [("en", "What to do next"), ("es", "Qué hacer ahora")])
def test_it_tells_what_to_do_next(grader: Call, own: Path, lang: str, said: str) -> None:
    _, shown, _ = grader("init", "mi-tarea", "--lang", lang)
    for part in (str(own / "mi-tarea"), said, "grader check-rubric mi-tarea", "grader reference mi-tarea --seeds 5"):
        assert part in shown
    assert "reference.build" not in shown  # there is nothing to build there


def test_in_a_checkout_it_tells_how_notebooks_are_built(grader: Call, checkout: Path) -> None:
    assert "python -m reference.build" in grader("init", "mi-tarea")[1]


@pytest.mark.parametrize(
    "name", ["", "Mi-tarea", "mi tarea", "156-tarea", "shared", "../x", "./x", "a--b", "x" * 65, "ñandú", "\ud800"]
)
def test_a_name_that_cannot_be_is_usage(grader: Call, own: Path, name: str) -> None:
    code, shown, said = grader("init", name, "--lang", "en")
    assert (code, shown) == (2, "")
    assert "cannot be the name of an assignment" in said
    assert "begins with a letter: clase156-tarea" in said
    assert not own.exists()


def test_a_name_that_is_taken_is_usage(grader: Call, own: Path) -> None:
    grader("init", "mi-tarea")
    rubric = own / "mi-tarea" / "assignment.yaml"
    rubric.write_text(rubric.read_text().replace("version: 1", "version: 7"))
    before = {name: (own / name).read_bytes() for name in files(own)}
    for name in ("mi-tarea", "clase156-tarea"):
        code, _, said = grader("init", name, "--lang", "en")
        assert code == 2
        assert f"There is already an assignment {name}: " in said
    assert {name: (own / name).read_bytes() for name in files(own)} == before


@pytest.mark.parametrize(("there", "name"), [("assignments/mi-tarea", "mi-tarea"), ("reference/mi_tarea", "mi_tarea")])
def test_nothing_is_put_into_a_folder_that_is_there(grader: Call, checkout: Path, there: str, name: str) -> None:
    (checkout / there).mkdir(parents=True)
    code, _, said = grader("init", name, "--lang", "en")
    assert code == 2
    assert f"{checkout / there} is there already; nothing was changed." in said
    assert files(checkout) == {"pyproject.toml"}


def test_an_installed_grader_asks_for_a_folder(grader: Call, checkout: Path) -> None:
    (checkout / "pyproject.toml").unlink()
    code, _, said = grader("init", "mi-tarea", "--lang", "en")
    assert code == 2
    assert "Set GRADER_ASSIGNMENTS_DIR to a folder of your own." in said
    assert files(checkout) == set()


def test_a_folder_that_cannot_be_written_is_usage(grader: Call, own: Path) -> None:
    own.write_text("a file")
    code, _, said = grader("init", "mi-tarea", "--lang", "en")
    assert code == 2
    assert f"{own / 'mi-tarea'} cannot be written" in said


@pytest.mark.slow
def test_it_passes_check_rubric_at_once(
    grader: Call, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    grader("init", "mi-tarea")
    code, shown, _ = grader("check-rubric", "mi-tarea", "-j", "2", "--lang", "en")
    assert code == 0, shown
    matrix = KillMatrix.model_validate_json((tmp_path / "build/check-rubric/mi-tarea/kill-matrix.json").read_bytes())
    assert {one.id: one.verdict for one in matrix.variants} == {
        **dict.fromkeys(VARIANTS["mutants"], Verdict.KILLED),
        **dict.fromkeys(VARIANTS["styles"], Verdict.ACCEPTED),
    }
    for one in matrix.variants:
        assert one.told == ([one.diagnosis] if one.diagnosis else [])
