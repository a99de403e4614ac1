/* A disk that takes SLOW_DISK_US microseconds a read: preloaded into the server by ./run. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static void seek_time(void) {
  static long micros = -1;
  if (micros < 0) {
    const char *text = getenv("SLOW_DISK_US");
    micros = text ? atol(text) : 0;
  }
  if (micros > 0) usleep((useconds_t)micros);
}

#define NEXT(name) __typeof__(&name) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t pread(int fd, void *to, size_t bytes, off_t at) {
  NEXT(pread);
  seek_time();
  return next(fd, to, bytes, at);
}

ssize_t pread64(int fd, void *to, size_t bytes, off64_t at) {
  NEXT(pread64);
  seek_time();
  return next(fd, to, bytes, at);
}

ssize_t preadv(int fd, const struct iovec *to, int count, off_t at) {
  NEXT(preadv);
  seek_time();
  return next(fd, to, count, at);
}

ssize_t preadv64(int fd, const struct iovec *to, int count, off64_t at) {
  NEXT(preadv64);
  seek_time();
  return next(fd, to, count, at);
}

ssize_t sendfile(int out, int in, off_t *at, size_t bytes) {
  NEXT(sendfile);
  seek_time();
  return next(out, in, at, bytes);
}

ssize_t sendfile64(int out, int in, off64_t *at, size_t bytes) {
  NEXT(sendfile64);
  seek_time();
  return next(out, in, at, bytes);
}
