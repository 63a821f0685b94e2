"""A model that was measured just so before is not measured again."""

import dataclasses
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar, get_type_hints

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from grader.errors import BadArtefact
from grader.exchange.json_file import parse_json
from grader.exchange.npy import read_npy
from grader.measurement import (
    Answer,
    Asides,
    Challenge,
    Denoising,
    Detection,
    Latent,
    Measured,
    Sparsity,
    noisy_images,
    unit_images,
)
from grader.store.digest import digest
from grader.store.keep import Keep
from grader.store.surroundings import code, packages

__all__ = ["measure_or_find"]

Images = NDArray[np.float32]
P = TypeVar("P", Answer, Asides)

#: Rooms that a measurement is made of.
_ROOMS: Final = (
    "box", "datasets", "exchange", "grading", "inference", "matching", "measurement", "metrics", "provenance",
    "sandbox", "store",
)  # fmt: skip
_KINDS: Final = {kind.__name__: kind for kind in (Measured, Latent, Denoising, Sparsity, Detection)}
_FACTS: Final = "facts.json"
_MOST_ITEMS: Final = 10**8


def measure_or_find(
    make: Callable[[], tuple[Measured, Asides]], challenge: Challenge, given: Any, *, keep: Keep, fresh: bool
) -> tuple[Measured, Asides, int | None]:
    """What `make` measures, what the model made of the notebook's own images and codes, and, where both were found, the
    private seed of that time.

    Reconstructions come back in 256 levels, whether found or not: they are for showing, `errors` are exact.

    Args:
        make: measures.
        challenge: what is asked; a private seed that was drawn does not count: those of the first time stand.
        given: of the model, all that its answers depend on.
        fresh: measure, whatever is kept.
    """
    named = challenge.private == challenge.seed  # by the person who asked, who wants just these probes
    questions = [[name, *challenge.questions[name].key] for name in sorted(challenge.questions)]
    asked = [challenge.kind, challenge.dataset.name, challenge.normal_class, challenge.noise, challenge.seed, named]
    rooms = (*_ROOMS, "criteria") if questions else _ROOMS  # which asked the questions
    key = digest("measurement", asked, questions, given, code(*rooms), packages())
    with keep.locked(key):
        found = None if fresh else _restored(keep.get(key), challenge)
        if found is not None:
            return found
        measured, asides = make()
        levels = _levels(measured.reconstructions)
        keep.put(key, _packed(measured, levels, asides, challenge.private))
        return dataclasses.replace(measured, reconstructions=_shown(*levels)), asides, None


def _levels(images: Images) -> tuple[NDArray[np.uint8], float, float]:
    """In 256 levels between the smallest value and the largest."""
    low, high = float(images.min()), float(images.max())
    scaled = (images - low) * np.float32(255 / max(high - low, 1e-30))
    return np.rint(scaled).astype(np.uint8), low, high


def _shown(levels: NDArray[np.uint8], low: float, high: float) -> Images:
    return (low + levels.astype(np.float32) * np.float32((high - low) / 255)).astype(np.float32)


def _packed(
    measured: Measured, levels: tuple[NDArray[np.uint8], float, float], asides: Asides, private: int
) -> dict[str, bytes]:
    """Every field that does not follow from the challenge: arrays as npy files, all others as JSON."""
    kind = type(measured)
    arrays: dict[str, NDArray[Any]] = {"reconstructions": levels[0], **_parts("asides", asides)}
    for name, answer in measured.answers.items():
        arrays |= _parts(f"answer-{name}", answer)
    facts: dict[str, Any] = {"low": levels[1], "high": levels[2]}
    hints = get_type_hints(kind)
    for name in _fields(kind):
        value = getattr(measured, name)
        if isinstance(value, np.ndarray):
            arrays[name] = value
        else:
            facts[name] = TypeAdapter(hints[name]).dump_python(value, mode="json")
    shapes = {name: (array.dtype.name, array.shape) for name, array in arrays.items()}
    kept = {
        "kind": kind.__name__,
        "private": private,
        "facts": facts,
        "arrays": shapes,
        "answers": list(measured.answers),
    }
    return {_FACTS: json.dumps(kept).encode(), **{f"{name}.npy": _npy(array) for name, array in arrays.items()}}


def _parts(name: str, whole: Answer | Asides) -> dict[str, NDArray[Any]]:
    """Its arrays, by names of their own."""
    return {f"{name}-{field.name}": getattr(whole, field.name) for field in dataclasses.fields(whole)}


def _whole(name: str, kind: type[P], arrays: dict[str, NDArray[Any]]) -> P:
    """What `_parts` took apart; its arrays are taken out of `arrays`."""
    return kind(**{field.name: arrays.pop(f"{name}-{field.name}") for field in dataclasses.fields(kind)})


def _restored(files: Mapping[str, bytes] | None, challenge: Challenge) -> tuple[Measured, Asides, int] | None:
    if files is None:
        return None
    try:
        kept = parse_json(files[_FACTS], _FACTS)
        kind, facts = _KINDS[kept["kind"]], kept["facts"]
        arrays = {name: _array(files[f"{name}.npy"], name, *shape) for name, shape in kept["arrays"].items()}
        asides, levels = _whole("asides", Asides, arrays), arrays.pop("reconstructions")
        answers = {name: _whole(f"answer-{name}", Answer, arrays) for name in kept["answers"]}
        hints = get_type_hints(kind)
        fields: dict[str, Any] = {**arrays, **_known(kind, challenge)}
        for name in facts.keys() & set(_fields(kind)):
            fields[name] = TypeAdapter(hints[name]).validate_python(facts[name])
        shown = _shown(levels, facts["low"], facts["high"])
        return kind(**fields, reconstructions=shown, answers=answers), asides, int(kept["private"])
    except (BadArtefact, KeyError, TypeError, ValueError):
        return None


def _fields(kind: type[Measured]) -> list[str]:
    """The fields that are kept."""
    known = {"images", "labels", "reconstructions", "answers", *({"noise", "noisy"} if kind is Denoising else ())}
    return [field.name for field in dataclasses.fields(kind) if field.name not in known]


def _known(kind: type[Measured], challenge: Challenge) -> dict[str, Any]:
    """The fields that follow from the challenge."""
    images = {"images": unit_images(challenge.dataset), "labels": challenge.dataset.y_test.astype(np.int64)}
    return images if kind is not Denoising else {**images, "noise": challenge.noise, "noisy": noisy_images(challenge)}


def _npy(array: NDArray[Any]) -> bytes:
    content = io.BytesIO()
    plain = array.view(np.uint8) if array.dtype == np.bool_ else array
    np.save(content, np.ascontiguousarray(plain), allow_pickle=False)
    return content.getvalue()


def _array(data: bytes, name: str, dtype: str, shape: Sequence[int]) -> NDArray[Any]:
    plain = "uint8" if dtype == "bool" else dtype
    array = read_npy(data, name=name, dtypes={plain}, shape=tuple(shape), max_items=_MOST_ITEMS)
    return array.view(np.bool_) if dtype == "bool" else array
