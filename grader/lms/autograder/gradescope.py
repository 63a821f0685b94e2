"""Gradescope's autograder archive: `setup.sh` and `run_autograder` at its root, and all they need beside them."""

import shlex
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.assignment import Assignment
from grader.datasets import Dataset, load
from grader.datasets.places import IDX_FILES, KERAS_FOLDER
from grader.errors import MissingPath
from grader.i18n import Lang, text

__all__ = ["Autograder", "write_gradescope"]

_HERE: Final = Path(__file__).parent
_PROJECT: Final = Path(__file__).parents[3]
_TREES: Final = ("grader", "assignments")
_FILES: Final = ("pyproject.toml", "README.md", "requirements.lock")
_PASSED_OVER: Final = ("__pycache__", ".ipynb_checkpoints")
_EXECUTABLE: Final = 0o100755
_READABLE: Final = 0o100644


@dataclass(frozen=True)
class Autograder:
    """What an archive is made for.

    Attributes:
        deadline: the time limit in the platform's settings, such as `40m`.
        isolation: a sandbox profile by name, or `auto`.
    """

    assignment: Assignment
    lang: Lang
    deadline: str
    isolation: str


def write_gradescope(autograder: Autograder, target: Path) -> int:
    """Write the archive; its size in bytes.

    The assignment's datasets are in it, so that grading needs no network.

    Raises:
        MissingPath: this grader does not run from its own source tree, of which the archive is made.
        MissingDataset: a dataset is nowhere on this machine.
    """
    _require_source_tree()
    datasets = [load(name) for name in autograder.assignment.datasets]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "setup.sh", (_HERE / "setup.sh").read_bytes(), _EXECUTABLE)
        _put(archive, "run_autograder", _run_autograder(autograder).encode(), _EXECUTABLE)
        for path in _tree():
            _put(archive, str(path.relative_to(_PROJECT)), path.read_bytes(), _READABLE)
        for name, path in (pair for dataset in datasets for pair in _dataset_files(dataset)):
            _put(archive, f"data/{name}", path.read_bytes(), _READABLE)
    return target.stat().st_size


def _require_source_tree() -> None:
    missing = next((name for name in (*_TREES, *_FILES) if not (_PROJECT / name).exists()), None)
    if missing is not None:
        raise MissingPath(
            text(
                "The archive is made of the grader's own source tree, and {path} is missing.",
                path=str(_PROJECT / missing),
            ),
            text("Run this command in a checkout of the project."),
        )


def _run_autograder(autograder: Autograder) -> str:
    script = (_HERE / "run_autograder").read_text(encoding="utf-8")
    for name, value in (
        ("assignment", autograder.assignment.name),
        ("lang", autograder.lang),
        ("deadline", autograder.deadline),
        ("isolation", autograder.isolation),
    ):
        script = script.replace(f"${{{name}}}", shlex.quote(value))
    return script


def _tree() -> Iterator[Path]:
    for name in _FILES:
        yield _PROJECT / name
    for tree in _TREES:
        for path in sorted((_PROJECT / tree).rglob("*")):
            if path.is_file() and not set(_PASSED_OVER).intersection(path.relative_to(_PROJECT).parts):
                yield path


def _dataset_files(dataset: Dataset) -> Iterator[tuple[str, Path]]:
    """Where each file of a dataset goes below GRADER_DATA_DIR, and where it is now."""
    if dataset.source.is_dir():
        folder = next(folder for name, folder in KERAS_FOLDER.items() if name == dataset.name)
        yield from ((f"{folder}/{file}", dataset.source / file) for file in IDX_FILES.values())
    else:
        yield dataset.source.name, dataset.source


def _put(archive: zipfile.ZipFile, name: str, content: bytes, mode: int) -> None:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_STORED if name.startswith("data/") else zipfile.ZIP_DEFLATED  # packed already
    info.external_attr = mode << 16
    archive.writestr(info, content)
