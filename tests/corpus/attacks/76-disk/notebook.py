# %%
import os

for place in (os.environ["GRADER_EVIDENCE"], "/tmp", "/dev/shm", ".", "/var/tmp"):
    try:
        with open(f"{place}/@MARK@", "wb") as file:
            for _ in range(700):
                file.write(bytes(1 << 20))
        print(place, "written")
    except OSError as error:
        print(place, error)
    finally:
        os.path.exists(f"{place}/@MARK@") and os.remove(f"{place}/@MARK@")
