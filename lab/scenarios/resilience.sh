# What may happen to a cluster while clients connect. Plays on the address of Lab A. Sourced.

# Starts COUNT curls one after the other in the background; await_curls waits for them and leaves the split in $answers.
start_curls() {
  curls_report=$(mktemp)
  fifty_curls "$lab_a_vip" "$1" >"$curls_report" &
  curls_pid=$!
}

await_curls() {
  wait "$curls_pid"
  answers=$(<"$curls_report")
  rm -f "$curls_report"
}

agent_pod_of() {
  lab kubectl -n ipvs-operator get pods -l app.kubernetes.io/component=agent --field-selector "spec.nodeName=$1" -o name
}

agent_deleted_during_curls() {
  local owner answers
  chapter "The owner's node-agent is deleted while clients connect"
  eventually "$patience" "every agent is ready" agents_are_ready
  owner=$(preferred_for web)
  start_curls 400
  run lab kubectl -n ipvs-operator delete --wait=false "$(agent_pod_of "$owner")"
  await_curls
  say "$answers"
  check "400 curls, failed" "${answers##*failed=}" 0
  eventually "$patience" "$owner owns $lab_a_vip again" is_owned_by "$lab_a_vip" "$owner"
  eventually "$patience" "its agent is ready again" agents_are_ready
}

failover_without_operator() {
  local owner
  chapter "A failover while no operator runs"
  run lab kubectl -n ipvs-operator scale deployment/ipvs-operator --replicas=0
  eventually "$patience" "no operator runs" no_operator_runs
  owner=$(preferred_for web)
  run lab link "$owner" down
  eventually 10 "another director owns $lab_a_vip" is_owned_by_another "$lab_a_vip" "$owner"
  check "50 curls" "$(fifty_curls "$lab_a_vip")" "nginx1=25 nginx2=25 failed=0"
  run lab link "$owner" up
  eventually 15 "$owner takes it back" is_owned_by "$lab_a_vip" "$owner"
  run lab kubectl -n ipvs-operator scale deployment/ipvs-operator --replicas=1
  eventually "$patience" "the operator is available again" \
    lab kubectl -n ipvs-operator wait --for=condition=Available deployment/ipvs-operator --timeout=1s
}

no_operator_runs() { [ -z "$(lab kubectl -n ipvs-operator get pods -l app.kubernetes.io/component=operator -o name)" ]; }

failover_without_api_server() {
  local owner
  chapter "A failover while the API server is stopped"
  owner=$(preferred_for web)
  run lab api-server stop
  start_gap_meter "$lab_a_vip"
  run lab power-off "$owner"
  eventually 10 "another director owns $lab_a_vip" is_owned_by_another "$lab_a_vip" "$owner"
  stop_gap_meter
  check_at_most "worst gap that the client saw" "$gap" 3700 ms
  measured "owner loses power, API server stopped" "$(seconds_of "$gap")" "not measured"
  connections_settled "$(owners_of "$lab_a_vip")" "$lab_a_vip" >/dev/null
  check "50 curls" "$(fifty_curls "$lab_a_vip")" "nginx1=25 nginx2=25 failed=0"
  run lab api-server start
  run lab power-on "$owner"
  eventually "$patience" "$owner owns $lab_a_vip again" is_owned_by "$lab_a_vip" "$owner"
}

junk_to_vrrp() {
  local owner before
  chapter "Junk sent to protocol 112"
  owner=$(preferred_for web)
  before=$(rejected_packets "$owner")
  lab in client bash -c '
    for length in 1 8 20 40 200; do
      head -c $length /dev/urandom | socat -u - IP4-SENDTO:224.0.0.18:112,ip-multicast-if=172.28.128.50,ip-multicast-ttl=255
    done'
  eventually 10 "$owner has counted 5 rejected packets" has_rejected "$owner" $((before + 5))
  lab in client curl -s "http://$(address_of "$owner"):9478/metrics" | grep '^ipvs_agent_vrrp_rejected_total.* [1-9]' || true
  check "owner of $lab_a_vip" "$(owners_of "$lab_a_vip")" "$owner"
}

address_of() { lab kubectl get node "$1" -o jsonpath='{.status.addresses[?(@.type=="InternalIP")].address}'; }

rejected_packets() {
  lab in client curl -s "http://$(address_of "$1"):9478/metrics" | awk '/^ipvs_agent_vrrp_rejected_total/ {n += $NF} END {print n+0}'
}

has_rejected() { [ "$(rejected_packets "$1")" -ge "$2" ]; }

agent_killed() {
  local owner
  chapter "The owner's node-agent is killed: its addresses are leases that the kernel ends"
  owner=$(preferred_for web)
  start_gap_meter "$lab_a_vip"
  on "$owner" pkill -KILL -f io.ipvsoperator.agent.AgentMain
  eventually 10 "another director owns $lab_a_vip" is_owned_by_another "$lab_a_vip" "$owner"
  stop_gap_meter
  check_at_most "worst gap that the client saw" "$gap" 3700 ms
  measured "agent of the owner killed, its link stays up" "$(seconds_of "$gap")" "not measured"
  eventually "$patience" "$owner owns $lab_a_vip again" is_owned_by "$lab_a_vip" "$owner"
  eventually "$patience" "its agent is ready again" agents_are_ready
}

drift_is_mended() {
  local owner
  chapter "Somebody else changes the kernel behind the agent's back"
  owner=$(preferred_for web)
  on "$owner" ipvsadm -D -t "$lab_a_vip:80"
  eventually 15 "the service is back" has_service "$owner"
  on "$owner" ip address del "$lab_a_vip/32" dev eth1
  eventually 15 "the address is back" is_owned_by "$lab_a_vip" "$owner"
  check "50 curls" "$(fifty_curls "$lab_a_vip")" "nginx1=25 nginx2=25 failed=0"
}

has_service() { lab in "$1" ipvsadm -Ln -t "$lab_a_vip:80" | grep -q '172.28.128.40:80'; }

scenario_resilience() {
  agent_deleted_during_curls
  agent_killed
  drift_is_mended
  failover_without_operator
  failover_without_api_server
  junk_to_vrrp
}
