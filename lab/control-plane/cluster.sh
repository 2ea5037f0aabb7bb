# shellcheck shell=bash
# The cluster's control plane, in the namespace of the fabric: etcd, API server, controllers, scheduler.

ETCD_PORT=2379

start_control_plane() {
  start_etcd "$LAB_STATE" "$ETCD_PORT" 2380 ip netns exec "$LAB_NAME"
  start_cluster_api_server
  wait_until 30 "the API server to write its certificate" "$LAB_STATE/kube-apiserver.log" test -s "$LAB_STATE/certificates/apiserver.crt"
  write_kubeconfig "$LAB_STATE" admin "$API_SERVER_URL" "$LAB_STATE/kubeconfig"
  start_controller controller-manager --controllers='*,-nodeipam,-cloud-node-lifecycle' --use-service-account-credentials=true \
    --service-account-private-key-file="$LAB_STATE/service-accounts.key" --root-ca-file="$LAB_STATE/certificates/apiserver.crt"
  start_controller scheduler
}

start_cluster_api_server() {
  start_api_server "$LAB_STATE" "$API_SERVER_ADDRESS" "$API_SERVER_PORT" "$ETCD_PORT" ip netns exec "$LAB_NAME"
}

start_controller() {
  local name=kube-$1 kubeconfig=$LAB_STATE/kube-$1.kubeconfig
  write_kubeconfig "$LAB_STATE" "$name" "$API_SERVER_URL" "$kubeconfig"
  start_process "$LAB_STATE" "$name" ip netns exec "$LAB_NAME" "$KUBERNETES_DIRECTORY/$name" --kubeconfig="$kubeconfig" \
    --leader-elect=false "${@:2}"
}

await_control_plane() {
  await_api_server "$LAB_STATE" "$API_SERVER_URL" ip netns exec "$LAB_NAME"
}

# lab api-server: `stop` is a crash, its port refuses; `freeze` leaves connections open and unanswered.
control_api_server() {
  require_up
  case ${1:-} in
    stop) stop_process "$LAB_STATE" kube-apiserver KILL ;;
    start)
      process_runs "$LAB_STATE" kube-apiserver || start_cluster_api_server
      await_control_plane
      ;;
    freeze) kill -s STOP "$(cat "$LAB_STATE/kube-apiserver.pid")" ;;
    thaw) kill -s CONT "$(cat "$LAB_STATE/kube-apiserver.pid")" ;;
    *) fail "usage: lab api-server stop|start|freeze|thaw" ;;
  esac
}

run_kubectl() {
  require_up
  KUBECONFIG=$LAB_STATE/kubeconfig exec ip netns exec "$LAB_NAME" "$KUBERNETES_DIRECTORY/kubectl" "$@" 8>&-
}

run_helm() {
  require_up
  KUBECONFIG=$LAB_STATE/kubeconfig exec ip netns exec "$LAB_NAME" "$HELM_DIRECTORY/helm" "$@" 8>&-
}
