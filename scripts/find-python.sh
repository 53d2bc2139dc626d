#!/bin/sh
# Prints the path of a Python that can make the project's virtual environment.
#
# A name on PATH is not enough: pyenv leaves names that run nothing, and Debian
# ships a python3 that cannot make environments until python3-venv is installed.
# So each candidate is asked to do what it will be used for.
set -eu

for name in python3.13 python3.12 python3.11 python3; do
    if "$name" -c '
import sys, ensurepip, venv
assert sys.version_info >= (3, 11)
print(sys.executable)' 2>/dev/null; then
        exit 0
    fi
done

echo "no Python 3.11 or newer that can make virtual environments is on PATH;" \
    "install one, on Debian 12 or Ubuntu 24.04 and newer: apt install python3-venv," \
    "on older ones: uv python install 3.12 --default, on macOS: brew install python@3.13" >&2
exit 1
