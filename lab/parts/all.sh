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

# Kernels take these paths on their command line, whose words end at spaces.
require_plain_paths() {
  local path
  for path in "LAB_STATE=$LAB_STATE" "LAB_CACHE=$LAB_CACHE" "the checkout=$LAB_DIRECTORY"; do
    case ${path#*=} in
      *[[:space:]]*) fail "${path%%=*} is '${path#*=}': user-mode Linux can't take a path with spaces; choose one without" ;;
      /*) ;;
      *) fail "${path%%=*} is '${path#*=}': give an absolute path" ;;
    esac
  done
}

require_parts() {
  require_root
  require_plain_paths
  all_parts
}
