# %%
kernel = get_ipython().kernel


def send(kind, content, **more):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent(), ident=kind.encode(), **more)


for kind in ("comm_open", "comm_msg", "comm_close", "update_display_data"):
    send(kind, {"comm_id": "x", "target_name": "jupyter.widget", "data": {"method": "request", "state": {"outputs": [1]}},
                "metadata": {}, "transient": {"display_id": []}})
    send(kind, {"comm_id": [], "target_name": None, "data": {"method": "custom", "buffers": [[]]}, "metadata": 3}, buffers=[b"x"] * 50)
print("still here")
