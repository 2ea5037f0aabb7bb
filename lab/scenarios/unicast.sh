# shellcheck shell=bash
# A pool whose adverts go from director to director, for networks without multicast. Sourced.

readonly unicast_vip=172.28.128.232
readonly unicast_identifier=211

scenario_unicast() {
  local owner
  chapter "A pool whose adverts travel by unicast"
  lab real-server nginx2 add "$unicast_vip"
  run lab kubectl apply -f "$scenarios/unicast.yaml"
  eventually "$patience" "the VirtualService is ready" is_ready virtualservices.ipvs-operator.io unicast
  owner=$(preferred_for unicast)
  eventually 20 "$owner owns $unicast_vip, and no other director" is_owned_by "$unicast_vip" "$owner"
  check "50 curls" "$(fifty_curls "$unicast_vip")" "nginx1=25 nginx2=25 failed=0"
  check_adverts_to_group
  start_gap_meter "$unicast_vip"
  run lab power-off "$owner"
  eventually 10 "another director owns $unicast_vip" is_owned_by_another "$unicast_vip" "$owner"
  stop_gap_meter
  check_at_most "worst gap that the client saw" "$gap" 1500 ms
  measured "owner loses power (unicast, adverts every 200 ms)" "$(seconds_of "$gap")" "not measured"
  run lab power-on "$owner"
  eventually "$patience" "$owner owns $unicast_vip again" is_owned_by "$unicast_vip" "$owner"
  run lab kubectl delete -f "$scenarios/unicast.yaml"
  check "directors that still hold $unicast_vip" "$(owners_of "$unicast_vip")" ""
}

# The pool's adverts must not go to the group. That none is heard counts only from a bystander that hears: tcpdump listens,
# and where Lab A's pool runs beside it, its multicast adverts are in the same capture.
check_adverts_to_group() {
  local heard
  heard=$(heard_by_bystander)
  check "a bystander listens to the multicast group" "$(lines_with "listening on" "$heard")" 1
  if is_owned "$lab_a_vip"; then
    check "it hears adverts of Lab A's pool" "$(("$(lines_with VRRP "$heard")" > 0))" 1
  fi
  check "adverts of the pool to the multicast group" "$(lines_with "vrid $unicast_identifier," "$heard")" 0
}

# What tcpdump in the client says of three seconds of adverts to the group.
heard_by_bystander() { lab in client timeout 3 tcpdump -lni eth1 "ip proto 112 and dst host 224.0.0.18" 2>&1 || true; }

lines_with() { grep -cF -- "$1" <<<"$2" || true; }
