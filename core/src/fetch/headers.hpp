#pragma once

#include <optional>
#include <string_view>

#include "base/header_list.hpp"
#include "base/text_store.hpp"
#include "model/request.hpp"

/// https://fetch.spec.whatwg.org/#terminology-headers, the parts that read response headers
namespace whycors::fetch {

/// A response header's value without the SP and TAB around it, which are not part of it: RFC 9112 section 5.
std::string_view field_value(Header const& row);

/// https://fetch.spec.whatwg.org/#concept-header-list-get: the values of all rows of that name joined with
/// `, `, or nothing when there is no row.
std::optional<std::string_view> get(HeaderList const& headers, std::string_view name, TextStore& store);

/// Whether two rows have the same name.
bool repeats_a_name(HeaderList const& headers);
/// One row for each name, at the place of its first, with the combined value.
HeaderList combined_by_name(HeaderList const& headers, TextStore& store);

/// https://fetch.spec.whatwg.org/#extract-header-list-values for the headers whose ABNF is a list of tokens:
/// Access-Control-Allow-Methods, Access-Control-Allow-Headers, Access-Control-Expose-Headers. An empty
/// element is no error (RFC 9110 section 5.6.1.2); one that is no token makes the whole a failure.
ListValues extract_list(HeaderList const& headers, std::string_view name);

/// The same for Access-Control-Max-Age, whose ABNF is delta-seconds: nothing when it is absent, repeated, or
/// no number; the largest value that fits where it is larger.
std::optional<std::int64_t> extract_delta_seconds(HeaderList const& headers, std::string_view name);

/// https://fetch.spec.whatwg.org/#simple-range-header-value with white space not allowed: whether the value
/// is `bytes=` with one range that has a start.
bool is_single_range_with_start(std::string_view value);

} // namespace whycors::fetch
