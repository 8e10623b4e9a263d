#!/bin/bash
# CreateTask and GET Job beside an endpoint that only commits a row: requests a second, median and 99 % in milliseconds.
#   bench/api/run.sh [ROUNDS [SECONDS]]        CAIRN=path of the program, CONNECTIONS=64
set -euo pipefail
cd "$(dirname "$0")"
rounds=${1:-3} seconds=${2:-10} connections=${CONNECTIONS:-64}
cairn=${CAIRN:-$PWD/../../artifacts/bin/cairn}
command -v wrk > /dev/null || { echo "bench/api needs wrk (Debian: apt-get install wrk)" >&2; exit 2; }
work=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null; wait; rm -rf "$work"' EXIT

dotnet publish Baseline -c Release -v q --nologo -o "$work/baseline" > /dev/null
"$work/baseline/Baseline" "$work/baseline.db" http://127.0.0.1:8461 &
export XDG_CONFIG_HOME=$work/config CAIRN_PASSWORD=only-for-measuring CAIRN_ADMIN_PASSWORD=only-for-measuring
"$cairn" serve --data "$work/data" --listen http://127.0.0.1:8460 --requests-per-second 0 > "$work/serve.log" &
for _ in $(seq 100); do curl -fs http://127.0.0.1:8460/healthz > /dev/null && break; sleep 0.1; done
"$cairn" login http://127.0.0.1:8460 > /dev/null
"$cairn" apply -f ../../docs/examples/world.yaml > /dev/null
export TOKEN BODY=$work/body.json FIGURES=$PWD/figures.lua
TOKEN=$(sed -n 's/.*"\(QSDK [^"]*\)".*/\1/p' "$work/config/cairn/session.json")

# A schedule of the far future: it is resolved, checked and stored like any task, and no job that runs is measured with it.
cat > "$BODY" <<'JSON'
{"taskInfo":{"associations":[{"clientName":"client001","appName":"File System","backupsetName":"defaultBackupSet","subclientName":"default"}],
"task":{"taskType":2,"policyType":0,"initiatedFrom":2},
"subTasks":[{"subTask":{"subTaskName":"nightly","operationType":2,"subTaskType":2},
"options":{"backupOpts":{"backupLevel":2},"commonOpts":{"jobDescription":"measured"}},
"pattern":{"freq_type":4,"active_start_date":4102444800,"active_start_time":75600,"timeZone":{"TimeZoneName":"UTC"}}}]}}
JSON
request=$(curl -s -H "Authtoken: $TOKEN" -H 'Content-Type: application/json' --data-binary @"$BODY" http://127.0.0.1:8460/CreateTask)
[[ $request == *taskId* ]] || { echo "CreateTask was refused: $request" >&2; exit 1; }
immediate='{"taskInfo":{"associations":[{"clientName":"client001","appName":"File System","subclientName":"default"}],"task":{"taskType":1},"subTasks":[{"subTask":{"operationType":2},"options":{"backupOpts":{"backupLevel":2},"commonOpts":{"startUpOpts":{"startInSuspendedState":true}}}}]}}'
job=$(curl -s -H "Authtoken: $TOKEN" -H 'Content-Type: application/json' -d "$immediate" http://127.0.0.1:8460/CreateTask | sed 's/.*jobIds":\["\([0-9]*\).*/\1/')

measure() { # NAME SCRIPT URL
  printf '%-12s %s\n' "$1" "$(wrk -t1 -c"$connections" -d"${seconds}s" -s "$2" "$3" | sed -n 's/^FIGURES //p')" | tee -a "$work/figures"
}
echo "what         requests/s  p50 ms  p99 ms  errors"
for _ in $(seq "$rounds"); do
  measure baseline post.lua http://127.0.0.1:8461/
  measure CreateTask post.lua http://127.0.0.1:8460/CreateTask
  measure GET-Job get.lua "http://127.0.0.1:8460/Job/$job"
done
median() { # NAME COLUMN
  grep "^$1 " "$work/figures" | awk -v column="$2" '{ print $column }' | sort -n | sed -n "$(((rounds + 1) / 2))p"
}
echo "medians"
for what in baseline CreateTask GET-Job; do
  printf '%-12s %s %s %s\n' "$what" "$(median "$what" 2)" "$(median "$what" 3)" "$(median "$what" 4)"
done
