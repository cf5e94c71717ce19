#include <cstdint>
#include <emscripten/bind.h>
#include <memory>
#include <whycors/har.hpp>

namespace {

using namespace whycors;

/// A recording that is being read: JavaScript writes its bytes into the input, a part at a time.
class Recording {
 public:
  static constexpr std::size_t part = 256U << 10U; // stays in a core's cache

  std::uintptr_t input() const { return reinterpret_cast<std::uintptr_t>(input_.get()); }
  std::size_t input_size() const { return part; }
  void feed(std::size_t size) { triage_.feed({input_.get(), size}); }
  /// Exact up to 2^53.
  double entries() const { return static_cast<double>(triage_.entries()); }
  /// The report as JSON in the output; returns its size.
  std::size_t finish() {
    output_ = to_json(triage_.finish());
    return output_.size();
  }
  std::uintptr_t output() const { return reinterpret_cast<std::uintptr_t>(output_.data()); }

 private:
  std::unique_ptr<char[]> input_{new char[part]};
  std::string output_;
  HarTriage triage_;
};

} // namespace

EMSCRIPTEN_BINDINGS(whycors_har) {
  using namespace emscripten;
  class_<Recording>("Recording")
      .constructor<>()
      .function("input", &Recording::input)
      .function("inputSize", &Recording::input_size)
      .function("feed", &Recording::feed)
      .function("entries", &Recording::entries)
      .function("finish", &Recording::finish)
      .function("output", &Recording::output);
}
