#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "run.hpp"

/// https://fetch.spec.whatwg.org/#cors-preflight-cache as a value: time is a parameter.
namespace whycors::fetch {

/// https://fetch.spec.whatwg.org/#concept-cache, one entry; either a method or a header name.
struct CacheEntry {
  std::string origin;
  std::string url;
  std::int64_t expires_at; ///< milliseconds
  bool credentials;
  std::optional<std::string> method;
  std::optional<std::string> header_name;
};

class PreflightCache {
 public:
  /// Whether an entry covers the method: https://fetch.spec.whatwg.org/#concept-cache-match-method
  bool matches_method(std::string_view method, Request const& request, Run& run) const;
  /// https://fetch.spec.whatwg.org/#concept-cache-match-header
  bool matches_header_name(std::string_view name, Request const& request, Run& run) const;
  /// https://fetch.spec.whatwg.org/#concept-cache-create-entry for each method and header name.
  void store(Request const& request, std::int64_t max_age_seconds, ListValues const& methods,
             ListValues const& header_names, Run& run);
  /// https://fetch.spec.whatwg.org/#concept-cache-clear
  void clear(Request const& request, Run& run);

 private:
  bool matches(CacheEntry const& entry, Request const& request, Run& run) const;

  std::vector<CacheEntry> entries_;
};

} // namespace whycors::fetch
