#!/usr/bin/env bash
# What the action runs: fetches the records, then asks the gate. Its exit code is the answer.
set -euo pipefail

program=(countersign)
beside="${GATE_ACTION_PATH:-.}/../../dist/cli.mjs"
if [ -n "${GATE_PROGRAM:-}" ]; then
  case "$GATE_PROGRAM" in
    *.mjs) program=(node "$GATE_PROGRAM") ;;
    *) program=("$GATE_PROGRAM") ;;
  esac
elif [ -f "$beside" ]; then
  program=(node "$beside")
fi

# A repository without records has no such refs. One that cannot be reached has none either: then nothing is answered for.
git fetch --quiet --no-tags origin '+refs/countersign/ledger/*:refs/countersign/from/origin/ledger/*' ||
  echo '::warning title=Countersign::The published records could not be fetched.'

words=(gate --head "${GATE_HEAD:-HEAD}" --require-origin "${GATE_REQUIRE_ORIGIN:-any}")
if [ -n "${GATE_BASE:-}" ]; then words+=(--base "$GATE_BASE"); fi
if [ -n "${GATE_ORG_POLICY:-}" ]; then words+=(--org-policy "$GATE_ORG_POLICY"); fi
while IFS= read -r source; do
  if [ -n "$source" ]; then words+=(--records "$source"); fi
done <<<"${GATE_RECORDS:-}"

if [ -n "${GATE_SARIF_FILE:-}" ]; then
  "${program[@]}" "${words[@]}" --format sarif >"$GATE_SARIF_FILE" || true
fi
exec "${program[@]}" "${words[@]}" --format github
