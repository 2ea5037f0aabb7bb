// command-server ADDRESS: runs commands on a lab node for `lab in`, one process per connection.
//
// It listens in the network namespace it is started in and runs the commands in that of process 1. A command's stdin is
// empty. When the caller goes away the command and what it started in its session are killed.

#define _GNU_SOURCE
#include "frame.h"

#include <err.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>

enum { WORDS_AT_MOST = 4096 };

static int listen_at(const char *address) {
  struct sockaddr_in socket_address = {.sin_family = AF_INET, .sin_port = htons(COMMAND_PORT)};
  if (inet_pton(AF_INET, address, &socket_address.sin_addr) != 1) errx(1, "'%s' is no IPv4 address", address);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int))) err(1, "SO_REUSEADDR");
  if (bind(listener, (struct sockaddr *)&socket_address, sizeof socket_address)) err(1, "bind to %s", address);
  if (listen(listener, 64)) err(1, "listen");
  return listener;
}

// Fills words from a request that is still on the connection. The words live in a buffer that is never freed.
static void receive_words(int connection, char *words[WORDS_AT_MOST]) {
  uint32_t size;
  if (read_all(connection, &size, sizeof size)) exit(1);
  size = ntohl(size);
  char *request = calloc(1, REQUEST_AT_MOST + 1);
  if (!request || size == 0 || size > REQUEST_AT_MOST || read_all(connection, request, size)) exit(1);
  size_t count = 0;
  for (char *word = request; word < request + size && count < WORDS_AT_MOST - 1; word += strlen(word) + 1) words[count++] = word;
  words[count] = NULL;
}

static pid_t start(char *words[], int network_namespace, int stdout_descriptor, int stderr_descriptor) {
  pid_t command = fork();
  if (command != 0) return command;
  setsid();
  signal(SIGPIPE, SIG_DFL);
  signal(SIGCHLD, SIG_DFL);
  dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
  dup2(stdout_descriptor, STDOUT_FILENO);
  dup2(stderr_descriptor, STDERR_FILENO);
  if (setns(network_namespace, CLONE_NEWNET)) err(126, "setns");
  execvp(words[0], words);
  warn("%s", words[0]);
  _exit(errno == ENOENT ? 127 : 126);
}

// Carries what is there on one stream. Returns 0 while the stream is open.
static int carry(struct pollfd *stream, int connection, enum frame_kind kind) {
  static char buffer[FRAME_PAYLOAD_AT_MOST];
  if (!stream->revents) return 0;
  ssize_t count = read(stream->fd, buffer, sizeof buffer);
  if (count <= 0) return -1;
  return write_frame(connection, kind, buffer, (uint32_t)count);
}

static void carry_until_end(int connection, pid_t command, int stdout_descriptor, int stderr_descriptor) {
  struct pollfd streams[] = {
      {.fd = stdout_descriptor, .events = POLLIN}, {.fd = stderr_descriptor, .events = POLLIN}, {.fd = connection, .events = POLLRDHUP}};
  while (streams[0].fd >= 0 || streams[1].fd >= 0) {
    if (poll(streams, 3, -1) < 0) continue;
    if (streams[2].revents) {
      kill(-command, SIGKILL);
      exit(0);
    }
    // A negative descriptor is one that poll ignores.
    if (carry(&streams[0], connection, FRAME_STDOUT)) streams[0].fd = -1;
    if (carry(&streams[1], connection, FRAME_STDERR)) streams[1].fd = -1;
  }
}

static void serve(int connection, int network_namespace) {
  char *words[WORDS_AT_MOST];
  int stdout_pipe[2], stderr_pipe[2], status;
  receive_words(connection, words);
  if (pipe2(stdout_pipe, O_CLOEXEC) || pipe2(stderr_pipe, O_CLOEXEC)) err(1, "pipe");
  pid_t command = start(words, network_namespace, stdout_pipe[1], stderr_pipe[1]);
  if (command < 0) err(1, "fork");
  close(stdout_pipe[1]);
  close(stderr_pipe[1]);
  carry_until_end(connection, command, stdout_pipe[0], stderr_pipe[0]);
  if (waitpid(command, &status, 0) < 0) err(1, "waitpid");
  unsigned char code = (unsigned char)(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  write_frame(connection, FRAME_EXIT, &code, sizeof code);
}

int main(int count, char *arguments[]) {
  if (count != 2) errx(1, "usage: command-server ADDRESS");
  int network_namespace = open("/proc/1/ns/net", O_RDONLY | O_CLOEXEC);
  if (network_namespace < 0) err(1, "/proc/1/ns/net");
  int listener = listen_at(arguments[1]);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGCHLD, SIG_IGN);  // the kernel reaps the processes of connections
  for (;;) {
    int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (connection < 0) continue;
    if (fork() == 0) {
      signal(SIGCHLD, SIG_DFL);
      serve(connection, network_namespace);
      return 0;
    }
    close(connection);
  }
}
