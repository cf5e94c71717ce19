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

bool is_unreadable(Header const& row) {
  auto const value = trim(row.value, is_http_whitespace);
  if (byte_case_insensitive_match(row.name, "content-length")) return !is_number(value);
  return byte_case_insensitive_match(row.name, "transfer-encoding") && !value.empty() &&
         !byte_case_insensitive_match(value, "chunked") && !byte_case_insensitive_match(value, "identity");
}

bool decide(bool by_standard, StepContext const& context) {
  return by_standard ||
         std::any_of(context.answer->headers.begin(), context.answer->headers.end(), is_unreadable);
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
