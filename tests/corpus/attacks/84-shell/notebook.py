# %%
# !curl -s -m 2 http://127.0.0.1:@PORT@/x | sh
# !rm -rf /usr /etc /home/student/* @OUT@ @GRADER@ /evidence/../* 2>/dev/null
# !sudo -n true; su -c true; mount -t tmpfs none /mnt; unshare -Ur true; nsenter -t 1 -a true

# %% language="bash"
# cat @SECRET_FILE@; touch /tmp/@MARK@ @OUT@/@MARK@; kill -9 @PID@

# %%
# %%script python3 -c "exec(open(0).read())"
print(open("@NEIGHBOUR@/result.json").read())

# %%
# %cd /
# %env GRADER_EVIDENCE=/tmp
# %load_ext autoreload
# %reset -f
print("still here")
