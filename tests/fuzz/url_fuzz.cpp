#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/mime.hpp"
#include "base/url.hpp"

// Any bytes as a URL: what is parsed serializes to something that parses to the same.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text(reinterpret_cast<char const*>(data), size);
  whycors::mime_type_essence(text);
  auto const base = whycors::Url::parse("https://user@example.com:8443/a/b?c#d");
  for (whycors::Url const* const against : {static_cast<whycors::Url const*>(nullptr), &*base}) {
    auto const url = whycors::Url::parse(text, against);
    if (!url) continue;
    auto const again = whycors::Url::parse(url->href());
    if (!again || again->href() != url->href() || again->origin() != url->origin()) std::abort();
  }
  return 0;
}
