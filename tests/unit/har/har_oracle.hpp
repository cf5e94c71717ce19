#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "har/entry.hpp"

/// Entries as text: once as the scanner gives them, once as nlohmann_json reads them. Times and bodies are
/// left out where texts are arbitrary: the scanner reads times well enough, and a body only after an error's
/// status.
namespace whycors::testing {

inline void put(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += '=';
  out += value;
  out += '\n';
}

enum class Texts : bool { arbitrary, usual };

struct EntryText final : har::EntrySink {
  explicit EntryText(Texts given = Texts::usual) : texts(given) {}
  void take(har::Entry const& entry) override {
    std::string out;
    put(out, "started", entry.started.value);
    if (texts == Texts::usual) put(out, "time", std::to_string(entry.time));
    put(out, "method", entry.method.value);
    put(out, "url", entry.url.value);
    for (har::Row const& row : entry.request_headers)
      put(out, row.name.value, row.value.value);
    put(out, "status", std::to_string(entry.status));
    for (har::Row const& row : entry.response_headers)
      put(out, row.name.value, row.value.value);
    put(out, "redirect", entry.redirect_url.value);
    if (texts == Texts::usual) put(out, "body", entry.body.value);
    put(out, "initiator", entry.initiator_type.value);
    put(out, "type", entry.resource_type.value);
    put(out, "page", entry.page.value);
    entries.push_back(std::move(out));
  }
  Texts texts;
  std::vector<std::string> entries;
};

/// Nothing where it is no JSON, or an object has two members of one name.
inline std::optional<std::vector<std::string>> entries_by_oracle(std::string_view text,
                                                                 Texts texts = Texts::usual) {
  using Json = nlohmann::json;
  // No JSON has a NUL in it, but nlohmann_json takes one for the end of the text.
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  std::vector<std::set<std::string>> open;
  bool has_twins = false;
  auto const watch = [&](int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(value.get<std::string>()).second)
      has_twins = true;
    return true;
  };
  Json const root = Json::parse(text.begin(), text.end(), watch, false);
  if (root.is_discarded() || has_twins) return std::nullopt;
  static Json const nothing;
  auto const member = [](Json const& object, char const* name) -> Json const& {
    if (!object.is_object()) return nothing;
    auto const place = object.find(name);
    return place == object.end() ? nothing : *place;
  };
  auto const string = [&](Json const& object, char const* name) {
    Json const& value = member(object, name);
    return value.is_string() ? value.get<std::string>() : std::string{};
  };
  auto const rows = [&](Json const& message, std::string& out) {
    Json const& headers = member(message, "headers");
    if (!headers.is_array()) return;
    for (Json const& row : headers)
      if (!string(row, "name").empty()) put(out, string(row, "name"), string(row, "value"));
  };
  std::vector<std::string> entries;
  auto const add = [&](Json const& entry) {
    Json const& request = member(entry, "request");
    Json const& response = member(entry, "response");
    if (!request.is_object() || !response.is_object()) return;
    Json const& status = member(response, "status");
    std::int64_t number = status.is_number_integer() ? status.get<std::int64_t>() : 0;
    if (number < 0 || number > 999) number = 0;
    Json const& time = member(entry, "time");
    std::string out;
    put(out, "started", string(entry, "startedDateTime"));
    if (texts == Texts::usual) put(out, "time", std::to_string(time.is_number() ? time.get<double>() : 0.0));
    put(out, "method", string(request, "method"));
    put(out, "url", string(request, "url"));
    rows(request, out);
    put(out, "status", std::to_string(number));
    rows(response, out);
    put(out, "redirect", string(response, "redirectURL"));
    if (texts == Texts::usual)
      put(out, "body", number >= 400 ? string(member(response, "content"), "text") : "");
    put(out, "initiator", string(member(entry, "_initiator"), "type"));
    put(out, "type", string(entry, "_resourceType"));
    put(out, "page", string(entry, "pageref"));
    entries.push_back(std::move(out));
  };
  Json const& log = member(root, "log");
  Json const& logged = member(log, "entries");
  Json const& listed = root.is_array() ? root : logged.is_array() ? logged : member(root, "entries");
  if (logged.is_array() && member(root, "entries").is_array())
    return std::nullopt; // which of them is not said
  if (listed.is_array())
    for (Json const& entry : listed)
      add(entry);
  else
    add(root);
  return entries;
}

} // namespace whycors::testing
