"""What a run changes in its kernel, on request: settings that the box reads from its environment."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final, Literal, TypeAlias

from grader.box.protocol import EPOCH_CAP, LEGACY_KERAS
from grader.errors import UsageError
from grader.i18n import text

__all__ = ["KernelEnv", "Setup"]

KernelEnv: TypeAlias = Literal["default", "legacy"]

_VARIABLES: Final = re.compile(r"environ|putenv|%(set_)?env\b|load_dotenv")


@dataclass(frozen=True)
class Setup:
    """Settings of the notebook's kernel.

    Attributes:
        epoch_cap: no training goes on for more epochs; None for as many as the notebook asks for.
        kernel_env: `legacy` gives tf_keras, which is Keras 2, under the name `keras` too.
    """

    epoch_cap: int | None = None
    kernel_env: KernelEnv = "default"

    @property
    def environment(self) -> dict[str, str]:
        """Variables of the box.

        Raises:
            UsageError: `legacy` where tf_keras is not installed.
        """
        variables = {} if self.epoch_cap is None else {EPOCH_CAP: str(self.epoch_cap)}
        if self.kernel_env == "default":
            return variables
        if find_spec("tf_keras") is None:
            raise UsageError(
                text("The legacy kernel needs tf_keras, which is not installed."),
                text("Install it with `pip install 'grader[notebooks]'`."),
            )
        return {**variables, LEGACY_KERAS: "1"}

    def imports_by_itself(self, sources: Iterable[str]) -> bool:
        """Whether Keras or TensorFlow could turn out otherwise where the notebook is the first to import them.

        The legacy kernel chooses another Keras, and cells may set variables that are read on import.
        """
        return self.kernel_env == "legacy" or any(map(_VARIABLES.search, sources))

    @property
    def named(self) -> dict[str, str]:
        """What differs from an ordinary run, for the result's environment."""
        cap = {} if self.epoch_cap is None else {"epoch_cap": str(self.epoch_cap)}
        return cap if self.kernel_env == "default" else {**cap, "kernel_env": self.kernel_env}
