# shellcheck shell=bash
# shellcheck disable=SC2034  # read by the files beside this one
# Which hosts there are and where they stand. Segment A carries the interfaces eth1, segment B the interfaces eth2;
# a third segment, which the hosts do not see, carries the commands of `lab in`.

SEGMENT_A=172.28.128
SEGMENT_A_IPV6=2001:db8:128:
SEGMENT_B=192.168.1
MANAGEMENT=10.99.0
POD_NETWORK=10.88

REAL_SERVER_NODE=nginx1
PLAIN_HOSTS=(nginx2 client)
DIRECTORS_AT_MOST=8

API_SERVER_ADDRESS=$SEGMENT_A.1
API_SERVER_PORT=6443
API_SERVER_URL=https://$API_SERVER_ADDRESS:$API_SERVER_PORT

# The nodes of this lab, directors first, one name per line.
nodes() {
  cat "$LAB_STATE/nodes/names"
}

is_node() {
  [ -f "$LAB_STATE/nodes/names" ] && grep -qxF "$1" "$LAB_STATE/nodes/names"
}

is_plain_host() {
  local host
  for host in "${PLAIN_HOSTS[@]}"; do
    [ "$host" != "$1" ] || return 0
  done
  return 1
}

# The last number of a host's address on segment A. It also names a node's place in the other networks.
eth1_number() {
  case $1 in
    nginx1) echo 30 ;;
    nginx2) echo 40 ;;
    client) echo 50 ;;
    d[1-8]) echo $((9 + ${1#d})) ;;
    *) return 1 ;;
  esac
}

# Directors stand at .10, .30, .31, … on segment B.
eth2_number() {
  case $1 in
    nginx1) echo 13 ;;
    nginx2) echo 40 ;;
    client) echo 50 ;;
    d1) echo 10 ;;
    d[2-8]) echo $((28 + ${1#d})) ;;
    *) return 1 ;;
  esac
}

eth1_address() {
  echo "$SEGMENT_A.$(eth1_number "$1")"
}

# Segment A carries IPv6 too, with the same last number.
eth1_address_ipv6() {
  echo "$SEGMENT_A_IPV6:$(eth1_number "$1")"
}

eth2_address() {
  echo "$SEGMENT_B.$(eth2_number "$1")"
}

management_address() {
  echo "$MANAGEMENT.$(eth1_number "$1")"
}

# The network of the pods of a node.
pod_subnet() {
  echo "$POD_NETWORK.$(eth1_number "$1").0/24"
}

node_labels() {
  case $1 in
    d*) echo ipvs-operator.io/director=true ;;
    *) echo ipvs-operator.io/real-server=true ;;
  esac
}

# The network namespace of a plain host.
namespace_of() {
  echo "$LAB_NAME-$1"
}
