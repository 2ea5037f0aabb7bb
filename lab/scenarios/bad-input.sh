# What people get wrong: the API server or a condition says so, and nothing that runs is disturbed. Sourced.

# refused SENTENCE PATCH EXPECTED: the API server refuses a VirtualService changed like that, with these words.
refused() {
  local answer
  answer=$(lab kubectl apply -f "$repository/examples/lab-a/service.yaml" --dry-run=client -o json |
    lab kubectl patch --local -f - --type merge -p "$2" -o json |
    lab kubectl create --dry-run=server -f - 2>&1) || true
  if grep -qF "$3" <<<"$answer"; then
    passed=$((passed + 1))
    printf '  \e[32mok\e[0m   %s: %s\n' "$1" "$(grep -oF "$3" <<<"$answer" | head -1)"
  else
    fail_check "$1: $answer, expected: $3"
  fi
}

# settles NAME TYPE STATUS REASON
settles() {
  eventually 30 "$1: $2=$3, reason $4" has_condition virtualservices.ipvs-operator.io "$1" "$2" "$3 $4"
  lab kubectl get virtualservices.ipvs-operator.io "$1" -o jsonpath="{.status.conditions[?(@.type=='$2')].message}{'\n'}"
}

has_condition() { [ "$(condition "$1" "$2" "$3")" = "$4" ]; }

scenario_bad_input() {
  chapter "Bad input"
  refused "an unknown scheduler" '{"metadata":{"name":"bad"},"spec":{"scheduler":{"name":"robin"}}}' "supported values"
  refused "another port behind direct routing" '{"metadata":{"name":"bad"},"spec":{"ports":[{"port":80,"targetPort":8080}]}}' "targetPort"
  run lab kubectl apply -f "$scenarios/bad-input.yaml"
  settles outside-pool Accepted False AddressNotInPool
  settles taken-address Accepted False AddressInUse
  settles foreign-endpoint Accepted False EndpointNotAllowed
  settles director-backend Accepted False DirectorIsBackend
  settles no-such-pool Accepted False PoolNotFound
  check "50 curls meanwhile" "$(fifty_curls "$lab_a_vip")" "nginx1=25 nginx2=25 failed=0"
  run lab kubectl delete -f "$scenarios/bad-input.yaml"
}
