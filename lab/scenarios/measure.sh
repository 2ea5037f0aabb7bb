# What a client and the kernels of the directors say. Sourced.

readonly directors="d1 d2 d3"

# The director that holds an address, or nothing; several on one line if several hold it.
owners_of() {
  local director held=
  for director in $directors; do
    if lab in "$director" ip -o address show to "$1" 2>/dev/null | grep -q inet; then
      held="$held $director"
    fi
  done
  echo "${held# }"
}

# The director that the plan puts first for a VirtualService's first address.
preferred_for() { lab kubectl get virtualservices.ipvs-operator.io "$1" -o jsonpath='{.status.addresses[0].order[0]}'; }

is_owned() { [ "$(owners_of "$1" | wc -w)" = 1 ]; }
is_owned_by() { [ "$(owners_of "$1")" = "$2" ]; }
is_owned_by_another() { is_owned "$1" && [ "$(owners_of "$1")" != "$2" ]; }

# An address as it stands in a URL, and before a port.
in_url() {
  case $1 in
    *:*) echo "[$1]" ;;
    *) echo "$1" ;;
  esac
}

# Every curl comes from a port of its own. The kernel keeps an entry for two minutes after a connection, and one that comes from
# the same port again goes where that entry points, not to the next in turn.
curl_ports=$(mktemp)
trap 'rm -f "$curl_ports"' EXIT
echo 10000 >"$curl_ports"

# fifty_curls ADDRESS [COUNT]: "nginx1=N nginx2=N failed=N", each a connection of its own.
fifty_curls() {
  local first count=${2:-50}
  first=$(<"$curl_ports")
  echo $((first + count)) >"$curl_ports"
  lab in client bash -c '
    for port in $(seq '"$first $((first + count - 1))"'); do
      curl -g -I -s --local-port $port --max-time 10 http://'"$(in_url "$1")"'/ | tr -d "\r" |
        sed -n "s/^X-Real-Server: //p" | grep . || echo failed
    done' | sort | uniq -c | awk '{n[$2]=$1} END {printf "nginx1=%d nginx2=%d failed=%d\n", n["nginx1"], n["nginx2"], n["failed"]}'
}

# connections_on DIRECTOR ADDRESS: "SERVICE FIRST SECOND OUTPKTS" as the kernel has counted since the entries were made.
connections_on() {
  lab in "$1" ipvsadm -Ln --stats --exact -t "$(in_url "$2"):80" 2>/dev/null |
    awk '/^TCP/ {service=$3; out=$5} /->/ && $2 ~ /:80$/ {d[++n]=$3} END {print service+0, d[1]+0, d[2]+0, out+0}'
}

# connections_settled DIRECTOR ADDRESS: their number once it stays. Kernel statistics follow the packets by up to two seconds.
connections_settled() {
  local before after deadline=$((SECONDS + 20))
  after=$(connections_on "$1" "$2")
  until [ "$after" = "${before:-}" ] || [ "$SECONDS" -ge "$deadline" ]; do
    before=$after
    read -rt 2.5 <> <(:) || true
    after=$(connections_on "$1" "$2")
  done
  echo "${after%% *}"
}

has_counted() { [ "$(connections_on "$1" "$2" | cut -d' ' -f1)" = "$3" ]; }

# The kernel address of an interface of a node.
mac_of() { lab in "$1" cat "/sys/class/net/$2/address"; }

# MAC addresses that answer for an address on the client's interface, one a line.
arp_answers() {
  lab in client arping -c "${3:-1}" -w 3 -I "$2" "$1" | sed -n 's/.*\[\([0-9A-Fa-f:]*\)\].*/\L\1/p' | sort -u
}

# start_gap_meter ADDRESS...: starts a client that connects every 5 ms, to each in turn; stop_gap_meter ends it and sets $gap, the
# longest of any address in milliseconds, and $connected.
start_gap_meter() {
  gap_report=$(mktemp)
  coproc GAP_METER { lab in client "$JAVA_HOME/bin/java" "$scenarios/GapMeter.java" "$@" 80 >"$gap_report" 2>&1; }
  gap_meter_pid=$GAP_METER_PID
  exec {gap_meter_input}>&"${GAP_METER[1]}"
  local deadline=$((SECONDS + 30))
  until grep -q ready "$gap_report"; do
    [ "$SECONDS" -lt "$deadline" ] || { fail_check "a client connects to $* every 5 ms: $(cat "$gap_report")"; break; }
    read -rt 0.1 <> <(:) || true
  done
}

stop_gap_meter() {
  exec {gap_meter_input}>&-
  eval "exec ${GAP_METER[1]}>&-" 2>/dev/null || true
  wait "$gap_meter_pid" || true
  gap=$(sed -n 's/.*gap_milliseconds=\([0-9]*\).*/\1/p' "$gap_report")
  connected=$(sed -n 's/.*connected=\([0-9]*\).*/\1/p' "$gap_report")
  rm -f "$gap_report"
}

seconds_of() { awk -v milliseconds="$1" 'BEGIN {printf "%.2f s", milliseconds / 1000}'; }

# condition KIND NAME TYPE: "STATUS REASON"
condition() {
  lab kubectl get "$1" "$2" -o "jsonpath={.status.conditions[?(@.type=='$3')].status} {.status.conditions[?(@.type=='$3')].reason}"
}

is_ready() { lab kubectl wait --for=condition=Ready --timeout=1s "$1" "$2"; }

directors_are_available() { lab kubectl wait --for=condition=Available --timeout=1s director --all; }
