#!/usr/bin/env bash
# Installs what Kindling needs from Debian packages, and does nothing where all is there.
set -euo pipefail

packages=(libopenblas-dev zlib1g-dev libssl-dev libsqlite3-dev pkg-config dataset-fashion-mnist)
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

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "setup: expected a Debian system with apt-get; install what these packages hold by other means: ${missing[*]}" >&2
  exit 1
fi
sudo=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "setup: not root and no sudo: install ${missing[*]} first" >&2; exit 1; }
  sudo=(sudo)
fi
echo "setup: installing ${missing[*]}"
install=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}")
# The list of packages is fetched only if the one at hand does not serve.
"${install[@]}" >/dev/null 2>&1 || { "${sudo[@]}" apt-get update >/dev/null; "${install[@]}" >/dev/null; }
