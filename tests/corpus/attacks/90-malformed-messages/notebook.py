# %%
kernel = get_ipython().kernel


def send(kind, content, **more):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent(), ident=kind.encode(), **more)


for kind in ("stream", "display_data", "execute_result", "error", "status", "clear_output", "execute_reply", "nonsense", "x" * 10**6):
    for content in ({}, {"data": 7}, {"name": "stdout", "text": ["x"]}, {"wait": []}, {"execution_state": 1}, {"a": {"b": [None]}}):
        send(kind, content)
send("stream", {"name": "stdout", "text": "x" * 9_000_000})
for parts in ([b""], [b"<IDS|MSG>"], [b"<IDS|MSG>", b"", b"{", b"[" * 10**5, b"{}", b"{}"], [b"x"] * 3000):
    kernel.iopub_socket.send_multipart(parts)
print("still here")

# %%
print("and here")
