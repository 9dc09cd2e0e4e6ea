#!/bin/sh
# Stops a promotion while catalog and log of a table differ.
#   deploy/ci/parity-gate.sh TABLE…      reports go to $PARITY_REPORTS (default: parity-reports)
# Exit code: 0 every table at parity, or only its lag objective missed (told on stderr); 2 drift; 1 a table could not
# be compared, which proves nothing and so stops the promotion too.
set -u
[ $# -gt 0 ] || { echo "parity-gate: name at least one table." >&2; exit 64; }
reports=${PARITY_REPORTS:-parity-reports}
mkdir -p "$reports"
drift=0
unknown=0
for table in "$@"; do
    "${LAKESHIFT:-lakeshift}" diff --table-id "$table" \
        --lag-threshold-seconds "${LAG_THRESHOLD_SECONDS:-5}" --max-drift-files 0 \
        --json-output "$reports/$table.json" \
        --metrics-format prometheus --metrics-output "$reports/$table.prom" >&2
    code=$?
    case $code in
        0) echo "$table: parity" ;;
        3) echo "$table: parity, but the lag objective is missed"
           echo "ALERT $table: published later than the objective; see $reports/$table.json" >&2 ;;
        2) echo "$table: DRIFT"; drift=1 ;;
        *) echo "$table: could not be compared (exit code $code)"; unknown=1 ;;
    esac
done
[ $drift -eq 0 ] || exit 2
[ $unknown -eq 0 ] || exit 1
