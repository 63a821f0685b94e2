# %%
kernel = get_ipython().kernel


def send(kind, content, **more):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent(), ident=kind.encode(), **more)


send("stream", {"name": "stdout", "text": "x" * 300_000_000})
print("sent")

# %%
import time

time.sleep(2)
print("and here")
