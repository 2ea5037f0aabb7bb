# shellcheck shell=bash
# lab in: runs a command on a host. Nodes have a command server on a network of its own, which depends on nothing of the cluster.

run_in_host() {
  local host=${1:-}
  [ $# -ge 2 ] || fail "usage: lab in HOST COMMAND..."
  require_up
  shift
  if is_node "$host"; then
    node_is_on "$host" || fail "node $host is switched off (lab power-on $host)"
    node_command "$host" "$@"
  elif is_plain_host "$host"; then
    exec ip netns exec "$(namespace_of "$host")" "$@" 8>&-
  elif [ "$host" = fabric ]; then
    exec ip netns exec "$LAB_NAME" "$@" 8>&-
  else
    fail "unknown host '$host'; hosts: $(nodes | tr '\n' ' ')${PLAIN_HOSTS[*]} fabric"
  fi
}

node_command() {
  ip netns exec "$LAB_NAME" "$PROGRAMS_DIRECTORY/command-client" "$(management_address "$1")" "${@:2}" 8>&-
}

# lab link NODE up|down [INTERFACE]
set_link() {
  local host=${1:-} state=${2:-} interface=${3:-eth1}
  case $state in
    up | down) run_in_host "$host" ip link set "$interface" "$state" ;;
    *) fail "usage: lab link HOST up|down [INTERFACE, default eth1]" ;;
  esac
}
