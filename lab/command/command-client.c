// command-client ADDRESS COMMAND...: has the command server at ADDRESS run a command; its output and status become ours.
// Status 255: the node does not answer, or went away before the command ended.

#include "frame.h"

#include <err.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>

enum { LOST = 255 };

static void set_option(int connection, int level, int option, int value) {
  if (setsockopt(connection, level, option, &value, sizeof value)) err(LOST, "setsockopt");
}

// A connection that notices within 5 s that the node's power was cut. Connecting takes 5 s at most.
static int connect_to(const char *address) {
  struct sockaddr_in socket_address = {.sin_family = AF_INET, .sin_port = htons(COMMAND_PORT)};
  if (inet_pton(AF_INET, address, &socket_address.sin_addr) != 1) errx(LOST, "'%s' is no IPv4 address", address);
  int connection = socket(AF_INET, SOCK_STREAM, 0);
  struct timeval patience = {.tv_sec = 5};
  if (setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience)) err(LOST, "SO_SNDTIMEO");
  set_option(connection, SOL_SOCKET, SO_KEEPALIVE, 1);
  set_option(connection, IPPROTO_TCP, TCP_KEEPIDLE, 2);
  set_option(connection, IPPROTO_TCP, TCP_KEEPINTVL, 1);
  set_option(connection, IPPROTO_TCP, TCP_KEEPCNT, 3);
  if (connect(connection, (struct sockaddr *)&socket_address, sizeof socket_address)) err(LOST, "the node at %s does not answer", address);
  return connection;
}

static void send_request(int connection, int count, char *words[]) {
  static char request[REQUEST_AT_MOST];
  size_t size = 0;
  for (int i = 0; i < count; i++) {
    size_t length = strlen(words[i]) + 1;
    if (size + length > sizeof request) errx(LOST, "the command is longer than %zu bytes", sizeof request);
    memcpy(request + size, words[i], length);
    size += length;
  }
  uint32_t prefix = htonl((uint32_t)size);
  if (write_all(connection, &prefix, sizeof prefix) || write_all(connection, request, size)) err(LOST, "sending the command");
}

// Returns the command's exit status.
static int receive_answer(int connection) {
  static char payload[FRAME_PAYLOAD_AT_MOST];
  unsigned char header[FRAME_HEADER_SIZE];
  while (read_all(connection, header, sizeof header) == 0) {
    uint32_t size;
    memcpy(&size, header + 1, sizeof size);
    size = ntohl(size);
    if (size > sizeof payload || read_all(connection, payload, size)) break;
    if (header[0] == FRAME_EXIT) return (unsigned char)payload[0];
    // Whoever reads our output may have left: so does the command, when this connection closes.
    if (write_all(header[0] == FRAME_STDERR ? STDERR_FILENO : STDOUT_FILENO, payload, size)) return LOST;
  }
  errx(LOST, "the node went away before the command ended");
}

int main(int count, char *arguments[]) {
  if (count < 3) errx(LOST, "usage: command-client ADDRESS COMMAND...");
  int connection = connect_to(arguments[1]);
  send_request(connection, count - 2, arguments + 2);
  return receive_answer(connection);
}
