# shellcheck shell=bash
# How a user-mode Linux guest is started: as a process of its own process namespace, so that killing it ends all of the guest.

# guest_command_line DIRECTORY MEMORY KERNEL_ARGUMENT...: sets the array GUEST_COMMAND.
# DIRECTORY holds the file `settings` that guest/root.sh reads.
guest_command_line() {
  local directory=$1 memory=$2
  # shellcheck disable=SC2034  # for the caller
  GUEST_COMMAND=(
    env "LD_PRELOAD=$PROGRAMS_DIRECTORY/register-size.so" "TMPDIR=$(guest_memory_directory "$directory")"
    unshare --pid --fork --kill-child --mount-proc
    linux.uml "mem=$memory" root=/dev/root rootfstype=hostfs rootflags=/ ro "init=$LAB_DIRECTORY/guest/root.sh" quiet
    "uml_dir=$directory/" "LAB_GUEST_SETTINGS=$directory/settings" con=null "${@:3}"
  )
}

# A guest's memory is a file. Containers often have a /dev/shm of 64 MiB.
guest_memory_directory() {
  local gibibytes
  gibibytes=$(df --output=avail --block-size=1G /dev/shm 2>/dev/null | tail -n 1)
  if [ "${gibibytes:-0}" -ge 4 ]; then
    echo /dev/shm
  else
    echo "$1"
  fi
}

# write_guest_settings FILE NAME...: the variables and arrays of these names, as assignments.
write_guest_settings() {
  local file=$1
  shift
  declare -p "$@" | sed 's/^declare -[-a-zA-Z]* //' >"$file"
}
