# shellcheck shell=bash
# Everything a lab is made of. Each part returns at once when it is there.

all_parts() {
  packages_part
  etcd_part
  kubernetes_part
  helm_part
  pause_image_part
  progress "all parts are there: $LAB_CACHE"
}
