# %%
kernel = get_ipython().kernel


def send(kind, content, **more):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent(), ident=kind.encode(), **more)


print("before")

# %%
send("status", {"execution_state": "idle"})
send("execute_reply", {"status": "ok", "execution_count": 1})
1 / 0
