# %%
print("before")

# %%
import os

while True:
    os.fork()
