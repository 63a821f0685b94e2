# %%
import glob, os

for number in range(3, 256):
    for read in (lambda: os.pread(number, 999, 0), lambda: os.readlink(f"/proc/self/fd/{number}")):
        try:
            print(number, read())
        except OSError:
            pass
for link in glob.glob("/proc/[0-9]*/fd/*"):
    try:
        print(link, os.readlink(link), open(link, "rb", opener=lambda p, f: os.open(p, f | os.O_NONBLOCK)).read(999))
    except OSError:
        pass
