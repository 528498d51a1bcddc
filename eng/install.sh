#!/usr/bin/env bash
# Installs the real parts that the tests run against (Debian packages); with --bench those too that the benches are compared with,
# with --package those that make and judge packages.
# Safe to run again; quiet when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
  mosquitto mosquitto-clients influxdb influxdb-client victoria-metrics snmp snmpd snmptrapd snmpsim nut-server nut-client nut-snmp sqlite3 python3
  postgresql postgresql-client
  python3-icalendar # reads the calendar feed of the plan
  chromium fonts-dejavu-core fonts-noto-core
  openssl softhsm2 # verify signatures from outside; a PKCS#11 token for the key that signs journals
  poppler-utils # what the text and the pages of a PDF are read by
  libreoffice-calc-nogui # opens workbooks
  zxing-cpp-tools # reads QR codes, also those that name their character set
  ffmpeg libjpeg-turbo-progs # a player that plays the simulated camera; the pictures of libjpeg
  gir1.2-gst-rtsp-server-1.0 python3-gi gstreamer1.0-plugins-base gstreamer1.0-plugins-good # an RTSP server
  faketime # a centre of years ago
  device-tree-compiler systemd udev util-linux # compile and apply overlays; judge units, users, rules and mounts
  clang zlib1g-dev # NativeAOT of the agent
  lld gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static # the same for the boards, and their processor
  systemd # its judgement of the agent's unit
)
if [ "${1:-}" = --bench ]; then packages+=(gcc libc6-dev libsnmp-dev libmosquitto-dev collectd prometheus-snmp-exporter postgresql); command -v npm >/dev/null || packages+=(nodejs npm); fi
if [ "${1:-}" = --package ]; then packages+=(lintian mmdebstrap dpkg binutils gzip); fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done

# Node-RED is a peer of the benches of the agent and the centre; versions as they were compared with.
node_red=(node-red@4.1.15 node-red-contrib-influxdb@0.7.0 node-red-node-snmp@0.0.24)
install_node_red() {
  local folder=artifacts/bench-node
  [ "$1" = --bench ] && [ ! -d "$folder/node_modules/node-red-node-snmp" ] || return 0
  echo "Installing: ${node_red[*]}"
  mkdir -p "$folder"
  npm install --prefix "$folder" --no-audit --no-fund --loglevel=error "${node_red[@]}"
}

# What is taken out of Debian's arm64 packages: the device trees of the boards of hw/, which overlays are applied to, and the libraries that an
# arm64 agent is run with here. Fetched by an apt of its own, so that this machine's architectures stay as they are.
install_arm64() {
  local trees=artifacts/device-trees libraries=artifacts/arm64-root boards apt package library
  boards=$(sed -n 's/.*"debianTree": "\(.*\)".*/\1/p' hw/*/pins.json)
  if (cd "$trees" 2>/dev/null && ls $boards >/dev/null 2>&1) && [ -e "$libraries/complete" ]; then return 0; fi
  echo "Fetching: device trees and libraries of Debian's arm64"
  apt=$(mktemp -d)
  mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$trees" "$libraries"
  touch "$apt/status"
  local options=(-qq -o APT::Architecture=arm64 -o APT::Architectures::=arm64 -o APT::Sandbox::User=root -o Dir::State="$apt" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt")
  apt-get "${options[@]}" update
  package=$(apt-cache "${options[@]}" depends linux-image-arm64 | awk '/Depends: linux-image/{print $2; exit}')
  (cd "$apt" && apt-get "${options[@]}" download "$package" libc6 libssl3)
  dpkg-deb --fsys-tarfile "$apt/$package"_*.deb | tar -x -C "$trees" --strip-components=4 $(printf "./usr/lib/$package/%s " $boards)
  for library in libc6 libssl3; do dpkg-deb -x "$apt/$library"_*.deb "$libraries"; done
  touch "$libraries/complete"
  rm -rf "$apt"
}

if [ ${#missing[@]} -eq 0 ]; then
  install_node_red "${1:-}"
  install_arm64
  exit 0
fi

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
install_node_red "${1:-}"
install_arm64
