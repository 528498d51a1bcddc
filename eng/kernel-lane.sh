#!/usr/bin/env bash
# Boots a real Linux kernel (Debian's, under qemu) with simulated GPIO lines, I2C and 1-Wire chips, runs the published agent in it, and asserts what it
# publishes. Run before a release, and after any change to drivers. The first run downloads about 400 MB of Debian packages.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
recipe=$PWD/eng/kernel-lane
work=$PWD/artifacts/kernel-lane
mkdir -p "$work"

step() { printf '== %s (%s)\n' "$1" "$(date +%H:%M:%S)" >&2; }

step "packages"
package=$(apt-cache depends linux-image-amd64 | awk '/Depends:/ {print $2; exit}')
version=${package#linux-image-}
eng/install.sh
as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
needed=("linux-headers-$version" linux-source-6.1 gcc libc6-dev make cpio kmod busybox-static qemu-system-x86 xz-utils)
if ! dpkg-query -W "${needed[@]}" >/dev/null 2>&1; then
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${needed[@]}" >"$work/apt.log" 2>&1 || { tail -n 20 "$work/apt.log" >&2; exit 1; }
fi

step "kernel $version"
kernel=$work/kernel-$version
if [ ! -d "$kernel/boot" ]; then
  (cd "$work" && apt-get download -qq "$package" && dpkg-deb -x "${package}"_*.deb "$kernel" && rm "${package}"_*.deb)
  depmod -b "$kernel" "$version"
fi

# Debian leaves gpio-sim out; its sources are taken from Debian's, and are not kept here.
step "modules"
modules=$work/modules-$version
if [ ! -e "$modules/gpio-sim-oot.ko" ] || [ "$recipe/rgsim.c" -nt "$modules/rgsim.ko" ]; then
  rm -rf "$modules" && mkdir -p "$modules"
  tar -C "$modules" -xf /usr/src/linux-source-6.1.tar.xz --strip-components=3 \
    linux-source-6.1/drivers/gpio/gpio-sim.c linux-source-6.1/drivers/gpio/gpiolib.h linux-source-6.1/kernel/irq/irq_sim.c
  # irq_to_desc is not for modules.
  sed -i 's/handle_simple_irq(irq_to_desc(irqnum))/generic_handle_irq(irqnum)/' "$modules/irq_sim.c"
  cp "$recipe/rgsim.c" "$modules/"
  printf 'obj-m := gpio-sim-oot.o rgsim.o\ngpio-sim-oot-y := gpio-sim.o irq_sim.o\n' >"$modules/Makefile"
  make -s -C "/usr/src/linux-headers-$version" M="$modules" modules >"$modules/make.log" 2>&1 || { tail -n 20 "$modules/make.log" >&2; exit 1; }
  strip -g "$modules"/*.ko
fi

step "agent as native code"
dotnet publish src/RoomGuard.Agent -c Release -r linux-x64 -v quiet -o artifacts/agent-native >&2

step "initial file system"
root=$work/root
rm -rf "$root"
mkdir -p "$root"/{bin,proc,sys,dev,tmp,run,data,modules,lib64,lib/x86_64-linux-gnu,etc}
cp /bin/busybox "$root/bin/"
for applet in $(/bin/busybox --list | grep -vx busybox); do ln -s busybox "$root/bin/$applet"; done
number=10
for module in configfs e1000 i2c-dev sht3x bmp280-i2c lm75 jc42 w1_therm softdog; do
  modprobe -d "$kernel" -S "$version" --show-depends "$module"
done | awk '/^insmod/ && !seen[$2]++ {print $2}' | while read -r file; do
  cp "$file" "$root/modules/$number-$(basename "$file")"
  number=$((number + 1))
done
cp "$modules/gpio-sim-oot.ko" "$root/modules/90-gpio-sim.ko"
cp "$modules/rgsim.ko" "$root/modules/91-rgsim.ko"
mkdir "$root/agent"
cp artifacts/agent-native/roomguard-agent "$root/agent/"
for library in artifacts/agent-native/*.so; do [ ! -e "$library" ] || cp "$library" "$root/agent/"; done
ldd "$root/agent/"* 2>/dev/null | sed -nE 's#.*=> (/[^ ]+) .*#\1#p; s#^[[:space:]]*(/lib64/ld-linux[^ ]+) .*#\1#p' | sort -u | while read -r library; do cp -L --parents "$library" "$root/"; done
# What the agent opens by name while it runs.
for name in libssl.so.3 libcrypto.so.3; do cp -L --parents "/usr/lib/x86_64-linux-gnu/$name" "$root/"; done
cp "$recipe/init" "$root/init"
gcc -static -O2 -Wall -Werror -o "$root/bin/warden" "$recipe/warden.c"
(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1 >"$work/initrd.gz")

step "tests"
export ROOMGUARD_KERNEL="$kernel/boot/vmlinuz-$version" ROOMGUARD_INITRD="$work/initrd.gz"
dotnet test --project tests/RoomGuard.Kernel.Tests --no-progress "$@"
