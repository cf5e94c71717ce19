#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace whycors {

/// What a server has to allow, and no more. Every string is safe to print into any config: letters, digits
/// and a few marks that no syntax gives a meaning to; what is not was left out, and `left_out` names it.
struct ServerPolicy {
  std::vector<std::string> origins; ///< serialized, never `null` and never a pattern
  std::vector<std::string> methods; ///< as they were asked for
  std::vector<std::string> headers; ///< request headers that need to be allowed, lower case, sorted
  std::vector<std::string> exposed; ///< response headers that script reads, lower case
  bool credentials = false;
  /// Seconds. Chromium keeps a preflight for 7200 at most, Firefox for 86400, WebKit for 600: each takes what
  /// it can.
  std::uint32_t max_age = 7200;
  std::vector<std::string> left_out;
  /// Methods and headers that the server allows today and this call has no need of; other calls may.
  std::vector<std::string> allowed_today;
  bool is_placeholder = false; ///< nothing named the page's origin; one that nobody has stands for it
  /// A preflight went out, and nothing names the method or the headers that it asked for: `methods` is a
  /// guess.
  bool is_call_unknown = false;
};

} // namespace whycors
