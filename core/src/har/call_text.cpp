#include "call_text.hpp"

#include <algorithm>
#include <array>

#include "base/header_list.hpp"
#include "base/url.hpp"
#include "hash.hpp"

namespace whycors::har {

namespace {

constexpr std::size_t most_of_body = 256;

template <class Names>
bool is_one_of(std::string_view name, Names const& all) {
  return std::any_of(std::begin(all), std::end(all), [name](std::string_view one) {
    return one.size() == name.size() && byte_case_insensitive_match(name, one);
  });
}

/// Their values would give somebody's session away.
constexpr std::string_view secrets[] = {"cookie", "set-cookie", "authorization", "proxy-authorization"};
/// Request headers whose value decides whether a preflight is needed, or whom it is from.
constexpr std::string_view values_asked[] = {"origin",
                                             "accept",
                                             "accept-language",
                                             "content-language",
                                             "content-type",
                                             "range",
                                             "access-control-request-method",
                                             "access-control-request-headers"};
/// What browsers add to every request, without a part in CORS.
constexpr std::string_view passed_over[] = {
    "referer", "user-agent",    "host",          "content-length",    "accept-encoding", "priority",
    "pragma",  "cache-control", "if-none-match", "if-modified-since", "connection",      "dnt",
    "te"};
/// Response headers that rules and quirks read, beside those of CORS.
constexpr std::string_view answered[] = {"vary",
                                         "location",
                                         "www-authenticate",
                                         "cross-origin-resource-policy",
                                         "cache-control",
                                         "content-type",
                                         "allow",
                                         "server",
                                         "via",
                                         "x-powered-by",
                                         "x-cache",
                                         "x-cache-status",
                                         "x-proxy-cache",
                                         "x-vercel-cache",
                                         "cf-cache-status",
                                         "content-encoding",
                                         "clear-site-data",
                                         "x-content-type-options"};

/// Whether a verdict can depend on the row's value.
bool matters_asked(Row const& row) { return is_one_of(row.name.value, values_asked); }
bool matters_answered(Row const& row) {
  return starts_with_ignoring_case(row.name.value, "access-control-") || is_one_of(row.name.value, answered);
}
/// Whether it can depend on its being there.
bool is_asked_by_page(Row const& row) {
  return is_token(row.name.value) && !starts_with_ignoring_case(row.name.value, "sec-") &&
         !is_one_of(row.name.value, passed_over);
}

class Writer {
 public:
  std::string write(Call const& call, Unrecorded preflights) {
    for (CallHop const& hop : call.hops) {
      if (hop.preflight) write(**hop.preflight);
      if (!hop.preflight && preflights == Unrecorded::passes) write_preflight(call, **hop.request);
      if (hop.request) write(**hop.request);
    }
    return std::move(out_);
  }

 private:
  /// Text of the recording as one line of HTTP, whatever is in it.
  void put(std::string_view text) {
    for (char const byte : text)
      if (static_cast<unsigned char>(byte) >= 0x20 && byte != 0x7F) out_ += byte;
  }
  void put_word(std::string_view text) {
    for (char const byte : text)
      if (static_cast<unsigned char>(byte) > 0x20 && byte != 0x7F) out_ += byte;
  }
  void put_row(std::string_view name, std::string_view value) {
    out_ += name;
    out_ += ": ";
    put(value);
    out_ += '\n';
  }

  void write(Entry const& entry) {
    put_word(is_token(entry.method.value) ? entry.method.value : "GET");
    out_ += ' ';
    put_word(entry.url.value);
    out_ += " HTTP/1.1\n";
    for (Row const& row : entry.request_headers)
      if (is_token(row.name.value)) // `:authority` and its like are in the request line
        put_row(row.name.value, shown(row, row.value.value));
    out_ += '\n';
    if (entry.status < 100) {
      // What browsers print of it; the general failure says nothing.
      bool const tells = entry.error.value.starts_with("net::ERR_") && entry.error.value != "net::ERR_FAILED";
      if (tells) {
        put_word(entry.error.value);
        out_ += "\n\n";
      }
      return;
    }
    out_ += "HTTP/1.1 ";
    out_ += std::to_string(entry.status);
    out_ += '\n';
    for (Row const& row : entry.response_headers)
      write_answered(row);
    out_ += '\n';
    // A call that was answered and failed all the same.
    if (entry.status < 300 && entry.error.value == "net::ERR_FAILED") {
      out_ += "net::ERR_FAILED ";
      out_ += std::to_string(entry.status);
      out_ += "\n\n";
    }
    if (entry.status < 400 || entry.body.value.empty()) return;
    put(entry.body.value.substr(0, most_of_body));
    out_ += "\n\n";
  }

  /// Rows of one name may stand in one value, a line each.
  void write_answered(Row const& row) {
    if (!is_token(row.name.value)) return;
    for (std::string_view rest = row.value.value;;) {
      auto const line = rest.substr(0, rest.find('\n'));
      put_row(row.name.value, shown(row, line));
      if (line.size() == rest.size()) break;
      rest.remove_prefix(line.size() + 1);
    }
  }

  static std::string_view shown(Row const& row, std::string_view value) {
    return is_one_of(row.name.value, secrets) ? "<removed>" : value;
  }

  /// A preflight that asks for this request and passes.
  void write_preflight(Call const& call, Entry const& request) {
    std::string names_asked;
    for (Row const& row : request.request_headers) {
      std::string_view const name = row.name.value;
      if (!is_asked_by_page(row) ||
          is_one_of(name, std::array<std::string_view, 3>{"origin", "cookie", "accept"}))
        continue;
      if (!names_asked.empty()) names_asked += ',';
      names_asked += byte_lowercase(name);
    }
    auto const method = is_token(request.method.value) ? request.method.value : std::string_view("GET");
    out_ += "OPTIONS ";
    put_word(request.url.value);
    out_ += " HTTP/1.1\n";
    put_row("Origin", call.origin);
    put_row("Access-Control-Request-Method", method);
    if (!names_asked.empty()) put_row("Access-Control-Request-Headers", names_asked);
    out_ += "\nHTTP/1.1 204\n";
    put_row("Access-Control-Allow-Origin", call.origin);
    // Without cookies it would speak of credentials that nobody sends.
    if (!request.request_header("cookie").empty()) put_row("Access-Control-Allow-Credentials", "true");
    put_row("Access-Control-Allow-Methods", method);
    if (!names_asked.empty()) put_row("Access-Control-Allow-Headers", names_asked);
    put_row("Vary", "Origin");
    out_ += '\n';
  }

  std::string out_;
};

void add_kind(Entry const& entry, Hash& kind) {
  auto const url = Url::parse(entry.url.value);
  bool const has_user = url && url->includes_credentials();
  kind.add(entry.method.value);
  kind.add(url ? url->origin() : entry.url.value);
  kind.add(static_cast<std::uint64_t>(entry.status) << 1U | (has_user ? 1U : 0U));
  kind.add(entry.resource_type.value);
  kind.add(entry.error.value);
  for (Row const& row : entry.request_headers) {
    if (!is_asked_by_page(row)) continue;
    kind.add(row.name.value);
    if (matters_asked(row)) kind.add(row.value.value);
  }
  for (Row const& row : entry.response_headers) {
    if (!matters_answered(row)) continue;
    kind.add(row.name.value);
    kind.add(row.value.value);
  }
  if (entry.status >= 400) kind.add(entry.body.value.substr(0, most_of_body));
}

} // namespace

std::string write_call(Call const& call, Unrecorded preflights) { return Writer().write(call, preflights); }

std::uint64_t kind_of(Call const& call) {
  Hash kind;
  kind.add(call.origin);
  for (CallHop const& hop : call.hops) {
    kind.add((hop.preflight ? 1U : 0U) | (hop.request ? 2U : 0U));
    if (hop.preflight) add_kind(**hop.preflight, kind);
    if (hop.request) add_kind(**hop.request, kind);
  }
  return kind.value();
}

} // namespace whycors::har
