# shellcheck shell=bash
# Helm from source.

helm_part() {
  if [ -n "${HELM_BIN:-}" ]; then
    require_executables HELM_BIN "$HELM_BIN" helm
    return
  fi
  has_executables "$HELM_DIRECTORY" helm && return
  require_go "Helm $HELM_VERSION" HELM_BIN
  progress "building Helm $HELM_VERSION"
  build_once "$HELM_DIRECTORY" build_helm
}

build_helm() {
  local directory=$1 output=$2
  cd "$directory" || return
  printf 'module lab\n\ngo 1.24.0\n\nrequire helm.sh/helm/v4 %s\n\ntool helm.sh/helm/v4/cmd/helm\n' "$HELM_VERSION" >go.mod
  CGO_ENABLED=0 go build -mod=mod -trimpath -ldflags "-s -w -X helm.sh/helm/v4/internal/version.version=$HELM_VERSION" \
    -o "$output/helm" helm.sh/helm/v4/cmd/helm
}
