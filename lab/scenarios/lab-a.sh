# Lab A: one address, two real servers, direct routing; link down, link up. Sourced.

readonly lab_a_vip=172.28.128.200

# split_is_even DIRECTOR: fifty curls, half of them to each real server, counted by the client and by the kernel.
fifty_curls_through() {
  local director=$1 before after
  before=$(connections_settled "$director" "$lab_a_vip")
  check "50 curls, each answered" "$(fifty_curls "$lab_a_vip")" "nginx1=25 nginx2=25 failed=0"
  eventually 10 "$director has counted 50 connections" has_counted "$director" "$lab_a_vip" $((before + 50))
  on "$director" ipvsadm -Ln --stats
  after=$(connections_on "$director" "$lab_a_vip")
  check "packets that came back through the director" "$(echo "$after" | cut -d' ' -f4)" 0
}

lab_a_apply() {
  chapter "Lab A: one address, two web servers, direct routing"
  lab real-server nginx2 add "$lab_a_vip"
  run lab kubectl apply -f "$repository/examples/lab-a"
  eventually "$patience" "the VirtualService is ready" is_ready virtualservices.ipvs-operator.io web
  run lab kubectl get ivs,vippools -o wide
  eventually 20 "$(preferred_for web) owns $lab_a_vip, and no other director" is_owned_by "$lab_a_vip" "$(preferred_for web)"
}

lab_a_curls() {
  local owner=$1 director
  fifty_curls_through "$owner"
  for director in $directors; do
    [ "$director" = "$owner" ] || on "$director" ipvsadm -Ln --stats
    [ "$director" = "$owner" ] || check "connections on the idle $director" "$(connections_on "$director" "$lab_a_vip" | cut -d' ' -f1)" 0
  done
  chapter "Lab A: why connections linger as InActConn"
  on "$owner" ipvsadm -Ln
  check "inactive connections on $owner" "$(inactive_on "$owner")" 50
  say "The replies bypass the director: it sees the client's half of each connection only, follows the FINs of that side,"
  say "and keeps the entry until the FIN_WAIT timeout ends it (120 s, ipvsadm --set). Nothing is leaking."
}

inactive_on() { lab in "$1" ipvsadm -Ln -t "$lab_a_vip:80" | awk '/->/ && $2 ~ /:80$/ {n += $6} END {print n+0}'; }

lab_a_link_down() {
  local owner=$1 counted
  chapter "Lab A: the owner's link goes down"
  start_gap_meter "$lab_a_vip"
  run lab link "$owner" down
  eventually 10 "another director owns $lab_a_vip" is_owned_by_another "$lab_a_vip" "$owner"
  eventually 10 "$owner has given it up" does_not_hold "$owner" "$lab_a_vip"
  stop_gap_meter
  check_at_most "worst gap that the client saw" "$gap" 3700 ms
  measured "link of the owner down (adverts every 1 s)" "$(seconds_of "$gap")" "3.31 s"
  counted=$(connections_settled "$owner" "$lab_a_vip")
  fifty_curls_through "$(owners_of "$lab_a_vip")"
  check "connections on $owner meanwhile" $(($(connections_on "$owner" "$lab_a_vip" | cut -d' ' -f1) - counted)) 0
}

does_not_hold() { ! lab in "$1" ip -o address show to "$2" | grep -q inet; }

lab_a_link_up() {
  local owner=$1
  chapter "Lab A: its link comes up again"
  start_gap_meter "$lab_a_vip"
  run lab link "$owner" up
  eventually 15 "$owner takes $lab_a_vip back by its higher priority" is_owned_by "$lab_a_vip" "$owner"
  stop_gap_meter
  check_at_most "worst gap that the client saw" "$gap" 1000 ms
  measured "link up again, address taken back" "$gap ms" "9 ms"
  fifty_curls_through "$owner"
}

scenario_lab_a() {
  local owner
  lab_a_apply
  owner=$(preferred_for web)
  lab_a_curls "$owner"
  lab_a_link_down "$owner"
  lab_a_link_up "$owner"
}
