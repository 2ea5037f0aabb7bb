# shellcheck shell=bash
# A pool whose directors watch a service of their own on port 9999. Sourced.

readonly tracked_vip=172.28.128.234

# What the directors watch; it ends by itself with its node.
start_tracked() {
  on "$1" sh -c 'socat TCP-LISTEN:9999,bind=127.0.0.1,reuseaddr,fork /dev/null >/dev/null 2>&1 </dev/null & echo $! >/run/tracked.pid'
}

stop_tracked() { on "$1" sh -c 'kill $(cat /run/tracked.pid)'; }

plan_of() { lab kubectl get vippool "$1" -o jsonpath='{.status.plan.number}'; }

# check_state DIRECTOR CHECK: as the director reports it.
check_state() {
  lab kubectl get director "$1" -o "jsonpath={.status.tracking[?(@.name=='$2')].state}"
}

has_check_state() { [ "$(check_state "$1" "$2")" = "$3" ]; }

# router_of_tracked DIRECTOR FIELD
router_of_tracked() {
  lab kubectl get director "$1" -o "jsonpath={.status.virtualRouters[?(@.name=='tracked-216-v4')].$2}"
}

has_router_field() { [ "$(router_of_tracked "$1" "$2")" = "$3" ]; }

has_message() { lab kubectl get "$1" "$2" -o "jsonpath={.status.conditions[?(@.type=='$3')].message}" | grep -qF "$4"; }

tracking_begins() {
  local director
  chapter "A pool whose directors track a service of their own"
  for director in $directors; do
    start_tracked "$director"
  done
  lab real-server nginx2 add "$tracked_vip"
  run lab kubectl apply -f "$scenarios/tracking.yaml"
  eventually "$patience" "the VirtualService is ready" is_ready virtualservices.ipvs-operator.io tracked
  for director in $directors; do
    eventually 15 "check local of $director succeeds" has_check_state "$director" local Succeeding
    eventually 15 "check filter of $director, a program in the agent's image, succeeds" has_check_state "$director" filter Succeeding
  done
}

tracked_service_fails() {
  local owner=$1
  chapter "A check of the owner fails: it resigns in order"
  start_gap_meter "$tracked_vip"
  stop_tracked "$owner"
  eventually 10 "another director owns $tracked_vip" is_owned_by_another "$tracked_vip" "$owner"
  stop_gap_meter
  check_at_most "worst gap that the client saw" "$gap" 500 ms
  measured "a tracked check of the owner fails" "$(seconds_of "$gap")" "not measured"
  eventually 15 "$owner reports the check" has_check_state "$owner" local Failed
  eventually 15 "and its virtual router as withdrawn" has_router_field "$owner" state Withdrawn
  say "$(router_of_tracked "$owner" reason)"
  eventually 15 "the pool counts $owner as a loss" has_condition vippool tracked RedundancySatisfied "False Degraded"
  eventually 15 "and names the check" has_message vippool tracked RedundancySatisfied "$owner (local: "
}

tracked_service_heals() {
  local owner=$1
  chapter "The check succeeds again: the owner takes the address back"
  start_gap_meter "$tracked_vip"
  start_tracked "$owner"
  eventually 20 "$owner owns $tracked_vip again" is_owned_by "$tracked_vip" "$owner"
  stop_gap_meter
  check_at_most "worst gap that the client saw" "$gap" 500 ms
  eventually 15 "the pool bears a loss again" has_condition vippool tracked RedundancySatisfied "True Satisfied"
}

tracked_service_with_weight() {
  local owner=$1
  chapter "The same check with a weight: the owner goes one rank down"
  run lab kubectl patch vippool tracked --type json \
    -p '[{"op": "add", "path": "/spec/vrrp/tracking/checks/0/weight", "value": -20}]'
  eventually 30 "the VirtualService is ready" is_ready virtualservices.ipvs-operator.io tracked
  stop_tracked "$owner"
  eventually 20 "another director owns $tracked_vip" is_owned_by_another "$tracked_vip" "$owner"
  eventually 15 "$owner stands by with priority 230" has_router_field "$owner" priority 230
  check "state of $owner" "$(router_of_tracked "$owner" state)" Backup
  start_tracked "$owner"
  eventually 20 "$owner owns $tracked_vip again" is_owned_by "$tracked_vip" "$owner"
}

scenario_tracking() {
  local owner plan director
  tracking_begins
  owner=$(preferred_for tracked)
  eventually 20 "$owner owns $tracked_vip, and no other director" is_owned_by "$tracked_vip" "$owner"
  plan=$(plan_of tracked)
  tracked_service_fails "$owner"
  tracked_service_heals "$owner"
  check "plan of the pool, before and after" "$(plan_of tracked)" "$plan"
  tracked_service_with_weight "$owner"
  run lab kubectl delete -f "$scenarios/tracking.yaml"
  for director in $directors; do
    stop_tracked "$director"
  done
  check "directors that still hold $tracked_vip" "$(owners_of "$tracked_vip")" ""
}
