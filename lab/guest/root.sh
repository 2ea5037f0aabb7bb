#!/bin/bash
# PID 1 of every user-mode Linux guest. Builds a root that shows the host's files and keeps what is written in memory,
# then runs LAB_GUEST_PROGRAM there. LAB_GUEST_SETTINGS comes from the kernel's command line: a file of shell assignments.
# The host's files can be changed in the directories of LAB_GUEST_WRITABLE alone: each is GUEST_PATH=HOST_PATH.
set -e
export PATH=/run/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
mount -t proc proc /proc
mount -t tmpfs tmpfs /run
# shellcheck source=/dev/null
. "$LAB_GUEST_SETTINGS"

insmod /usr/lib/uml/modules/"$(uname -r)"/kernel/fs/overlayfs/overlay.ko*
mkdir /run/written /run/work /run/root
mount -t overlay overlay -o lowerdir=/,upperdir=/run/written,workdir=/run/work /run/root
mount -t tmpfs tmpfs /run/root/run
for directory in "${LAB_GUEST_WRITABLE[@]}"; do
  mkdir -p "/run/root${directory%%=*}"
  mount -t hostfs none "/run/root${directory%%=*}" -o "${directory#*=}"
done

mkdir -p /run/root/run/old
cd /run/root
pivot_root . run/old
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts /dev/shm /lib/modules
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
ln -s /proc/self/fd /dev/fd
for number in 0=stdin 1=stdout 2=stderr; do
  ln -s "/proc/self/fd/${number%=*}" "/dev/${number#*=}"
done
umount -l /run/old
mkdir /run/bin /run/lock
ln -sfn /usr/lib/uml/modules/"$(uname -r)" /lib/modules/"$(uname -r)"
# This kernel has the legacy tables of iptables, not the nf_tables families that /usr/sbin/iptables may speak.
for command in iptables iptables-save iptables-restore; do
  ln -s /usr/sbin/xtables-legacy-multi "/run/bin/$command"
done
ip link set lo up
exec "$LAB_GUEST_PROGRAM"
