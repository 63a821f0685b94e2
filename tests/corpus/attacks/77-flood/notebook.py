# %%
print("before")

# %%
import sys

while True:
    sys.stdout.write("x" * 10**6)
