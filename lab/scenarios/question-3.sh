# Question 3: 1.5 Gbit/s over three directors of 1 Gbit/s, one of which may be lost: how many addresses? Sourced.

has_addresses() { [ "$(lab kubectl get virtualservices.ipvs-operator.io "$1" -o jsonpath='{.status.addresses[*].address}' | wc -w)" = "$2" ]; }

has_reported_its_plan() { [ -n "$(lab kubectl get vippool "$1" -o jsonpath='{.status.utilization.worstCase.percent}')" ]; }

scenario_question_3() {
  local addresses
  chapter "Question 3: 1.5 Gbit/s, three directors of 1 Gbit/s each, one may be lost: how many addresses?"
  eventually "$patience" "all directors are available" directors_are_available
  run lab kubectl apply -f "$repository/examples/question-3"
  eventually "$patience" "addresses are allocated" \
    lab kubectl wait --for=condition=AddressesAllocated --timeout=1s virtualservices.ipvs-operator.io heavy
  eventually 20 "the plan counts with 6 addresses" has_addresses heavy 6
  lab kubectl get virtualservices.ipvs-operator.io heavy \
    -o jsonpath='{range .status.addresses[*]}{.address}{"  "}{.order[*]}{"\n"}{end}'
  addresses=$(lab kubectl get virtualservices.ipvs-operator.io heavy -o jsonpath='{.status.addresses[*].address}' | wc -w)
  check "addresses" "$addresses" 6
  check "failover orders, all different" \
    "$(lab kubectl get virtualservices.ipvs-operator.io heavy -o jsonpath='{range .status.addresses[*]}{.order[*]}{"\n"}{end}' | sort -u | wc -l)" 6
  # The status of a pool is written at most every 5 s.
  eventually 30 "the pool has reported the plan" has_reported_its_plan question-3
  check "busiest director in normal times, percent" "$(lab kubectl get vippool question-3 -o jsonpath='{.status.utilization.normal}')" 50
  check "busiest survivor of the worst loss, percent" \
    "$(lab kubectl get vippool question-3 -o jsonpath='{.status.utilization.worstCase.percent}')" 75
  eventually 10 "the pool says that one director may be lost" \
    lab kubectl wait --for=condition=RedundancySatisfied --timeout=1s vippool question-3
  lab kubectl get vippool question-3 -o jsonpath='{.status.conditions[?(@.type=="RedundancySatisfied")].message}{"\n"}'
  say "With three addresses a survivor would have to carry 100 % of its link, with six it is 75 %."
}
