# %%
import random

import numpy as np


class Fixed:
    def __getattr__(self, name):
        return lambda *a, **k: np.arange(10000)


np.random.default_rng = lambda *a: Fixed()
random.random = lambda: 0.0
random.seed(0)
print(np.random.default_rng().permutation(10000)[:3])
