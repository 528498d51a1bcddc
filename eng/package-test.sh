#!/usr/bin/env bash
# Tries the packages of eng/package.sh in a clean root of Debian: installs them, reads with the agent and publishes to a broker outside, starts the
# centre, upgrades, keeps settings and state, removes, purges, and compares what is there with what was there before.
# Needs root, and mmdebstrap, which takes the mirror this machine's own apt uses. Prints one line a step; the last says "in order".
#   eng/package-test.sh [keep]     keep: leave the clean root for the next time
set -euo pipefail
cd "$(dirname "$0")/.."
eng/install.sh --package >&2
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
version="$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)-1"
arch=$(dpkg --print-architecture) packages=artifacts/packages
agent=$packages/roomguard-agent_${version}_$arch.deb centre=$packages/roomguard_${version}_$arch.deb
base=artifacts/package-work/clean-root.tar work=$(mktemp -d)
root=$work/root
processes=()
end() {
  for process in "${processes[@]}"; do kill "$process" 2>/dev/null || true; done
  wait 2>/dev/null || true
  if mountpoint -q "$root/proc"; then umount "$root/proc"; fi
  rm -rf "$work"
  if [ "${1:-}" != keep ]; then rm -f "$base"; fi
}
trap 'end "${keep:-}"' EXIT
keep=${1:-}
fail() { echo "Not in order: $1" >&2; exit 1; }
step() { printf '%s\t%s\n' "$(date +%H:%M:%S)" "$1"; }
in_root() { chroot "$root" "$@"; }

# The first of each choice of what the packages say that they depend on, and no more.
depends=$( (dpkg-deb -f "$agent" Depends; dpkg-deb -f "$centre" Depends) | tr ',' '\n' | sed 's/|.*//; s/(.*//; s/ //g' | sort -u | paste -sd,)
mkdir -p "$(dirname "$base")"
if [ ! -e "$base" ]; then
  read -r mirror release < <(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' | grep -v -e -updates -e -security | awk '/debian/{print; exit}')
  mmdebstrap --quiet --variant=minbase --include="$depends" "$release" "$base" "$mirror"
fi
mkdir "$root" && tar -x -C "$root" -f "$base"
mount -t proc proc "$root/proc"
step "a clean root with $depends"

# Every file with its mode and owner; what is written in those that dpkg and the user tools rewrite is compared beside.
inventory() { (cd "$root" && find . -xdev \( -path ./proc -o -path ./tmp -o -path ./var/lib/dpkg -o -path ./var/log \) -prune -o -printf '%p %m %u:%g %y\n' | sort); (cd "$root" && sort etc/passwd etc/group etc/shadow etc/gshadow && ls etc/systemd/system/* var/lib/systemd/deb-systemd-helper-* 2>/dev/null); in_root dpkg-query -W; }
# The tools leave the files before as backups, and locks: the same ones on every machine.
in_root sh -c 'useradd --system before && userdel before; systemd-sysusers' >/dev/null 2>&1
inventory >"$work/before"
deb() { cp "$1" "$root/tmp/package.deb" && in_root dpkg -i /tmp/package.deb >"$work/dpkg" 2>&1 || { cat "$work/dpkg"; fail "dpkg -i $1"; }; rm "$root/tmp/package.deb"; }

deb "$agent"; deb "$centre"
[ "$(in_root roomguard-agent --version)" = "roomguard-agent ${version%-*}" ] || fail "the agent's version"
in_root roomguard --help >/dev/null || fail "roomguard --help"
in_root getent passwd roomguard roomguard-central >/dev/null || fail "the users"
for unit in roomguard-agent roomguard-central; do [ -L "$root/etc/systemd/system/multi-user.target.wants/$unit.service" ] || fail "$unit is not enabled"; done
[ ! -e "$root/etc/roomguard/agent.json" ] || fail "an agent that nobody set up would start"
step "installed, enabled, not set up"

cat >"$work/mosquitto.conf" <<CONF
listener 18873 127.0.0.1
allow_anonymous true
user root
CONF
mosquitto -c "$work/mosquitto.conf" >"$work/mosquitto.log" 2>&1 & processes+=($!)
mkdir -p "$root/etc/roomguard/board/class/hwmon/hwmon0"
echo sht3x >"$root/etc/roomguard/board/class/hwmon/hwmon0/name"; echo 22500 >"$root/etc/roomguard/board/class/hwmon/hwmon0/temp1_input"
cat >"$root/etc/roomguard/agent.json" <<'JSON'
{ "site": "hq", "agent": "node-1", "mqtt": { "host": "127.0.0.1", "port": 18873 }, "sysfs": "board",
  "sensors": [ { "driver": "hwmon", "device": "sht3x", "channel": "temp1", "room": "srv-1", "equipment": "probe-1", "signal": "env.temp", "period": "1 s" } ] }
JSON
documents=/usr/share/doc/roomguard/examples
in_root sh -ec "sed 's/\"port\": 1883/\"port\": 18873/; s/\"port\": 8080/\"port\": 18874/' $documents/central/central.json >/etc/roomguard/central.json; cp $documents/central/site.yaml /etc/roomguard/site/"
in_root roomguard-agent check /etc/roomguard/agent.json >/dev/null || fail "the agent's settings"
in_root install -d -o roomguard-central -g roomguard-central -m 0700 /var/lib/roomguard-central
in_root install -d -o roomguard -g roomguard -m 0700 /var/lib/roomguard
as() { local user=$1; shift; exec chroot --userspec="$user:$user" "$root" env HOME="/var/lib/$user" "$@"; }
(as roomguard-central roomguard check /etc/roomguard/central.json >/dev/null) || fail "the centre's settings"
as roomguard-central roomguard serve /etc/roomguard/central.json >"$work/centre.log" 2>&1 & processes+=($!) serving=$!
as roomguard env STATE_DIRECTORY=/var/lib/roomguard roomguard-agent run --config /etc/roomguard/agent.json >"$work/agent.log" 2>&1 & processes+=($!) reading=$!
mosquitto_sub -p 18873 -V 5 -t 'roomguard/1/hq/node-1/live' -C 1 -W 30 >"$work/pack" || { cat "$work/agent.log"; fail "no pack came"; }
grep -q '"n":"[^"]*env.temp"[^}]*"v":22.5' "$work/pack" || { cat "$work/pack"; fail "the pack is another"; }
for _ in $(seq 60); do if curl -fsS http://127.0.0.1:18874/readyz >/dev/null 2>&1; then ready=yes; break; fi; sleep 0.5; done
[ "${ready:-}" = yes ] || { cat "$work/centre.log"; fail "the centre is not ready"; }
step "the agent's pack is live at a broker outside, the centre is ready, both as their users"
kill "$serving" "$reading"
wait "$serving" || { code=$?; tail -n 20 "$work/centre.log" >&2; fail "the centre ended with $code"; }
wait "$reading" || fail "the agent ended with $?"
[ -n "$(ls "$root/var/lib/roomguard-central")" ] || fail "the centre kept nothing"

# The next version: the same files under a higher number.
sums() { (cd "$root" && find etc/roomguard var/lib/roomguard var/lib/roomguard-central -type f -print0 | sort -z | xargs -0 md5sum; stat -c '%n %a %U:%G' etc/roomguard/* var/lib/roomguard var/lib/roomguard-central); }
sums >"$work/kept"
for file in "$agent" "$centre"; do
  dpkg-deb -R "$file" "$work/next" && sed -i "s/^Version: .*/Version: ${version%-*}+next-1/" "$work/next/DEBIAN/control"
  dpkg-deb --build -Znone --root-owner-group "$work/next" "$work/next.deb" >/dev/null && deb "$work/next.deb" && rm -rf "$work/next" "$work/next.deb"
done
[ "$(in_root dpkg-query -W -f '${Version}' roomguard-agent)" = "${version%-*}+next-1" ] || fail "the upgrade"
sums | diff "$work/kept" - || fail "the upgrade changed settings or state"
step "upgraded: settings and state as they were"

in_root dpkg -r roomguard-agent roomguard >/dev/null 2>&1
sums | diff "$work/kept" - || fail "the removal changed settings or state"
step "removed: settings and state as they were"
deb "$agent"; deb "$centre"
for unit in roomguard-agent roomguard-central; do [ -L "$root/etc/systemd/system/multi-user.target.wants/$unit.service" ] || fail "$unit is not enabled after it came back"; done
in_root dpkg -P roomguard-agent >/dev/null 2>&1
[ -e "$root/etc/roomguard/central.json" ] && in_root getent passwd roomguard-central >/dev/null || fail "the agent's purge took what is the centre's"
[ ! -e "$root/etc/roomguard/agent.json" ] || fail "the agent's purge left its settings"
step "the agent purged: the centre's settings are as they were"
in_root dpkg -P roomguard >/dev/null 2>&1
inventory >"$work/after"
diff "$work/before" "$work/after" || fail "the purge left something (>) or took what is not its own (<)"
step "purged: $(wc -l <"$work/before") files, modes, owners, users, groups and units as before"
echo "in order"
