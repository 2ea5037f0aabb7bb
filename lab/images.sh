# shellcheck shell=bash
# Images for the nodes: archives that containerd imports. Nodes that boot later find them in the same directory.

add_images() {
  local archive
  require_up
  [ $# -gt 0 ] || fail "usage: lab images ARCHIVE.tar..."
  for archive in "$@"; do
    [ -s "$archive" ] || fail "no image archive $archive"
    case $archive in *.tar) ;; *) fail "$archive: the name of an image archive ends in .tar" ;; esac
    cp "$archive" "$LAB_STATE/images/.$(basename "$archive").part"
    mv "$LAB_STATE/images/.$(basename "$archive").part" "$LAB_STATE/images/$(basename "$archive")"
    import_on_running_nodes "$(basename "$archive")"
    progress "imported $(basename "$archive")"
  done
}

import_on_running_nodes() {
  local node imports=() import failed=0
  while read -r node; do
    node_is_on "$node" || continue
    node_command "$node" ctr --namespace k8s.io images import "/run/lab/images/$1" >/dev/null </dev/null &
    imports+=("$!")
  done < <(nodes)
  for import in "${imports[@]}"; do
    wait "$import" || failed=1
  done
  [ "$failed" = 0 ] || fail "not every node could import $1"
}
