# %%
import glob, os

wanted = ["@SECRET_FILE@", "@NEIGHBOUR@/result.json", "@NEIGHBOUR@/evidence/executed.ipynb"]
wanted += ["@GRADER@/assignments/clase156-tarea/assignment.yaml", "/root/.bash_history", "/etc/shadow"]
wanted += glob.glob("/proc/*/root/@OUT@/*/*", recursive=True)
for path in wanted:
    try:
        print(path, open(path).read())
    except OSError as error:
        print(path, type(error).__name__)

# %%
# !cat @SECRET_FILE@ @NEIGHBOUR@/result.json
# !find / -name 'hidden*.txt' -not -path '/proc/*' -exec cat {} +
print("read:", os.path.exists("@OUT@"))
