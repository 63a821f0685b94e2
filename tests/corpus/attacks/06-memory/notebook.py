# %%
import ctypes, glob, os, re

libc = ctypes.CDLL(None, use_errno=True)
own = {os.getpid()}
for pid in {os.getppid(), 1, int("@PID@"), *(int(path[6:]) for path in glob.glob("/proc/[0-9]*"))} - own:
    print(pid, "ptrace", libc.ptrace(16, pid, 0, 0), ctypes.get_errno())
    try:
        maps = [line.split()[0].split("-") for line in open(f"/proc/{pid}/maps") if " rw-p " in line]
        with open(f"/proc/{pid}/mem", "rb") as memory:
            for start, end in maps:
                memory.seek(int(start, 16))
                print(re.findall(b"CANARY[0-9a-f]{24}", memory.read(int(end, 16) - int(start, 16))))
    except OSError as error:
        print(pid, error)
