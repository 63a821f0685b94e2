# %%
import os

os.chdir(os.path.dirname(get_ipython().kernel.config["IPKernelApp"]["connection_file"]))
for level in range(3000):
    os.mkdir("d")
    os.chdir("d")
