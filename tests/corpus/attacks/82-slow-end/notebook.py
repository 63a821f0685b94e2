# %%
import atexit, threading, time


class Slow:
    def __del__(self):
        time.sleep(1e6)


slow = Slow()
atexit.register(time.sleep, 1e6)
threading.Thread(target=time.sleep, args=(1e6,)).start()
