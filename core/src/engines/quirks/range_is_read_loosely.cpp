#include <algorithm>

#include "base/bytes.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool is_white_space(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

/// The number at the front of `text`, which must have one and nothing else but white space and a plus sign.
bool is_loose_number(std::string_view text) {
  text = trim(text, is_white_space);
  if (text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

bool is_loose_range(std::string_view value) {
  constexpr std::string_view unit = "bytes=";
  if (!starts_with_ignoring_case(value, unit) || value.find_first_of(" \t") != std::string_view::npos)
    return false;
  value.remove_prefix(unit.size());
  auto const hyphen = value.find('-');
  if (hyphen == std::string_view::npos || !is_loose_number(value.substr(0, hyphen))) return false;
  auto const end = value.substr(hyphen + 1);
  if (end.empty()) return true;
  if (!is_loose_number(end)) return false;
  auto const digits = [](std::string_view text) {
    text = trim(text, [](char byte) { return is_white_space(byte) || byte == '+'; });
    while (text.size() > 1 && text.front() == '0')
      text.remove_prefix(1);
    return text;
  };
  auto const first = digits(value.substr(0, hyphen));
  auto const last = digits(end);
  return first.size() < last.size() || (first.size() == last.size() && first <= last);
}

bool decide(bool by_standard, StepContext const& context) {
  return by_standard && !is_loose_range(context.evidence.text);
}

} // namespace

extern Quirk const range_is_read_loosely;
constinit Quirk const range_is_read_loosely{
    .id = "range-is-read-loosely",
    .engines = EngineSet(Engine::webkit),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::cors_safelisted_request_header, "2.range"),
    .summary =
        "the unit of Range may be in any case and its numbers may have a plus sign, VT or FF around them",
    .decide = decide,
};

extern std::string_view const range_is_read_loosely_evidence;
constinit std::string_view const range_is_read_loosely_evidence =
    "GET with `Range: Bytes=0-1` or `bytes=+0-1`: no preflight in WebKitGTK 2.50, a preflight in "
    "Chromium 156, Firefox ESR 153";

} // namespace whycors::quirks
