# shellcheck shell=bash
# Does the plan foretell what happens on the wire? Question 3 at a hundredth of its size: links of 10 Mbit/s, 15 Mbit/s offered.
# Sourced.

readonly scaled_link_bits=10000000
readonly scaled_seconds=20
scaled_rows=()

scenario_scaled() {
  chapter "Links of 10 Mbit/s, clients that upload 15 Mbit/s: what the plan says, and what the clients see"
  eventually "$patience" "all directors are available" directors_are_available
  shape_links
  run lab kubectl apply -f "$scenarios/scaled.yaml"
  offer_over 3 3
  offer_over Auto 6
  run lab kubectl delete -f "$scenarios/scaled.yaml"
  unshape_links
  chapter "The plan beside the wire"
  {
    echo "addresses|directors|plan: busiest link|wire: busiest link|offered|delivered|uploads lost"
    printf '%s\n' "${scaled_rows[@]}"
  } | column -t -s '|'
}

# offer_over COUNT EXPECTED: the service with so many addresses, loaded before and after the loss that the plan calls the worst.
offer_over() {
  local addresses address lost predicted count=$2
  sed "s/COUNT/$1/" "$scenarios/scaled-service.yaml" | lab kubectl apply -f -
  eventually "$patience" "addresses are allocated" \
    lab kubectl wait --for=condition=AddressesAllocated --timeout=1s virtualservices.ipvs-operator.io scaled
  eventually 20 "the plan counts with $count addresses" has_addresses scaled "$count"
  addresses=$(lab kubectl get virtualservices.ipvs-operator.io scaled -o jsonpath='{.status.addresses[*].address}')
  for address in $addresses; do lab real-server nginx2 add "$address"; done
  eventually "$patience" "the VirtualService is ready" is_ready virtualservices.ipvs-operator.io scaled
  eventually 30 "each of the $count addresses has an owner" are_owned "$addresses"
  eventually 30 "the pool has reported the plan" has_reported_its_plan scaled
  offer "$count" 3 "$(planned_percent normal)" "$addresses"
  lost=$(lab kubectl get vippool scaled -o jsonpath='{.status.utilization.worstCase.lost[0]}')
  predicted=$(planned_percent worstCase.percent)
  run lab power-off "$lost"
  eventually 20 "each of the $count addresses has an owner again" are_owned "$addresses"
  offer "$count" 2 "$predicted" "$addresses"
  judge "$count"
  run lab power-on "$lost"
  eventually "$patience" "all directors are available" directors_are_available
  run lab kubectl delete virtualservices.ipvs-operator.io scaled
  for address in $addresses; do lab real-server nginx2 remove "$address"; done
}

# Three addresses fill the link of a survivor to the brim and headers come on top: how many uploads that costs depends on when they
# meet. Six leave a quarter of it.
judge() {
  if [ "$1" = 3 ]; then
    check "with 3 addresses the loss fills a link" "$((scaled_busiest >= 99))" 1
  else
    check "uploads lost with $1 addresses after the loss" "$scaled_lost" 0
  fi
}

are_owned() {
  local address
  for address in $1; do is_owned "$address" || return 1; done
}

planned_percent() { lab kubectl get vippool scaled -o jsonpath="{.status.utilization.$1}"; }

# offer COUNT DIRECTORS PLANNED ADDRESSES: adds a row to the table and sets $scaled_busiest (percent) and $scaled_lost.
offer() {
  local before after result
  before=$(bytes_to_directors)
  # shellcheck disable=SC2086  # a list
  result=$(lab in client "$JAVA_HOME/bin/java" "$scenarios/LoadMeter.java" 15000000 "$scaled_seconds" $4)
  after=$(bytes_to_directors)
  say "$result"
  scaled_busiest=$(join <(echo "$before") <(echo "$after") |
    awk -v seconds="$scaled_seconds" -v link="$scaled_link_bits" \
      '{share = ($3 - $2) * 8 / seconds / link * 100; if (share > most) most = share} END {printf "%.0f", most}')
  scaled_lost=$(field lost "$result")
  scaled_rows+=("$1|$2|$3 %|$scaled_busiest %|$(megabits offered_kbit "$result")|$(megabits delivered_kbit "$result")|$(
    awk -v lost="$scaled_lost" -v all="$(field uploads "$result")" 'BEGIN {printf "%.1f %%", lost / all * 100}'
  )")
}

# field NAME RESULT: from the last line.
field() { tail -n 1 <<<"$2" | tr ' ' '\n' | sed -n "s/^$1=//p"; }

megabits() { awk -v kilobits="$(field "$1" "$2")" 'BEGIN {printf "%.1f Mbit/s", kilobits / 1000}'; }

# What the fabric has sent to each director on segment B: "DIRECTOR BYTES" lines, sorted.
bytes_to_directors() {
  local director
  for director in $directors; do
    echo "$director $(lab in fabric cat "/sys/class/net/$director-eth2/statistics/tx_bytes")"
  done
}

# The port of the bridge sends to the director what a client sends to its link. Its queue holds a tenth of a second.
shape_links() {
  local director
  for director in $directors; do
    run lab in fabric tc qdisc replace dev "$director-eth2" root tbf rate "$scaled_link_bits" burst 16kb latency 100ms
  done
}

unshape_links() {
  local director
  for director in $directors; do
    lab in fabric tc qdisc del dev "$director-eth2" root
  done
}
