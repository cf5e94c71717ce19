#include <cstdint>
#include <emscripten/bind.h>
#include <string>
#include <vector>
#include <whycors/whycors.hpp>

namespace {

using namespace whycors;

/// One instance's memory: the text that JavaScript writes into, and the answer that it reads out of.
/// JavaScript never frees anything.
class Instance {
 public:
  /// Room for `size` bytes of UTF-8; the address stays valid until the next call.
  std::uintptr_t input(std::size_t size) {
    input_.resize(size);
    return reinterpret_cast<std::uintptr_t>(input_.data());
  }
  std::uintptr_t output() const { return reinterpret_cast<std::uintptr_t>(output_.data()); }

  /// Rich door: the text in the input, a Report as JSON in the output; returns the output's size.
  std::size_t diagnose(std::string const& options_json) {
    Options const options = whycors::read_options(options_json);
    return answer(to_json(whycors::diagnose(input_, options), input_));
  }
  /// An Exchange as JSON in, a Report or `{"error"}` out.
  std::size_t evaluate(std::string const& options_json) {
    InputError error;
    auto const report = whycors::evaluate(input_, whycors::read_options(options_json), error);
    return answer(report ? to_json(*report, input_) : error_json(error.message));
  }
  std::size_t preflight(std::string const& as) {
    InputError error;
    auto const text = whycors::preflight(input_, as, error);
    return answer(text ? *text : error_json(error.message));
  }
  /// A paste or an Exchange in, the config of a platform out.
  std::size_t fix(std::string const& platform, bool markdown) {
    InputError error;
    auto const text = whycors::fix(input_, platform, markdown ? FixAs::markdown : FixAs::config, {}, error);
    return answer(text ? *text : error_json(error.message));
  }
  /// A paste in, the same without its secrets and what was removed out, as JSON.
  std::size_t redact() { return answer(to_json(whycors::redact(input_))); }
  /// Fast door: NDJSON in, four words a line out; returns the number of words.
  std::size_t evaluate_all() {
    words_.clear();
    whycors::evaluate_all(input_, words_);
    return words_.size();
  }
  std::uintptr_t words() const { return reinterpret_cast<std::uintptr_t>(words_.data()); }

 private:
  std::size_t answer(std::string text) {
    output_ = std::move(text);
    return output_.size();
  }
  /// Where a call can't be answered: an object with the one key `error`.
  static std::string error_json(std::string_view message) {
    std::string json = "{\"error\":\"";
    for (char const byte : message) {
      if (byte == '"' || byte == '\\') json += '\\';
      json += static_cast<unsigned char>(byte) < 0x20 ? ' ' : byte;
    }
    return json + "\"}";
  }

  std::string input_;
  std::string output_;
  std::vector<std::uint32_t> words_;
};

std::string version_text() { return std::string(whycors::version()); }

} // namespace

EMSCRIPTEN_BINDINGS(whycors) {
  using namespace emscripten;
  class_<Instance>("Instance")
      .constructor<>()
      .function("input", &Instance::input)
      .function("output", &Instance::output)
      .function("diagnose", &Instance::diagnose)
      .function("evaluate", &Instance::evaluate)
      .function("preflight", &Instance::preflight)
      .function("fix", &Instance::fix)
      .function("redact", &Instance::redact)
      .function("evaluateAll", &Instance::evaluate_all)
      .function("words", &Instance::words);
  function("version", &version_text);
}
