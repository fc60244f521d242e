#!/bin/sh
# Debian's chromium for the browser tests, unless it is there.
set -eu
command -v chromium >/dev/null 2>&1 && exit 0
run=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "Installeer eerst chromium: apt-get install chromium" >&2; exit 1; }
    run="sudo"
fi
export DEBIAN_FRONTEND=noninteractive
$run apt-get update -qq
$run apt-get install -y -qq --no-install-recommends chromium >/dev/null
