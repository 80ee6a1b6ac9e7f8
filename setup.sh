#!/usr/bin/env bash
# Installs what Kindling needs from Debian packages and, if it can be had, what draws pictures; does nothing where all is
# there. With --tests also Altair, in which a test opens all pictures.
set -euo pipefail

packages=(libopenblas-dev zlib1g-dev libzip-dev libssl-dev libsqlite3-dev libgmp-dev pkg-config dataset-fashion-mnist)
needed=6.2

if ! command -v swift >/dev/null; then
  echo "setup: no Swift toolchain found: expected swift $needed or later on the PATH; get it from https://www.swift.org/install" >&2
  exit 1
fi
found=$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+\.[0-9]+' | grep -oE '[0-9.]+' || true)
if [ "$(printf '%s\n%s\n' "$needed" "${found:-0}" | sort -V | head -n 1)" != "$needed" ]; then
  echo "setup: the Swift toolchain is too old: expected $needed or later, found ${found:-none}" >&2
  exit 1
fi

sudo=()
if [ "$(id -u)" -ne 0 ] && command -v sudo >/dev/null; then sudo=(sudo); fi

# install PACKAGE…: the list of packages is fetched only if the one at hand does not serve.
install() {
  local command=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@")
  "${command[@]}" >/dev/null 2>&1 || { "${sudo[@]}" apt-get update >/dev/null && "${command[@]}" >/dev/null; }
}

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "setup: expected a Debian system with apt-get; install what these packages hold by other means: ${missing[*]}" >&2
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ] && [ ${#sudo[@]} -eq 0 ]; then
    echo "setup: not root and no sudo: install ${missing[*]} first" >&2
    exit 1
  fi
  echo "setup: installing ${missing[*]}"
  install "${missing[@]}"
fi

# Pictures are a pleasure, not a need: whatever goes wrong here is told in one line, and all else works.
cd "$(dirname "$0")"
if ! cmp -s requirements.txt .venv/requirements.txt; then
  echo "setup: installing vl-convert, which draws pictures, into .venv"
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  if { python3 -m venv --clear .venv || { install python3-venv && python3 -m venv --clear .venv; }; } >"$log" 2>&1 &&
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 20 --only-binary :all: \
      --require-hashes -r requirements.txt >"$log" 2>&1; then
    cp requirements.txt .venv/requirements.txt
  else
    rm -rf .venv
    echo "setup: no pictures for now, all else works: vl-convert cannot be installed: $(tail -n 1 "$log")" >&2
  fi
fi
if [ "${1:-}" = --tests ] && [ -d .venv ] && ! cmp -s Tests/requirements.txt .venv/tests.txt; then
  echo "setup: installing Altair, which a test opens pictures in, into .venv"
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  if .venv/bin/python -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 20 --only-binary :all: \
    -r Tests/requirements.txt >"$log" 2>&1; then
    cp Tests/requirements.txt .venv/tests.txt
  else
    echo "setup: no Altair, whose test is skipped: $(tail -n 1 "$log")" >&2
  fi
fi
