// What travels between command-client and command-server.
//
// Request:  4 bytes length in network order, then the words of the command, each ended by a zero byte.
// Answer:   frames. 1 byte kind, 4 bytes length in network order, payload.

#ifndef FRAME_H
#define FRAME_H

#include <arpa/inet.h>
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum frame_kind {
  FRAME_STDOUT = 1,
  FRAME_STDERR = 2,
  FRAME_EXIT = 3,  // payload: 1 byte, the exit status; the last frame
};

enum {
  FRAME_HEADER_SIZE = 5,
  FRAME_PAYLOAD_AT_MOST = 65536,
  REQUEST_AT_MOST = 131072,
  COMMAND_PORT = 1,
};

// Returns 0, or -1 when the other side is gone.
static inline int read_all(int descriptor, void *buffer, size_t size) {
  char *position = buffer;
  while (size > 0) {
    ssize_t count = read(descriptor, position, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return -1;
    position += count;
    size -= (size_t)count;
  }
  return 0;
}

static inline int write_all(int descriptor, const void *buffer, size_t size) {
  const char *position = buffer;
  while (size > 0) {
    ssize_t count = write(descriptor, position, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return -1;
    position += count;
    size -= (size_t)count;
  }
  return 0;
}

static inline int write_frame(int descriptor, enum frame_kind kind, const void *payload, uint32_t size) {
  unsigned char header[FRAME_HEADER_SIZE] = {(unsigned char)kind};
  uint32_t length = htonl(size);
  memcpy(header + 1, &length, sizeof length);
  return write_all(descriptor, header, sizeof header) || write_all(descriptor, payload, size) ? -1 : 0;
}

#endif
