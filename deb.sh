#!/usr/bin/env bash
# Builds a Debian package of the program, completions and manual page into .build-deb, for machines without a Swift
# toolchain: Swift's own libraries are within the program.
set -euo pipefail
cd "$(dirname "$0")"
for tool in dpkg-deb dpkg-shlibdeps dpkg-architecture; do
  command -v "$tool" >/dev/null || { echo "deb: $tool is missing: install dpkg-dev" >&2; exit 1; }
done

architecture=$(dpkg --print-architecture)
programs=$(./portable.sh)
program=$programs/kindling

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
make --silent install DESTDIR="$root" PREFIX=/usr PROGRAM="$program" ZSH_COMPLETIONS=share/zsh/vendor-completions/_kindling
rm -f "$root"/usr/bin/kindling.revision
install -d "$root/usr/lib"
cp -a "$programs" "$root/usr/lib/kindling"
# Not the processor of this machine: a level that others reach, and that is asked for before the program starts.
level=
if [ "$architecture" = amd64 ]; then level=x86-64-v3; fi
cat >"$root/usr/bin/kindling" <<END
#!/bin/sh
# Starts kindling, unless the processor lacks instructions that it is built of.
level=$level
loader=/lib64/ld-linux-x86-64.so.2
if [ -n "\$level" ] && ! "\$loader" --help 2>/dev/null | grep -q "\$level (supported"; then
  echo "kindling: this package is for processors of \$level (AVX2, FMA, BMI2) and later; 'make install' builds for this one" >&2
  exit 1
fi
exec /usr/lib/kindling/kindling "\$@"
END
chmod 755 "$root/usr/bin/kindling"
gzip --best --no-name "$root/usr/share/man/man1/kindling.1"
install -D --mode=644 LICENSE "$root/usr/share/doc/kindling/copyright"

# What dpkg-shlibdeps reads of a source package.
mkdir -p "$root/debian" "$root/DEBIAN"
printf 'Source: kindling\n\nPackage: kindling\nArchitecture: %s\n' "$architecture" >"$root/debian/control"
depends=$(cd "$root" && dpkg-shlibdeps -O $(find usr/lib/kindling -type f -executable) 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
rm -r "$root/debian"
[ -n "$depends" ] || { echo "deb: dpkg-shlibdeps finds no package of the libraries" >&2; exit 1; }
version=$("$program" version | cut -d ' ' -f 2)
cat >"$root/DEBIAN/control" <<END
Package: kindling
Version: $version
Architecture: $architecture
Maintainer: $(git log -1 --format='%an <%ae>')
Installed-Size: $(du -sk "$root/usr" | cut -f 1)
Depends: $depends
Recommends: dataset-fashion-mnist
Section: science
Priority: optional
Description: laboratory for the start of training of deep networks
 Kindling builds networks, trains them on real images, says whether and when they
 begin to learn, and sets beside each measurement what theory says.
END
mkdir -p .build-deb
package=.build-deb/kindling_${version}_$architecture.deb
dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null
echo "deb: $package"
