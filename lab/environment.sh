# shellcheck shell=bash
# shellcheck disable=SC2034  # read by the files beside this one
# What a lab is called, where it keeps things, which parts it is made of.

LAB_DIRECTORY=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LAB_NAME=${LAB_NAME:-ipvs-lab}
LAB_STATE=${LAB_STATE:-/var/tmp/$LAB_NAME}
LAB_CACHE=${LAB_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/ipvs-operator-lab}

KUBERNETES_VERSION=v1.34.4
ETCD_VERSION=v3.6.5
HELM_VERSION=v4.3.0
PAUSE_IMAGE=localhost/pause:1

# KUBERNETES_BIN, ETCD_BIN and HELM_BIN are directories with release binaries that the user brings.
KUBERNETES_DIRECTORY=${KUBERNETES_BIN:-$LAB_CACHE/kubernetes-$KUBERNETES_VERSION/bin}
ETCD_DIRECTORY=${ETCD_BIN:-$LAB_CACHE/etcd-$ETCD_VERSION/bin}
HELM_DIRECTORY=${HELM_BIN:-$LAB_CACHE/helm-$HELM_VERSION/bin}
PAUSE_IMAGE_ARCHIVE=$LAB_CACHE/pause-1.tar
PROGRAMS_DIRECTORY=$LAB_CACHE/programs-$(cat "$LAB_DIRECTORY"/*/*.[ch] | cksum | tr ' ' -)/bin

# The programs of Debian packages lie in sbin, which the PATH of a plain shell may lack.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
