"""A student's own cells as HTML that runs nothing, fetches nothing and takes no time to speak of."""

import re
from typing import Any, Final

import bleach
from markupsafe import Markup, escape
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from grader.execution.plain import plain_text

__all__ = ["StudentCells"]

#: Characters that are rendered or coloured, of one cell and of all together: both take quadratic time on hostile input.
_LONGEST: Final = 10_000
_ALL: Final = 120_000
_TAGS_IN_A_CELL: Final = 500
_PICTURE: Final = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
_LINK: Final = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
_HEADING: Final = re.compile(r"<(/?)h([1-6])>")
_IMAGE: Final = re.compile(r"<img\b[^>]*>")
_TAGS: Final = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "div", "center", "blockquote", "pre", "details", "summary"),
    *("b", "strong", "i", "em", "u", "s", "del", "mark", "small", "sub", "sup", "code", "kbd", "var", "abbr", "span"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "a", "img"),
}


class StudentCells:
    """Renders cells one after the other; what goes beyond the budget is shown as plain text."""

    def __init__(self) -> None:
        self._left = _ALL
        self._level = 1

    def markdown(self, source: str) -> Markup:
        """A markdown cell, its headings below the page's own and without a gap between their levels."""
        source = plain_text(source)
        if source.count("<") > _TAGS_IN_A_CELL or not self._affordable(source):
            return Markup('<pre tabindex="0">{}</pre>').format(source)
        try:
            html = bleach.clean(
                MarkdownWithMath(renderer=_Renderer(escape=False)).render(source),
                tags=_TAGS,
                attributes=_allowed,
                protocols={"http", "https", "mailto", "data"},
                strip=True,
            )
        except RecursionError:  # nested beyond all reason
            return Markup('<pre tabindex="0">{}</pre>').format(source)
        return Markup(_HEADING.sub(self._heading, _IMAGE.sub(_described, html)))

    def code(self, source: str) -> Markup:
        """A code cell, coloured by token."""
        source = plain_text(source)
        if not self._affordable(source):
            return escape(source)
        return Markup(highlight(source, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)))

    def _affordable(self, source: str) -> bool:
        if len(source) > min(_LONGEST, self._left):
            return False
        self._left -= len(source)
        return True

    def _heading(self, tag: re.Match[str]) -> str:
        if not tag[1]:
            self._level = min(int(tag[2]) + 1, self._level + 1, 6)
        return f"<{tag[1]}h{self._level}>"


class _Renderer(IPythonRenderer):  # type: ignore[misc]
    """Without pictures from elsewhere, and without a lexer of the student's choice."""

    def block_code(self, code: str, info: str | None = None) -> str:
        return str(Markup('<pre tabindex="0"><code>{}</code></pre>').format(code))

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return f"<h{level}>{text}</h{level}>\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        if not _PICTURE.fullmatch(url):
            return str(escape(text))
        return str(Markup('<img src="{}" alt="{}">').format(url, text))


def _described(image: re.Match[str]) -> str:
    """An image with an alternative text, if only an empty one; nothing where its picture was not let in."""
    if ' src="' not in image[0]:
        return ""
    return image[0] if ' alt="' in image[0] else image[0].replace("<img", '<img alt=""', 1)


def _allowed(tag: str, name: str, value: str) -> bool:
    if (tag, name) == ("a", "href"):
        return _LINK.fullmatch(value) is not None
    if tag == "img":
        return name == "alt" or (name == "src" and _PICTURE.fullmatch(value) is not None)
    return (tag, name) in {("pre", "tabindex"), ("td", "align"), ("th", "align"), ("details", "open")}
