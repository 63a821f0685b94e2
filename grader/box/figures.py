"""Records the figures a notebook draws, cell by cell.

Matplotlib figures are noted when they are made, since the inline backend closes them at the end of a cell, Plotly
figures when they are shown. Nothing here may disturb a drawing: whatever fails is left out.
"""

import functools
import json
import weakref
from collections import deque
from collections.abc import Callable
from types import ModuleType
from typing import Any

from .hooks import attempt, when_imported
from .series import bounded
from .storage import Storage

__all__ = ["FigureRecorder"]

#: Figures kept alive until the end of their cell; earlier ones are described before they are let go.
_KEPT = 50
#: States of figures that were cleared or let go within a cell.
_STATES = 150
#: Pictures in all figures of a cell together.
_MAX_PICTURES = 400

Description = dict[str, Any]


class FigureRecorder:
    """Knows every figure of the session, and what each looked like when it was last taken."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._new: deque[Any] = deque()
        self._states: deque[Description] = deque(maxlen=_STATES)
        self._shown: dict[int, Any] = {}
        self._taken: weakref.WeakKeyDictionary[Any, frozenset[int]] = weakref.WeakKeyDictionary()
        self._sizes: weakref.WeakKeyDictionary[Any, list[int]] = weakref.WeakKeyDictionary()

    def install(self) -> None:
        """Hook into Matplotlib and Plotly as soon as the notebook imports them."""
        when_imported("matplotlib.figure", self._hook_figure)
        when_imported("matplotlib.axes._base", self._hook_axes)
        when_imported("plotly.basedatatypes", self._hook_plotly)

    def take(self) -> list[Description]:
        """All figures made or changed since the last call, as `Figure`s of the evidence, JSON-ready."""
        grown = [figure for figure in self._taken if self._sizes.get(figure) != attempt(_size, figure)]
        for figure in dict.fromkeys([*grown, *self._new]):
            attempt(self._keep, figure)
        for figure in self._shown.values():
            attempt(self._keep_plotly, figure)
        states = bounded(list(self._states))
        self._new.clear()
        self._shown.clear()
        self._states.clear()
        for state in states:
            drawn = state["pictures"]
            state["pictures"] = None if drawn is None else attempt(self._storage.save_array, drawn)
        return states

    def _keep(self, figure: Any) -> None:
        """Describe a Matplotlib figure as it is now, unless all of it was described before."""
        from .matplotlib_figures import describe

        self._sizes[figure] = _size(figure)
        state = describe(figure)
        drawn = b"" if state["pictures"] is None else state["pictures"].tobytes()
        parts = frozenset(map(hash, (drawn, *(json.dumps(part) for part in (state["title"], *state["panels"])))))
        if state["panels"] and not parts <= self._taken.setdefault(figure, frozenset()):
            self._add(state)
            self._taken[figure] = parts

    def _keep_plotly(self, figure: Any) -> None:
        from .plotly_figures import describe

        self._add(describe(figure))

    def _add(self, state: Description) -> None:
        self._states.append(state)
        left = _MAX_PICTURES
        for one in reversed(self._states):  # as with the states, the last ones stay
            left -= 0 if one["pictures"] is None else len(one["pictures"])
            if left < 0:
                one["pictures"] = None

    def _made(self, figure: Any) -> None:
        self._new.append(figure)
        if len(self._new) > _KEPT:
            self._keep(self._new.popleft())

    def _about_to_clear(self, figure: Any) -> None:
        if any(axes.has_data() for axes in figure.axes):
            self._keep(figure)
            self._sizes.pop(figure, None)  # what comes next may be of the same size

    def _hook_figure(self, module: ModuleType) -> None:
        _call_with_self(module.Figure, "__init__", after=self._made)
        _call_with_self(module.Figure, "clear", before=self._about_to_clear)

    def _hook_axes(self, module: ModuleType) -> None:
        def about_to_clear(axes: Any) -> None:
            if getattr(axes, "_children", None) and axes.has_data():  # a new one is cleared too, by its constructor
                self._about_to_clear(axes.get_figure(root=True))

        _call_with_self(module._AxesBase, "clear", before=about_to_clear)

    def _hook_plotly(self, module: ModuleType) -> None:
        # Every way of showing or saving a Plotly figure asks for its `to_dict`.
        _call_with_self(module.BaseFigure, "to_dict", before=lambda figure: self._shown.update({id(figure): figure}))


def _size(figure: Any) -> list[int]:
    """Artists in each axes: cheap to count, so that old figures are described again only where something was added."""
    return [len(axes.get_children()) for axes in figure.axes]


def _call_with_self(
    owner: type, method: str, *, before: Callable[[Any], None] | None = None, after: Callable[[Any], None] | None = None
) -> None:
    """Make `method` of `owner` call `before` and `after` with its object; what these raise is dropped."""
    original = getattr(owner, method)

    @functools.wraps(original)
    def wrapped(self: Any, *args: Any, **kwargs: Any) -> Any:
        if before is not None:
            attempt(before, self)
        result = original(self, *args, **kwargs)
        if after is not None:
            attempt(after, self)
        return result

    setattr(owner, method, wrapped)
