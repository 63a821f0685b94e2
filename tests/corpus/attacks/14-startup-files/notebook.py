# %%
import os, pathlib, site, sys

code = "print('left by another')"
for place in ["~/.ipython/profile_default/startup/@MARK@.py", "~/.config/matplotlib/@MARK@", "~/.keras/@MARK@.json",
              "~/.local/lib/python3.11/site-packages/@MARK@.pth", "/tmp/@MARK@", "/var/tmp/@MARK@", "/opt/grader/@MARK@.py",
              "@GRADER@/@MARK@.py", "@GRADER@/grader/@MARK@.py", "/etc/@MARK@", "/@MARK@",
              *(f"{p}/@MARK@.pth" for p in site.getsitepackages())]:
    path = pathlib.Path(os.path.expanduser(place))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code)
        print("wrote", path)
    except OSError as error:
        print(path, error)
