#!/usr/bin/env bash
# Write requirements/*.txt anew from requirements/*.in, with hashes, for every platform (make lock).
# The largest list is solved first and constrains the smaller ones, so that the three always agree.
# Needs uv. UV names another executable, EXCLUDE_NEWER another cool-down date for new releases.
set -euo pipefail
cd "$(dirname "$0")/../requirements"

UV=${UV:-uv}
if ! command -v "$UV" >/dev/null; then
    echo "make lock needs uv (python3 -m pip install uv), or UV=/path/to/uv make lock" >&2
    exit 1
fi

compile() {
    "$UV" pip compile --quiet --universal --python-version 3.11 --exclude-newer "${EXCLUDE_NEWER:-2026-11-15}" \
        --generate-hashes --no-emit-index-url --no-header "$@"
}

compile ${UPGRADE:+--upgrade} dev.in -o dev.txt
compile embedded.in -c dev.txt -o embedded.txt
compile run.in -c dev.txt -o run.txt
