"""What comes of ordinary cells; one kernel runs them all."""

from collections.abc import Callable
from typing import Any, TypeAlias

import psutil
import pytest

from grader.box.protocol import BOX_HOME
from grader.execution.record import CellRun

Cell: TypeAlias = Callable[[str], CellRun]
Executed: TypeAlias = Callable[[str], list[Any]]

SOURCES = {
    "prints": "print('hola')\n1 + 1",
    "raises": "def divide(a):\n    return a / 0\ndivide(1)",
    "blank": "  \n",
    "syntax": "def (",
    "place": "import os, sys\nprint(os.getcwd(), sys.path[0] == '', 'grader' in sys.modules)",
    "shadow": "open('colorsys.py', 'w').write('mine = True')\nimport colorsys\nprint(colorsys.mine)",
    "figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "colours": "print('\\x1b[31mrojo\\x1b[0m \\u202elatot\\u202c \\x1b]0;t\\x07ok')\nraise ValueError('\\x1b[31mrojo')",
    "progress": "import time\nfor i in range(3): print(f'\\r{i}/2', end='', flush=True); time.sleep(.3)",
    "markup": "from IPython.display import HTML, display\ndisplay(HTML('<script>alert(1)</script>'))",
    "asks": "input('name?')",
    "reads": "print(repr(sys.stdin.read()))",
    "long": "print('a' * 30_000 + 'end')",
    "leaves": "import subprocess\nsubprocess.Popen(['sleep', '98765'], start_new_session=True)",
    "last": "print('still here')",
}


@pytest.fixture(scope="module")
def ran(run: Callable[..., Any]) -> Any:
    return run(*SOURCES.values())


@pytest.fixture
def cell(ran: Any) -> Cell:
    return lambda name: ran.cells[list(SOURCES).index(name)]


@pytest.fixture
def outputs(ran: Any) -> Executed:
    return lambda name: ran.executed.cells[list(SOURCES).index(name)].outputs


def test_a_run_to_the_end_is_completed(ran: Any) -> None:
    assert ran.record.status == "completed"
    assert ran.record.profile == "bubblewrap"


def test_every_cell_has_its_place_in_both_countings(ran: Any) -> None:
    assert [c.order for c in ran.cells] == list(range(len(SOURCES)))
    assert [c.index for c in ran.cells] == [2 * order + 1 for order in range(len(SOURCES))]


def test_the_record_is_written_as_it_is_returned(ran: Any) -> None:
    assert ran.reread() == ran.record


def test_keeps_what_is_printed_and_shown(cell: Cell) -> None:
    assert (cell("prints").status, cell("prints").text) == ("ok", "hola\n2\n")


def test_an_exception_has_its_traceback_and_does_not_end_the_run(cell: Cell) -> None:
    error = cell("raises").error
    assert error is not None
    assert (error.name, error.value) == ("ZeroDivisionError", "division by zero")
    assert "----> 2     return a / 0" in error.traceback
    assert cell("last").text == "still here\n"


def test_a_syntax_error_is_an_error(cell: Cell) -> None:
    error = cell("syntax").error
    assert error is not None
    assert error.name == "SyntaxError"


def test_the_recorder_sees_every_cell_even_blank_ones(ran: Any, cell: Cell) -> None:
    assert cell("blank").status == "ok"
    written = sorted(path.name for path in (ran.evidence / "cells").iterdir())
    assert written == [f"{order:04d}.json" for order in range(len(SOURCES))]


def test_runs_in_a_private_folder_that_is_first_on_the_path(cell: Cell) -> None:
    assert cell("place").text == f"{BOX_HOME}/work True False\n"
    assert cell("shadow").text == "True\n"


def test_figures_are_kept_as_images(outputs: Executed) -> None:
    assert any("image/png" in output.get("data", {}) for output in outputs("figure"))


def test_colours_and_direction_marks_are_removed(cell: Cell, outputs: Executed) -> None:
    error = cell("colours").error
    assert error is not None
    assert cell("colours").text == outputs("colours")[0].text == "rojo latot ok\n"
    assert error.value == "rojo"
    assert "\x1b" not in error.traceback + "".join(outputs("colours")[1].traceback)


def test_of_a_progress_bar_the_last_state_is_kept(cell: Cell) -> None:
    assert cell("progress").text == "2/2"


def test_markup_is_not_kept(cell: Cell, outputs: Executed) -> None:
    assert cell("markup").text == "<IPython.core.display.HTML object>\n"
    assert [set(output.data) for output in outputs("markup")] == [{"text/plain"}]


def test_nobody_answers_questions(cell: Cell) -> None:
    error = cell("asks").error
    assert error is not None
    assert error.name == "StdinNotImplementedError"
    assert cell("reads").text == "''\n"


def test_long_text_keeps_its_beginning_and_its_end(cell: Cell) -> None:
    text = cell("long").text
    assert len(text) == 20_000
    assert text.startswith("aaa")
    assert text.endswith("end\n")


def test_nothing_that_a_cell_started_is_left(ran: Any, cell: Cell) -> None:
    assert cell("leaves").status == "ok"
    assert not [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", "98765"]]


def test_time_and_memory_are_measured(ran: Any, cell: Cell) -> None:
    assert cell("progress").seconds >= 0.9
    assert ran.record.wall > sum(c.seconds for c in ran.cells)
    assert ran.record.cpu > 0.5
    assert ran.record.peak_memory >= cell("figure").peak_memory > 50 * 2**20
