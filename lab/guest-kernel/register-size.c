// Preloaded into linux.uml so that it runs on processors with wide registers (AMX).
//
// The guest kernel saves and restores the registers of its processes with ptrace(NT_X86_XSTATE) and a buffer of 2696 bytes:
// enough up to AVX-512 and protection keys. The host takes nothing but a buffer of its own full size, 11008 bytes with AMX,
// and answers EFAULT. What lies beyond the guest's buffer are registers no process of the guest has asked for, so zeros will do;
// the host cuts a buffer that is too long.

#include <elf.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { HOST_SIZE_AT_MOST = 16384 };

// A guest kernel is one thread, so one buffer is enough. Bytes beyond the guest's are never written.
static unsigned char padded[HOST_SIZE_AT_MOST];

static long restore_registers(long pid, const struct iovec *registers) {
  size_t size = registers->iov_len < sizeof padded ? registers->iov_len : sizeof padded;
  memcpy(padded, registers->iov_base, size);
  struct iovec padded_registers = {.iov_base = padded, .iov_len = sizeof padded};
  return syscall(SYS_ptrace, (long)PTRACE_SETREGSET, pid, (long)NT_X86_XSTATE, &padded_registers);
}

long ptrace(enum __ptrace_request request, ...) {
  va_list arguments;
  va_start(arguments, request);
  long pid = va_arg(arguments, pid_t);
  void *address = va_arg(arguments, void *);
  void *data = va_arg(arguments, void *);
  va_end(arguments);

  if (request == PTRACE_SETREGSET && address == (void *)NT_X86_XSTATE) return restore_registers(pid, data);
  if (request == PTRACE_PEEKTEXT || request == PTRACE_PEEKDATA || request == PTRACE_PEEKUSER) {
    // The system call stores the word, the function of the C library returns it.
    long word = 0;
    return syscall(SYS_ptrace, (long)request, pid, address, &word) < 0 ? -1 : word;
  }
  return syscall(SYS_ptrace, (long)request, pid, address, data);
}
