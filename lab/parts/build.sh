# shellcheck shell=bash
# Building a part once per machine: into a temporary directory of the cache, under a lock, renamed when complete.

has_executables() {
  local directory=$1 name
  shift
  for name in "$@"; do
    [ -x "$directory/$name" ] || return 1
  done
}

require_executables() {
  local variable=$1 directory=$2 name
  shift 2
  for name in "$@"; do
    [ -x "$directory/$name" ] || fail "$variable is set, but $directory/$name is no executable; correct $variable or unset it to build the part"
  done
}

# require_go PART VARIABLE: VARIABLE is how the user brings a binary instead.
require_go() {
  command -v go >/dev/null ||
    fail "$1 is missing: install Go 1.26 or newer (https://go.dev/dl) so that it can be built, or set $2 to a release binary"
}

# build_once OUTPUT BUILDER: BUILDER gets a scratch directory and the directory to fill. Two labs may ask at the same time.
build_once() (
  output=$1 builder=$2
  mkdir -p "$LAB_CACHE"
  exec 9>"$LAB_CACHE/$(basename "$(dirname "$output")").lock"
  flock 9
  [ ! -d "$output" ] || exit 0
  scratch=$(mktemp -d "$LAB_CACHE/build.XXXXXX")
  trap 'rm -rf "$scratch"' EXIT
  mkdir "$scratch/source" "$scratch/bin"
  "$builder" "$scratch/source" "$scratch/bin" >"$scratch.log" 2>&1 ||
    { tail -n 20 "$scratch.log" >&2; fail "$builder failed; log: $scratch.log"; }
  mkdir -p "$(dirname "$output")"
  mv "$scratch/bin" "$output"
  rm -f "$scratch.log"
)
