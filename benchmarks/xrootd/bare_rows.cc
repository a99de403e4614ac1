// What the server and the machine give: the rows of io.farseek.benchmarks.xrootd.FarseekRows by one thread's system calls on one connection,
// without any client. In the clear only; whatever is not as expected ends the program.
// Usage: bare_rows PORT PATH SECONDS. Reads names of rows, one a line, and answers each with its value, or with - where it has none. Built
// and started by ./run.
#include <arpa/inet.h>
#include <endian.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iostream>
#include <random>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr uint16_t kClose = 3003, kProtocol = 3006, kLogin = 3007, kOpen = 3010, kRead = 3013, kStat = 3017, kReadVector = 3025;
constexpr int kOkSoFar = 4000;
constexpr size_t kReplyHeader = 8;
constexpr size_t kLead = 16;  // of each segment in the reply to a vector read
constexpr uint32_t kBlock = 16384;
constexpr int kRanges = 1024;
constexpr size_t kLong = 32 << 10;  // a reply's bytes are read to where they belong from here on
constexpr size_t kRooms = 64;       // taken by one readv

double since(Clock::time_point began) {
  return std::chrono::duration<double>(Clock::now() - began).count();
}

[[noreturn]] void fail(const std::string &what) {
  std::fprintf(stderr, "bare_rows: %s\n", what.c_str());
  std::exit(1);
}

void put16(uint8_t *at, uint16_t value) {
  value = htons(value);
  std::memcpy(at, &value, sizeof value);
}

void put32(uint8_t *at, uint32_t value) {
  value = htonl(value);
  std::memcpy(at, &value, sizeof value);
}

void put64(uint8_t *at, uint64_t value) {
  value = htobe64(value);
  std::memcpy(at, &value, sizeof value);
}

// Requests that leave together, each a header of 24 bytes and its payload.
class Outgoing {
 public:
  // The header's place; its length of payload is set.
  uint8_t *add(uint16_t code, const std::string &payload = "") {
    size_t at = bytes_.size();
    bytes_.resize(at + 24);
    bytes_.insert(bytes_.end(), payload.begin(), payload.end());
    bytes_[at + 1] = 1;
    put16(&bytes_[at + 2], code);
    put32(&bytes_[at + 20], payload.size());
    return &bytes_[at];
  }
  std::vector<uint8_t> &bytes() { return bytes_; }

 private:
  std::vector<uint8_t> bytes_;
};

class Connection {
 public:
  explicit Connection(int port) : in_(256 << 10) {
    socket_ = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_port = htons(port);
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<sockaddr *>(&server), sizeof server) != 0) {
      fail("cannot connect to port " + std::to_string(port));
    }
    Outgoing hello;
    hello.bytes().resize(20);
    put32(&hello.bytes()[12], 4);
    put32(&hello.bytes()[16], 2012);
    uint8_t *protocol = hello.add(kProtocol);
    put32(protocol + 4, 0x520);
    protocol[8] = 1;
    protocol[9] = 3;
    uint8_t *login = hello.add(kLogin);
    std::memcpy(login + 8, "bench", 5);
    login[18] = 5;
    send(hello);
    for (int i = 0; i < 3; i++) {
      reply();
    }
  }

  void send(Outgoing &all) {
    const uint8_t *at = all.bytes().data();
    size_t left = all.bytes().size();
    while (left > 0) {
      ssize_t sent = ::send(socket_, at, left, MSG_NOSIGNAL);
      if (sent <= 0) {
        fail("cannot send");
      }
      at += sent;
      left -= sent;
    }
    all.bytes().clear();
  }

  // A short reply; its body, until the next one is read.
  const uint8_t *reply() {
    bool last = false;
    uint32_t length = header(last);
    need(length);
    const uint8_t *body = &in_[at_];
    at_ += length;
    return body;
  }

  // The reply to a read, in one frame or several.
  void take(char *to) {
    bool last = false;
    while (!last) {
      uint32_t length = header(last);
      bytes(to, length);
      to += length;
    }
  }

  // Whether so many bytes of the next reply are here.
  bool holds(size_t count) const { return end_ - at_ >= count; }

  // The reply to a vector read of blocks, in one frame or several of whole segments.
  void takeSegments(char *to) {
    static uint8_t leads[kRanges * kLead];
    std::vector<iovec> rooms;
    bool last = false;
    while (!last) {
      uint32_t length = header(last);
      if (length % (kLead + kBlock) != 0) {
        fail("a segment came in two frames");
      }
      rooms.clear();
      for (uint32_t i = 0; i < length / (kLead + kBlock); i++) {
        rooms.push_back({leads + i * kLead, kLead});
        rooms.push_back({to, kBlock});
        to += kBlock;
      }
      scatter(rooms, length);
    }
  }

 private:
  uint32_t header(bool &last) {
    need(kReplyHeader);
    int status = in_[at_ + 2] << 8 | in_[at_ + 3];
    if (status != 0 && status != kOkSoFar) {
      fail("a reply of status " + std::to_string(status));
    }
    uint32_t length = 0;
    std::memcpy(&length, &in_[at_ + 4], sizeof length);
    at_ += kReplyHeader;
    last = status == 0;
    return ntohl(length);
  }

  void need(size_t count) {
    if (!holds(count) && (at_ == end_ || in_.size() - at_ < count)) {
      std::memmove(in_.data(), &in_[at_], end_ - at_);
      end_ -= at_;
      at_ = 0;
    }
    while (!holds(count)) {
      end_ += received(recv(socket_, &in_[end_], in_.size() - end_, 0));
    }
  }

  void bytes(char *to, size_t count) {
    while (count > 0) {
      size_t part = std::min(count, end_ - at_);
      if (part == 0 && count >= kLong) {
        part = received(recv(socket_, to, count, 0));
      } else {
        need(1);
        part = std::min(count, end_ - at_);
        std::memcpy(to, &in_[at_], part);
        at_ += part;
      }
      to += part;
      count -= part;
    }
  }

  void scatter(std::vector<iovec> &rooms, size_t count) {
    size_t next = 0;
    auto filled = [&](size_t bytes) {
      while (bytes > 0) {
        size_t part = std::min(bytes, rooms[next].iov_len);
        rooms[next].iov_base = static_cast<char *>(rooms[next].iov_base) + part;
        rooms[next].iov_len -= part;
        bytes -= part;
        next += rooms[next].iov_len == 0;
      }
    };
    while (count > 0 && at_ < end_) {
      size_t part = std::min({count, end_ - at_, rooms[next].iov_len});
      std::memcpy(rooms[next].iov_base, &in_[at_], part);
      at_ += part;
      count -= part;
      filled(part);
    }
    while (count > 0) {
      size_t part = received(readv(socket_, &rooms[next], std::min(rooms.size() - next, kRooms)));
      count -= part;
      filled(part);
    }
  }

  static size_t received(ssize_t count) {
    if (count <= 0) {
      fail("the server closed the connection");
    }
    return count;
  }

  int socket_;
  std::vector<uint8_t> in_;
  size_t at_ = 0;
  size_t end_ = 0;
};

class Rows {
 public:
  Rows(int port, std::string path, double seconds) : connection_(port), path_(std::move(path)), seconds_(seconds) {
    open(file_);
    Outgoing one;
    one.add(kStat, path_);
    connection_.send(one);
    // Id, size, flags, time.
    size_ = std::strtoull(std::strchr(reinterpret_cast<const char *>(connection_.reply()), ' '), nullptr, 10);
  }

  // Negative where there is no such row.
  double measure(const std::string &row) {
    int length = 0, depth = 0;
    char kind[16], unit;
    if (std::sscanf(row.c_str(), "%15s %d %ciB, depth %d", kind, &length, &unit, &depth) == 4) {
      return reads(length << (unit == 'K' ? 10 : 20), depth, std::string(kind) == "random");
    }
    if (row == "vector of 1024 x 16 KiB") {
      return vectors();
    }
    if (row == "stat") {
      return timed(1, [&] {
        Outgoing one;
        one.add(kStat, path_);
        connection_.send(one);
        connection_.reply();
      });
    }
    if (row == "open and close") {
      return timed(1, [&] {
        uint8_t handle[4];
        open(handle);
        Outgoing one;
        std::memcpy(one.add(kClose) + 4, handle, sizeof handle);
        connection_.send(one);
        connection_.reply();
      });
    }
    return -1;
  }

 private:
  void open(uint8_t *handle) {
    Outgoing one;
    put16(one.add(kOpen, path_) + 6, 0x410);  // to read, with its status
    connection_.send(one);
    std::memcpy(handle, connection_.reply(), 4);
  }

  // Once unmeasured for a third of the time, then measured.
  double timed(double units, const std::function<void()> &once) {
    double rate = 0;
    for (int measured = 0; measured < 2; measured++) {
      auto began = Clock::now();
      int64_t count = 0;
      do {
        once();
        count++;
      } while (since(began) < (measured ? seconds_ : seconds_ / 3));
      rate = count * units / since(began);
    }
    return rate;
  }

  // As many under way as the depth says; what was answered together is asked for together.
  double reads(uint32_t bytes, int depth, bool random) {
    std::vector<std::vector<char>> buffers(depth, std::vector<char>(bytes));
    uint64_t place = 0;
    Outgoing outgoing;
    int64_t taken = 0, asked = 0;
    double rate = timed(random ? 1 : bytes / 1e6, [&] {
      if (asked == taken || !connection_.holds(kReplyHeader + bytes)) {
        for (; asked - taken < depth; asked++) {
          uint8_t *read = outgoing.add(kRead);
          std::memcpy(read + 4, file_, sizeof file_);
          put64(read + 8, random ? random_() % (size_ - bytes) : place);
          put32(read + 16, bytes);
          place = place + 2ull * bytes > size_ ? 0 : place + bytes;
        }
        connection_.send(outgoing);
      }
      connection_.take(buffers[taken++ % depth].data());
    });
    for (; taken < asked; taken++) {
      connection_.take(buffers[0].data());
    }
    return rate;
  }

  double vectors() {
    std::vector<uint64_t> blocks(size_ / kBlock);
    for (size_t i = 0; i < blocks.size(); i++) {
      blocks[i] = i * kBlock;
    }
    std::vector<char> buffer(kRanges * kBlock);
    return timed(kRanges * kBlock / 1e6, [&] {
      std::string ranges(kRanges * 16, '\0');
      for (int i = 0; i < kRanges; i++) {
        std::swap(blocks[i], blocks[i + random_() % (blocks.size() - i)]);
        auto *range = reinterpret_cast<uint8_t *>(&ranges[i * 16]);
        std::memcpy(range, file_, sizeof file_);
        put32(range + 4, kBlock);
        put64(range + 8, blocks[i]);
      }
      Outgoing one;
      one.add(kReadVector, ranges);
      connection_.send(one);
      connection_.takeSegments(buffer.data());
    });
  }

  Connection connection_;
  const std::string path_;
  const double seconds_;
  uint8_t file_[4];
  uint64_t size_ = 0;
  std::mt19937_64 random_{1};
};

}  // namespace

int main(int count, char **arguments) {
  if (count != 4) {
    std::fprintf(stderr, "usage: bare_rows PORT PATH SECONDS\n");
    return 2;
  }
  Rows rows(std::atoi(arguments[1]), arguments[2], std::atof(arguments[3]));
  for (std::string row; std::getline(std::cin, row);) {
    double value = rows.measure(row);
    if (value < 0) {
      std::printf("-\n");
    } else {
      std::printf("%.3f\n", value);
    }
    std::fflush(stdout);
  }
  return 0;
}
