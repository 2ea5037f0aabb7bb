# shellcheck shell=bash
# The suite that runs on kind too: JUnit tests for any cluster with three directors. Sourced.

scenario_suite() {
  local status=0
  chapter "The suite for any cluster with three directors, here on the lab"
  eventually "$patience" "every agent is ready" agents_are_ready
  run "$repository/operator/end-to-end" lab || status=$?
  check "exit status of the suite" "$status" 0
}
