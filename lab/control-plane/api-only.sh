# shellcheck shell=bash
# A control plane without nodes, on free ports of the loopback address, for tests that need a real API server only.

# Beside the cluster's directory, so that `lab up` and `lab down` leave it alone.
api_only_directory=$LAB_STATE-api

api_only() {
  case ${1:-} in
    up) api_only_up ;;
    down) api_only_down ;;
    *) fail "usage: lab api up|down" ;;
  esac
}

# Prints the path of the administrator's kubeconfig.
api_only_up() {
  require_parts
  if process_runs "$api_only_directory" kube-apiserver && [ -s "$api_only_directory/kubeconfig" ]; then
    progress "the API server is up already"
  else
    api_only_down
    on_exit api_only_interrupted
    start_api_only
    trap - EXIT
    progress "the API server is ready"
  fi
  echo "$api_only_directory/kubeconfig"
}

api_only_interrupted() {
  progress "stopping the API server: it did not come up; logs: $api_only_directory"
  stop_process "$api_only_directory" kube-apiserver KILL
  stop_process "$api_only_directory" etcd KILL
}

start_api_only() {
  local port etcd_port url
  mkdir -p "$api_only_directory"
  write_credentials "$api_only_directory"
  etcd_port=$(free_port)
  port=$(free_port)
  url=https://127.0.0.1:$port
  start_etcd "$api_only_directory" "$etcd_port" "$(free_port)"
  start_api_server "$api_only_directory" 127.0.0.1 "$port" "$etcd_port"
  await_api_server "$api_only_directory" "$url"
  write_kubeconfig "$api_only_directory" admin "$url" "$api_only_directory/kubeconfig"
}

api_only_down() {
  stop_process "$api_only_directory" kube-apiserver KILL
  stop_process "$api_only_directory" etcd KILL
  rm -rf "$api_only_directory"
}

# Below the range from which the kernel takes ports of outgoing connections.
free_port() {
  local port
  while :; do
    port=$((20000 + SRANDOM % 12000))
    [ -n "$(ss --no-header --listening --tcp --numeric "sport = :$port")" ] || break
  done
  echo "$port"
}
