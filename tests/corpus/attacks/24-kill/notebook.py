# %%
import os, signal

for pid in (int("@PID@"), os.getppid(), 1, -int("@PID@")):
    for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP):
        try:
            os.kill(pid, number)
        except OSError as error:
            print(pid, number, error)
print("tried")

# %%
os.kill(-1, signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
