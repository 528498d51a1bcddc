#!/usr/bin/env bash
# Makes a board's overlay, and with a base tree the tree that holds both: for kernels whose boot loader applies no overlays.
#   firmware-config/merge.sh rpi-4 roomguard.dtbo
#   firmware-config/merge.sh odroid-c4 roomguard.dtbo /usr/lib/linux-image-6.1.0-56-arm64/amlogic/meson-sm1-odroid-c4.dtb merged.dtb
# Needs the package device-tree-compiler.
set -euo pipefail
if [ $# -ne 2 ] && [ $# -ne 4 ]; then sed -n 2,5p "$0" >&2; exit 64; fi
source=$(cd "$(dirname "$0")" && pwd)/$1/roomguard.dts
overlay=$2

dtc -q -@ -I dts -O dtb -o "$overlay" "$source"
[ $# -eq 4 ] || exit 0

# Debian's trees have no labels, and no phandle where nobody refers to a node: both are added to a copy.
tree=$(mktemp)
trap 'rm -f "$tree"' EXIT
cp "$3" "$tree"
last=$(dtc -q -I dtb -O dts "$tree" | sed -n 's/.*phandle = <\(0x[0-9a-f]*\)>.*/\1/p' | while read -r handle; do echo $((handle)); done | sort -n | tail -n 1)
if ! fdtget -l "$tree" / | grep -qx __symbols__; then
  fdtput -c "$tree" /__symbols__
  while read -r label path; do
    fdtget "$tree" "$path" phandle >/dev/null 2>&1 || { last=$((last + 1)); fdtput -t i "$tree" "$path" phandle "$last"; }
    fdtput -t s "$tree" /__symbols__ "$label" "$path"
  done < <(sed -n 's/^ \* label //p' "$source")
fi
fdtoverlay -i "$tree" -o "$4" "$overlay"
