# shellcheck shell=bash
# A service whose backends every director asks how they are. Sourced.

readonly checked_vip=172.28.128.236

# The processes that listen on port 80 of a host; a stopped one lets its kernel accept connections and answers none.
signal_nginx() {
  on "$1" sh -c "ss -Hltnp 'sport = :80' | grep -o 'pid=[0-9]*' | cut -d = -f 2 | sort -u | xargs kill -$2"
}

# weights_on DIRECTOR: "NGINX1 NGINX2" in its kernel.
weights_on() {
  lab in "$1" ipvsadm -Ln -t "$checked_vip:80" |
    awk '$2 == "172.28.128.30:80" {first=$4} $2 == "172.28.128.40:80" {second=$4} END {print first, second}'
}

has_weights() { [ "$(weights_on "$1")" = "$2" ]; }

# used_by DIRECTOR: "READY of TOTAL" as it reports.
used_by() { lab kubectl get director "$1" -o jsonpath='{range .status.health.tables[*]}{.ready} of {.total}{end}'; }

uses() { [ "$(used_by "$1")" = "$2" ]; }

every_director_has_weights() {
  local director
  for director in $directors; do
    eventually 20 "weights on $director: $1" has_weights "$director" "$1"
  done
}

checks_begin() {
  local director
  chapter "Health checks: every director asks the backends by itself"
  lab real-server nginx2 add "$checked_vip"
  run lab kubectl apply -f "$scenarios/health-checks.yaml"
  eventually "$patience" "the VirtualService is ready" is_ready virtualservices.ipvs-operator.io checked
  for director in $directors; do
    eventually 20 "$director uses both backends" uses "$director" "2 of 2"
  done
  eventually 20 "$(preferred_for checked) owns $checked_vip, and no other director" is_owned_by "$checked_vip" "$(preferred_for checked)"
  check "50 curls" "$(fifty_curls "$checked_vip")" "nginx1=25 nginx2=25 failed=0"
}

one_server_hangs() {
  chapter "A web server hangs: no director sends it new connections"
  signal_nginx nginx2 STOP
  every_director_has_weights "1 0"
  check "50 curls" "$(fifty_curls "$checked_vip")" "nginx1=50 nginx2=0 failed=0"
  eventually 20 "the VirtualService says so" has_condition virtualservices.ipvs-operator.io checked BackendsResolved "True PartlyHealthy"
  lab kubectl get virtualservices.ipvs-operator.io checked -o jsonpath='{.status.conditions[?(@.type=="BackendsResolved")].message}{"\n"}'
}

agent_restarts_meanwhile() {
  local owner pod
  chapter "The owner's node-agent starts anew meanwhile: nothing changes in its kernel"
  owner=$(preferred_for checked)
  pod=$(agent_pod_of "$owner")
  run lab kubectl -n ipvs-operator delete "$pod"
  eventually "$patience" "every agent is ready" agents_are_ready
  eventually 30 "the new agent of $owner has its verdict" uses "$owner" "1 of 2"
  check "weights on $owner" "$(weights_on "$owner")" "1 0"
}

all_servers_hang() {
  local director
  chapter "All web servers seem dead: a director goes on with those that it used before"
  signal_nginx nginx1 STOP
  for director in $directors; do
    eventually 20 "$director says that it may be cut off" has_condition director "$director" BackendsAnswer "False PanicThresholdExceeded"
  done
  every_director_has_weights "1 0"
}

scenario_health_checks() {
  checks_begin
  one_server_hangs
  agent_restarts_meanwhile
  all_servers_hang
  chapter "They answer again"
  signal_nginx nginx1 CONT
  signal_nginx nginx2 CONT
  every_director_has_weights "1 1"
  check "50 curls" "$(fifty_curls "$checked_vip")" "nginx1=25 nginx2=25 failed=0"
  run lab kubectl delete -f "$scenarios/health-checks.yaml"
  check "directors that still hold $checked_vip" "$(owners_of "$checked_vip")" ""
}
