#!/usr/bin/env bash
# Makes the packages of Debian 12 and later, for amd64 and arm64, into artifacts/packages, has lintian judge them and prints their sizes.
#   eng/package.sh                 roomguard-agent (native code) and roomguard (the centre and the command, with .NET), four files
#   eng/package.sh agent [arch]    one of them
# The version is that of Directory.Build.props; files carry the time of the last commit. eng/package-test.sh installs them in a clean root.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 CI=true LC_ALL=C.UTF-8
umask 022
eng/install.sh --package >&2

version="$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)-1"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
maintainer="RoomGuard maintainers <maintainers@roomguard.invalid>"
out=artifacts/packages work=artifacts/package-work
mkdir -p "$out" "$work"
made=()

runtime() { case "$1" in amd64) echo linux-x64 ;; arm64) echo linux-arm64 ;; *) echo "No such architecture: $1" >&2; exit 64 ;; esac; }

strip_for() { case "$1" in arm64) echo aarch64-linux-gnu-strip ;; *) echo x86_64-linux-gnu-strip ;; esac; }

# The newest symbols of the C library that any of the programs asks for: what its package is to be at least.
libc_needed() { find "$1" -type f \( -perm -u+x -o -name '*.so' \) -print0 | xargs -0 readelf -V 2>/dev/null | grep -o 'GLIBC_2[0-9.]*' | sort -uV | tail -n 1 | cut -d_ -f2; }

# What both have: documents, the unit, the user, maintainer scripts. tree, package, unit and name of the files below firmware-config/systemd.
common() {
  local tree=$1 package=$2 service=$3 documents=$1/usr/share/doc/$2
  mkdir -p "$tree/DEBIAN" "$documents/examples" "$tree/lib/systemd/system" "$tree/usr/lib/sysusers.d" "$tree/etc/roomguard"
  sed 's:/usr/local/bin/:/usr/bin/:' "firmware-config/systemd/$service.service" >"$tree/lib/systemd/system/$service.service"
  install -m 0644 eng/package/copyright "$documents/copyright"
  printf '%s (%s) stable; urgency=medium\n\n  * Version %s of the sources.\n\n -- %s  %s\n' "$package" "$version" "${version%-*}" "$maintainer" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$documents/changelog.Debian.gz"
  for script in postinst prerm postrm; do install -m 0755 "eng/package/$package.$script" "$tree/DEBIAN/$script"; done
}

manual() { local page=$1 tree=$2; mkdir -p "$tree/usr/share/man/man${page##*.}"; sed "s/@DATE@/$(date -u -d "@$SOURCE_DATE_EPOCH" '+%B %-d, %Y')/" "eng/package/$page" | gzip -9n >"$tree/usr/share/man/man${page##*.}/$page.gz"; }

# tree, package, architecture, what it depends on, one line that says what it is; the rest of the description from standard input.
finish() {
  local tree=$1 package=$2 arch=$3 depends=$4 line=$5
  find "$tree" -type d -exec chmod 0755 {} +
  find "$tree/usr/share" "$tree/lib" -type f -exec chmod 0644 {} +
  {
    printf 'Package: %s\nVersion: %s\nArchitecture: %s\nMaintainer: %s\n' "$package" "$version" "$arch" "$maintainer"
    printf 'Installed-Size: %s\nSection: admin\nPriority: optional\nDepends: %s\nRecommends: ca-certificates\nSuggests: mosquitto\nDescription: %s\n' "$(du -k -s --apparent-size --exclude=DEBIAN "$tree" | cut -f1)" "$depends" "$line"
    sed 's/^/ /'
  } >"$tree/DEBIAN/control"
  (cd "$tree" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
  find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  dpkg-deb --build --root-owner-group "$tree" "$out/${package}_${version}_$arch.deb" >&2
  made+=("$out/${package}_${version}_$arch.deb")
}

users="systemd | systemd-standalone-sysusers | systemd-sysusers"

agent() {
  local arch=$1 built=$work/agent-$1 tree=$work/roomguard-agent_$1 documents
  rm -rf "$tree"
  dotnet publish src/RoomGuard.Agent -c Release -r "$(runtime "$arch")" -v quiet -o "$built" >&2
  common "$tree" roomguard-agent roomguard-agent
  documents=$tree/usr/share/doc/roomguard-agent
  install -D -m 0755 "$built/roomguard-agent" "$tree/usr/bin/roomguard-agent"
  install -m 0644 firmware-config/systemd/roomguard.sysusers "$tree/usr/lib/sysusers.d/roomguard-agent.conf"
  install -D -m 0644 firmware-config/udev/60-roomguard.rules "$tree/lib/udev/rules.d/60-roomguard.rules"
  cp -r firmware-config/{generic,rpi-4,rpi-5,rpi-zero-2w,odroid-c4,rooms,readonly,mosquitto} "$documents/examples/"
  cp firmware-config/systemd/10-roomguard-*.conf firmware-config/merge.sh "$documents/examples/"
  install -m 0644 firmware-config/README.md "$documents/README.md"
  eng/package/notices.py artifacts/obj/RoomGuard.Agent/project.assets.json >"$documents/components.txt"
  manual roomguard-agent.8 "$tree"
  finish "$tree" roomguard-agent "$arch" "libc6 (>= $(libc_needed "$tree/usr/bin")), libssl3 | libssl3t64, $users" "agent that reads the sensors of a server room" <<'TEXT'
Runs on a small board in a server room or cross-connect room: reads
temperature, humidity, leak, door and smoke sensors, polls UPS and
generators by SNMP, and publishes what it reads over MQTT to a RoomGuard
centre.
.
It starts once /etc/roomguard/agent.json is there.
TEXT
}

centre() {
  local arch=$1 built=$work/centre-$1 tree=$work/roomguard_$1 documents home
  rm -rf "$tree" "$built"
  dotnet publish src/RoomGuard.Cli -c Release -p:PublishFor="$(runtime "$arch")" -p:WithRuntime=true -v quiet -o "$built" >&2
  common "$tree" roomguard roomguard-central
  documents=$tree/usr/share/doc/roomguard home=$tree/usr/lib/roomguard
  mkdir -p "$home" "$tree/usr/bin" "$tree/etc/roomguard/site"
  cp -r "$built/." "$home/"
  # Not for people who run it: symbols, documents, the agent's own start, what debuggers and tracers load.
  find "$home" \( -name '*.pdb' -o -name '*.dbg' -o -name 'RoomGuard.*.xml' -o -name 'roomguard*.xml' -o -name 'roomguard-agent' -o -name 'libcoreclrtraceptprovider.so' -o -name createdump -o -name 'libmscordbi.so' -o -name 'libmscordaccore.so' -o -name 'roomguard-agent.runtimeconfig.json' \) -delete
  find "$home" -name '*.so' -exec "$(strip_for "$arch")" --strip-unneeded {} +
  find "$home" -type f -exec chmod 0644 {} +
  chmod 0755 "$home/roomguard"
  ln -s ../lib/roomguard/roomguard "$tree/usr/bin/roomguard"
  install -m 0644 firmware-config/systemd/roomguard-central.sysusers "$tree/usr/lib/sysusers.d/roomguard.conf"
  cp -r firmware-config/{central,rooms,influxdb,mosquitto} "$documents/examples/"
  sed -i -e 's:"\./data":"/var/lib/roomguard-central":' -e 's:"site\.yaml":"site/site.yaml":' "$documents/examples/central/central.json"
  eng/package/notices.py artifacts/obj/RoomGuard.Cli/project.assets.json >"$documents/components.txt"
  install -D -m 0644 eng/package/roomguard.lintian-overrides "$tree/usr/share/lintian/overrides/roomguard"
  manual roomguard.1 "$tree"
  finish "$tree" roomguard "$arch" "libc6 (>= $(libc_needed "$home")), libgcc-s1, libstdc++6, libicu72 | libicu74 | libicu76, libssl3 | libssl3t64, tzdata, $users" "centre that watches server rooms and keeps their journals" <<'TEXT'
Receives what RoomGuard agents read, keeps the series, raises alarms,
recognises tests and outages, fills test journals, and says which
conditions of the Unified Requirements of Kazakhstan hold. In Kazakh,
Russian and English.
.
Also the command roomguard with a demo, checks of settings, backups and
SNMP tools. The centre starts once /etc/roomguard/central.json is there.
TEXT
}

case "${1:-all}" in agent | centre | all) ;; *) sed -n 2,5p "$0" >&2; exit 64 ;; esac
for arch in ${2:-amd64 arm64}; do
  runtime "$arch" >/dev/null
  [ "${1:-all}" = centre ] || agent "$arch"
  [ "${1:-all}" = agent ] || centre "$arch"
done

worst=0
printf 'package\tbytes\tMiB\tinstalled KiB\tlintian\n'
for file in "${made[@]}"; do
  said=$(lintian --fail-on error --tag-display-limit 0 --allow-root "$file" 2>&1) && verdict="no error" || { verdict=errors worst=1; }
  bytes=$(stat -c %s "$file")
  printf '%s\t%s\t%s\t%s\t%s, %s warnings\n' "$(basename "$file")" "$bytes" "$(awk "BEGIN { printf \"%.1f\", $bytes / 1048576 }")" "$(dpkg-deb -f "$file" Installed-Size)" "$verdict" "$(grep -c '^W:' <<<"$said" || true)"
  if [ -n "$said" ]; then sed 's/^/  /' <<<"$said" >&2; fi
done
exit $worst
