# %%
print("before")

# %%
import os

os.chdir(os.environ["GRADER_EVIDENCE"])
for level in range(3000):
    os.mkdir("d" * 60)
    os.chdir("d" * 60)

import time

for number in range(30):
    with open(f"{number}", "wb") as file:
        file.write(bytes(8 << 20))
    time.sleep(0.1)
time.sleep(1)
