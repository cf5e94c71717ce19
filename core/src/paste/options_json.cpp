#include <charconv>
#include <whycors/whycors.hpp>

#include "json.hpp"

namespace whycors {

namespace {

std::optional<std::string> text(paste::Json const& json, char const* key) {
  auto const place = json.find(key);
  if (place == json.end() || !place->is_string()) return std::nullopt;
  return place->get_ref<std::string const&>();
}

} // namespace

Options read_options(std::string_view text_of_options) {
  Options options;
  std::size_t error_at = 0;
  auto const json = paste::parse_json(text_of_options, error_at);
  if (!json || !json->is_object()) return options;
  options.origin = text(*json, "origin");
  options.credentials = text(*json, "credentials");
  options.initiator = text(*json, "initiator");
  options.platform = text(*json, "platform");
  options.usual_platform = text(*json, "usualPlatform");
  if (auto const engine = text(*json, "engine")) options.engine = engine_from_name(*engine);
  auto const steps = json->find("steps");
  options.steps = steps != json->end() && steps->is_boolean() && steps->get<bool>();
  auto const blocks = json->find("blocks");
  if (blocks == json->end() || !blocks->is_object()) return options;
  for (auto place = blocks->begin(); place != blocks->end(); ++place) {
    std::string const& number = place.key();
    std::uint32_t index = 0;
    auto const [end, failure] = std::from_chars(number.data(), number.data() + number.size(), index);
    bool const is_number = failure == std::errc() && end == number.data() + number.size();
    if (is_number && place->is_string())
      options.blocks.emplace_back(index, place->get_ref<std::string const&>());
  }
  return options;
}

} // namespace whycors
