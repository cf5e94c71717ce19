#include "entry.hpp"

#include "base/header_list.hpp"

namespace whycors::har {

Row const* Entry::find(std::vector<Row> const& rows, std::string_view name) {
  for (Row const& row : rows)
    if (row.name.value.size() == name.size() && byte_case_insensitive_match(row.name.value, name))
      return &row;
  return nullptr;
}

std::string_view Entry::request_header(std::string_view name) const {
  Row const* const row = find(request_headers, name);
  return row ? row->value.value : std::string_view{};
}

std::string_view Entry::response_header(std::string_view name) const {
  Row const* const row = find(response_headers, name);
  return row ? row->value.value : std::string_view{};
}

bool Entry::is_preflight() const {
  return method.value == "OPTIONS" && (resource_type.value == "preflight" ||
                                       !request_header(names::access_control_request_method).empty());
}

} // namespace whycors::har
