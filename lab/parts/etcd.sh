# shellcheck shell=bash
# etcd from source. Distributions ship 3.4, whose watch progress the API server's cache cannot use.

etcd_part() {
  if [ -n "${ETCD_BIN:-}" ]; then
    require_executables ETCD_BIN "$ETCD_BIN" etcd
    return
  fi
  has_executables "$ETCD_DIRECTORY" etcd && return
  require_go "etcd $ETCD_VERSION" ETCD_BIN
  progress "building etcd $ETCD_VERSION"
  build_once "$ETCD_DIRECTORY" build_etcd
}

build_etcd() {
  local directory=$1 output=$2
  cd "$directory" || return
  printf 'module lab\n\ngo 1.24.0\n\nrequire go.etcd.io/etcd/server/v3 %s\n\ntool go.etcd.io/etcd/server/v3\n' "$ETCD_VERSION" >go.mod
  CGO_ENABLED=0 go build -mod=mod -trimpath -ldflags '-s -w' -o "$output/etcd" go.etcd.io/etcd/server/v3
}
