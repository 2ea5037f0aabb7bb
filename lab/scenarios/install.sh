# From nothing to an installed operator. Sourced.

images_are_loaded() { lab images "$repository/operator/target/operator.tar" "$repository/node-agent/target/node-agent.tar"; }

agents_are_ready() {
  lab kubectl -n ipvs-operator rollout status daemonset/ipvs-agent --timeout=1s
}

scenario_install() {
  chapter "The cluster: three directors, two real servers, one client"
  run lab up
  run lab kubectl get nodes -o wide
  run lab images "$repository/operator/target/operator.tar" "$repository/node-agent/target/node-agent.tar"

  chapter "The operator, installed with Helm"
  if ! lab helm -n ipvs-operator status ipvs >/dev/null 2>&1; then
    run lab helm install ipvs "$repository/helm/ipvs-operator" --namespace ipvs-operator --create-namespace --set operator.replicas=1
  fi
  eventually "$patience" "the operator is available" \
    lab kubectl -n ipvs-operator wait --for=condition=Available deployment/ipvs-operator --timeout=1s
  eventually "$patience" "a node-agent is ready on every node" agents_are_ready
  run lab kubectl get crds -o name
}
