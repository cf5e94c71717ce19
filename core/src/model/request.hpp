#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/header_list.hpp"
#include "base/url.hpp"
#include "exchange.hpp"

namespace whycors {

/// https://fetch.spec.whatwg.org/#concept-request-response-tainting
enum class ResponseTainting : std::uint8_t { basic, cors, opaque };

/// https://fetch.spec.whatwg.org/#concept-request, as far as a CORS decision can depend on it.
struct Request {
  std::string_view method;
  std::vector<Url> url_list;
  HeaderList header_list;
  std::string_view origin; ///< serialized
  RequestMode mode = RequestMode::cors;
  CredentialsMode credentials_mode = CredentialsMode::same_origin;
  RedirectMode redirect_mode = RedirectMode::follow;
  CacheMode cache_mode = CacheMode::normal;
  Initiator initiator = Initiator::fetch;
  BodyKind body = BodyKind::none;
  bool unsafe_request = false;
  bool use_cors_preflight = false;
  ResponseTainting response_tainting = ResponseTainting::basic;
  unsigned redirect_count = 0;
  bool from_secure_page = false; ///< its client is a page that came over TLS

  /// Not in the standard; some engines' later steps depend on it: whether an earlier hop was preflighted, and
  /// the header list the page asked for.
  bool was_preflighted = false;
  /// Whether it set out to the page's own origin with headers that another origin would have been asked
  /// about.
  bool began_unsafe = false;
  HeaderList original_header_list;

  Url const& current_url() const { return url_list.back(); }
  std::size_t hop() const { return url_list.size() - 1; }
};

/// https://fetch.spec.whatwg.org/#concept-response; `unknown` is ours: it is not in the input.
struct Response {
  enum class Type : std::uint8_t { normal, basic, cors, opaque, opaque_redirect, network_error, unknown };
  Type type = Type::network_error;
  std::uint16_t status = 0;
  HeaderList const* header_list = nullptr; ///< null for a network error

  bool is_network_error() const { return type == Type::network_error; }
  bool is_unknown() const { return type == Type::unknown; }
};

/// The three values of https://fetch.spec.whatwg.org/#extract-header-list-values, never flattened into two.
struct ListValues {
  enum class Kind : std::uint8_t { absent, failure, list };
  Kind kind = Kind::absent;
  std::vector<std::string_view> items; ///< when `list`

  bool is_failure() const { return kind == Kind::failure; }
  bool is_list() const { return kind == Kind::list; }

  friend bool operator==(ListValues const&, ListValues const&) = default;
};

} // namespace whycors
