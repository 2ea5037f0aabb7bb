# shellcheck shell=bash
# lab up, lab down, lab status.

# One such command at a time. The file stays; what holds the lock is the descriptor.
lock() {
  mkdir -p /run/lock
  exec 9>"/run/lock/$LAB_NAME.lock"
  flock --nonblock 9 || {
    progress "waiting for another command of lab $LAB_NAME"
    flock 9
  }
}

# The file `up` is written when everything stands.
is_up() {
  [ -f "$LAB_STATE/up" ] && [ -e "/run/netns/$LAB_NAME" ] && process_runs "$LAB_STATE" etcd
}

require_up() {
  require_root
  is_up || fail "lab $LAB_NAME is not up (lab up)"
}

lab_up() {
  local directors=${1:-3}
  case $directors in
    [1-8]) ;;
    *) fail "usage: lab up [DIRECTORS, 1..$DIRECTORS_AT_MOST, default 3]" ;;
  esac
  require_parts
  lock
  if is_up; then
    progress "lab $LAB_NAME is up already"
    return
  fi
  take_down
  on_exit lab_did_not_come_up
  bring_up "$directors"
  trap - EXIT
  progress "lab $LAB_NAME is up"
}

lab_did_not_come_up() {
  trap - EXIT
  progress "taking lab $LAB_NAME down, because it did not come up; its logs stay in $LAB_STATE"
  end_processes_and_namespaces
}

bring_up() {
  local node host
  mkdir -p "$LAB_STATE/nodes" "$LAB_STATE/images"
  { seq -f 'd%g' "$1" && echo "$REAL_SERVER_NODE"; } >"$LAB_STATE/nodes/names"
  create_fabric
  for host in "${PLAIN_HOSTS[@]}"; do
    create_plain_host "$host"
  done
  start_plain_real_server nginx2
  cp "$PAUSE_IMAGE_ARCHIVE" "$LAB_STATE/images/"
  # shellcheck disable=SC2046  # a word per node
  write_credentials "$LAB_STATE" $(nodes)
  start_control_plane
  progress "network and control plane started"
  while read -r node; do
    create_node_links "$node"
    prepare_node "$node"
    boot_node "$node"
  done < <(nodes)
  while read -r node; do
    await_node_boot "$node"
  done < <(nodes)
  progress "nodes booted"
  await_control_plane
  progress "API server ready"
  await_nodes
  progress "nodes Ready"
  await_real_server "$REAL_SERVER_NODE" "$(node_directory "$REAL_SERVER_NODE")/log/nginx.log"
  await_real_server nginx2 "$LAB_STATE/hosts/nginx2/nginx.log"
  touch "$LAB_STATE/up"
}

await_nodes() {
  local node
  while read -r node; do
    wait_until 240 "node $node to be Ready" "$(node_directory "$node")/log/kubelet.log" node_is_ready "$node"
  done < <(nodes)
}

node_is_ready() {
  in_fabric curl --silent --max-time 5 --cacert "$LAB_STATE/certificates/apiserver.crt" \
    --header "Authorization: Bearer $(token_of "$LAB_STATE" admin)" "$API_SERVER_URL/api/v1/nodes/$1" |
    tr -d ' \n' | grep -o '"type":"Ready","status":"True"'
}

await_real_server() {
  wait_until 30 "nginx of $1 to answer" "$2" ip netns exec "$(namespace_of client)" curl --silent --max-time 2 "http://$(eth1_address "$1")/"
}

lab_down() {
  require_root
  lock
  take_down
  progress "lab $LAB_NAME is down"
}

take_down() {
  end_processes_and_namespaces
  rm -rf "${LAB_STATE:?}"
}

# Everything of a lab runs in its namespaces, so they tell what to end.
end_processes_and_namespaces() {
  local namespace
  for namespace in $(lab_namespaces); do
    end_processes_of "$namespace"
    ip netns del "$namespace"
  done
}

lab_namespaces() {
  local host
  for host in "$LAB_NAME" "${PLAIN_HOSTS[@]/#/$LAB_NAME-}"; do
    [ ! -e "/run/netns/$host" ] || echo "$host"
  done
}

end_processes_of() {
  local processes
  for _ in {1..100}; do
    processes=$(ip netns pids "$1")
    [ -n "$processes" ] || return 0
    # shellcheck disable=SC2086  # a word per process
    kill -s KILL $processes 2>/dev/null || true
    sleep 0.05
  done
  fail "processes in namespace $1 do not end: $processes"
}

lab_status() {
  local host state
  require_root
  if ! is_up; then
    echo "lab $LAB_NAME is down"
    return 3
  fi
  printf '%-8s %-6s %-15s %-15s %s\n' HOST KIND ETH1 ETH2 POWER
  while read -r host; do
    state=off
    ! node_is_on "$host" || state=on
    printf '%-8s %-6s %-15s %-15s %s\n' "$host" node "$(eth1_address "$host")" "$(eth2_address "$host")" "$state"
  done < <(nodes)
  for host in "${PLAIN_HOSTS[@]}"; do
    printf '%-8s %-6s %-15s %-15s %s\n' "$host" plain "$(eth1_address "$host")" "$(eth2_address "$host")" on
  done
  state="not ready"
  ! api_server_is_ready "$LAB_STATE" "$API_SERVER_URL" ip netns exec "$LAB_NAME" || state=ready
  echo "API server $API_SERVER_URL: $state"
  echo "kubeconfig $LAB_STATE/kubeconfig (lab kubectl, lab helm)"
}
