#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whycors {

/// https://mimesniff.spec.whatwg.org/#parse-a-mime-type, as far as a CORS decision needs it: the essence
/// (`type/subtype`, in lower case), or nothing when the value is not a MIME type. Parameters never make it
/// fail.
std::optional<std::string> mime_type_essence(std::string_view value);

} // namespace whycors
