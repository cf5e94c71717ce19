#include <algorithm>

#include "base/url.hpp"
#include "json.hpp"
#include "messages.hpp"

namespace whycors::paste {

namespace {

/// One entry of a recording, or a whole small recording, pasted as JSON: the first call across origins that
/// failed, or the first one, with its preflight.
class EntryReader {
 public:
  explicit EntryReader(Transcript& transcript) : transcript_(transcript), pasted_(transcript.pasted) {}

  bool read(Json const& root) {
    Json const* const log = member(root, "log");
    Json const* const entries = member(log ? *log : root, "entries");
    if (!entries) {
      if (root.is_array() && !root.empty() && is_entry(root.front())) return read_list(root);
      if (!is_entry(root)) return false;
      add(root);
      return true;
    }
    return entries->is_array() && read_list(*entries);
  }

 private:
  static Json const* member(Json const& object, char const* key) {
    if (!object.is_object()) return nullptr;
    auto const place = object.find(key);
    return place == object.end() || place->is_null() ? nullptr : &*place;
  }
  static std::string_view text(Json const& object, char const* key) {
    Json const* const value = member(object, key);
    return value && value->is_string() ? std::string_view(value->get_ref<std::string const&>())
                                       : std::string_view{};
  }
  static int status_of(Json const& entry) {
    Json const* const response = member(entry, "response");
    Json const* const status = response ? member(*response, "status") : nullptr;
    return status && status->is_number_integer() ? status->get<int>() : 0;
  }
  static bool is_entry(Json const& json) { return member(json, "request") && member(json, "response"); }
  static std::string_view url_of(Json const& entry) { return text(*member(entry, "request"), "url"); }
  static std::string_view method_of(Json const& entry) { return text(*member(entry, "request"), "method"); }

  static std::string_view header_of(Json const& message, std::string_view name) {
    Json const* const headers = member(message, "headers");
    if (!headers || !headers->is_array()) return {};
    for (Json const& row : *headers)
      if (byte_case_insensitive_match(text(row, "name"), name)) return text(row, "value");
    return {};
  }
  static bool is_preflight(Json const& entry) {
    return method_of(entry) == "OPTIONS" &&
           !header_of(*member(entry, "request"), names::access_control_request_method).empty();
  }
  static bool is_across_origins(Json const& entry) {
    auto const origin = header_of(*member(entry, "request"), names::origin);
    auto const url = Url::parse(url_of(entry));
    return !origin.empty() && url && url->origin() != origin;
  }

  bool read_list(Json const& entries) {
    Json const* told = nullptr;
    Json const* first = nullptr;
    for (Json const& entry : entries) {
      if (!is_entry(entry) || !is_across_origins(entry)) continue;
      if (!first) first = &entry;
      bool const failed = status_of(entry) == 0 || !text(*member(entry, "response"), "_error").empty();
      if (failed && !told) told = &entry;
    }
    if (!told) told = first;
    if (!told) {
      auto const any = std::find_if(entries.begin(), entries.end(), is_entry);
      if (any == entries.end()) return false;
      told = &*any;
    }
    if (!is_preflight(*told))
      for (Json const& entry : entries)
        if (is_entry(entry) && is_preflight(entry) && url_of(entry) == url_of(*told)) {
          add(entry);
          break;
        }
    add(*told);
    // What follows the preflight that was told of.
    if (is_preflight(*told))
      for (Json const& entry : entries)
        if (is_entry(entry) && !is_preflight(entry) && url_of(entry) == url_of(*told)) {
          add(entry);
          break;
        }
    return true;
  }

  void add(Json const& entry) {
    Json const& asked = *member(entry, "request");
    Json const& answered = *member(entry, "response");
    Message request;
    request.kind = Message::Kind::request;
    request.method = keep(text(asked, "method"));
    request.target = keep(text(asked, "url"));
    request.span = next_span();
    add_headers(asked, request);
    transcript_.messages.push_back(std::move(request));
    int const status = status_of(entry);
    // A status of 0 is what a blocked request has: its answer is not in the recording.
    if (status < 100 || status > 999) return;
    Message response;
    response.kind = Message::Kind::response;
    response.has_start_line = true;
    response.status = static_cast<std::uint16_t>(status);
    response.span = next_span();
    add_headers(answered, response);
    if (Json const* const content = member(answered, "content"))
      response.body = keep(text(*content, "text").substr(0, 4096));
    transcript_.messages.push_back(std::move(response));
  }

  void add_headers(Json const& message, Message& into) {
    Json const* const headers = member(message, "headers");
    if (!headers || !headers->is_array()) return;
    for (Json const& row : *headers) {
      auto const name = text(row, "name");
      if (name.empty()) continue;
      Header header{keep(name), keep(text(row, "value"))};
      locate(header);
      into.headers.append(header);
    }
  }

  /// Where a row stands in the paste, looked for from the last one on.
  void locate(Header& header) {
    std::string const needle = "\"" + std::string(header.value) + "\"";
    auto const name_at = transcript_.text.find("\"" + std::string(header.name) + "\"", looked_until_);
    if (name_at == std::string_view::npos || header.value.empty()) return;
    auto const value_at = transcript_.text.find(needle, name_at);
    if (value_at == std::string_view::npos || value_at > name_at + 4096) return;
    looked_until_ = value_at;
    header.name_span = {static_cast<std::uint32_t>(name_at + 1),
                        static_cast<std::uint32_t>(name_at + 1 + header.name.size())};
    header.value_span = {static_cast<std::uint32_t>(value_at + 1),
                         static_cast<std::uint32_t>(value_at + 1 + header.value.size())};
  }

  /// Messages keep their order by it.
  Span next_span() {
    ++made_;
    return {made_ - 1, made_};
  }
  std::string_view keep(std::string_view what) { return pasted_.store.keep(what); }

  Transcript& transcript_;
  Pasted& pasted_;
  std::size_t looked_until_ = 0;
  std::uint32_t made_ = 0;
};

bool take(Transcript& transcript) {
  auto const trimmed = trim(transcript.text, is_http_whitespace);
  bool const looks_so = (trimmed.starts_with('{') || trimmed.starts_with('[')) &&
                        trimmed.find("\"request\"") != std::string_view::npos &&
                        trimmed.find("\"headers\"") != std::string_view::npos;
  if (!looks_so || transcript.taken.empty() || transcript.taken.front()) return false;
  std::size_t error_at = 0;
  auto const root = parse_json(trimmed, error_at);
  if (!root) {
    transcript.pasted.clues.problems.push_back("this looks like a recording (HAR), and goes wrong at byte " +
                                               std::to_string(error_at));
    return false;
  }
  if (!EntryReader(transcript).read(*root)) return false;
  transcript.take({0, static_cast<std::uint32_t>(transcript.text.size())});
  return true;
}

} // namespace

extern Format const har;
constinit Format const har{"har", "entries of a recording (HAR)", take};

} // namespace whycors::paste
