#include "exchange_json.hpp"

#include <string>

#include "base/concat.hpp"
#include "exchange_line.hpp"
#include "json.hpp"

namespace whycors::paste {

namespace {

std::string_view type_of(Json const& json) {
  if (json.is_null()) return "null";
  if (json.is_object()) return "an object";
  if (json.is_array()) return "an array";
  if (json.is_string()) return "a string";
  return json.is_boolean() ? "true or false" : "a number";
}

/// Where a value stands, such as `request.headers[2][1]`; put into words only when there is something to say.
struct Path {
  Path const* parent = nullptr;
  std::string_view key = {};
  std::size_t index = 0;

  std::string text() const {
    if (!parent) return {};
    std::string before = parent->text();
    if (key.empty()) return concat({before, "[", std::to_string(index), "]"});
    return before.empty() ? std::string(key) : concat({before, ".", key});
  }
};

/// Reads values of the expected type, and remembers the first that is not, with its path.
class ExchangeReader {
 public:
  ExchangeReader(Exchange& exchange, InputError& error) : exchange_(exchange), error_(error) {}

  bool read(Json const& json, Path const& path) {
    if (!json.is_object()) return wrong(path, "an object", json);
    if (auto const* const id = find(json, "id")) {
      if (id->is_string())
        exchange_.id = keep(id->get_ref<std::string const&>());
      else if (id->is_number_integer())
        exchange_.id = keep(std::to_string(id->get<std::int64_t>()));
      else
        return wrong(at(path, "id"), "a string", *id);
    }
    auto const* const request = find(json, "request");
    auto const* const sequence = find(json, "sequence");
    if (!request && !sequence) return fail(concat({at(path, "request").text(), " is missing"}));
    if (request && !read_request(*request, at(path, "request"))) return false;
    if (auto const* const page = find(json, "page"))
      if (!read_page(*page, at(path, "page"))) return false;
    return read_answer(json, "preflight", path, exchange_.first().preflight) &&
           read_answer(json, "response", path, exchange_.first().response) && read_hops(json, path) &&
           read_others(json, path) && (!sequence || read_sequence(*sequence, at(path, "sequence")));
  }

 private:
  static Path at(Path const& path, std::string_view key) { return {&path, key}; }
  static Path at(Path const& path, std::size_t index) { return {&path, {}, index}; }

  /// A value that is there and not null.
  static Json const* find(Json const& object, char const* key) {
    auto const place = object.find(key);
    return place == object.end() || place->is_null() ? nullptr : &*place;
  }
  std::string_view keep(std::string_view text) { return exchange_.store.keep(text); }

  bool fail(std::string message) {
    error_.message = std::move(message);
    return false;
  }
  bool wrong(Path const& path, std::string_view expected, Json const& got) {
    return fail(concat(
        {path.parent ? path.text() : "the exchange", " must be ", expected, ", and is ", type_of(got)}));
  }

  bool read_text(Json const& object, char const* key, Path const& path, std::string_view& text) {
    auto const* const value = find(object, key);
    if (!value) return true;
    if (!value->is_string()) return wrong(at(path, key), "a string", *value);
    text = keep(value->get_ref<std::string const&>());
    return true;
  }
  bool read_fact(Json const& object, char const* key, Path const& path, Fact<std::string_view>& fact) {
    if (!find(object, key)) return true;
    fact.provenance = Provenance::observed;
    return read_text(object, key, path, fact.value);
  }
  template <class Enumeration>
  bool read_name(Json const& object, char const* key, Path const& path, Enumeration& member,
                 bool* found = nullptr) {
    auto const* const value = find(object, key);
    if (!value) return true;
    if (!value->is_string()) return wrong(at(path, key), "a string", *value);
    auto const& name = value->get_ref<std::string const&>();
    auto const known = from_name<Enumeration>(name);
    if (!known) {
      std::string names;
      for (auto const one : NamesOf<Enumeration>::values)
        append(names, {names.empty() ? "" : ", ", one});
      return fail(concat({at(path, key).text(), " must be one of ", names, ", and is \"", name, "\""}));
    }
    member = *known;
    if (found) *found = true;
    return true;
  }
  template <class Enumeration>
  bool read_named_fact(Json const& object, char const* key, Path const& path, Fact<Enumeration>& fact) {
    bool found = false;
    if (!read_name(object, key, path, fact.value, &found)) return false;
    if (found) fact.provenance = Provenance::observed;
    return true;
  }
  bool read_flag(Json const& object, char const* key, Path const& path, bool& flag) {
    auto const* const value = find(object, key);
    if (!value) return true;
    if (!value->is_boolean()) return wrong(at(path, key), "true or false", *value);
    flag = value->get<bool>();
    return true;
  }

  /// Header text: each character up to U+00FF is one byte on the wire.
  bool read_bytes(Json const& value, Path const& path, std::string_view& bytes) {
    if (!value.is_string()) return wrong(path, "a string", value);
    auto const& utf8 = value.get_ref<std::string const&>();
    char* const place = exchange_.store.allocate(utf8.size());
    std::size_t size = 0;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
      auto const byte = static_cast<unsigned char>(utf8[i]);
      if (byte < 0x80) {
        place[size++] = utf8[i];
      } else if ((byte == 0xC2 || byte == 0xC3) && i + 1 < utf8.size()) {
        auto const low = static_cast<unsigned char>(utf8[++i]);
        place[size++] = static_cast<char>(((byte & 3U) << 6U) | (low & 0x3FU));
      } else {
        return fail(concat({path.text(), " has a character above U+00FF, which no header can carry"}));
      }
    }
    bytes = {place, size};
    return true;
  }
  bool read_headers(Json const& object, Path const& path, HeaderList& headers) {
    auto const* const list = find(object, "headers");
    if (!list) return true;
    auto const headers_path = at(path, "headers");
    if (!list->is_array()) return wrong(headers_path, "an array of [name, value] pairs", *list);
    for (std::size_t i = 0; i < list->size(); ++i) {
      auto const& pair = (*list)[i];
      auto const pair_path = at(headers_path, i);
      if (!pair.is_array() || pair.size() != 2) return wrong(pair_path, "a pair [name, value]", pair);
      Header header;
      if (!read_bytes(pair[0], at(pair_path, 0), header.name) ||
          !read_bytes(pair[1], at(pair_path, 1), header.value))
        return false;
      headers.append(header);
    }
    return true;
  }

  bool read_page(Json const& page, Path const& path) {
    if (!page.is_object()) return wrong(path, "an object", page);
    if (!read_text(page, "origin", path, exchange_.page.origin)) return false;
    if (find(page, "csp")) {
      std::string_view policy;
      if (!read_text(page, "csp", path, policy)) return false;
      exchange_.page.content_security_policy = policy;
    }
    if (find(page, "secure")) {
      bool secure = false;
      if (!read_flag(page, "secure", path, secure)) return false;
      exchange_.page.secure = secure;
    }
    return true;
  }
  bool read_request(Json const& request, Path const& path) {
    if (!request.is_object()) return wrong(path, "an object", request);
    RequestGiven& given = exchange_.request;
    if (!find(request, "url")) return fail(concat({at(path, "url").text(), " is missing"}));
    if (auto const* const space = find(request, "addressSpace")) {
      auto const space_path = at(path, "addressSpace");
      if (!space->is_object()) return wrong(space_path, "an object", *space);
      if (!read_name(*space, "page", space_path, given.page_address_space) ||
          !read_name(*space, "target", space_path, given.target_address_space))
        return false;
    }
    return read_fact(request, "url", path, given.url) && read_fact(request, "origin", path, given.origin) &&
           read_fact(request, "method", path, given.method) && read_headers(request, path, given.headers) &&
           read_named_fact(request, "credentials", path, given.credentials) &&
           read_named_fact(request, "mode", path, given.mode) &&
           read_name(request, "redirect", path, given.redirect) &&
           read_name(request, "cache", path, given.cache) &&
           read_named_fact(request, "initiator", path, given.initiator) &&
           read_name(request, "body", path, given.body) &&
           read_text(request, "bodyType", path, given.body_type) &&
           read_flag(request, "uploadListener", path, given.upload_listener) &&
           read_name(request, "client", path, given.client);
  }
  bool read_answer(Json const& object, char const* key, Path const& path, Answer& answer) {
    auto const* const value = find(object, key);
    if (!value) return true;
    auto const answer_path = at(path, key);
    if (!value->is_object()) return wrong(answer_path, "an object", *value);
    if (find(*value, "error")) {
      answer.kind = Answer::Kind::failed;
      return read_name(*value, "error", answer_path, answer.failure);
    }
    auto const* const status = find(*value, "status");
    if (!status) return fail(concat({at(answer_path, "status").text(), " is missing"}));
    if (!status->is_number_integer()) return wrong(at(answer_path, "status"), "an integer", *status);
    auto const number = status->get<std::int64_t>();
    if (number < 100 || number > 999)
      return fail(concat(
          {at(answer_path, "status").text(), " must be from 100 to 999, and is ", std::to_string(number)}));
    answer.kind = Answer::Kind::received;
    answer.status = static_cast<std::uint16_t>(number);
    return read_headers(*value, answer_path, answer.headers) &&
           read_text(*value, "body", answer_path, answer.body);
  }
  bool read_hops(Json const& object, Path const& path) {
    auto const* const hops = find(object, "hops");
    if (!hops) return true;
    auto const hops_path = at(path, "hops");
    if (!hops->is_array()) return wrong(hops_path, "an array", *hops);
    for (std::size_t i = 0; i < hops->size(); ++i) {
      auto const& hop = (*hops)[i];
      if (!hop.is_object()) return wrong(at(hops_path, i), "an object", hop);
      Hop& read = exchange_.hops.emplace_back();
      if (!read_answer(hop, "preflight", at(hops_path, i), read.preflight) ||
          !read_answer(hop, "response", at(hops_path, i), read.response))
        return false;
    }
    return true;
  }
  bool read_others(Json const& object, Path const& path) {
    auto const* const others = find(object, "others");
    if (!others) return true;
    auto const others_path = at(path, "others");
    if (!others->is_array()) return wrong(others_path, "an array", *others);
    for (std::size_t i = 0; i < others->size(); ++i) {
      auto const& other = (*others)[i];
      auto const other_path = at(others_path, i);
      if (!other.is_object()) return wrong(other_path, "an object", other);
      OtherAnswer& read = exchange_.others.emplace_back();
      if (!read_text(other, "origin", other_path, read.origin) ||
          !read_answer(other, "preflight", other_path, read.answers.preflight) ||
          !read_answer(other, "response", other_path, read.answers.response))
        return false;
      if (find(other, "requestHeaders") &&
          !read_text(other, "requestHeaders", other_path, read.request_headers.emplace()))
        return false;
    }
    return true;
  }
  bool read_sequence(Json const& sequence, Path const& path) {
    if (!sequence.is_array()) return wrong(path, "an array", sequence);
    for (std::size_t i = 0; i < sequence.size(); ++i) {
      auto const& item = sequence[i];
      auto const item_path = at(path, i);
      if (!item.is_object()) return wrong(item_path, "an object", item);
      auto const* const time = find(item, "at");
      auto const* const inner = find(item, "exchange");
      if (!time || !time->is_number())
        return fail(concat({at(item_path, "at").text(), " must be a number of seconds"}));
      if (!inner) return fail(concat({at(item_path, "exchange").text(), " is missing"}));
      auto timed = std::make_unique<Exchange>();
      if (!ExchangeReader(*timed, error_).read(*inner, at(item_path, "exchange"))) return false;
      exchange_.sequence.push_back({static_cast<std::int64_t>(time->get<double>() * 1000), std::move(timed)});
    }
    return true;
  }

  Exchange& exchange_;
  InputError& error_;
};

} // namespace

bool read_exchange_json(std::string_view text, Exchange& exchange, InputError& error) {
  if (read_exchange_line(text, exchange)) return true;
  exchange.reset();
  return read_exchange_tree(text, exchange, error);
}

bool read_exchange_tree(std::string_view text, Exchange& exchange, InputError& error) {
  std::size_t error_at = 0;
  auto const json = parse_json(text, error_at);
  if (!json) {
    auto const place = static_cast<std::uint32_t>(error_at);
    error.message = concat({"this is not JSON: it breaks off or goes wrong at byte ", std::to_string(place)});
    error.span = Span{place, place};
    return false;
  }
  return ExchangeReader(exchange, error).read(*json, Path{});
}

bool looks_like_exchange_json(std::string_view text) {
  auto const trimmed = trim(text, is_http_whitespace);
  bool const is_recording = trimmed.find("\"entries\"") != std::string_view::npos ||
                            trimmed.find("\"startedDateTime\"") != std::string_view::npos ||
                            trimmed.find("\"httpVersion\"") != std::string_view::npos;
  return trimmed.starts_with('{') && !is_recording &&
         (trimmed.find("\"request\"") != std::string_view::npos ||
          trimmed.find("\"sequence\"") != std::string_view::npos);
}

} // namespace whycors::paste
