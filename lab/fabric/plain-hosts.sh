# shellcheck shell=bash
# Hosts outside the cluster: a network namespace each, which shares the machine's kernel and files.

create_plain_host() {
  local host=$1 namespace
  namespace=$(namespace_of "$host")
  ip netns add "$namespace"
  connect_plain_host "$host" "$namespace" eth1 segment-a "$(eth1_address "$host")"
  ip -n "$namespace" address add "$(eth1_address_ipv6 "$host")/64" dev eth1 nodad
  connect_plain_host "$host" "$namespace" eth2 segment-b "$(eth2_address "$host")"
  ip -n "$namespace" link set lo up
  ip -n "$namespace" route add default via "$SEGMENT_A.1"
  ip netns exec "$namespace" sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
}

connect_plain_host() {
  local host=$1 namespace=$2 interface=$3 segment=$4 address=$5
  ip -n "$LAB_NAME" link add "$host-$interface" type veth peer name "$interface" netns "$namespace"
  plug "$segment" "$host-$interface"
  ip -n "$namespace" link set "$interface" up
  ip -n "$namespace" address add "$address/24" dev "$interface"
}

start_plain_real_server() {
  local host=$1 directory=$LAB_STATE/hosts/$1
  mkdir -p "$directory"
  start_process "$directory" nginx ip netns exec "$(namespace_of "$host")" "$LAB_DIRECTORY/guest/nginx.sh" "$host" "$directory"
}

# What an administrator does by hand on a real server of direct routing: it owns the VIP, and keeps silent about it.
prepare_real_server() {
  local host=${1:-} action=${2:-} address=${3:-} namespace
  if ! is_plain_host "$host" || [ -z "$address" ]; then
    fail "usage: lab real-server HOST add|remove ADDRESS, where HOST is one of: ${PLAIN_HOSTS[*]}"
  fi
  require_up
  namespace=$(namespace_of "$host")
  case $action:$address in
    add:*:*) ip -n "$namespace" address replace "$address/128" dev lo ;;
    remove:*:*) ip -n "$namespace" address del "$address/128" dev lo ;;
    add:*)
      ip netns exec "$namespace" sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2
      ip -n "$namespace" address replace "$address/32" dev lo label "lo:${address##*.}"
      ;;
    remove:*) ip -n "$namespace" address del "$address/32" dev lo ;;
    *) fail "unknown action '$action': lab real-server HOST add|remove ADDRESS" ;;
  esac
}
