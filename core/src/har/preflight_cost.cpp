#include "preflight_cost.hpp"

#include "base/header_list.hpp"
#include "hash.hpp"

namespace whycors::har {

std::optional<std::int64_t> milliseconds(std::string_view text) {
  constexpr std::string_view form = "0000-00-00T00:00:00";
  if (text.size() < form.size()) return std::nullopt;
  std::array<std::int64_t, 6> parts{};
  std::size_t part = 0;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != '0') {
      ++part;
    } else {
      if (!is_ascii_digit(text[i])) return std::nullopt;
      parts[part] = parts[part] * 10 + (text[i] - '0');
    }
  }
  auto const [year, month, day, hour, minute, second] = parts;
  // Days of the proleptic Gregorian calendar, years beginning in March.
  std::int64_t const from_march = (month + 9) % 12;
  std::int64_t const shifted = year - (month < 3 ? 1 : 0);
  std::int64_t const days =
      shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (from_march * 153 + 2) / 5 + day - 719469;
  std::int64_t time = ((days * 24 + hour) * 60 + minute) * 60000 + second * 1000;
  text.remove_prefix(form.size());
  if (!text.empty() && text.front() == '.') {
    std::int64_t scale = 100;
    for (text.remove_prefix(1); !text.empty() && is_ascii_digit(text.front());
         text.remove_prefix(1), scale /= 10)
      time += (text.front() - '0') * scale;
  }
  bool const has_offset = text.size() >= 5 && (text.front() == '+' || text.front() == '-');
  if (has_offset) {
    std::int64_t offset = 0;
    for (char const byte : text.substr(1))
      if (is_ascii_digit(byte)) offset = offset * 10 + (byte - '0');
    offset = (offset / 100 * 60 + offset % 100) * 60000;
    time += text.front() == '+' ? -offset : offset;
  }
  return time;
}

void PreflightCost::add(Entry const& preflight) {
  ++count_;
  if (preflight.time > 0) time_ += preflight.time;
  auto const now = milliseconds(preflight.started.value);
  if (!now || preflight.status < 200 || preflight.status > 299) return;
  Hash key;
  key.add(preflight.url.value);
  for (std::string_view const name :
       {names::origin, names::access_control_request_method, names::access_control_request_headers})
    key.add(preflight.request_header(name));
  auto const known = sent_.find(key.value());
  if (known == sent_.end()) {
    if (sent_.size() < most_kept) sent_[key.value()].fill(*now);
    return;
  }
  for (std::size_t i = 0; i < limits.size(); ++i) {
    std::int64_t const since = *now - known->second[i];
    if (since >= 0 && since < limits[i] * 1000) {
      ++saved_[i].count;
      if (preflight.time > 0) saved_[i].time += preflight.time;
    } else {
      known->second[i] = *now;
    }
  }
}

PreflightCost::Saving PreflightCost::saved_within(std::int64_t seconds) const {
  for (std::size_t i = 0; i < limits.size(); ++i)
    if (limits[i] == seconds) return saved_[i];
  return {};
}

} // namespace whycors::har
