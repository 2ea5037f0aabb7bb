# shellcheck shell=bash
# lab kernel: one command on a Linux kernel with IPVS, in network namespaces of its own.

kernel_usage='usage: lab kernel [--deadline SECONDS] [--memory SIZE] [--writable DIRECTORY]... COMMAND...'

run_on_kernel() {
  local deadline=600 memory=1536M writable=()
  while [ $# -gt 0 ]; do
    case $1 in
      --deadline) deadline=$2 && shift 2 ;;
      --memory) memory=$2 && shift 2 ;;
      --writable) writable+=("$(realpath --canonicalize-missing "$2")") && shift 2 ;;
      --*) fail "unknown option $1; $kernel_usage" ;;
      *) break ;;
    esac
  done
  [ $# -gt 0 ] || fail "no command; $kernel_usage"
  require_parts
  if host_kernel_has_ipvs; then
    progress "kernel: the host's own, $(uname -r), in a fresh network namespace"
    run_on_host_kernel "$deadline" "$@"
  else
    progress "kernel: user-mode Linux"
    run_on_guest_kernel "$deadline" "$memory" "$@"
  fi
}

# LAB_KERNEL=guest asks for user-mode Linux where the host could do as well.
host_kernel_has_ipvs() {
  [ "${LAB_KERNEL:-}" != guest ] && { [ -e /proc/net/ip_vs ] || modprobe --quiet ip_vs; }
}

# The process namespace ends whatever the command leaves behind; the mount namespace has its own /run/netns.
run_on_host_kernel() {
  local deadline=$1
  shift
  timeout --signal=KILL "$deadline" unshare --net --mount --pid --fork --kill-child --mount-proc \
    bash -c 'mount -t sysfs sysfs /sys && mkdir -p /run/netns && mount -t tmpfs tmpfs /run/netns && ip link set lo up && exec "$@"' \
    lab-kernel "$@" 8>&-
}

# Uses the array `writable` of run_on_kernel. The guest's serial lines are the command's stdout and stderr. They pass through
# pipes, because the guest makes its descriptors non-blocking, and a terminal or pipe of the caller would be so too.
# Each process dies with its parent, so that nothing is left when this one is killed.
run_on_guest_kernel() {
  local deadline=$1 memory=$2 guest_status=0
  directory=$(mktemp -d "${TMPDIR:-/var/tmp}/$LAB_NAME-kernel.XXXXXX")
  guest=
  on_exit end_guest
  write_kernel_settings "$directory" "${@:3}"
  mkfifo "$directory/stdout" "$directory/stderr"
  cat "$directory/stdout" &
  cat "$directory/stderr" >&2 &
  guest_command_line "$directory" "$memory" con0=null,fd:2 ssl0=null,fd:1 ssl1=null,fd:3
  setpriv --pdeathsig KILL timeout --signal=KILL "$deadline" setpriv --pdeathsig KILL "${GUEST_COMMAND[@]}" \
    </dev/null >"$directory/stdout" 3>"$directory/stderr" 2>"$directory/console" 8>&- &
  guest=$!
  wait "$guest" 2>/dev/null || guest_status=$?
  wait
  guest=
  kernel_command_status "$directory" "$deadline" "$guest_status"
}

# Uses the variables of run_on_guest_kernel. The shell's own remark that something was killed is not for the caller.
end_guest() {
  [ -z "$guest" ] || kill -s KILL "$guest" 2>/dev/null
  [ -z "$guest" ] || wait "$guest" 2>/dev/null
  rm -rf "$directory"
}

# The status of the command. 137 is what `timeout` says after a KILL.
kernel_command_status() {
  local directory=$1 deadline=$2 guest_status=$3
  if [ -s "$directory/status" ]; then
    return "$(cat "$directory/status")"
  fi
  tail -n 20 "$directory/console" >&2
  [ "$guest_status" != 137 ] || fail "the command did not end within $deadline s; the guest was killed (--deadline sets the limit)"
  fail "the guest ended with status $guest_status before the command did; above are the last lines of its console"
}

write_kernel_settings() {
  # shellcheck disable=SC2034  # written into the settings by name
  local LAB_GUEST_DIRECTORY=$1 LAB_GUEST_PROGRAM=$LAB_DIRECTORY/guest/kernel-command.sh LAB_GUEST_WORKING_DIRECTORY=$PWD
  # shellcheck disable=SC2034
  local LAB_GUEST_COMMAND=("${@:2}") LAB_GUEST_WRITABLE=("$1=$1") path
  for path in "${writable[@]}"; do
    mkdir -p "$path"
    LAB_GUEST_WRITABLE+=("$path=$path")
  done
  (umask 077 && export -p >"$1/environment")
  write_guest_settings "$1/settings" LAB_GUEST_DIRECTORY LAB_GUEST_PROGRAM LAB_GUEST_WORKING_DIRECTORY LAB_GUEST_COMMAND LAB_GUEST_WRITABLE
}
