#include <algorithm>

#include "base/bytes.hpp"
#include "base/header_list.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool is_number(std::string_view value) {
  if (value.starts_with('-') || value.starts_with('+')) value.remove_prefix(1);
  return std::all_of(value.begin(), value.end(), is_ascii_digit);
}

bool is_unknown_encoding(Header const& row) {
  auto const value = trim(row.value, is_http_whitespace);
  return byte_case_insensitive_match(row.name, "transfer-encoding") && !value.empty() &&
         !byte_case_insensitive_match(value, "chunked") && !byte_case_insensitive_match(value, "identity");
}

bool decide(bool by_standard, StepContext const& context) {
  Answer const& answer = *context.answer;
  // How a body is framed does not matter where there is none.
  bool const is_head = !context.in_preflight && context.request.method == "HEAD";
  if (by_standard || is_head || answer.status == 204 || answer.status == 304) return by_standard;
  std::string_view length; // the last row counts
  for (Header const& row : answer.headers)
    if (byte_case_insensitive_match(row.name, "content-length")) length = trim(row.value, is_http_whitespace);
  return !is_number(length) || std::any_of(answer.headers.begin(), answer.headers.end(), is_unknown_encoding);
}

} // namespace

extern Quirk const unreadable_framing_is_refused;
constinit Quirk const unreadable_framing_is_refused{
    .id = "unreadable-framing-is-refused",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::port,
    .step = step_id(Algorithm::http_network_or_cache_fetch, "10.refused"),
    .summary = "a response whose Content-Length is no number, or whose Transfer-Encoding is unknown, is "
               "refused by the network stack of WebKitGTK",
    .decide = decide,
};

extern std::string_view const unreadable_framing_is_refused_evidence;
constinit std::string_view const unreadable_framing_is_refused_evidence =
    "`Content-Length: 4, 4`, `Content-Length: x` or `Transfer-Encoding: foo`: blocked in WebKitGTK 2.50 "
    "(libsoup), allowed in Chromium 156, Firefox ESR 153";

} // namespace whycors::quirks
