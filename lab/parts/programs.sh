# shellcheck shell=bash
# The lab's own C programs, compiled once per version of their sources.

programs_part() {
  has_executables "$PROGRAMS_DIRECTORY" register-size.so command-server command-client && return
  progress "compiling the lab's own programs"
  build_once "$PROGRAMS_DIRECTORY" compile_programs
}

compile_programs() {
  local output=$2
  gcc "${compiler_options[@]}" -shared -fPIC -o "$output/register-size.so" "$LAB_DIRECTORY/guest-kernel/register-size.c" &&
    gcc "${compiler_options[@]}" -static -o "$output/command-server" "$LAB_DIRECTORY/command/command-server.c" &&
    gcc "${compiler_options[@]}" -static -o "$output/command-client" "$LAB_DIRECTORY/command/command-client.c"
}

compiler_options=(-O2 -Wall -Wextra)
