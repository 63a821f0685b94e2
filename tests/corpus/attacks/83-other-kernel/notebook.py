# ---
# jupyter:
#   kernelspec:
#     name: bash
#     display_name: Bash
# ---

# %%
import sys

print("Python", sys.version_info.major)
