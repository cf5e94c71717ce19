#include <whycors/whycors.hpp>

#include "base/concat.hpp"
#include "base/curl.hpp"
#include "engines/engines.hpp"
#include "fetch/fetch.hpp"
#include "paste/exchange_json.hpp"

namespace whycors {

namespace {

/// What one engine sends before the request; the headers that CORS adds, in the order in which they are told.
struct Preflight {
  std::string url;
  std::vector<NameValue> headers;
  friend bool operator==(Preflight const&, Preflight const&) = default;
};

std::optional<Preflight> preflight_of(Exchange const& exchange, Engine engine, TextStore& store) {
  Trace trace;
  fetch::fetch(exchange, engines::profile(engine), store, &trace);
  if (trace.hops.empty() || !trace.hops.front().preflight_sent) return std::nullopt;
  HopRecord const& hop = trace.hops.front();
  Preflight preflight{std::string(hop.url), {}};
  preflight.headers.emplace_back("Origin", std::string(hop.preflight_origin));
  preflight.headers.emplace_back("Access-Control-Request-Method", std::string(hop.request_method));
  std::string names;
  for (std::string_view const name : hop.request_headers)
    append(names, {names.empty() ? "" : ",", name});
  if (!names.empty()) preflight.headers.emplace_back("Access-Control-Request-Headers", names);
  return preflight;
}

std::string as_curl(Preflight const& preflight) {
  CurlCommand command("OPTIONS");
  for (auto const& [name, value] : preflight.headers)
    command.header(name, value);
  return concat({command.to(preflight.url), "\n"});
}

std::string as_raw(Preflight const& preflight) {
  auto const url = Url::parse(preflight.url);
  std::string target(url->path());
  if (!url->query().empty()) append(target, {"?", url->query()});
  std::string message = concat({"OPTIONS ", target, " HTTP/1.1\r\nHost: ", url->host()});
  if (url->port()) append(message, {":", std::to_string(*url->port())});
  message += "\r\nAccept: */*\r\n";
  for (auto const& [name, value] : preflight.headers)
    append(message, {name, ": ", value, "\r\n"});
  return concat({message, "\r\n"});
}

/// The format of .http files, which several editors send.
std::string as_http_file(Preflight const& preflight) {
  std::string message = concat({"OPTIONS ", preflight.url, "\n"});
  for (auto const& [name, value] : preflight.headers)
    append(message, {name, ": ", value, "\n"});
  return concat({message, "\n"});
}

/// The call that makes a browser send it: a script can't send a preflight itself.
std::string as_fetch(Exchange const& exchange) {
  RequestGiven const& request = exchange.request;
  auto const quoted = [](std::string_view text) {
    std::string literal = "\"";
    for (char const byte : text) {
      if (byte == '"' || byte == '\\') literal += '\\';
      literal += byte == '\n' ? ' ' : byte;
    }
    return concat({literal, "\""});
  };
  std::string code = concat({"fetch(", quoted(request.url.value),
                             ", {\n  method: ", quoted(request.method.value), ",\n  headers: {"});
  bool first = true;
  for (Header const& header : request.headers) {
    append(code, {first ? "\n    " : ",\n    ", quoted(header.name), ": ", quoted(header.value)});
    first = false;
  }
  return concat({code, first ? "}" : "\n  }",
                 ",\n  credentials: ", quoted(to_name(request.credentials.value)), "\n})\n"});
}

} // namespace

std::optional<std::string> preflight(std::string_view exchange_json, std::string_view as, InputError& error) {
  Exchange exchange;
  if (!paste::read_exchange_json(exchange_json, exchange, error)) return std::nullopt;
  if (as == "fetch") return as_fetch(exchange);
  if (as != "raw" && as != "curl" && as != "http") {
    error.message = concat({"a preflight can be told as raw, curl, fetch or http, and not as \"", as, "\""});
    return std::nullopt;
  }
  TextStore store;
  std::string out;
  std::vector<Engine> told;
  for (Engine const engine : browser_engines) {
    auto const sent = preflight_of(exchange, engine, store);
    bool const alike = !told.empty() && sent == preflight_of(exchange, told.front(), store);
    if (alike) continue;
    told.push_back(engine);
    if (told.size() > 1) append(out, {"\n# ", name_of(engine), " sends another one:\n"});
    if (!sent)
      out += "# no preflight\n";
    else
      out += as == "curl" ? as_curl(*sent) : as == "raw" ? as_raw(*sent) : as_http_file(*sent);
  }
  return out;
}

} // namespace whycors
