#!/bin/bash
# The program of a guest of `lab kernel`: runs the command on the serial lines, leaves its status on the host, powers off.
# shellcheck source=/dev/null
. "$LAB_GUEST_SETTINGS"
stty -F /dev/ttyS0 raw -echo
stty -F /dev/ttyS1 raw -echo
hostname kernel
(
  # shellcheck source=/dev/null
  . "$LAB_GUEST_DIRECTORY/environment"
  PATH=/run/bin:$PATH
  cd "$LAB_GUEST_WORKING_DIRECTORY" && exec "${LAB_GUEST_COMMAND[@]}"
) </dev/null >/dev/ttyS0 2>/dev/ttyS1
echo $? >"$LAB_GUEST_DIRECTORY/status"
sync
echo o >/proc/sysrq-trigger
sleep infinity
