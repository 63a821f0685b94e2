"""The questions of a task's criteria, asked together and answered one by one."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from grader.measurement.model import Answer, Codes, Images, Question

__all__ = ["Asked"]


class Asked:
    """Questions as rows of one call.

    Attributes:
        images: (m, 28, 28) of all questions.
    """

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._questions = questions
        self._ends = np.cumsum([len(question.images) for question in questions.values()], dtype=np.int64)[:-1]
        self._lengths = [0] * len(questions)
        self.images = np.concatenate([np.zeros((0, 28, 28), np.float32), *(q.images for q in questions.values())])

    @property
    def decodes(self) -> bool:
        """Whether any question has codes for the decoder."""
        return any(question.codes is not None for question in self._questions.values())

    def further(self, test: Codes, shown: Codes) -> Codes:
        """All codes that are to be decoded, from those of the test images and of `images`."""
        parts = []
        for number, (question, own) in enumerate(zip(self._questions.values(), self._split(shown), strict=True)):
            part = test[:0] if question.codes is None else question.codes(test, own).astype(np.float32)
            self._lengths[number] = len(part)
            parts.append(part)
        return np.concatenate([test[:0], *parts])

    def answers(self, shown: Codes, outputs: Images, asked: Codes, decoded: Images) -> dict[str, Answer]:
        """What came of each question, by its name."""
        if not self._questions:
            return {}
        ends = np.cumsum(self._lengths)[:-1]
        lists = (*map(self._split, (self.images, shown, outputs)), np.split(asked, ends), np.split(decoded, ends))
        return {name: Answer(*parts) for name, *parts in zip(self._questions, *lists, strict=True)}

    def _split(self, rows: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        return np.split(rows, self._ends) if self._questions else []
