"""An archive of 200 MB of zeros, handed in as a notebook."""

import io
import zipfile

file = io.BytesIO()
with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("tarea.ipynb", bytes(200 * 10**6))
CONTENT = file.getvalue()
