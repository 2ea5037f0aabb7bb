# shellcheck shell=bash
# containerd, kubelet and kube-proxy of a node.

start_kubernetes() {
  mount -t cgroup2 none /sys/fs/cgroup
  give_processor_a_clock_speed
  keep_in_memory /var/lib/containerd /var/lib/kubelet /var/lib/cni /var/log/pods /var/log/containers /etc/cni /opt
  write_cni_configuration
  write_containerd_configuration
  write_kubelet_configuration
  supervise containerd containerd --config /run/lab/containerd.toml
  until ctr version >/dev/null 2>&1; do
    sleep 0.1
  done
  import_images
  supervise kubelet "$LAB_KUBERNETES/kubelet" --config=/run/lab/kubelet.yaml --kubeconfig="$LAB_NODE_DIRECTORY/kubelet.kubeconfig" \
    --hostname-override="$LAB_NODE" --node-ip="$LAB_ETH1" --node-labels="$LAB_NODE_LABELS"
  supervise kube-proxy "$LAB_KUBERNETES/kube-proxy" --kubeconfig="$LAB_NODE_DIRECTORY/kube-proxy.kubeconfig" \
    --hostname-override="$LAB_NODE" --proxy-mode=iptables --cluster-cidr="$LAB_POD_NETWORK" --conntrack-max-per-core=0
}

# The kubelet reads it; user-mode Linux does not know it.
give_processor_a_clock_speed() {
  (cat /proc/cpuinfo && echo "cpu MHz : 1000.000") >/run/lab/cpuinfo
  mount --bind /run/lab/cpuinfo /proc/cpuinfo
}

# Of their own, not of the root's overlay: containerd stacks overlays, and what the host keeps there is not the node's.
keep_in_memory() {
  local directory
  for directory in "$@"; do
    mkdir -p "$directory"
    mount -t tmpfs tmpfs "$directory"
  done
}

import_images() {
  local archive
  for archive in /run/lab/images/*.tar; do
    ctr --namespace k8s.io images import "$archive" >>"$LAB_NODE_DIRECTORY/log/images.log" 2>&1 ||
      echo "could not import $archive" >&2
  done
}

write_cni_configuration() {
  mkdir -p /etc/cni/net.d
  cat >/etc/cni/net.d/10-lab.conflist <<JSON
{"cniVersion": "0.4.0", "name": "lab", "plugins": [
  {"type": "bridge", "bridge": "cni0", "isGateway": true, "ipMasq": true,
   "ipam": {"type": "host-local", "subnet": "$LAB_POD_SUBNET", "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
JSON
}

write_containerd_configuration() {
  cat >/run/lab/containerd.toml <<TOML
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$LAB_PAUSE_IMAGE"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
TOML
}

write_kubelet_configuration() {
  cat >/run/lab/kubelet.yaml <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: cgroupfs
failSwapOn: false
enforceNodeAllocatable: []
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
localStorageCapacityIsolation: false
imageGCHighThresholdPercent: 100
evictionHard: {}
YAML
}
