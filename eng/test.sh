#!/usr/bin/env bash
# Passes the tests: installs what they need, builds without a warning, checks the format, runs every test project.
# The last line is the sum over all projects: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

step() { printf '\n== %s (%s)\n' "$1" "$(date +%H:%M:%S)"; }
give_up() { echo "$1" >&2; echo "0 passed, 1 failed, 0 skipped"; exit 1; }

step "real parts"
eng/install.sh || give_up "The real parts could not be installed."

step "build"
dotnet build RoomGuard.sln -v quiet || give_up "The build failed."

step "format"
# What style asks beside is an error of the build already.
dotnet format whitespace RoomGuard.sln --verify-no-changes --no-restore || give_up "dotnet format would change something."

step "agent as native code"
dotnet publish src/RoomGuard.Agent -c Release -r linux-x64 -v quiet -o artifacts/agent-native || give_up "The agent does not publish as NativeAOT."
# For the boards, and for the emulator that tries it here.
dotnet publish src/RoomGuard.Agent -c Release -r linux-arm64 -v quiet -o artifacts/agent-arm64 || give_up "The agent does not publish as NativeAOT for arm64."
export ROOMGUARD_AGENT="$PWD/artifacts/agent-native/roomguard-agent"

passed=0 failed=0 skipped=0 broken=0
log=$(mktemp) failures=$(mktemp)
trap 'rm -f "$log" "$failures"' EXIT
# The failures alone, without what the programs under test wrote to their own logs meanwhile.
failures_of() { awk '/^failed /{on=1} /^(passed|skipped) /||/^Test run summary/||/^ +[0-9-]+T[0-9:.]+Z [a-z]+: /{on=0} on' "$1"; }
for project in tests/*/*.Tests.csproj; do
  name=$(basename "$project" .csproj)
  run=(dotnet test --project "$project" --no-build --no-progress)
  if [ "$name" = RoomGuard.Kernel.Tests ]; then
    # Boots a kernel of its own, and downloads one the first time: in CI, and where it is asked for by its name.
    [ "${CI:-}" = true ] || [[ " $* " == *" $name "* ]] || continue
    run=(eng/kernel-lane.sh)
  fi
  [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
  step "$name"
  "${run[@]}" >"$log" 2>&1
  code=$?
  count() { sed -n "s/^ *$1: *\([0-9]*\).*/\1/p" "$log" | tail -n 1; }
  p=$(count succeeded) f=$(count failed) s=$(count skipped)
  if [ $code -ne 0 ]; then cat "$log"; { echo "-- $name"; failures_of "$log"; } >>"$failures"; else echo "${p:-0} passed, ${f:-0} failed, ${s:-0} skipped"; fi
  # A project that could not run at all counts as one failure.
  if [ $code -ne 0 ] && [ "${f:-0}" -eq 0 ]; then broken=$((broken + 1)); fi
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
done
failed=$((failed + broken))

# Once more at the end, where it is found also when only the end of a long output is kept.
if [ "$failed" -ne 0 ]; then step "what failed"; cut -c1-1000 "$failures"; fi
echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
