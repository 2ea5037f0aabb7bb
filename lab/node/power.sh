# shellcheck shell=bash
# Nodes of the cluster: user-mode Linux guests. Switching one off is a kill, as a power cut is.

node_directory() {
  echo "$LAB_STATE/nodes/$1"
}

# What the node keeps on the host: `disk` survives power cuts, `boot` holds what one boot needs and leaves.
prepare_node() {
  local node=$1 directory
  directory=$(node_directory "$node")
  mkdir -p "$directory/disk" "$directory/log"
  write_kubeconfig "$LAB_STATE" "$node" "$API_SERVER_URL" "$directory/kubelet.kubeconfig"
  write_kubeconfig "$LAB_STATE" kube-proxy "$API_SERVER_URL" "$directory/kube-proxy.kubeconfig"
  write_node_settings "$node" "$directory"
}

# shellcheck disable=SC2034  # written into the settings by name
write_node_settings() {
  local LAB_NODE=$1 LAB_NODE_DIRECTORY=$2 LAB_GUEST_PROGRAM=$LAB_DIRECTORY/guest/node.sh LAB_GUEST_LIBRARY=$LAB_DIRECTORY/guest
  local LAB_NODE_LABELS LAB_ETH1 LAB_ETH1_IPV6 LAB_ETH2 LAB_MANAGEMENT LAB_GATEWAY=$SEGMENT_A.1 LAB_POD_SUBNET LAB_POD_ROUTES=() node
  local LAB_POD_NETWORK=$POD_NETWORK.0.0/16 LAB_KUBERNETES=$KUBERNETES_DIRECTORY LAB_PAUSE_IMAGE=$PAUSE_IMAGE LAB_NGINX="" LAB_COMMAND_SERVER=$PROGRAMS_DIRECTORY/command-server
  local LAB_GUEST_WRITABLE=("$2=$2" "/var/lib/ipvs-operator=$2/disk" "/run/lab/images=$LAB_STATE/images")
  LAB_NODE_LABELS=$(node_labels "$1") LAB_ETH1=$(eth1_address "$1") LAB_ETH1_IPV6=$(eth1_address_ipv6 "$1") LAB_ETH2=$(eth2_address "$1")
  LAB_MANAGEMENT=$(management_address "$1") LAB_POD_SUBNET=$(pod_subnet "$1")
  [ "$1" != "$REAL_SERVER_NODE" ] || LAB_NGINX=yes
  while read -r node; do
    [ "$node" = "$1" ] || LAB_POD_ROUTES+=("$(pod_subnet "$node") via $(eth1_address "$node")")
  done < <(nodes)
  write_guest_settings "$2/settings" LAB_NODE LAB_NODE_DIRECTORY LAB_GUEST_PROGRAM LAB_GUEST_LIBRARY LAB_GUEST_WRITABLE \
    LAB_NODE_LABELS LAB_ETH1 LAB_ETH1_IPV6 LAB_ETH2 LAB_MANAGEMENT LAB_GATEWAY LAB_POD_SUBNET LAB_POD_ROUTES LAB_POD_NETWORK \
    LAB_KUBERNETES LAB_PAUSE_IMAGE LAB_NGINX LAB_COMMAND_SERVER
}

# Hardware addresses stay the same over power cuts: 02:00:00:00:01:XX on eth1, XX being the last number of its address there.
boot_node() {
  local node=$1 directory link=0 interface links=() number
  number=$(printf '%02x' "$(eth1_number "$node")")
  directory=$(node_directory "$node")
  for interface in eth1 eth2 mgmt; do
    links+=("vec$link:transport=tap,ifname=$node-$interface,mac=02:00:00:00:0$((link + 1)):$number,depth=128,gro=1")
    link=$((link + 1))
  done
  guest_command_line "$directory" "${LAB_NODE_MEMORY:-1024M}" con0=null,fd:1 "umid=$node" "${links[@]}"
  # shellcheck disable=SC2153
  start_process "$directory" console ip netns exec "$LAB_NAME" "${GUEST_COMMAND[@]}"
}

await_node_boot() {
  wait_until 120 "node $1 to boot" "$(node_directory "$1")/console.log" node_command "$1" true
}

node_is_on() {
  process_runs "$(node_directory "$1")" console
}

require_node() {
  is_node "$1" || fail "'$1' is no node of this lab; its nodes: $(nodes | tr '\n' ' ')"
}

power_off() {
  require_up
  require_node "${1:-}"
  stop_process "$(node_directory "$1")" console KILL
}

power_on() {
  require_up
  require_node "${1:-}"
  if node_is_on "$1"; then
    progress "$1 is on already"
    return
  fi
  boot_node "$1"
  await_node_boot "$1"
  progress "$1 is on; its kubelet starts"
}
