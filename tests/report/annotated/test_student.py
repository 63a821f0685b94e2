"""A student's own cells: readable, and harmless whatever stands in them."""

import pytest

from grader.report.annotated.student import StudentCells
from tests.report.test_html import VOID, Page

PIXEL = "data:image/png;base64,iVBORw0KGgo="


def markdown(source: str) -> str:
    return str(StudentCells().markdown(source))


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "[a](javascript:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="#verdict" onclick="alert(1)">a</a>',
        "<iframe src=https://example.org></iframe>",
        "<style>body { display: none }</style>",
        '<p style="background: url(https://example.org)" class="verdict">a</p>',
        '<link rel="stylesheet" href="https://example.org"><base href="https://example.org">',
        "![a](https://example.org/a.png)",
        "![a](attachment:a.png)",
        '<img src="https://example.org/a.png">',
        '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
        "<form action=https://example.org><input></form>",
        "```html\n<script>alert(1)</script>\n```",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(source: str) -> None:
    page = Page(markdown(source))
    assert {tag for tag, _ in page.elements} <= {"p", "a", "pre", "code"}
    assert not [name for _, attrs in page.elements for name in attrs if name != "tabindex"]


def test_formatting_links_tables_and_own_pictures_stay() -> None:
    picture, table = f"![dibujo]({PIXEL})", "| a | b |\n|---|---|\n| 1 | 2 |"
    source = f"**b** [l](https://example.org/x) {picture}\n\n{table}\n\n```python\nx = 1\n```"
    elements = Page(markdown(source)).elements
    assert ("a", {"href": "https://example.org/x"}) in elements
    assert ("img", {"src": PIXEL, "alt": "dibujo"}) in elements
    assert {"strong", "table", "th", "td", "pre", "code"} <= {tag for tag, _ in elements}


def test_a_picture_without_a_description_has_an_empty_one() -> None:
    assert markdown(f'<img src="{PIXEL}">').strip() == f'<img alt="" src="{PIXEL}">'


def test_headings_lie_below_the_pages_own_and_skip_no_level() -> None:
    cells = StudentCells()
    html = "".join(cells.markdown(source) for source in ("# A", "### B", "###### C", "# D", "## E"))
    assert [tag for tag, _ in Page(html).elements] == ["h2", "h3", "h4", "h2", "h3"]


@pytest.mark.parametrize("source", ["<div>" * 4_000, "> " * 5_000, "*a " * 60_000, "[" * 9_000, "<b>" * 499])
def test_what_is_nested_or_long_beyond_reason_is_still_shown(source: str) -> None:
    html = markdown(source)
    assert html
    assert len(html) < 10 * len(source) + 10_000


def test_code_is_coloured_and_its_markup_is_text() -> None:
    html = str(StudentCells().code("x = '<script>'  # </pre>\x1b[31m\u202e"))
    assert '<span class="c1">' in html
    assert {tag for tag, _ in Page(html).elements} == {"span"}
    assert "\x1b" not in html
    assert "\u202e" not in html


def test_code_beyond_the_budget_is_shown_without_colours() -> None:
    cells = StudentCells()
    shown = [str(cells.code("x = 1\n" * 1_500)) for _ in range(30)]
    assert "<span" in shown[0]
    assert shown[-1] == "x = 1\n" * 1_500


def test_void_elements_are_known_to_the_page() -> None:
    assert {"img", "br", "hr"} <= VOID
