"""Words that several criteria use."""

from grader.datasets import class_name
from grader.i18n import LANGUAGES, Text, render, text
from grader.measurement import Detection, Measured

__all__ = ["images_of", "normal_class", "normal_names"]


def images_of(measured: Measured) -> Text:
    """Which images the error is about, such as `unseen images of class 0 (T-shirt/top)`."""
    if isinstance(measured, Detection):
        return text("unseen images of {name}", name=normal_class(measured))
    return text("unseen images")


def normal_class(measured: Detection) -> Text:
    """The class a detector was to be trained on, such as `class 0 (T-shirt/top)`."""
    label = measured.normal_class
    name = class_name(measured.dataset, label)
    if name.msgid == str(label):
        return text("class {label}", label=label)
    return text("class {label} ({name})", label=label, name=name)


def normal_names(measured: Detection) -> list[str]:
    """What a legend may call that class, in both languages."""
    name = class_name(measured.dataset, measured.normal_class)
    numbered = [f"{word} {measured.normal_class}" for word in ("clase", "class", "dígito", "digit")]
    return [*dict.fromkeys(part for lang in LANGUAGES for part in render(name, lang).split("/")), *numbered]
