# shellcheck shell=bash
# Long-running programs of a node, kept running as a service manager would.

# supervise NAME COMMAND...
supervise() {
  local name=$1
  shift
  while :; do
    "$@"
    echo "$name ended with status $?; it is started again"
    sleep 1
  done >>"$LAB_NODE_DIRECTORY/log/$name.log" 2>&1 </dev/null &
}

start_nginx() {
  mkdir -p /run/nginx
  supervise nginx "$LAB_GUEST_LIBRARY/nginx.sh" "$LAB_NODE" /run/nginx
}

# Listens where the node's own programs see nothing of it, runs commands where they do.
start_command_server() {
  supervise command-server nsenter --net=/run/netns/management "$LAB_COMMAND_SERVER" "$LAB_MANAGEMENT"
}
