#!/usr/bin/env bash
# Installs the Debian package into a fresh Debian 12 without Swift, reproduces figure 1 there, as a person would, and tries
# 'make install' and 'make uninstall'; run as root, with debootstrap.
#
#     Tests/package.sh [PACKAGE]
set -euo pipefail
cd "$(dirname "$0")/.."
package=$(realpath "${1:-$(ls .build-deb/kindling_*.deb)}")
command -v debootstrap >/dev/null || { echo "package.sh: skipped: no debootstrap" >&2; exit 77; }
[ "$(id -u)" -eq 0 ] || { echo "package.sh: skipped: not root" >&2; exit 77; }
root=$(mktemp -d)
trap 'umount "$root/proc" 2>/dev/null || true; rm -rf "$root"' EXIT
mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' 2>/dev/null | head -n 1)}
debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} >"$root.log" 2>&1 || { tail "$root.log" >&2; exit 1; }
rm -f "$root.log"
cp -r /etc/apt/. "$root/etc/apt/"
cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
mount -t proc proc "$root/proc"
cp "$package" "$root/kindling.deb"
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8 "$@"; }
inside apt-get update >/dev/null
inside apt-get install --yes /kindling.deb >/dev/null
! inside which swift >/dev/null || { echo "package.sh: a Swift toolchain is there" >&2; exit 1; }
inside kindling doctor --quiet
inside kindling reproduce fig1 --out /results >"$root/figure.txt"
grep -q '^HELD: Networks with Var' "$root/figure.txt" || { tail "$root/figure.txt" >&2; exit 1; }
# A loader that vouches for no level, as on an older processor.
sed 's#^loader=.*#loader=/bin/true#' "$root/usr/bin/kindling" >"$root/usr/bin/older" && chmod 755 "$root/usr/bin/older"
if said=$(inside older version 2>&1); then echo "package.sh: an older processor is not refused" >&2; exit 1; fi
[[ $said == "kindling: this package is for processors of"* ]] || { echo "package.sh: $said" >&2; exit 1; }
rm "$root/usr/bin/older"
# The same by 'make install', which leaves nothing behind.
inside apt-get install --yes --no-install-recommends make >/dev/null
cp Makefile "$root/"
inside make --silent install PREFIX=/opt/kindling PROGRAM=/usr/lib/kindling/kindling >/dev/null
[[ $(inside /opt/kindling/bin/kindling version) == "kindling "* ]] || { echo "package.sh: what is installed does not start" >&2; exit 1; }
inside make --silent uninstall PREFIX=/opt/kindling
left=$(find "$root/opt/kindling" ! -type d)
[ -z "$left" ] || { echo "package.sh: uninstall leaves $left" >&2; exit 1; }
inside apt-get remove --yes kindling >/dev/null
! test -e "$root/usr/bin/kindling" || { echo "package.sh: the program is left" >&2; exit 1; }
echo "package.sh: $(basename "$package") installs, reproduces figure 1 where no Swift is, and is removed, as is what make install puts there"
