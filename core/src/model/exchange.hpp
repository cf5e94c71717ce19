#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>
#include <whycors/report.hpp>

#include "base/header_list.hpp"
#include "base/text_store.hpp"

/// What is known of one call: the request as the page made it, and what servers answered. Everything is a
/// view of the pasted text or of the exchange's own store.
namespace whycors {

enum class CredentialsMode : std::uint8_t { omit, same_origin, include };
WHYCORS_NAMES(CredentialsMode, "omit", "same-origin", "include");

enum class RequestMode : std::uint8_t { cors, no_cors, same_origin, navigate };
WHYCORS_NAMES(RequestMode, "cors", "no-cors", "same-origin", "navigate");

enum class RedirectMode : std::uint8_t { follow, error, manual };
WHYCORS_NAMES(RedirectMode, "follow", "error", "manual");

enum class CacheMode : std::uint8_t { normal, no_store, reload, no_cache, force_cache, only_if_cached };
WHYCORS_NAMES(CacheMode, "default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached");

enum class Initiator : std::uint8_t {
  fetch,
  xhr,
  image,
  script,
  module,
  style,
  font,
  media,
  track,
  eventsource,
  beacon
};
WHYCORS_NAMES(Initiator, "fetch", "xhr", "image", "script", "module", "style", "font", "media", "track",
              "eventsource", "beacon");

enum class BodyKind : std::uint8_t { none, text, form, multipart, blob, stream };
WHYCORS_NAMES(BodyKind, "none", "text", "form", "multipart", "blob", "stream");

enum class ClientKind : std::uint8_t { window, worker, sandboxed };
WHYCORS_NAMES(ClientKind, "window", "worker", "sandboxed");

/// https://wicg.github.io/local-network-access/#ip-address-space-section
enum class AddressSpace : std::uint8_t { unknown, public_network, local_network, loopback };
WHYCORS_NAMES(AddressSpace, "unknown", "public", "local", "loopback");

/// Why no response came.
enum class NetworkFailure : std::uint8_t { none, refused, dns, tls, timeout, reset };
WHYCORS_NAMES(NetworkFailure, "none", "refused", "dns", "tls", "timeout", "reset");

/// A value with how it is known. `span` points at the evidence in the paste where there is one.
template <class Value>
struct Fact {
  Value value{};
  Provenance provenance = Provenance::assumed;
  Span span{};
  std::string_view because{};

  constexpr operator Value const&() const { return value; }
};

/// The page that makes the call.
struct Page {
  std::string_view origin;                                 ///< empty: the request's origin
  std::optional<std::string_view> content_security_policy; ///< the page's own, not the API's
  std::optional<bool> secure; ///< a secure context; unknown: by the origin's scheme
};

/// The call as the page's code asks for it, before the browser touches it.
struct RequestGiven {
  Fact<std::string_view> url;
  Fact<std::string_view> origin; ///< serialized; `null` for an opaque origin; empty: not known
  Fact<std::string_view> method{"GET"};
  HeaderList headers; ///< those that script sets, in order
  Fact<CredentialsMode> credentials{CredentialsMode::same_origin};
  Fact<RequestMode> mode{RequestMode::cors};
  RedirectMode redirect = RedirectMode::follow;
  CacheMode cache = CacheMode::normal;
  Fact<Initiator> initiator{Initiator::fetch};
  BodyKind body = BodyKind::none;
  std::string_view body_type; ///< a blob's type
  bool upload_listener = false;
  /// A preflight went out for it, though nothing that is known of the call asks for one.
  bool preflight_seen = false;
  ClientKind client = ClientKind::window;
  AddressSpace page_address_space = AddressSpace::unknown;
  AddressSpace target_address_space = AddressSpace::unknown;
};

/// What came back for one request on the wire.
struct Answer {
  enum class Kind : std::uint8_t { unknown, received, failed };
  Kind kind = Kind::unknown;
  NetworkFailure failure = NetworkFailure::none; ///< when `failed`
  std::uint16_t status = 0;                      ///< when `received`
  HeaderList headers;                            ///< when `received`: as the HTTP parser hands them over
  std::string_view body;                         ///< an excerpt, for telling who answered
  bool is_excerpt = false; ///< lines that somebody picked out: what is not among them may have been sent
  Span span{};             ///< the block in the paste
  Span status_span{};

  bool received() const { return kind == Kind::received; }
  void reset() {
    kind = Kind::unknown;
    failure = NetworkFailure::none;
    status = 0;
    headers.clear();
    body = {};
    is_excerpt = false;
    span = status_span = {};
  }
};

/// What one URL of a redirect chain answered, to a preflight and to the request itself.
struct Hop {
  Answer preflight;
  Answer response;
  std::string_view url{}; ///< of one that is not the first, where the paste has its request
};

/// What the first URL answered to the same call made otherwise: from another page, or with another list of
/// headers. It shows how the server decides.
struct OtherAnswer {
  std::string_view origin;                         ///< the Origin that was sent; empty: none
  std::optional<std::string_view> request_headers; ///< Access-Control-Request-Headers, where it was another
  Hop answers;
};

struct TimedExchange;

/// One call. Move-only, since it owns the text its views point to; can be used again after `reset()`.
struct Exchange {
  std::string_view id;
  Page page;
  RequestGiven request;
  std::vector<Hop> hops =
      std::vector<Hop>(1); ///< [0] is the URL asked for, the others redirect targets in order
  std::vector<OtherAnswer> others;
  std::vector<TimedExchange> sequence;
  TextStore store;

  /// Ready to be read into again, with the memory kept.
  inline void reset();

  Hop const& first() const { return hops.front(); }
  Hop& first() { return hops.front(); }
};

/// An exchange that starts `at` milliseconds after the first one of its sequence.
struct TimedExchange {
  std::int64_t at = 0;
  std::unique_ptr<Exchange> exchange;
};

inline void Exchange::reset() {
  id = {};
  page = {};
  HeaderList headers = std::move(request.headers);
  headers.clear();
  request = {};
  request.headers = std::move(headers);
  hops.resize(1);
  hops.front().preflight.reset();
  hops.front().response.reset();
  others.clear();
  sequence.clear();
  store.clear();
}

} // namespace whycors
