#!/usr/bin/env bash
# Prepares an InfluxDB 1.x for RoomGuard: an administrator, a database, a retention policy, a user that writes and one that only reads.
# Safe to run again: what is there is brought to what is asked, and nothing is erased but what a shorter retention erases.
#
#   provision.sh <folder with admin.password, roomguard.password, reader.password> [host [port [days]]]
#
# The first lines of the three files are the passwords; nothing of them is on a command line. A private authority: SSL_CERT_FILE=ca.pem.
# In central.json: "influx": { "url": "https://…:8086/", "user": "roomguard", "passwordFile": "roomguard.password", "retention": "kept" }
set -euo pipefail
if [ $# -lt 1 ] || [ $# -gt 4 ]; then sed -n 5,8p "$0" >&2; exit 64; fi
folder=$1 host=${2:-127.0.0.1} port=${3:-8086}
# Clause 38 (4) asks three years of event logs; the samples that entries of journals are made of are kept as long, and a little longer.
days=${4:-1130}
case $days in '' | *[!0-9]*) echo "days is \"$days\"; it must be a whole number." >&2; exit 64 ;; esac

unset INFLUX_USERNAME INFLUX_PASSWORD
say() { influx -ssl -host "$host" -port "$port" -format csv; }
password() {
  local text
  IFS= read -r text <"$folder/$1.password" || [ -n "$text" ] || { echo "$folder/$1.password is empty." >&2; exit 78; }
  printf '%s' "$text"
}
# As a text of InfluxQL.
quoted() { local text=${1//\\/\\\\}; printf "'%s'" "${text//\'/\\\'}"; }

admin=$(password admin)
# Only a server without an administrator lets anybody make one.
printf 'CREATE USER admin WITH PASSWORD %s WITH ALL PRIVILEGES' "$(quoted "$admin")" | say >/dev/null 2>&1 || true
export INFLUX_USERNAME=admin INFLUX_PASSWORD=$admin
users=$(echo 'SHOW USERS' | say) || { echo "$host:$port does not take the administrator's password, or does not answer." >&2; exit 69; }

echo 'CREATE DATABASE roomguard' | say
policy="RETENTION POLICY kept ON roomguard DURATION ${days}d"
if echo 'SHOW RETENTION POLICIES ON roomguard' | say | grep -q '^kept,'; then echo "ALTER $policy" | say; else echo "CREATE $policy REPLICATION 1" | say; fi
for user in roomguard reader; do
  secret=$(quoted "$(password "$user")")
  if grep -q "^$user," <<<"$users"; then printf 'SET PASSWORD FOR %s = %s' "$user" "$secret" | say; else printf 'CREATE USER %s WITH PASSWORD %s' "$user" "$secret" | say; fi
done
echo 'GRANT ALL ON roomguard TO roomguard; GRANT READ ON roomguard TO reader' | say
echo "Database roomguard on $host:$port keeps ${days} days in policy kept; roomguard writes, reader reads."
