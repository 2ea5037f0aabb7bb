# shellcheck shell=bash
# Everything a lab is made of. Each part returns at once when it is there.

all_parts() {
  packages_part
  etcd_part
  kubernetes_part
  helm_part
  pause_image_part
  programs_part
}

# What a command says that needs root.
require_root() {
  [ "$(id -u)" = 0 ] || fail "needs root (network namespaces, user-mode Linux guests): run it with sudo --preserve-env"
}

require_parts() {
  require_root
  all_parts
}
