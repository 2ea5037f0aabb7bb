# shellcheck shell=bash
# Interfaces and routes of a node.

load_modules() {
  modprobe -a ip_vs ip_vs_rr veth bridge dummy br_netfilter ip_tables iptable_nat iptable_filter iptable_mangle iptable_raw \
    ip6_tables ip6table_raw xt_CT xt_comment xt_conntrack xt_mark xt_nat xt_MASQUERADE xt_statistic xt_addrtype xt_multiport nf_conntrack_netlink
}

# The management interface lies in a namespace of its own: to its programs the node has eth1 and eth2 alone.
connect_management() {
  ip netns add management
  ip link set vec2 netns management name mgmt
  ip -n management link set lo up
  ip -n management link set mgmt up
  ip -n management address add "$LAB_MANAGEMENT/24" dev mgmt
}

connect_segments() {
  sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1 \
    net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
  connect_segment vec0 eth1 "$LAB_ETH1"
  connect_segment vec1 eth2 "$LAB_ETH2"
  keep_routes >>"$LAB_NODE_DIRECTORY/log/routes.log" 2>&1 </dev/null &
}

connect_segment() {
  ip link set "$1" name "$2"
  ip address add "$3/24" dev "$2"
  ip link set "$2" up
}

# Routes through a link and its IPv6 addresses vanish when it goes down. As a network daemon would, this one sets them again.
keep_routes() {
  set_routes
  ip -oneline monitor link dev eth1 | while read -r line; do
    case $line in
      *LOWER_UP*) set_routes ;;
    esac
  done
}

set_routes() {
  local route
  ip address replace "$LAB_ETH1_IPV6/64" dev eth1 nodad
  ip route replace default via "$LAB_GATEWAY" dev eth1
  for route in "${LAB_POD_ROUTES[@]}"; do
    # shellcheck disable=SC2086  # a route is several words
    ip route replace $route
  done
}
