#!/usr/bin/env bash
# Installs what Kindling needs from Debian packages and, if it can be had, what draws pictures; does nothing where all is
# there. With --tests also Altair, in which a test opens all pictures, with --package what a Debian package is made with.
set -euo pipefail

packages=(libopenblas-dev zlib1g-dev libzip-dev libssl-dev libsqlite3-dev libgmp-dev pkg-config dataset-fashion-mnist)
if [ "${1:-}" = --package ]; then packages+=(dpkg-dev libcurl4-openssl-dev); fi
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

# wheels FILE WHAT LACK [OPTION…]: puts what a file of requirements names into .venv; a copy of the file there says that it is done.
wheels() {
  local copy=".venv/${1//\//-}" log status=0
  if cmp -s "$1" "$copy"; then return; fi
  echo "setup: installing $2 into .venv"
  log=$(mktemp)
  if { [ -d .venv ] || python3 -m venv .venv || { install python3-venv && python3 -m venv --clear .venv; }; } >"$log" 2>&1 &&
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 20 --only-binary :all: \
      "${@:4}" -r "$1" >"$log" 2>&1; then
    cp "$1" "$copy"
  else
    echo "setup: $3: $(tail -n 1 "$log")" >&2
    status=1
  fi
  rm -f "$log"
  return $status
}

# Pictures are a pleasure, not a need: whatever goes wrong here is told in one line, and all else works.
cd "$(dirname "$0")"
cmp -s requirements.txt .venv/requirements.txt || rm -rf .venv
wheels requirements.txt "vl-convert, which draws pictures," \
  "no pictures for now, all else works: vl-convert cannot be installed" --require-hashes || rm -rf .venv
if [ "${1:-}" = --tests ] && [ -d .venv ]; then
  wheels Tests/requirements.txt "Altair, in which a test opens all pictures," "no Altair, whose test is skipped" || true
fi
