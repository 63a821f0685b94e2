"""Habits of notebooks from elsewhere: none of them may sink its cell."""

import json
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

Cell: TypeAlias = Callable[[str], str]

SOURCES = {
    "one bad import": "import math, nosuch\nfrom os.path import join, nope, basename\n"
    "from nosuch.deep import a, b\nprint(join, basename, math)",
    "line numbers": "import nosuch\n\n1 / 0",
    "in a try": "try:\n    import nosuch\nexcept ImportError:\n    print('own handler')",
    "in a function": "def f():\n    import nosuch\nf()",
    "future": "from __future__ import annotations\nfrom math import *\nprint(pi)",
    "colab drive": "import sys\nbefore = 'google.colab' in sys.modules\nfrom google.colab import drive\n"
    "drive.mount('/content/drive')\nprint(before)",
    "colab files": "from google.colab import files, output, userdata\nfrom google.colab.patches import cv2_imshow\n"
    "output.clear(); cv2_imshow(None); print(files.upload(), repr(userdata.get('TOKEN')))",
    "colab magic": "%tensorflow_version 2.x\nprint('on')",
    "unknown magic": "%nosuchmagic x y\nprint('on')",
    "missing extension": "%load_ext nosuchextension\nprint('on')",
    "jupyter magics": "%matplotlib inline\n%load_ext autoreload\n%autoreload 2\n%time x = 1\nprint('on')",
    "bang pip": "!pip install nosuchpackage\nprint('on')",
    "magic pip": "%pip install nosuchpackage\nprint('on')",
    "shell": "!nvidia-smi\n!wget http://example.com/x.zip\n!git clone https://example.com/x\n"
    "!apt-get install -y x\nprint('on')",
    "network": "import urllib.request\nurllib.request.urlopen('http://example.com')",
    "capture": "%%capture\n!pip install nosuchpackage",
}


@pytest.fixture(scope="module")
def ran(run: Callable[..., Any]) -> Any:
    return run(*SOURCES.values())


@pytest.fixture
def order() -> Callable[[str], int]:
    return list(SOURCES).index


def test_the_rest_of_a_cell_runs_after_a_failed_import(ran: Any, order: Callable[[str], int]) -> None:
    place = order("one bad import")
    assert ran.statuses[place] == "ok"
    assert "function join" in ran.texts[place]
    assert "passed over: import nosuch\n" in ran.stderr(place)


def test_failed_imports_are_recorded_one_by_one(ran: Any, order: Callable[[str], int]) -> None:
    evidence = json.loads((ran.evidence / "cells" / f"{order('one bad import'):04d}.json").read_text())
    failed = {entry["line"]: entry["error"] for entry in evidence["failed_imports"]}
    assert list(failed) == ["import nosuch", "from os.path import nope", "from nosuch.deep import a, b"]
    assert failed["import nosuch"] == "ModuleNotFoundError: No module named 'nosuch'"


def test_line_numbers_stay_right(ran: Any, order: Callable[[str], int]) -> None:
    error = ran.cells[order("line numbers")].error
    assert error.name == "ZeroDivisionError"
    assert "----> 3 1 / 0" in error.traceback


def test_a_handler_of_ones_own_still_gets_the_error(ran: Any, order: Callable[[str], int]) -> None:
    assert ran.texts[order("in a try")] == "own handler"
    assert ran.cells[order("in a function")].error.name == "ModuleNotFoundError"


def test_other_imports_are_as_ever(ran: Any, order: Callable[[str], int]) -> None:
    assert ran.texts[order("future")].startswith("3.14")


def test_colab_is_there_for_who_asks_for_it(ran: Any, order: Callable[[str], int]) -> None:
    assert ran.texts[order("colab drive")] == "False"
    assert "drive.mount: not on Colab" in ran.stderr(order("colab drive"))
    assert ran.texts[order("colab files")] == "{} ''"


@pytest.mark.parametrize(
    "habit",
    ["colab magic", "unknown magic", "missing extension", "jupyter magics", "bang pip", "magic pip", "shell"],
)
def test_the_rest_of_a_cell_runs_after_a_command_of_another_place(
    ran: Any, order: Callable[[str], int], habit: str
) -> None:
    assert ran.statuses[order(habit)] == "ok"
    assert ran.texts[order(habit)].endswith("on")


def test_without_a_network_downloads_fail_at_once(ran: Any, order: Callable[[str], int]) -> None:
    assert ran.cells[order("network")].error.name == "URLError"


def test_captured_cells_run(ran: Any, order: Callable[[str], int]) -> None:
    assert ran.statuses[order("capture")] == "ok"
