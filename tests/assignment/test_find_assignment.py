"""Assignments are found by name or by path."""

import shutil
from pathlib import Path

import pytest

from grader.assignment import available, find_assignment
from grader.errors import InvalidAssignment, UnknownAssignment

EXAMPLE = Path(__file__).parent / "example"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of assignments that is looked through first, with `example` in it."""
    shutil.copytree(EXAMPLE, tmp_path / "example")
    monkeypatch.setenv("GRADER_ASSIGNMENTS_DIR", str(tmp_path))
    return tmp_path


def test_a_name_is_found_in_the_chosen_folder(folder: Path) -> None:
    assert find_assignment("example").name == "example"
    assert "example" in available()


def test_available_names_are_sorted(folder: Path) -> None:
    shutil.copytree(EXAMPLE, folder / "another")
    assert available() == sorted(available())
    assert {"another", "example"} <= set(available())


@pytest.mark.parametrize("place", [EXAMPLE, EXAMPLE / "assignment.yaml"])
def test_a_path_is_found(place: Path) -> None:
    assert find_assignment(str(place)).name == "example"


def test_a_yaml_of_another_file_name_is_found(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE / "assignment.yaml", tmp_path / "draft.yml")
    assert find_assignment(str(tmp_path / "draft.yml")).name == "example"


def test_a_name_never_leads_to_a_folder_of_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "example")
    monkeypatch.chdir(tmp_path)
    assert find_assignment("./example").name == "example"
    with pytest.raises(UnknownAssignment):
        find_assignment("example")


def test_kinds_are_checked(folder: Path) -> None:
    with pytest.raises(InvalidAssignment, match="kind"):
        find_assignment("example", {"runs"})


def test_a_name_other_than_its_folder_is_a_mistake(folder: Path) -> None:
    (folder / "example").rename(folder / "other")
    with pytest.raises(InvalidAssignment, match="name: found example; expected other"):
        find_assignment("other")


def test_an_unknown_name_is_told_with_what_there_is(folder: Path) -> None:
    with pytest.raises(UnknownAssignment, match="no assignment “exmple”") as caught:
        find_assignment("exmple")
    assert "Did you mean example? Available: " in str(caught.value)


@pytest.mark.parametrize("name", ["", "..", "a\0b", "/", "x" * 5000, "\ud800"])
def test_an_odd_name_is_unknown(folder: Path, name: str) -> None:
    with pytest.raises(UnknownAssignment):
        find_assignment(name)


def test_folders_without_an_assignment_are_not_available(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "No Slug").mkdir()
    shutil.copy(EXAMPLE / "assignment.yaml", folder / "No Slug")
    assert not {"empty", "No Slug"} & set(available())
