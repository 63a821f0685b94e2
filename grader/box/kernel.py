"""The notebook's kernel: `python -P -m box.kernel -f CONNECTION_FILE`, an IPython kernel that records what runs in it.

Started with `-P`, so that nothing in the working folder stands in for a standard module while it starts;
the working folder comes first on the path only then, as in any Jupyter kernel.
"""

import os
import sys
from typing import Final

from ipykernel.kernelapp import IPKernelApp
from IPython.core.interactiveshell import InteractiveShell

from . import colab, epoch_cap, imports, keras_datasets, legacy_keras, magics, pipelines
from .recorder import install

__all__ = ["main", "preload"]


#: What ipykernel itself sets, where nothing else is.
_BACKEND: Final = "module://matplotlib_inline.backend_inline"


def preload() -> None:
    """Import what nearly every notebook does, for many kernels at once."""
    # as in a kernel: Matplotlib, which Keras imports, reads the one, TensorFlow's logger asks for the other
    os.environ["MPLBACKEND"] = _BACKEND
    sys.ps1 = "In : "
    import keras  # noqa: F401
    import tensorflow  # noqa: F401


def main() -> None:
    """Serve until the connection ends."""
    app = IPKernelApp.instance()
    app.config.HistoryManager.hist_file = ":memory:"
    app.initialize()
    sys.path.insert(0, "")
    prepare(app.shell)
    app.start()


def prepare(shell: InteractiveShell) -> None:
    """Make an IPython shell forgive what notebooks from elsewhere expect, and record what they do."""
    imports.install(shell)
    colab.install()
    magics.install(shell)
    keras_datasets.install()
    legacy_keras.install()
    epoch_cap.install(shell)
    pipelines.install()
    install(shell)


if __name__ == "__main__":
    main()
