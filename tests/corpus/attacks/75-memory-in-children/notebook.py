# %%
print("before")

# %%
import os, time

for _ in range(20):
    if os.fork() == 0:
        held = b"x" * (60 << 20)
        time.sleep(1000)
time.sleep(1000)
