// The C++ client's side of the comparison: the rows of io.farseek.benchmarks.xrootd.FarseekRows by libXrdCl.
// Usage: xrdcl_rows HOST:PORT PATH SCHEME SECONDS. Reads names of rows, one a line, and answers each with its value. Built and started by
// ./run.
#include <XrdCl/XrdClDefaultEnv.hh>
#include <XrdCl/XrdClFile.hh>
#include <XrdCl/XrdClFileSystem.hh>

#include <semaphore.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point began) {
  return std::chrono::duration<double>(Clock::now() - began).count();
}

void must(const XrdCl::XRootDStatus &status, const char *what) {
  if (!status.IsOK()) {
    std::fprintf(stderr, "%s failed: %s\n", what, status.ToString().c_str());
    std::exit(1);
  }
}

// One read in flight at most; reads are taken in the order in which they were asked for, as a reader would.
class Place {
 public:
  Place() { sem_init(&free_, 0, 1); }
  void take() {
    while (sem_wait(&free_) != 0) {
    }
  }
  void give() { sem_post(&free_); }

 private:
  sem_t free_;
};

class Arrival : public XrdCl::ResponseHandler {
 public:
  explicit Arrival(Place &place) : place_(place) {}
  void HandleResponse(XrdCl::XRootDStatus *status, XrdCl::AnyObject *response) override {
    must(*status, "read");
    delete status;
    delete response;
    place_.give();
    delete this;
  }

 private:
  Place &place_;
};

class Rows {
 public:
  Rows(const std::string &scheme, const std::string &server, const std::string &path, double seconds)
      : scheme_(scheme), server_(server), path_(path), seconds_(seconds) {}

  void open() {
    auto began = Clock::now();
    must(file_.Open(url("bench"), XrdCl::OpenFlags::Read), "open");
    first_ = since(began) * 1e3;
    XrdCl::StatInfo *stat = nullptr;
    must(file_.Stat(false, stat), "stat");
    size_ = stat->GetSize();
    delete stat;
  }

  double measure(const std::string &row) {
    auto found = rows_.find(row);
    if (found == rows_.end()) {
      std::fprintf(stderr, "no row %s\n", row.c_str());
      std::exit(2);
    }
    return found->second();
  }

 private:
  std::string url(const std::string &user) const { return scheme_ + "://" + user + "@" + server_ + "/" + path_; }

  // The client keeps one connection a user name, so that a new name is a new connection.
  double newConnection() {
    std::vector<double> times;
    for (int i = 0; i < 11; i++) {
      XrdCl::File each;
      auto began = Clock::now();
      must(each.Open(url("u" + std::to_string(users_++)), XrdCl::OpenFlags::Read), "first open");
      times.push_back(since(began));
      must(each.Close(), "close");
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2] * 1e3;
  }

  // Runs once unmeasured for a third of the time, then measured; operations (or units) a second.
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

  double inFlight(int depth, uint32_t bytes, double units, const std::function<uint64_t()> &next) {
    std::vector<std::vector<char>> buffers(depth, std::vector<char>(bytes));
    double rate = 0;
    for (int measured = 0; measured < 2; measured++) {
      auto began = Clock::now();
      int64_t count = 0;
      std::vector<Place> places(depth);
      do {
        uint64_t at = next();
        if (depth == 1) {
          uint32_t got = 0;
          must(file_.Read(at, bytes, buffers[0].data(), got), "read");
        } else {
          int place = count % depth;
          places[place].take();
          must(file_.Read(at, bytes, buffers[place].data(), new Arrival(places[place])), "read");
        }
        count++;
      } while (since(began) < (measured ? seconds_ : seconds_ / 3));
      for (Place &each : places) {
        each.take();
      }
      rate = count * units / since(began);
    }
    return rate;
  }

  double sequential(uint32_t bytes, int depth) {
    uint64_t at = 0;
    return inFlight(depth, bytes, bytes / 1e6, [&] {
      uint64_t here = at;
      at = at + 2 * bytes > size_ ? 0 : at + bytes;
      return here;
    });
  }

  double random(int depth) {
    return inFlight(depth, 16384, 1, [&] { return random_() % (size_ - 16384); });
  }

  // Distinct blocks: this client fails where a vector names one twice.
  double vectors() {
    std::vector<uint64_t> blocks(size_ / 16384);
    for (size_t i = 0; i < blocks.size(); i++) {
      blocks[i] = i * 16384;
    }
    std::vector<char> buffer(1024 * 16384);
    return timed(1024 * 16384 / 1e6, [&] {
      XrdCl::ChunkList chunks;
      for (int i = 0; i < 1024; i++) {
        std::swap(blocks[i], blocks[i + random_() % (blocks.size() - i)]);
        chunks.emplace_back(blocks[i], 16384, buffer.data() + i * 16384);
      }
      XrdCl::VectorReadInfo *info = nullptr;
      must(file_.VectorRead(chunks, nullptr, info), "vector read");
      delete info;
    });
  }

  double stats() {
    XrdCl::FileSystem names(XrdCl::URL(url("bench")));
    return timed(1, [&] {
      XrdCl::StatInfo *info = nullptr;
      must(names.Stat(path_, info), "stat");
      delete info;
    });
  }

  double opens() {
    return timed(1, [&] {
      XrdCl::File each;
      must(each.Open(url("bench"), XrdCl::OpenFlags::Read), "open");
      must(each.Close(), "close");
    });
  }

  const std::string scheme_;
  const std::string server_;
  const std::string path_;
  const double seconds_;
  XrdCl::File file_;
  double first_ = 0;
  uint64_t size_ = 0;
  int users_ = 0;
  std::mt19937_64 random_{1};
  const std::map<std::string, std::function<double()>> rows_{
      {"first open of the process", [this] { return first_; }},
      {"open on a new connection", [this] { return newConnection(); }},
      {"sequential 128 KiB, depth 1", [this] { return sequential(128 << 10, 1); }},
      {"sequential 128 KiB, depth 4", [this] { return sequential(128 << 10, 4); }},
      {"sequential 1 MiB, depth 1", [this] { return sequential(1 << 20, 1); }},
      {"sequential 1 MiB, depth 4", [this] { return sequential(1 << 20, 4); }},
      {"sequential 8 MiB, depth 1", [this] { return sequential(8 << 20, 1); }},
      {"sequential 8 MiB, depth 4", [this] { return sequential(8 << 20, 4); }},
      {"random 16 KiB, depth 1", [this] { return random(1); }},
      {"random 16 KiB, depth 16", [this] { return random(16); }},
      {"vector of 1024 x 16 KiB", [this] { return vectors(); }},
      {"stat", [this] { return stats(); }},
      {"open and close", [this] { return opens(); }},
  };
};

}  // namespace

int main(int count, char **arguments) {
  if (count != 5) {
    std::fprintf(stderr, "usage: xrdcl_rows HOST:PORT PATH root|roots SECONDS\n");
    return 2;
  }
  Rows rows(arguments[3], arguments[1], arguments[2], std::atof(arguments[4]));
  rows.open();
  for (std::string row; std::getline(std::cin, row);) {
    std::printf("%.3f\n", rows.measure(row));
    std::fflush(stdout);
  }
  // The library's threads outlive main's statics; nothing is left to be written.
  std::fflush(stdout);
  std::_Exit(0);
}
