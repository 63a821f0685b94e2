"""The house's walls: which room may import which, and what must stay light."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "grader"

#: From the roof to the ground; an import only ever points down, or stays on its floor.
FLOORS = [
    {"cli"},
    {"mutants"},
    {"calibration"},
    {"fleet", "lms"},
    {"gradebook"},
    {"grading", "doctor"},
    {"report", "diagnosis"},
    {"criteria"},
    {"replay"},
    {"matching", "inference", "store"},
    {"provenance", "execution", "intake", "measurement", "submissions"},
    {"metrics", "exchange", "sandbox", "datasets"},
    {"assignment"},
    {"comparison"},
    {"result"},
    {"outcome", "errors", "i18n"},
]
FLOOR = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
#: The only modules of the box that both sides of its wall share.
SHARED = {"grader.box.protocol", "grader.box.fingerprint"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def modules() -> list[Path]:
    """Every module but what a new assignment is copied from."""
    found = (path for path in ROOT.rglob("*.py") if path.parent != ROOT or path.stem != "__init__")
    return sorted(path for path in found if "template" not in path.parts)


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        if name.startswith("grader.") and here != "box":
            there = name.split(".")[1]
            assert name in SHARED or (there != "box" and FLOOR[there] >= FLOOR[here]), f"{path} imports {name}"


@pytest.mark.parametrize("path", sorted((ROOT / "box").glob("*.py")), ids=lambda path: path.name)
def test_the_box_imports_nothing_of_ours(path: Path) -> None:
    assert not [name for name in imports(path) if name.split(".")[0] == "grader"]


@pytest.mark.parametrize("path", [p for p in modules() if room(p) != "box"], ids=lambda p: str(p.relative_to(ROOT)))
def test_the_trusted_side_loads_no_model_and_no_pickle(path: Path) -> None:
    forbidden = {"tensorflow", "keras", "tf_keras", "h5py", "pickle", "dill", "joblib", "cloudpickle"}
    assert not forbidden.intersection(name.split(".")[0] for name in imports(path))


@pytest.mark.parametrize(
    "command", ["import grader", "from grader.cli.grade import command", "from grader.cli.main import command"]
)
def test_help_is_light(command: str) -> None:
    heavy = ("tensorflow", "keras", "sklearn", "matplotlib")
    script = f"import sys; {command}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
