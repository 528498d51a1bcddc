#!/usr/bin/env bash
# Installs the real parts that the tests run against (Debian packages); with --bench those too that the benches are compared with.
# Safe to run again; quiet when nothing is missing.
set -euo pipefail

packages=(
  mosquitto mosquitto-clients influxdb influxdb-client snmp snmpd snmptrapd snmpsim nut-server nut-client nut-snmp sqlite3 python3
  postgresql postgresql-client
  chromium fonts-dejavu-core fonts-noto-core
  clang zlib1g-dev # NativeAOT of the agent
)
if [ "${1:-}" = --bench ]; then packages+=(gcc libc6-dev libsnmp-dev collectd prometheus-snmp-exporter); fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "Installing: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi

# The tests start every server themselves: none is to be started by its package. A policy that is there already stays.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod 0755 "$policy"
  trap '"${as_root[@]}" rm -f "$policy"' EXIT
fi

log=$(mktemp)
if ! { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  tail -n 40 "$log"
  echo "apt-get could not install the packages above." >&2
  exit 1
fi
