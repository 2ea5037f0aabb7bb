# shellcheck shell=bash
# Everything is taken back: what people made, then the release. The nodes are as they were. Sourced.

# What the agents put into a node's kernel, one line each; nothing when the node is clean.
traces_on() {
  lab in "$1" bash -c '
    ipvsadm -Ln | tail -n +4
    ipvsadm -L --daemon
    ip -o address show | grep -E "172.28.128.2[0-9][0-9]/32|192.168.1.100/32|2001:db8:128::2|fe80::200:5eff"
    ip -o link show ipvs-vips 2>/dev/null
    iptables-legacy -t raw -S | grep IPVS-OPERATOR
    ip6tables-legacy -t raw -S | grep IPVS-OPERATOR
    for key in all eth1 eth2; do
      for setting in arp_ignore arp_announce; do
        [ "$(cat /proc/sys/net/ipv4/conf/$key/$setting)" = 0 ] || echo "$key $setting"
      done
    done
    grep -qx "3[[:space:]]*50" /proc/sys/net/ipv4/vs/sync_threshold || echo sync_threshold
    true'
}

is_clean() { [ -z "$(traces_on "$1")" ]; }

scenario_uninstall() {
  local node
  chapter "Uninstall: nothing is left on the nodes"
  run lab kubectl delete --ignore-not-found -f "$repository/examples/question-3" -f "$repository/examples/lab-b" -f "$repository/examples/lab-a"
  for node in $directors nginx1; do
    eventually 30 "$node is as it was before" is_clean "$node"
    traces_on "$node"
  done
  check "objects left for the directors" "$(lab kubectl get virtualrouters,forwardingtables -o name | wc -l)" 0
  run lab helm uninstall ipvs --namespace ipvs-operator --wait
  check "kinds that stay" "$(lab kubectl get crds -o name | grep -c ipvs-operator.io)" 6
}
