#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace whycors {

/// A URL record, https://url.spec.whatwg.org/#concept-url. Holds its own serialization; the parts are views
/// of it, so a copy is one string. Special schemes (http, https, ws, wss, ftp, file) are parsed as the
/// standard says: default ports removed, host lower-cased and percent-decoded, IPv4 and IPv6 in canonical
/// form, `.` and
/// `..` resolved. What is not done: Unicode hosts are kept as they are written (no IDNA mapping).
class Url {
 public:
  /// https://url.spec.whatwg.org/#concept-basic-url-parser; nothing on failure. Leading and trailing C0
  /// control or space, and any TAB or LF or CR inside, are removed as the standard says.
  static std::optional<Url> parse(std::string_view input, Url const* base = nullptr);

  std::string_view href() const { return href_; }
  std::string_view scheme() const;   ///< lower case, without the colon
  std::string_view username() const; ///< percent-encoded
  std::string_view password() const;
  std::string_view host() const;             ///< serialized; empty when there is none; IPv6 in brackets
  std::optional<std::uint16_t> port() const; ///< none when it is the scheme's default
  std::string_view path() const;             ///< with the leading slash for special schemes
  std::string_view query() const;            ///< without the question mark
  std::string_view fragment() const;         ///< without the number sign
  bool includes_credentials() const;         ///< https://url.spec.whatwg.org/#include-credentials
  /// The serialization without its fragment: what a cache or a console line names.
  std::string_view href_without_fragment() const;

  /// https://url.spec.whatwg.org/#concept-url-origin, serialized: `scheme://host[:port]`, or `null` for an
  /// opaque origin (data:, file:, unknown schemes; blob: gives the inner URL's when that is http or https).
  std::string origin() const;
  /// Whether both have the same tuple origin; an opaque origin is the same as no other.
  bool same_origin(Url const& other) const;
  /// Whether the serialized origin is this URL's; without making a string of it.
  bool has_origin(std::string_view serialized) const;
  /// Whether the scheme is http or https: https://fetch.spec.whatwg.org/#http-scheme
  bool is_http() const;
  /// https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy for this URL's origin: https,
  /// wss, file, 127.0.0.0/8, ::1, localhost and *.localhost.
  bool is_potentially_trustworthy() const;
  /// As https://fetch.spec.whatwg.org/#bad-port asks: the port in force, the scheme's default when none is
  /// given.
  std::uint16_t effective_port() const;

 private:
  bool has_tuple_origin() const;
  std::string_view part(std::uint32_t start, std::uint32_t end) const {
    return std::string_view(href_).substr(start, end - start);
  }

  std::string href_;
  std::uint32_t scheme_end_ = 0; // offset of the colon
  std::uint32_t username_start_ = 0;
  std::uint32_t username_end_ = 0;
  std::uint32_t password_end_ = 0;
  std::uint32_t host_start_ = 0;
  std::uint32_t host_end_ = 0;
  std::uint32_t path_start_ = 0;
  std::uint32_t path_end_ = 0;
  std::uint32_t query_end_ = 0;
  std::int32_t port_ = -1;
  bool has_host_ = false;
  bool has_opaque_path_ = false;
  bool has_query_ = false;
};

/// https://fetch.spec.whatwg.org/#port-blocking
bool is_bad_port(std::uint16_t port);

} // namespace whycors
