# shellcheck shell=bash
# Processes that outlive the command: each is a session leader with DIRECTORY/NAME.pid and DIRECTORY/NAME.log.

# start_process DIRECTORY NAME COMMAND...: COMMAND must name something in DIRECTORY, by which it is known again.
start_process() {
  local directory=$1 name=$2
  shift 2
  # 8 is the caller's stderr, 9 the lock of this command: whoever waits for their end must not wait for the child.
  setsid "$@" >"$directory/$name.log" 2>&1 </dev/null 8>&- 9>&- &
  echo $! >"$directory/$name.pid"
}

# A number in a pid file may have been given to somebody else since: the command line tells.
process_runs() {
  local pid
  pid=$(cat "$1/$2.pid" 2>/dev/null) || return 1
  grep --quiet --text --fixed-strings "$1/" "/proc/$pid/cmdline" 2>/dev/null
}

process_is_gone() {
  ! process_runs "$1" "$2"
}

# stop_process DIRECTORY NAME [SIGNAL]
stop_process() {
  local directory=$1 name=$2 signal=${3:-TERM}
  if process_runs "$directory" "$name"; then
    kill -s "$signal" "$(cat "$directory/$name.pid")"
    wait_until 10 "$name to end" "$directory/$name.log" process_is_gone "$directory" "$name" ||
      kill -s KILL "$(cat "$directory/$name.pid")"
  fi
  rm -f "$directory/$name.pid"
}
