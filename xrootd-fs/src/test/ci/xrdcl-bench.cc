// The C++ client's side of the comparison: g++ -O2 -std=c++17 -I/usr/include/xrootd xrdcl-bench.cc -lXrdCl -o xrdcl-bench
// Usage: xrdcl-bench root://host:port//store/file. Prints one line a row: name, operations or MB a second.
#include <XrdCl/XrdClFile.hh>
#include <XrdCl/XrdClFileSystem.hh>
#include <chrono>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

using Clock = std::chrono::steady_clock;

static double since(Clock::time_point t) { return std::chrono::duration<double>(Clock::now() - t).count(); }

int main(int argc, char **argv) {
    if (argc < 2) { fprintf(stderr, "usage: %s URL\n", argv[0]); return 2; }
    const std::string url = argv[1];
    XrdCl::File file;
    auto began = Clock::now();
    auto status = file.Open(url, XrdCl::OpenFlags::Read);
    if (!status.IsOK()) { fprintf(stderr, "%s\n", status.ToString().c_str()); return 1; }
    printf("first-open-ms %.3f\n", since(began) * 1e3);
    XrdCl::StatInfo *info = nullptr;
    if (!file.Stat(false, info).IsOK()) return 1;
    const uint64_t size = info->GetSize();
    delete info;
    std::vector<char> buffer(8 << 20);
    uint32_t got = 0;
    for (uint32_t block : {128u << 10, 1u << 20, 8u << 20}) {
        began = Clock::now();
        for (uint64_t at = 0; at < size; at += got) {
            if (!file.Read(at, block, buffer.data(), got).IsOK() || got == 0) return 1;
        }
        printf("sequential-%uk-MB/s %.1f\n", block >> 10, size / since(began) / 1e6);
    }
    std::mt19937_64 random(1);
    const int reads = 5000;
    began = Clock::now();
    for (int i = 0; i < reads; i++) {
        if (!file.Read(random() % (size - 16384), 16384, buffer.data(), got).IsOK()) return 1;
    }
    printf("random-16k-op/s %.1f\n", reads / since(began));
    began = Clock::now();
    for (int round = 0; round < 10; round++) {
        XrdCl::ChunkList chunks;
        for (int i = 0; i < 256; i++) chunks.emplace_back((random() % (size / 16384)) * 16384, 16384);
        XrdCl::ChunkList distinct;
        std::vector<bool> seen(size / 16384 + 1);
        for (auto &c : chunks) if (!seen[c.offset / 16384]) { seen[c.offset / 16384] = true; distinct.push_back(c); }
        XrdCl::VectorReadInfo *vector = nullptr;
        if (!file.VectorRead(distinct, buffer.data(), vector).IsOK()) return 1;
        delete vector;
    }
    printf("readv-256x16k-ms %.3f\n", since(began) / 10 * 1e3);
    XrdCl::URL parsed(url);
    XrdCl::FileSystem fs(parsed);
    began = Clock::now();
    for (int i = 0; i < 2000; i++) {
        XrdCl::StatInfo *s = nullptr;
        if (!fs.Stat(parsed.GetPath(), s).IsOK()) return 1;
        delete s;
    }
    printf("stat-op/s %.1f\n", 2000 / since(began));
    began = Clock::now();
    for (int i = 0; i < 1000; i++) {
        XrdCl::File other;
        if (!other.Open(url, XrdCl::OpenFlags::Read).IsOK() || !other.Close().IsOK()) return 1;
    }
    printf("open-close-op/s %.1f\n", 1000 / since(began));
    return file.Close().IsOK() ? 0 : 1;
}
