#!/bin/sh
# Gradescope runs this once, as root, when it builds the autograder's image (Ubuntu 22.04 or 24.04).
set -eu
root=${AUTOGRADER_ROOT:-/autograder}
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends graphviz util-linux libseccomp2 >/dev/null
for version in 3.11 3.12; do
    apt-get install -y -qq --no-install-recommends "python$version" "python$version-venv" >/dev/null 2>&1 && break
done
"python$version" -m venv "$root/venv"
"$root/venv/bin/pip" install --quiet --no-cache-dir -c "$root/source/requirements.lock" -e "$root/source[notebooks]"
# What grades, and the grades, are nobody's but root's; student code runs under another user.
chmod -R go= "$root/source/assignments" "$root/source/data"
mkdir -p "$root/results"
chmod go= "$root/results"
rm -rf /var/lib/apt/lists/*
