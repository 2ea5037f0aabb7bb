#!/bin/bash
# The program of a node: starts what the node runs and then is its PID 1.
# shellcheck source=/dev/null
. "$LAB_GUEST_SETTINGS"
for part in node-services node-network node-kubernetes; do
  # shellcheck source=/dev/null
  . "$LAB_GUEST_LIBRARY/$part.sh"
done

mkdir -p /run/lab
hostname "$LAB_NODE"
sysctl -qw vm.dirty_writeback_centisecs=50 vm.dirty_expire_centisecs=50 # logs reach the host soon
connect_management
start_command_server
load_modules
connect_segments
[ -z "$LAB_NGINX" ] || start_nginx
start_kubernetes
echo "node $LAB_NODE started, uptime $(cut -d' ' -f1 /proc/uptime) s"
while :; do
  wait -n || sleep 1
done
