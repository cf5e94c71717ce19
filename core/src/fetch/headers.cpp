#include "headers.hpp"

#include <limits>

#include "base/comma_list.hpp"

namespace whycors::fetch {

std::string_view field_value(Header const& row) { return trim(row.value, is_http_tab_or_space); }

std::optional<std::string_view> get(HeaderList const& headers, std::string_view name, TextStore& store) {
  Header const* first = nullptr;
  std::size_t rows = 0;
  std::size_t size = 0;
  for (Header const& row : headers) {
    if (!byte_case_insensitive_match(row.name, name)) continue;
    if (rows++ == 0) first = &row;
    size += field_value(row).size();
  }
  if (!first) return std::nullopt;
  if (rows == 1) return field_value(*first);
  size += 2 * (rows - 1);
  char* const joined = store.allocate(size);
  char* end = joined;
  for (Header const& row : headers) {
    if (!byte_case_insensitive_match(row.name, name)) continue;
    if (&row != first) {
      *end++ = ',';
      *end++ = ' ';
    }
    for (char const byte : field_value(row))
      *end++ = byte;
  }
  return std::string_view(joined, static_cast<std::size_t>(end - joined));
}

bool repeats_a_name(HeaderList const& headers) {
  for (auto row = headers.begin(); row != headers.end(); ++row)
    if (headers.first(row->name) != &*row) return true;
  return false;
}

HeaderList combined_by_name(HeaderList const& headers, TextStore& store) {
  HeaderList combined;
  for (Header const& header : headers)
    if (!combined.contains(header.name)) {
      Header whole = header;
      whole.value = *get(headers, header.name, store);
      combined.append(whole);
    }
  return combined;
}

ListValues extract_list(HeaderList const& headers, std::string_view name) {
  constexpr std::size_t usual_length = 4;
  ListValues result;
  for (Header const& row : headers) {
    if (!byte_case_insensitive_match(row.name, name)) continue;
    result.kind = ListValues::Kind::list;
    if (result.items.empty()) result.items.reserve(usual_length);
    for (std::string_view const element : CommaList(row.value)) {
      if (element.empty()) continue;
      if (!is_token(element)) return {ListValues::Kind::failure, {}};
      result.items.push_back(element);
    }
  }
  return result;
}

std::optional<std::int64_t> extract_delta_seconds(HeaderList const& headers, std::string_view name) {
  if (headers.count(name) != 1) return std::nullopt;
  auto const digits = field_value(*headers.first(name));
  if (digits.empty()) return std::nullopt;
  constexpr auto largest = std::numeric_limits<std::int64_t>::max();
  std::int64_t seconds = 0;
  for (char const byte : digits) {
    if (!is_ascii_digit(byte)) return std::nullopt;
    int const digit = byte - '0';
    seconds = seconds > (largest - digit) / 10 ? largest : seconds * 10 + digit;
  }
  return seconds;
}

bool is_single_range_with_start(std::string_view value) {
  constexpr std::string_view unit = "bytes=";
  // 2-7. The unit in lower case, the equals sign, and no white space.
  if (!value.starts_with(unit)) return false;
  value.remove_prefix(unit.size());

  auto const digits = [&value] {
    std::size_t count = 0;
    while (count < value.size() && is_ascii_digit(value[count]))
      ++count;
    auto collected = value.substr(0, count);
    value.remove_prefix(count);
    while (collected.size() > 1 && collected.front() == '0')
      collected.remove_prefix(1);
    return collected;
  };
  // 8-9. The start, without which the safelist refuses the range.
  auto const start = digits();
  // 11-12. The hyphen.
  if (start.empty() || value.empty() || value.front() != '-') return false;
  value.remove_prefix(1);
  // 14-16. The end, and nothing after it.
  auto const end = digits();
  if (!value.empty()) return false;
  // 18. Not before its start: compared as numbers of any length.
  return end.empty() || start.size() < end.size() || (start.size() == end.size() && start <= end);
}

} // namespace whycors::fetch
