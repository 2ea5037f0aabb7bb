# shellcheck shell=bash
# The cables: a network namespace with a bridge per segment. The control plane lives in it too.

in_fabric() {
  ip netns exec "$LAB_NAME" "$@"
}

create_fabric() {
  ip netns add "$LAB_NAME"
  ip -n "$LAB_NAME" link set lo up
  create_segment segment-a "$SEGMENT_A.1"
  create_segment segment-b "$SEGMENT_B.1"
  create_segment management "$MANAGEMENT.1"
  in_fabric sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
}

# No snooping: without a querier a snooping bridge forgets who wants VRRP's multicast.
create_segment() {
  ip -n "$LAB_NAME" link add "$1" type bridge mcast_snooping 0 forward_delay 0
  ip -n "$LAB_NAME" address add "$2/24" dev "$1"
  ip -n "$LAB_NAME" link set "$1" up
}

# plug SEGMENT LINK: joins a link of the fabric to a segment.
plug() {
  ip -n "$LAB_NAME" link set "$2" master "$1" up
}

# The TAP devices of a node. They outlive its power cuts.
create_node_links() {
  local node=$1 entry
  for entry in eth1=segment-a eth2=segment-b mgmt=management; do
    in_fabric ip tuntap add "$node-${entry%=*}" mode tap
    plug "${entry#*=}" "$node-${entry%=*}"
  done
  ip -n "$LAB_NAME" route add "$(pod_subnet "$node")" via "$(eth1_address "$node")"
}
