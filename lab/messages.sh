# shellcheck shell=bash
# Words of the lab to its user: progress on stderr, results on stdout, errors that end the command.

# Descriptor 8 is the caller's stderr also where a function's own stderr goes elsewhere.
exec 8>&2

lab_started_at=$(date +%s%N)

# Milliseconds since the command began.
elapsed_milliseconds() {
  echo $((($(date +%s%N) - lab_started_at) / 1000000))
}

progress() {
  local milliseconds
  milliseconds=$(elapsed_milliseconds)
  printf '[%4d.%01d s] %s\n' $((milliseconds / 1000)) $((milliseconds % 1000 / 100)) "$*" >&8
}

fail() {
  printf 'lab: %s\n' "$*" >&8
  exit 1
}

# wait_until SECONDS AWAITED LOG COMMAND...: polls COMMAND until it succeeds, fails with what was awaited.
wait_until() {
  local seconds=$1 awaited=$2 log=$3 deadline
  shift 3
  deadline=$(($(date +%s%N) + seconds * 1000000000))
  until "$@" >/dev/null 2>&1; do
    if [ "$(date +%s%N)" -gt "$deadline" ]; then
      printf 'lab: waited %s s in vain for %s; log: %s\n' "$seconds" "$awaited" "$log" >&8
      [ ! -f "$log" ] || tail -n 5 "$log" | sed 's/^/lab:   /' >&8
      return 1
    fi
    sleep 0.1
  done
}

# on_exit COMMAND: runs COMMAND when this shell ends before `trap - EXIT`, whether by an error or by a signal. All of it runs,
# also when the signal found the shell in the middle of a redirection.
on_exit() {
  # shellcheck disable=SC2064  # the command is known now
  trap "set +e; $1" EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}
