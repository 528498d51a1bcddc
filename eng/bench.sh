#!/usr/bin/env bash
# Measures. `eng/bench.sh` lists the benches; `eng/bench.sh <name> [how]` prints one tab-separated line a measure:
# bench, name, figure, unit, peer, peer's figure, ratio, bar, ok or short. Exits non-zero only when it could not measure.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
eng/install.sh ${1:+--bench} >&2
dotnet build bench/RoomGuard.Bench -c Release -v quiet >&2
if [ "${1:-}" = slice ] || [ "${1:-}" = agent ]; then
  dotnet publish src/RoomGuard.Agent -c Release -r linux-x64 -v quiet -o artifacts/agent-native >&2
fi
if [ "${1:-}" = centre ] || [ "${1:-}" = cluster ] || [ "${1:-}" = verdicts ] || [ "${1:-}" = journals ]; then
  case "$(uname -m)" in aarch64) runtime=linux-arm64 ;; *) runtime=linux-x64 ;; esac
  dotnet publish src/RoomGuard.Cli -c Release -p:PublishFor="$runtime" -v quiet -o artifacts/roomguard >&2
fi
if [ "${1:-}" = snmp ]; then
  dotnet publish bench/RoomGuard.Bench.Poller -c Release -r linux-x64 -v quiet -o artifacts/bench-tools >&2
fi
exec dotnet run --project bench/RoomGuard.Bench -c Release --no-build -- "$@"
