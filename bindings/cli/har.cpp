#include "har.hpp"

#include <array>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <memory>
#include <mutex>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <whycors/har.hpp>

namespace whycors::cli {

namespace {

/// What is read at once. A kernel copies to where a cache line begins four times as fast as to elsewhere.
struct alignas(64) Part {
  static constexpr std::size_t most = 256U << 10U;
  std::array<char, most> bytes;
  std::size_t size = 0;
  HarOutline outline;

  std::string_view text() const { return {bytes.data(), size}; }
};

ssize_t read_part(int file, char* to) {
  ssize_t size = 0;
  do
    size = ::read(file, to, Part::most);
  while (size < 0 && errno == EINTR);
  return size;
}

#ifdef __EMSCRIPTEN__
class Reader {
 public:
  explicit Reader(int file) : file_(file) {}
  /// Feeds the next part; returns its size, which is 0 at the end.
  std::size_t feed_next(HarTriage& triage) {
    auto const size = read_part(file_, part_->bytes.data());
    if (size < 0) error_ = errno;
    part_->size = size > 0 ? static_cast<std::size_t>(size) : 0;
    triage.feed(part_->text());
    return part_->size;
  }
  /// Why the reading ended early, as errno; 0 at the end of the file.
  int error() const { return error_; }

 private:
  int file_;
  int error_ = 0;
  std::unique_ptr<Part> part_ = std::make_unique<Part>();
};
#else
/// Reads a file in a thread of its own, two parts ahead, and outlines them there, so that bodies don't go
/// from one core's cache to the other's.
class Reader {
 public:
  explicit Reader(int file) : file_(file), thread_([this] { read_all(); }) {}
  ~Reader() { thread_.join(); }

  /// Feeds the next part; returns its size, which is 0 at the end.
  std::size_t feed_next(HarTriage& triage) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return read_ > fed_ || is_at_end_; });
      if (read_ == fed_) return 0;
    }
    Part const& part = (*parts_)[fed_ % most_ahead];
    std::size_t const size = part.size; // the part may be overwritten once it is fed
    triage.feed(part.text(), &part.outline);
    std::lock_guard const lock(mutex_);
    ++fed_;
    changed_.notify_all();
    return size;
  }
  /// Why the reading ended early, as errno; 0 at the end of the file. Once nothing is left to feed.
  int error() const { return error_; }

 private:
  static constexpr std::size_t most_ahead = 3;

  void read_all() {
    for (;;) {
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return read_ - fed_ < most_ahead; });
      }
      Part& part = (*parts_)[read_ % most_ahead];
      auto const size = read_part(file_, part.bytes.data());
      part.size = size > 0 ? static_cast<std::size_t>(size) : 0;
      part.outline.draw(part.text());
      std::lock_guard const lock(mutex_);
      if (size <= 0) {
        error_ = size < 0 ? errno : 0;
        is_at_end_ = true;
        changed_.notify_all();
        return;
      }
      ++read_;
      changed_.notify_all();
    }
  }

  int file_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unique_ptr<std::array<Part, most_ahead>> parts_ = std::make_unique<std::array<Part, most_ahead>>();
  std::size_t read_ = 0;
  std::size_t fed_ = 0;
  bool is_at_end_ = false;
  int error_ = 0;
  std::thread thread_;
};
#endif

int fail(std::string const& message) {
  std::cerr << "whycors: " << message << '\n';
  return 2;
}

void show_progress(std::uint64_t done, std::uint64_t size) {
  std::cerr << "\r  " << done / 1000000 << " MB";
  if (size > 0) std::cerr << " of " << size / 1000000 << " (" << done * 100 / size << " %)";
  std::cerr << std::flush;
}

} // namespace

int har(std::vector<std::string> const& arguments) {
  bool json = false;
  std::string name;
  for (std::string const& word : arguments) {
    if (word == "--json")
      json = true;
    else if (word != "-" && word.starts_with('-'))
      return fail("har takes a file and --json, not `" + word + "`");
    else if (!name.empty())
      return fail("har takes one file, and got " + word + " too");
    else
      name = word;
  }
  if (name.empty()) return fail("har wants a file, or - for standard input");
  int const file = name == "-" ? STDIN_FILENO : ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return fail("can't read " + name + ": " + std::strerror(errno));
  struct stat about {};
  std::uint64_t const size =
      ::fstat(file, &about) == 0 && S_ISREG(about.st_mode) ? static_cast<std::uint64_t>(about.st_size) : 0;
  constexpr std::uint64_t worth_telling = 100'000'000;
  bool const tells = ::isatty(STDERR_FILENO) && (size == 0 || size > worth_telling);

  HarTriage triage;
  int error = 0;
  {
    Reader reader(file);
    std::uint64_t done = 0;
    std::uint64_t told = 0;
    while (std::size_t const size_of_part = reader.feed_next(triage)) {
      done += size_of_part;
      if (!tells || done - told < worth_telling / 4) continue;
      show_progress(done, size);
      told = done;
    }
    error = reader.error();
    if (told > 0) std::cerr << "\r\x1B[K";
  }
  if (file != STDIN_FILENO) ::close(file);
  if (error != 0) return fail("can't read " + name + ": " + std::strerror(error));
  HarReport const report = triage.finish();
  int const status = report.exit_status();
  if (status == 2) return fail(name + " is no recording (HAR): " + report.damage->text);
  std::cout << (json ? to_json(report) + "\n" : to_text(report, name == "-" ? "standard input" : name))
            << std::flush;
  return std::cout.good() ? status : 2;
}

} // namespace whycors::cli
