#!/usr/bin/env bash
# Two centres on one PostgreSQL under load: one is killed, comes back, and the one that led is killed. Prints the figures as a table; takes two minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
eng/bench.sh cluster | awk -F'\t' 'BEGIN { form = "%-36s %12s %-9s %-28s %12s  %s\n"; printf form, "what", "figure", "unit", "against", "", "" } { printf form, $2, $3, $4, $5, $6, $9 }'
