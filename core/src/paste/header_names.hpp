#pragma once

#include <string_view>

namespace whycors::paste {

/// Which way a header goes, by its name alone.
enum class Direction { either, request, response, unknown };

/// `unknown` for a name that is not among the usual ones.
Direction direction_of(std::string_view name);

/// Whether browsers set the request header themselves, so that it is none of the page's code.
bool is_added_by_browser(std::string_view name);

/// Whether script reads the response header in any case, without the server's consent.
bool is_safelisted(std::string_view name);

/// A value that somebody made unreadable: `***`, `xxx`, `<removed>`.
bool is_redacted(std::string_view value);

} // namespace whycors::paste
