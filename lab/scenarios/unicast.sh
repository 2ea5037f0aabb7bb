# shellcheck shell=bash
# A pool whose adverts go from director to director, for networks without multicast. Sourced.

readonly unicast_vip=172.28.128.232
readonly unicast_identifier=211

scenario_unicast() {
  local owner
  chapter "A pool whose adverts travel by unicast"
  lab real-server nginx2 add "$unicast_vip"
  run lab kubectl apply -f "$scenarios/unicast.yaml"
  eventually 60 "the VirtualService is ready" is_ready virtualservices.ipvs-operator.io unicast
  owner=$(preferred_for unicast)
  eventually 20 "$owner owns $unicast_vip, and no other director" is_owned_by "$unicast_vip" "$owner"
  check "50 curls" "$(fifty_curls "$unicast_vip")" "nginx1=25 nginx2=25 failed=0"
  check "adverts of the pool to the multicast group" "$(adverts_to_group)" 0
  start_gap_meter "$unicast_vip"
  run lab power-off "$owner"
  eventually 10 "another director owns $unicast_vip" is_owned_by_another "$unicast_vip" "$owner"
  stop_gap_meter
  check_at_most "worst gap that the client saw" "$gap" 1500 ms
  measured "owner loses power (unicast, adverts every 200 ms)" "$(seconds_of "$gap")" "not measured"
  run lab power-on "$owner"
  eventually 120 "$owner owns $unicast_vip again" is_owned_by "$unicast_vip" "$owner"
  run lab kubectl delete -f "$scenarios/unicast.yaml"
  check "directors that still hold $unicast_vip" "$(owners_of "$unicast_vip")" ""
}

# Adverts of the pool's identifier that a bystander on the segment hears within two seconds.
adverts_to_group() {
  { lab in client timeout 2 tcpdump -lni eth1 "dst host 224.0.0.18 and ip[21] = $unicast_identifier" 2>/dev/null || true; } |
    grep -c VRRP || true
}
