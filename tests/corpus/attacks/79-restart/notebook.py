# %%
print("before")

# %%
import os, sys

file = get_ipython().kernel.config["IPKernelApp"]["connection_file"]
os.execv(sys.executable, [sys.executable, "-m", "ipykernel_launcher", "-f", file])

# %%
print("after")
