# shellcheck shell=bash
# The image that holds a pod's namespaces: a static busybox that sleeps, as an archive that containerd imports.

pause_image_part() {
  [ ! -s "$PAUSE_IMAGE_ARCHIVE" ] || return 0
  progress "making the image $PAUSE_IMAGE"
  mkdir -p "$LAB_CACHE"
  write_pause_image "$PAUSE_IMAGE_ARCHIVE.$$"
  mv "$PAUSE_IMAGE_ARCHIVE.$$" "$PAUSE_IMAGE_ARCHIVE"
}

# Format of `docker save`: manifest.json names the configuration and the one layer.
write_pause_image() (
  directory=$(mktemp -d)
  trap 'rm -rf "$directory"' EXIT
  mkdir "$directory/layer" "$directory/image"
  cp /bin/busybox "$directory/layer/busybox"
  tar -C "$directory/layer" --sort=name --owner=0 --group=0 --mtime=@0 -cf "$directory/image/layer.tar" busybox
  cat >"$directory/image/config.json" <<JSON
{"architecture": "$(dpkg --print-architecture)", "os": "linux",
 "config": {"Entrypoint": ["/busybox", "sleep", "2147483647"]},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:$(sha256sum "$directory/image/layer.tar" | cut -d' ' -f1)"]}}
JSON
  printf '[{"Config": "config.json", "RepoTags": ["%s"], "Layers": ["layer.tar"]}]\n' "$PAUSE_IMAGE" >"$directory/image/manifest.json"
  tar -C "$directory/image" -cf "$1" manifest.json config.json layer.tar
)
