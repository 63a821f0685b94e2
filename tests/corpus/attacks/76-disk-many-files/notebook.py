# %%
print("before")

# %%
import itertools, os, time

for number in itertools.count():
    with open(os.environ["GRADER_EVIDENCE"] + f"/{number}", "wb") as file:
        file.write(bytes(8 << 20))
    time.sleep(0.02)
