# %%
import glob, os

for path in ["/proc/self/environ", f"/proc/{os.getppid()}/environ", "/proc/@PID@/environ", *glob.glob("/proc/[0-9]*/environ")]:
    try:
        print(path, open(path).read())
    except OSError as error:
        print(path, error)
print(dict(os.environ))
print(len(glob.glob("/proc/[0-9]*")), "processes")
