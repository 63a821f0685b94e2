# %%
import ctypes, fcntl, os, sys
from multiprocessing import shared_memory

open("/dev/shm/@MARK@", "ab").write(b"x")
shared_memory.SharedMemory("@MARK@_2", create=True, size=100)
libc = ctypes.CDLL(None, use_errno=True)
print(libc.shmget(0x7EA1, 4096, 0o1666), libc.msgget(0x7EA1, 0o1666), libc.semget(0x7EA1, 1, 0o1666))
print(libc.mq_open(b"/@MARK@_3", os.O_CREAT | os.O_RDWR, 0o666, None))
lock = open(sys.executable)
fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
print(sorted(os.listdir("/dev/shm"))[:9])
