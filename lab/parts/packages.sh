# shellcheck shell=bash
# Programs of the distribution, installed with apt where that is possible. Their services are never started.

# What must be there, and the Debian package that brings it.
required_programs=(
  linux.uml=user-mode-linux containerd=containerd runc=runc /usr/lib/cni/bridge=containernetworking-plugins
  iptables-legacy=iptables conntrack=conntrack modprobe=kmod ip=iproute2 nginx=nginx-light ipvsadm=ipvsadm keepalived=keepalived
  arping=iputils-arping tcpdump=tcpdump socat=socat curl=curl openssl=openssl pgrep=procps /bin/busybox=busybox-static
  column=bsdextrautils mvn=maven gcc=gcc /usr/include/sys/ptrace.h=libc6-dev
)

missing_packages() {
  local entry
  for entry in "${required_programs[@]}"; do
    program_is_there "${entry%%=*}" || echo "${entry#*=}"
  done
}

# A name is looked for in PATH, a path is a file. libc6-dev keeps its headers where the compiler says.
program_is_there() {
  case $1 in
    /usr/include/*) [ -n "$(compiler_header "${1#/usr/include/}")" ] ;;
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

compiler_header() {
  echo "#include <$1>" | gcc -E -x c - 2>/dev/null
}

packages_part() {
  [ -n "$(missing_packages)" ] || return 0
  mkdir -p "$LAB_CACHE"
  (flock 9 && install_missing_packages) 9>"$LAB_CACHE/apt.lock"
}

install_missing_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null ||
    fail "missing: ${missing[*]} (names of Debian packages; this system has no apt-get, install what provides them)"
  progress "installing ${missing[*]}"
  install_packages "${missing[@]}" >"$LAB_CACHE/apt.log" 2>&1 ||
    fail "apt-get could not install ${missing[*]}; log: $LAB_CACHE/apt.log"
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -eq 0 ] || fail "still missing after apt-get install: ${missing[*]}; log: $LAB_CACHE/apt.log"
}

install_packages() {
  without_starting_services apt_get update &&
    without_starting_services apt_get install --yes --no-install-recommends "$@" &&
    disable_services "$@"
}

# Waits for another apt instead of failing on its lock.
apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get --quiet -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

# invoke-rc.d asks this file whether a package may start its service; 101 is "no".
without_starting_services() (
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  "$@"
)

# Only services of packages that were installed just now: whoever had nginx before keeps it as it was.
disable_services() {
  local package
  [ -d /run/systemd/system ] || return 0
  for package in "$@"; do
    case $package in
      nginx-light) systemctl disable nginx ;;
      containerd | keepalived) systemctl disable "$package" ;;
    esac
  done
}
