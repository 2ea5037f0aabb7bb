# shellcheck shell=bash
# Lab A once more over IPv6: link down, link up, power. Sourced.

readonly ipv6_vip=2001:db8:128::200

scenario_ipv6() {
  local owner
  chapter "IPv6: one address, two web servers, direct routing"
  lab real-server nginx2 add "$ipv6_vip"
  run lab kubectl apply -f "$scenarios/ipv6.yaml"
  eventually "$patience" "the VirtualService is ready" is_ready virtualservices.ipvs-operator.io six
  owner=$(preferred_for six)
  eventually 20 "$owner owns $ipv6_vip, and no other director" is_owned_by "$ipv6_vip" "$owner"
  check "50 curls" "$(fifty_curls "$ipv6_vip")" "nginx1=25 nginx2=25 failed=0"
  check "the first address of its adverts is link-local" "$(first_advertised)" "fe8000000000000002005efffe000221"
  ipv6_link "$owner"
  ipv6_power "$owner"
  run lab kubectl delete -f "$scenarios/ipv6.yaml"
  check "directors that still hold $ipv6_vip" "$(owners_of "$ipv6_vip")" ""
}

# As a bystander on the segment hears it: 16 bytes behind the 40 of the IPv6 header and the 8 of the message.
first_advertised() {
  { lab in client timeout 5 tcpdump -c 1 -lnxi eth1 "ip6 proto 112" 2>/dev/null || true; } |
    sed -n 's/^\t0x[0-9a-f]*: *//p' | tr -d ' \n' | cut -c97-128
}

# A link that goes down loses all its IPv6 addresses, the link-local one too.
ipv6_link() {
  start_gap_meter "$ipv6_vip"
  run lab link "$1" down
  eventually 10 "another director owns $ipv6_vip" is_owned_by_another "$ipv6_vip" "$1"
  stop_gap_meter
  check_at_most "worst gap that the client saw" "$gap" 3700 ms
  measured "IPv6: link of the owner down (adverts every 1 s)" "$(seconds_of "$gap")" "not measured"
  run lab link "$1" up
  eventually 20 "$1 takes $ipv6_vip back" is_owned_by "$ipv6_vip" "$1"
  check "50 curls" "$(fifty_curls "$ipv6_vip")" "nginx1=25 nginx2=25 failed=0"
}

ipv6_power() {
  start_gap_meter "$ipv6_vip"
  run lab power-off "$1"
  eventually 10 "another director owns $ipv6_vip" is_owned_by_another "$ipv6_vip" "$1"
  stop_gap_meter
  check_at_most "worst gap that the client saw" "$gap" 3700 ms
  measured "IPv6: owner loses power (adverts every 1 s)" "$(seconds_of "$gap")" "not measured"
  run lab power-on "$1"
  eventually "$patience" "$1 owns $ipv6_vip again" is_owned_by "$ipv6_vip" "$1"
}
