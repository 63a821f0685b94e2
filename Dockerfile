# A container for `grader hook`; see docs/lms.md. It starts as root and runs student code as another user.
FROM python:3.11-slim-bookworm
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends bubblewrap dataset-fashion-mnist graphviz libseccomp2 util-linux \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/grader
COPY requirements.lock pyproject.toml README.md ./
COPY grader grader
COPY assignments assignments
RUN pip install --no-cache-dir -c requirements.lock -e ".[notebooks]"
ENTRYPOINT ["grader", "hook", "--submission", "/submission", "--results", "/results"]
