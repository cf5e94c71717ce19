#include "preflight_cache.hpp"

#include "request.hpp"
#include "request_headers.hpp"

namespace whycors::fetch {

// https://fetch.spec.whatwg.org/#concept-cache-match
bool PreflightCache::matches(CacheEntry const& entry, Request const& request, Run& run) const {
  auto step = run.begin<Algorithm::preflight_cache>();
  bool const include = request.credentials_mode == CredentialsMode::include;
  if (entry.expires_at <= run.now) return false;
  if (entry.url != request.current_url().href()) return false;
  if (entry.origin != serialize_request_origin(request, run)) return false;
  std::string_view const made_with = entry.credentials ? "credentials" : "no credentials";
  return !step.when("match.credentials", !entry.credentials && include, made_with);
}

bool PreflightCache::matches_method(std::string_view method, Request const& request, Run& run) const {
  auto step = run.begin<Algorithm::preflight_cache>();
  for (CacheEntry const& entry : entries_)
    if (entry.method && matches(entry, request, run) &&
        step.when("match.method", *entry.method == method || *entry.method == "*",
                  Evidence(*entry.method, entry.credentials)))
      return true;
  return false;
}

bool PreflightCache::matches_header_name(std::string_view name, Request const& request, Run& run) const {
  auto step = run.begin<Algorithm::preflight_cache>();
  for (CacheEntry const& entry : entries_) {
    if (!entry.header_name || !matches(entry, request, run)) continue;
    bool const covered = byte_case_insensitive_match(*entry.header_name, name) ||
                         (*entry.header_name == "*" && !is_cors_non_wildcard_request_header_name(name));
    if (step.when("match.header", covered, Evidence(*entry.header_name, entry.credentials))) return true;
  }
  return false;
}

void PreflightCache::store(Request const& request, std::int64_t max_age_seconds, ListValues const& methods,
                           ListValues const& header_names, Run& run) {
  std::string const origin(serialize_request_origin(request, run));
  std::string const url(request.current_url().href());
  bool const include = request.credentials_mode == CredentialsMode::include;
  constexpr std::int64_t longest = 1'000'000'000; // seconds; keeps the sum below from overflowing
  std::int64_t const expires_at = run.now + 1000 * (max_age_seconds < longest ? max_age_seconds : longest);
  for (std::string_view const method : methods.items)
    entries_.push_back({origin, url, expires_at, include, std::string(method), std::nullopt});
  for (std::string_view const name : header_names.items)
    entries_.push_back({origin, url, expires_at, include, std::nullopt, std::string(name)});
}

void PreflightCache::clear(Request const& request, Run& run) {
  auto const origin = serialize_request_origin(request, run);
  auto const url = request.current_url().href();
  std::erase_if(entries_,
                [&](CacheEntry const& entry) { return entry.url == url && entry.origin == origin; });
}

} // namespace whycors::fetch
