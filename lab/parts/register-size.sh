# shellcheck shell=bash
# The library without which linux.uml does not run on processors with wide registers; guest-kernel/register-size.c says why.

register_size_part() {
  [ ! -s "$REGISTER_SIZE_LIBRARY" ] || return 0
  mkdir -p "$LAB_CACHE"
  gcc -O2 -shared -fPIC -o "$REGISTER_SIZE_LIBRARY.$$" "$LAB_DIRECTORY/guest-kernel/register-size.c" ||
    fail "gcc could not compile $LAB_DIRECTORY/guest-kernel/register-size.c"
  mv "$REGISTER_SIZE_LIBRARY.$$" "$REGISTER_SIZE_LIBRARY"
}
