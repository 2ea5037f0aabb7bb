# Lab B: a second segment, VRRPv2 with a password; ARP, adverts on the wire, power-off. Sourced.

readonly lab_b_vip=192.168.1.100

lab_b_apply() {
  chapter "Lab B: another segment, VRRPv2 with a password"
  lab real-server nginx2 add "$lab_b_vip"
  run lab kubectl apply -f "$repository/examples/lab-b"
  eventually "$patience" "the VirtualService is ready" is_ready virtualservices.ipvs-operator.io nginx
  eventually 20 "$(preferred_for nginx) owns $lab_b_vip, and no other director" is_owned_by "$lab_b_vip" "$(preferred_for nginx)"
  say "The password has 15 characters, VRRPv2 has room for 8; the status says so:"
  lab kubectl get directors -o jsonpath='{.items[0].status.virtualRouters[?(@.name=="lab-b-33-v4")].warnings[0]}{"\n"}'
  check "directors that warn of it" "$(lab kubectl get directors -o jsonpath='{range .items[*]}{.status.virtualRouters[?(@.name=="lab-b-33-v4")].warnings[0]}{"\n"}{end}' | grep -c .)" 3
}

lab_b_arp() {
  chapter "Lab B: who answers for the address"
  on client arping -c 1 -I eth2 "$lab_b_vip"
  check "MAC addresses that answer" "$(arp_answers "$lab_b_vip" eth2)" "$(mac_of "$1" eth2)"
  say "The real servers hold the address too, but arp_ignore=1 and arp_announce=2 keep them silent:"
  on nginx1 ip -brief address show to "$lab_b_vip"
}

lab_b_advert() {
  local line
  chapter "Lab B: an advertisement on the wire"
  line=$(lab in client timeout 10 tcpdump -i eth2 -n -v -c 1 'ip proto 112' 2>/dev/null | tr -d '\n\t')
  say "$line"
  check "advertisement" "$(echo "$line" | grep -o 'VRRPv2, Advertisement, vrid [0-9]*, prio [0-9]*, authtype simple, intvl 1s, length [0-9]*')" \
    "VRRPv2, Advertisement, vrid 33, prio 250, authtype simple, intvl 1s, length 20"
}

lab_b_curls() {
  local owner=$1 director
  chapter "Lab B: curls split evenly, the idle directors count nothing"
  check "68 curls" "$(fifty_curls "$lab_b_vip" 68)" "nginx1=34 nginx2=34 failed=0"
  eventually 10 "$owner has counted 68 connections" has_counted "$owner" "$lab_b_vip" 68
  on "$owner" ipvsadm -Ln --stats -t "$lab_b_vip:80"
  for director in $directors; do
    [ "$director" = "$owner" ] || check "connections on the idle $director" "$(connections_on "$director" "$lab_b_vip" | cut -d' ' -f1)" 0
  done
}

lab_b_power_off() {
  local owner=$1 answers
  chapter "Lab B: the owner loses power"
  start_gap_meter "$lab_b_vip"
  run lab power-off "$owner"
  eventually 10 "another director owns $lab_b_vip" is_owned_by_another "$lab_b_vip" "$owner"
  stop_gap_meter
  check_at_most "worst gap that the client saw" "$gap" 3700 ms
  measured "owner loses power (adverts every 1 s)" "$(seconds_of "$gap")" "0.835 s to 3.6 s"
  answers=$(fifty_curls "$lab_b_vip" 5)
  check "5 curls, failed" "${answers##*=}" 0
  say "$answers"
  chapter "Lab B: it comes back"
  run lab power-on "$owner"
  eventually "$patience" "$owner owns $lab_b_vip again" is_owned_by "$lab_b_vip" "$owner"
}

scenario_lab_b() {
  local owner
  lab_b_apply
  owner=$(preferred_for nginx)
  lab_b_arp "$owner"
  lab_b_advert
  lab_b_curls "$owner"
  lab_b_power_off "$owner"
}
