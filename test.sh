#!/usr/bin/env bash
# Runs every test: TypeScript, .NET on both databases, and the browser's. Installs Debian packages that they need.
#   ./test.sh          ten to thirteen minutes on two cores
#   ./test.sh --full   adds the long rounds
set -uo pipefail
cd "$(dirname "$0")"

full=0
for argument in "$@"; do
  case "$argument" in
    --full) full=1 ;;
    *) echo "usage: ./test.sh [--full]" >&2; exit 2 ;;
  esac
done

# --- what must be there -----------------------------------------------------------------------------------------------
if ! dotnet --version >/dev/null 2>&1; then
  echo "test.sh needs the .NET SDK 10; 'dotnet --version' finds none that global.json accepts." >&2
  exit 2
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null; then
  echo "test.sh needs Node.js 20.19 or newer; found: $(node --version 2>/dev/null || echo none)." >&2
  exit 2
fi

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v curl >/dev/null || missing+=(curl)
command -v redis-server >/dev/null || missing+=(redis-server)
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "test.sh needs these packages, please install them: ${missing[*]}" >&2
    exit 2
  fi
  echo "Installing ${missing[*]}"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null \
    || { echo "test.sh could not install: ${missing[*]}" >&2; exit 2; }
fi

# --- how they run -----------------------------------------------------------------------------------------------------
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
# Without it a snapshot that is missing is written and passes.
export SNAPSHOOTER_STRICT_MODE=on
[ $full = 1 ] && export CRM_TEST_FULL=1
results=artifacts/tests
rm -rf "$results" && mkdir -p "$results"
failed_runs=0

step() {
  echo "--- $1"
  shift
  "$@" || { failed_runs=$((failed_runs + 1)); return 1; }
}

# Sums a counter over all result files: trx of .NET, JSON of vitest.
sum() {
  { cat "$results"/*.trx 2>/dev/null | grep -o "<Counters [^>]*>" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*'
    cat "$results"/*.json 2>/dev/null | grep -o "\"$2\":[0-9]*" | grep -o '[0-9]*$'
    echo 0; } | awk '{ n += $1 } END { print n }'
}

if step "build" dotnet build CrmContacts.sln -v q --nologo -clp:ErrorsOnly; then
  if step "widget tools" npm --prefix src/Widget/tools ci --no-audit --no-fund --loglevel=error; then
    step "widget" npm --prefix src/Widget/tools test -- --reporter=default --reporter=json --outputFile.json="$PWD/$results/widget.json"
  fi
  step "audits of GraphQL over HTTP" npm --prefix tests/Plugin.Tests/Audits ci --no-audit --no-fund --loglevel=error
  # All assemblies in one run, two at a time: one result file, which no other run can overwrite.
  assemblies=()
  for folder in tests/*.Tests; do
    assemblies+=("$folder/bin/Debug/net10.0/CrmContacts.$(basename "$folder").dll")
  done
  step ".NET" dotnet test "${assemblies[@]}" --nologo --results-directory "$results" \
    --logger "trx;LogFileName=dotnet.trx" --logger "console;verbosity=minimal" -- RunConfiguration.MaxCpuCount=2
fi

passed=$(sum passed numPassedTests)
failed=$(sum failed numFailedTests)
skipped=$(($(sum total numPendingTests) - $(sum executed none)))
# A runner that broke down before it could count is a failure too.
[ "$failed" = 0 ] && failed=$failed_runs
echo
if [ "$skipped" = 0 ]; then echo "$passed passed, $failed failed"; else echo "$passed passed, $failed failed, $skipped skipped"; fi
[ "$failed" = 0 ]
