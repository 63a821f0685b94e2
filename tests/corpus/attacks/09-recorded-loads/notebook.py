# %%
import builtins

import numpy as np

log = []
load, opened = np.load, builtins.open
np.load = lambda file, *a, **k: (log.append(file), load(file, *a, **k))[1]
builtins.open = lambda file, *a, **k: (log.append(file), opened(file, *a, **k))[1]

# %%
print([name for name in log if "evidence" not in str(name)])
