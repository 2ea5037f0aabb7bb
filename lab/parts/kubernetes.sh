# shellcheck shell=bash
# Kubernetes from source: one Go module that requires k8s.io/kubernetes and names its commands as tools.

kubernetes_commands=(kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy kubectl)

kubernetes_part() {
  if [ -n "${KUBERNETES_BIN:-}" ]; then
    require_executables KUBERNETES_BIN "$KUBERNETES_BIN" "${kubernetes_commands[@]}"
    return
  fi
  has_executables "$KUBERNETES_DIRECTORY" "${kubernetes_commands[@]}" && return
  require_go "Kubernetes $KUBERNETES_VERSION" KUBERNETES_BIN
  progress "building Kubernetes $KUBERNETES_VERSION (some 5 minutes on two cores the first time)"
  build_once "$KUBERNETES_DIRECTORY" build_kubernetes
}

# The staging modules have no versions inside k8s.io/kubernetes; the published ones carry v0.MINOR.PATCH.
write_kubernetes_module() {
  local directory=$1 staging_version=v0.${KUBERNETES_VERSION#v1.} upstream_module
  printf 'module lab\n\ngo 1.24.0\n' >"$directory/go.mod"
  upstream_module=$(cd "$directory" && go mod download -json "k8s.io/kubernetes@$KUBERNETES_VERSION" |
    sed -n 's/^\t"GoMod": "\(.*\)",$/\1/p')
  [ -s "$upstream_module" ] || fail "go mod download k8s.io/kubernetes@$KUBERNETES_VERSION gave no go.mod; is GOPROXY reachable? ($(go env GOPROXY))"
  {
    echo "require k8s.io/kubernetes $KUBERNETES_VERSION"
    sed -n "s|^\t\(k8s.io/[^ ]*\) => ./staging/.*|replace \1 => \1 $staging_version|p" "$upstream_module"
    printf 'tool k8s.io/kubernetes/cmd/%s\n' "${kubernetes_commands[@]}"
  } >>"$directory/go.mod"
}

build_kubernetes() {
  local directory=$1 output=$2 package=k8s.io/component-base/version minor=${KUBERNETES_VERSION#v1.}
  write_kubernetes_module "$directory"
  cd "$directory" || return
  CGO_ENABLED=0 go build -mod=mod -trimpath -o "$output" -ldflags "-s -w -X $package.gitVersion=$KUBERNETES_VERSION \
    -X $package.gitMajor=1 -X $package.gitMinor=${minor%%.*} -X $package.gitTreeState=clean" tool
}
