# How a scenario tells what it does and what it saw. Sourced; every function writes to standard output.

passed=0
failed=0
failures=()
rows=()

chapter() { printf '\n\e[1m== %s\e[0m\n' "$*"; }

say() { printf '%s\n' "$*"; }

# Runs a command and shows it as one would type it.
run() {
  printf '\e[36m$ %s\e[0m\n' "$*"
  "$@"
}

# Like run, in a host of the lab.
on() {
  local host=$1
  shift
  printf '\e[36m%s$ %s\e[0m\n' "$host" "$*"
  lab in "$host" "$@"
}

# check SENTENCE ACTUAL EXPECTED
check() {
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
    printf '  \e[32mok\e[0m   %s: %s\n' "$1" "$2"
  else
    fail_check "$1: $2, expected $3"
  fi
}

# check_at_most SENTENCE NUMBER LIMIT UNIT
check_at_most() {
  if [ -n "$2" ] && [ "$2" -le "$3" ]; then
    passed=$((passed + 1))
    printf '  \e[32mok\e[0m   %s: %s %s (at most %s)\n' "$1" "$2" "$4" "$3"
  else
    fail_check "$1: ${2:-nothing} $4, expected at most $3"
  fi
}

fail_check() {
  failed=$((failed + 1))
  failures+=("$1")
  printf '  \e[31mNOT\e[0m  %s\n' "$1"
}

# For what says nothing of the product, such as a node that boots or a virtual machine that starts: seconds on a slow host.
readonly patience=300

# eventually SECONDS WHAT COMMAND...: polls until the command succeeds; what was awaited is a check of its own.
eventually() {
  local seconds=$1 what=$2 deadline=$((SECONDS + $1))
  shift 2
  until "$@" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      fail_check "$what: not within $seconds s ($*)"
      return 0
    fi
    read -rt 0.2 <> <(:) || true
  done
  passed=$((passed + 1))
  printf '  \e[32mok\e[0m   %s\n' "$what"
}

# measured EVENT OURS KEEPALIVED: a row of the table at the end.
measured() { rows+=("$1|$2|$3"); }

print_table() {
  [ ${#rows[@]} -gt 0 ] || return 0
  chapter "Measured just now; keepalived 2.2.7 was measured earlier, on the same kind of machine"
  {
    echo "what|ipvs-operator|keepalived"
    echo "----|-------------|----------"
    printf '%s\n' "${rows[@]}"
  } | column -t -s '|'
}

# The closing line; the exit status says whether everything was as it should be.
conclude() {
  local sentence
  print_table
  chapter "Result"
  for sentence in "${failures[@]}"; do
    printf '  \e[31mNOT\e[0m  %s\n' "$sentence"
  done
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}
