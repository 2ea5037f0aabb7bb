# shellcheck shell=bash
# Planned moves, carried out by real agents: one router at a time, while a client connects. Sourced.

readonly moves_services="6 7 8 9"
readonly moves_vips="172.28.128.236 172.28.128.237 172.28.128.238 172.28.128.239"

scenario_moves() {
  local vip
  chapter "Four services are made while two of three directors are in maintenance"
  for vip in $moves_vips; do lab real-server nginx2 add "$vip"; done
  run lab kubectl apply -f "$scenarios/moves.yaml"
  eventually "$patience" "all directors are available" directors_are_available
  set_maintenance true d2 d3
  declare_demand 1500k "$moves_services"
  eventually "$patience" "every VirtualService is ready" moves_are_ready
  eventually 60 "d1 serves all four" serves d1 4
  moves_back_to_everybody
  plan_in_the_pod
  demand_grows_without_preemption
  an_address_changes_its_router
  run lab kubectl delete -f "$scenarios/moves.yaml" --wait=false
  run lab kubectl delete virtualservices.ipvs-operator.io moves-6 moves-7 moves-8 moves-9
  for vip in $moves_vips; do lab real-server nginx2 remove "$vip"; done
}

moves_back_to_everybody() {
  chapter "All directors are there again: some of the addresses move, one router after the other"
  start_moves_watch
  set_maintenance false d2 d3
  moves_are_carried_out 2 "failback Immediate"
}

# Without preemption a higher priority moves nothing: who is active gives the address away first.
demand_grows_without_preemption() {
  local director
  chapter "Without preemption: two services of one director declare more"
  run lab kubectl patch vippool moves --type merge -p '{"spec":{"vrrp":{"failback":{"policy":"Never"}}}}'
  director=$(director_of_two)
  start_moves_watch
  declare_demand 4M "$(services_on "$director")"
  moves_are_carried_out 1 "failback Never"
}

# set_maintenance BOOLEAN DIRECTOR...
set_maintenance() {
  local director value=$1
  shift
  for director in "$@"; do
    run lab kubectl patch director "$director" --type merge -p "{\"spec\":{\"maintenance\":$value}}"
  done
}

# declare_demand DEMAND "NUMBER...": makes the services, or changes what they declare.
declare_demand() {
  local number manifest
  for number in $2; do
    manifest=$(sed "s/NUMBER/$number/; s/DEMAND/$1/" "$scenarios/moves-service.yaml")
    run lab kubectl apply -f - <<<"$manifest"
  done
}

moves_are_ready() {
  lab kubectl wait --for=condition=Ready --timeout=1s \
    virtualservices.ipvs-operator.io/moves-6 virtualservices.ipvs-operator.io/moves-7 \
    virtualservices.ipvs-operator.io/moves-8 virtualservices.ipvs-operator.io/moves-9
}

# "ADDRESS OWNER" lines by what the kernels hold.
moves_owners() {
  local vip
  for vip in $moves_vips; do echo "$vip $(owners_of "$vip")"; done
}

# "ADDRESS OWNER" lines by the orders that the services report.
moves_planned_owners() {
  local number
  for number in $moves_services; do echo "172.28.128.23$number $(preferred_for "moves-$number")"; done
}

# serves DIRECTOR COUNT: so many of the four addresses, by what the kernels hold.
serves() { [ "$(moves_owners | awk -v director="$1" '$2 == director {n++} END {print n + 0}')" = "$2" ]; }

director_of_two() { moves_owners | awk '{n[$2]++} END {for (director in n) if (n[director] == 2) print director}' | head -n 1; }

# Numbers of the services whose address the director holds.
services_on() { moves_owners | sed -n "s/172.28.128.23\(.\) $1\$/\1/p" | tr '\n' ' '; }

# The pool's last move as often as it changes, and a client that connects to all four addresses, until moves_are_carried_out.
start_moves_watch() {
  moves_seen=$(mktemp)
  "$repository/lab/lab" kubectl get vippool moves --watch \
    -o 'jsonpath={.status.plan.lastMove.time} {.status.plan.lastMove.unit} {.status.plan.lastMove.from} {.status.plan.lastMove.to} {.status.plan.lastMove.verified}{"\n"}' \
    >"$moves_seen" &
  moves_watch_pid=$!
  # shellcheck disable=SC2086  # a list
  start_gap_meter $moves_vips
  moves_before=$(verified_moves)
}

# Lines "TIME UNIT FROM TO VERIFIED", each state once.
moves_states() { awk '/ (true|false)$/' "$moves_seen" | uniq; }

verified_moves() { moves_states | awk '/ true$/ {n++} END {print n + 0}'; }

have_moved() { [ "$(verified_moves)" -ge $((moves_before + $1)) ]; }

rests() { [ "$(lab kubectl get vippool moves -o jsonpath='{.status.moves.pending}')" = 0 ]; }

# Moves that were published while the one before was not verified.
overtaken_moves() { moves_states | awk '{if (under_way && $1 " " $2 != move) n++; move = $1 " " $2; under_way = $5 == "false"} END {print n + 0}'; }

owners_are_as_planned() { [ "$(moves_owners)" = "$(moves_planned_owners)" ]; }

# moves_are_carried_out COUNT POLICY: so many at least; what the client saw of them is told.
moves_are_carried_out() {
  eventually 90 "moves that both directors have confirmed: $1 at least" have_moved "$1"
  eventually 60 "no move is left" rests
  eventually 20 "every address is where the plan has it, by what the kernels hold" owners_are_as_planned
  stop_gap_meter
  kill "$moves_watch_pid"
  wait "$moves_watch_pid" 2>/dev/null || true
  moves_states
  check "moves that did not wait until the one before was confirmed" "$(overtaken_moves)" 0
  check_at_most "$connected connections to the four addresses meanwhile; worst gap at any of them" "$gap" 500 ms
  measured "planned move ($2)" "$(seconds_of "$gap")" "not measured"
  rm -f "$moves_seen"
}

in_operator() { lab kubectl -n ipvs-operator exec deploy/ipvs-operator -- ipvs-plan "$@"; }

# The tables of ipvs-plan, run in the operator's pod, against what the kernels hold and what the pool's status says.
plan_in_the_pod() {
  local shown percent
  chapter "ipvs-plan in the operator's pod"
  shown=$(in_operator show --pool moves --ascii || true)
  say "$shown"
  check "addresses and who serves them" \
    "$(awk '$2 ~ /^default\/moves-/ {print $1, $5}' <<<"$shown" | sort)" "$(moves_owners)"
  percent=$(lab kubectl get vippool moves -o jsonpath='{.status.utilization.worstCase.percent}')
  check "tables that have the worst case of the pool's status, $percent %" "$(awk -v text=": $percent % of" '/worst case: / && index($0, text) {n++} END {print n + 0}' <<<"$shown")" 1
  shown=$(in_operator what-if --pool moves --lose d1 --ascii || true)
  say "$shown"
  check "addresses that others would serve without d1" "$(awk '/d1 is not available/ {n++} END {print n + 0}' <<<"$shown")" \
    "$(moves_owners | awk '/ d1$/ {n++} END {print n + 0}')"
}

# An address that shares a router, for want of identifiers, gets one of its own: its service is deleted and made anew.
an_address_changes_its_router() {
  chapter "An address changes its virtual router, which takes a service that is deleted and made anew"
  run lab kubectl patch vippool moves --type merge \
    -p '{"spec":{"redundancy":{"rebalancing":{"policy":"Never"}},"vrrp":{"virtualRouterIds":{"last":231}}}}'
  make_anew 9
  check "virtual routers of the four addresses" "$(moves_routers)" 3
  run lab kubectl patch vippool moves --type merge -p '{"spec":{"vrrp":{"virtualRouterIds":{"last":232}}}}'
  start_gap_meter 172.28.128.239
  make_anew 9
  stop_gap_meter
  check "virtual routers of the four addresses" "$(moves_routers)" 4
  check_at_most "time without a connection to the address" "$gap" 30000 ms
  measured "address into another virtual router (service deleted and made anew)" "$(seconds_of "$gap")" "not measured"
}

moves_routers() {
  lab kubectl get virtualservices.ipvs-operator.io moves-6 moves-7 moves-8 moves-9 \
    -o 'jsonpath={range .items[*]}{.status.addresses[0].virtualRouter}{"\n"}{end}' | sort -u | wc -l
}

make_anew() {
  run lab kubectl delete virtualservices.ipvs-operator.io "moves-$1"
  declare_demand 1500k "$1"
  eventually 120 "moves-$1 is ready" is_ready virtualservices.ipvs-operator.io "moves-$1"
  eventually 20 "one director owns its address" is_owned "172.28.128.23$1"
}
