#include <algorithm>

#include "base/bytes.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

/// Digits, and after a dot more of them.
bool is_decimal(std::string_view text) {
  auto const dot = text.find('.');
  return is_digits(text.substr(0, dot)) && (dot == std::string_view::npos || is_digits(text.substr(dot + 1)));
}

bool is_client_hint(std::string_view name, std::string_view value) {
  auto const named = [name](auto... hints) { return (byte_case_insensitive_match(name, hints) || ...); };
  if (named("dpr", "device-memory", "downlink")) return is_decimal(value);
  if (named("rtt", "viewport-width", "width")) return is_digits(value);
  if (named("save-data")) return byte_case_insensitive_match(value, "on");
  return named("ect") && (value == "slow-2g" || value == "2g" || value == "3g" || value == "4g");
}

bool decide(bool by_standard, StepContext const& context) {
  return by_standard && !is_client_hint(context.evidence.header->name, context.evidence.header->value);
}

} // namespace

extern Quirk const client_hints_are_safelisted;
constinit Quirk const client_hints_are_safelisted{
    .id = "client-hints-are-safelisted",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_safelisted_request_header, "2.otherwise"),
    .summary = "client hints with a valid value (DPR, Device-Memory, Downlink, ECT, RTT, Save-Data, "
               "Viewport-Width, Width) need no preflight",
    .decide = decide,
};

extern std::string_view const client_hints_are_safelisted_evidence;
constinit std::string_view const client_hints_are_safelisted_evidence =
    "GET with `DPR: 1` against a server that refuses preflights: allowed in Chromium 156 only; "
    "`DPR: -1` is preflighted there too";

} // namespace whycors::quirks
