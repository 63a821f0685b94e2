# %%
print("before")

# %%
import os, time

held = []
for number in range(30):
    file = open(os.environ["GRADER_EVIDENCE"] + "/nameless", "w+b")
    os.remove(file.name)
    file.write(bytes(8 << 20))
    file.flush()
    held.append(file)
    time.sleep(0.1)
time.sleep(1)
