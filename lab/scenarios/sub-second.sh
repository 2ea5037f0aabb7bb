# A third pool beside the others, with adverts ten times a second. Sourced.

readonly fast_vip=172.28.128.230

scenario_sub_second() {
  local owner
  chapter "A pool of its own with adverts every 100 ms"
  lab real-server nginx2 add "$fast_vip"
  run lab kubectl apply -f "$scenarios/sub-second.yaml"
  eventually "$patience" "the VirtualService is ready" is_ready virtualservices.ipvs-operator.io fast
  owner=$(preferred_for fast)
  eventually 20 "$owner owns $fast_vip, and no other director" is_owned_by "$fast_vip" "$owner"
  start_gap_meter "$fast_vip"
  run lab power-off "$owner"
  eventually 10 "another director owns $fast_vip" is_owned_by_another "$fast_vip" "$owner"
  stop_gap_meter
  check_at_most "worst gap that the client saw" "$gap" 1000 ms
  measured "owner loses power (adverts every 100 ms)" "$(seconds_of "$gap")" "0.321 s median, 0.351 s most, to its first advert"
  run lab power-on "$owner"
  eventually "$patience" "$owner owns $fast_vip again" is_owned_by "$fast_vip" "$owner"
  run lab kubectl delete -f "$scenarios/sub-second.yaml"
  check "directors that still hold $fast_vip" "$(owners_of "$fast_vip")" ""
}
