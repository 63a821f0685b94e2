"""Downloads as platforms write them, in small."""

import os
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.errors import MissingPath, NothingHandedIn, UnreadableArchive, UsageError
from grader.i18n import render
from grader.submissions import Collected, Submission, collect

Given = Callable[..., Collected]


@pytest.fixture(params=["folder", "zip"])
def given(request: pytest.FixtureRequest, tmp_path: Path) -> Given:
    """Collects a class of these files, from a folder and from a zip."""

    def call(*names: str, name: str = "entregas", asked: str | None = None) -> Collected:
        files = dict.fromkeys(names, "{}")
        root = folder(tmp_path / name, files) if request.param == "folder" else archive(tmp_path / f"{name}.zip", files)
        return collect([root], tmp_path / "out", asked)

    return call


def folder(root: Path, files: Mapping[str, str]) -> Path:
    for name, content in files.items():
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
            os.utime(path, (1e9, 1e9))
    return root


def archive(path: Path, files: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 12, 0, 0)), content)
    return path


def told(collected: Collected) -> list[tuple[str, str | None, str | None, str]]:
    return [(one.name, one.student, one.id, one.file) for one in collected.submissions]


def problem(submission: Submission) -> str:
    assert isinstance(submission.problem, NothingHandedIn)
    assert submission.path is None
    return submission.problem.explain("en")


def test_loose_notebooks_are_their_students(given: Given) -> None:
    found = given("luis.ipynb", "ana maría.ipynb", "README.txt", "datos/x.csv", ".ipynb_checkpoints/luis.ipynb")
    assert told(found) == [
        ("ana-maría", "ana maría", None, "ana maría.ipynb"),
        ("luis", "luis", None, "luis.ipynb"),
    ]
    assert all(one.path and one.path.read_text() == "{}" for one in found.submissions)


def test_a_folder_per_student(given: Given) -> None:
    found = given("ana/tarea.ipynb", "luis/x/tarea.ipynb", "eva/tarea.py", "pau/")
    assert [(name, file) for name, _, _, file in told(found)] == [
        ("ana", "tarea.ipynb"),
        ("eva", "tarea.py"),
        ("luis", "tarea.ipynb"),
        ("pau", ""),
    ]
    assert "tarea.py" in problem(found.submissions[1])
    assert problem(found.submissions[3]) == "Nothing was handed in."


@pytest.mark.parametrize("form", ["{who}/tarea 1.ipynb", "{who}_/tarea 1.ipynb", "{who}_tarea 1.ipynb"])
@pytest.mark.parametrize("wrapper", ["", "CS101-Tarea-77/"])
def test_moodle(given: Given, form: str, wrapper: str) -> None:
    who = ["Núñez_Gil, Ana_123_assignsubmission_file", "Luis Paz_45_assignsubmission_file"]
    text = "Eva Sol_9_assignsubmission_onlinetext/onlinetext.html"
    found = given(*(wrapper + form.format(who=one) for one in who), wrapper + text)
    assert told(found) == [
        ("Eva-Sol", "Eva Sol", "9", "onlinetext.html"),
        ("Luis-Paz", "Luis Paz", "45", "tarea 1.ipynb"),
        ("Núñez_Gil-Ana", "Núñez_Gil, Ana", "123", "tarea 1.ipynb"),
    ]


def test_moodle_text_and_file_are_one_student_and_namesakes_are_two(given: Given) -> None:
    found = given(
        "Ana Gil_1_assignsubmission_file/a.ipynb",
        "Ana Gil_1_assignsubmission_onlinetext/onlinetext.html",
        "Ana Gil_2_assignsubmission_file/a.ipynb",
        "Participant_7_assignsubmission_file/a.ipynb",
    )
    assert [name for name, *_ in told(found)] == ["Ana-Gil-1", "Ana-Gil-2", "Participant-7"]


def test_canvas(given: Given) -> None:
    found = given(
        "doejane_LATE_12_900_hw.ipynb", "roejohn_34_880_hw.ipynb", "roejohn_34_890_hw-1.ipynb", "poe_5_1_a.pdf"
    )
    assert told(found) == [
        ("doejane", "doejane", "12", "hw.ipynb"),
        ("poe", "poe", "5", "a.pdf"),
        ("roejohn", "roejohn", "34", "hw-1.ipynb"),
    ]
    assert [one.late for one in found.submissions] == [True, False, False]
    (note,) = found.submissions[2].notes
    assert render(note, "en") == "2 notebooks were handed in. The latest, hw-1.ipynb, is graded; not hw.ipynb."


def test_names_that_only_look_like_canvas(given: Given) -> None:
    found = given("clase_15_6_ana.ipynb", "clase_15_6_luis.ipynb")
    assert [name for name, *_ in told(found)] == ["clase_15_6_ana", "clase_15_6_luis"]


@pytest.mark.parametrize("root", ["", "submitted/"])
def test_nbgrader(given: Given, root: str) -> None:
    files = ("ana/ps1/tarea.ipynb", "luis/ps1/tarea.ipynb", "luis/ps1/timestamp.txt", "eva/")
    found = given(*(root + file for file in files), "source/ps1/tarea.ipynb" if root else "ana/ps1/timestamp.txt")
    assert [(name, file) for name, _, _, file in told(found)][::2] == [("ana", "tarea.ipynb"), ("luis", "tarea.ipynb")]
    assert len(found.submissions) == 3


def test_several_assignments_of_nbgrader_need_one_to_be_named(given: Given) -> None:
    files = ("submitted/ana/ps1/a.ipynb", "submitted/ana/ps2/b.ipynb")
    assert [file for *_, file in told(given(*files, asked="assignments/ps2"))] == ["b.ipynb"]
    with pytest.raises(UsageError, match="ps1, ps2"):
        given(*files)


def test_the_latest_notebook_by_date_then_by_name(tmp_path: Path) -> None:
    root = folder(tmp_path / "in", dict.fromkeys(["ana/v9.ipynb", "ana/v10.ipynb", "luis/a.ipynb", "luis/b.ipynb"], ""))
    os.utime(root / "luis" / "a.ipynb", (2e9, 2e9))
    found = collect([root], tmp_path / "out")
    assert [one.file for one in found.submissions] == ["v10.ipynb", "a.ipynb"]


def test_a_folder_around_a_zip_is_no_student(tmp_path: Path) -> None:
    path = archive(tmp_path / "clase.zip", {"clase/": "", "clase/ana.ipynb": "{}", "clase/luis.ipynb": "{}"})
    assert [one.name for one in collect([path], tmp_path / "out").submissions] == ["ana", "luis"]


def test_files_given_one_by_one(tmp_path: Path) -> None:
    names = ["a/tarea.ipynb", "b/tarea.ipynb", "c/otra.ipynb", "roe_34_880_hw.ipynb", "roe_34_890_hw.ipynb"]
    folder(tmp_path, dict.fromkeys(names, "{}"))
    found = collect([tmp_path / name for name in names], tmp_path / "out")
    assert [one.name for one in found.submissions] == ["a-tarea", "b-tarea", "otra", "roe"]
    assert found.submissions[0].student is None


@pytest.mark.parametrize(
    "name", ["../ana.ipynb", "/ana.ipynb", "a/../../ana.ipynb", "a\\..\\ana.ipynb", "a/./ana.ipynb", "an\x01a.ipynb"]
)
def test_names_that_lead_elsewhere_are_passed_over(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "clase.zip", {name: "{}", "eva.ipynb": "{}"})
    found = collect([path], tmp_path / "out")
    assert [one.name for one in found.submissions] == ["eva"]
    assert "passed over" in render(found.passed_over[0], "en")
    assert sorted(p.name for p in tmp_path.rglob("*.ipynb")) == ["eva.ipynb"]


def test_links_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret.ipynb").write_text("secret")
    path = archive(tmp_path / "clase.zip", {"eva.ipynb": "{}"})
    with zipfile.ZipFile(path, "a") as target:
        link = zipfile.ZipInfo("ana.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        target.writestr(link, "secret.ipynb")
    assert [one.name for one in collect([path], tmp_path / "out").submissions] == ["eva"]
    root = folder(tmp_path / "in", {"luis.ipynb": "{}"})
    (root / "ana.ipynb").symlink_to(tmp_path / "secret.ipynb")
    assert [one.name for one in collect([root], tmp_path / "out").submissions] == ["luis"]


def test_a_notebook_that_unpacks_to_too_much_is_cut(tmp_path: Path) -> None:
    path = archive(tmp_path / "clase.zip", {"ana.ipynb": " " * 30_000_000})
    (ana,) = collect([path], tmp_path / "out").submissions
    assert ana.path is not None
    assert ana.path.stat().st_size == 20_000_001  # one byte too many to be read


def test_a_damaged_member_is_its_students_alone(tmp_path: Path) -> None:
    path = archive(tmp_path / "clase.zip", {"ana.ipynb": "x" * 50, "luis.ipynb": "{}"})
    content = bytearray(path.read_bytes())
    content[content.index(b"ana.ipynb") + 10] ^= 0xFF
    path.write_bytes(content)
    ana, luis = collect([path], tmp_path / "out").submissions
    assert isinstance(ana.problem, UnreadableArchive)
    assert "ana.ipynb" in str(ana.problem)
    assert luis.path is not None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"no zip at all"])
def test_a_damaged_zip_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "clase.zip").write_bytes(content)
    with pytest.raises(UnreadableArchive, match=r"clase\.zip"):
        collect([tmp_path / "clase.zip"], tmp_path / "out")


def test_nothing_to_grade_is_usage(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(MissingPath, match="without notebooks"):
        collect([tmp_path / "in"], tmp_path / "out")
    with pytest.raises(MissingPath, match=r"nothing\.ipynb"):
        collect([tmp_path / "nothing.ipynb"], tmp_path / "out")
