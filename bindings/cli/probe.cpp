#include "probe.hpp"

#include <algorithm>
#include <charconv>

#include "arguments.hpp"

namespace whycors::cli {

namespace {

/// Nobody's: the name is reserved, so no server has it on a list.
constexpr std::string_view other_origin = "https://whycors-probe.example";
constexpr std::size_t most_messages = 64;
constexpr std::size_t most_headers_asked_alone = 16;

bool is_named(std::string_view name, std::string_view lower) {
  return std::equal(name.begin(), name.end(), lower.begin(), lower.end(), [](char one, char other) {
    return (one >= 'A' && one <= 'Z' ? static_cast<char>(one + ('a' - 'A')) : one) == other;
  });
}

bool changes_nothing(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

bool has_header(std::vector<NameValue> const& headers, std::string_view lower_name) {
  return std::any_of(headers.begin(), headers.end(),
                     [&](NameValue const& row) { return is_named(row.first, lower_name); });
}

std::string json_of(std::vector<NameValue> const& headers) {
  std::string json = "[";
  for (auto const& [name, value] : headers) {
    if (json.size() > 1) json += ',';
    json += "[" + quoted_bytes(name) + "," + quoted_bytes(value) + "]";
  }
  return json + "]";
}

std::string json_of(Reply const& reply) {
  if (!reply.failure.empty()) return "{\"error\":" + quoted(reply.failure) + "}";
  return "{\"status\":" + std::to_string(reply.status) + ",\"headers\":" + json_of(reply.headers) +
         ",\"body\":" + quoted_bytes(reply.body) + "}";
}

/// What one hop answered so far, as JSON; empty: not asked.
struct HopAnswers {
  std::string preflight;
  std::string response;
};

/// The exchange as it grows.
class Conversation {
 public:
  Conversation(ProbeOptions const& options, Send const& send) : options_(options), send_(send) {}

  /// False, and `error` filled, where the request is none that a page can make.
  bool hold(InputError& error) {
    for (std::size_t sent = 0; sent < most_messages; ++sent) {
      auto const message = next_request(exchange_json(), error);
      if (!message) return error.message.empty();
      if (!message->is_preflight && !changes_nothing(message->method) && !options_.send) {
        notes_ += "whycors: the " + message->method +
                  " itself was not sent, since it may change something; --send sends it\n";
        return true;
      }
      hops_.resize(std::max<std::size_t>(hops_.size(), message->hop + 1));
      Reply const reply = send_one(*message);
      (message->is_preflight ? hops_[message->hop].preflight : hops_[message->hop].response) = json_of(reply);
      if (message->hop > 0) continue;
      (message->is_preflight ? preflight_ : request_) = {*message, reply};
    }
    return true;
  }

  /// The same from elsewhere: how the server decides.
  void look_around() {
    bool const asks_preflight = preflight_ && preflight_->reply.failure.empty();
    bool const asks_request =
        request_ && request_->reply.failure.empty() && changes_nothing(request_->message.method);
    if (!options_.origin.empty() && (asks_preflight || asks_request)) {
      add_other(other_origin, asks_preflight, asks_request);
      if (asks_request) add_other("", false, true);
    }
    if (asks_preflight && !has_header(preflight_->reply.headers, "access-control-allow-origin"))
      ask_with_fewer_headers();
  }

  std::string exchange_json() const {
    std::string json = "{\"request\":{\"url\":" + quoted(options_.url) +
                       ",\"origin\":" + quoted(options_.origin) + ",\"method\":" + quoted(options_.method);
    if (options_.credentials) json += ",\"credentials\":" + quoted(*options_.credentials);
    if (options_.data) json += ",\"body\":\"text\"";
    json += ",\"headers\":[";
    for (std::size_t i = 0; i < options_.headers.size(); ++i)
      json += (i > 0 ? ",[" : "[") + quoted(options_.headers[i].first) + "," +
              quoted(options_.headers[i].second) + "]";
    json += "]}";
    for (std::size_t i = 0; i < hops_.size(); ++i) {
      if (i == 1) json += ",\"hops\":[";
      if (i > 1) json += ',';
      std::string parts;
      if (!hops_[i].preflight.empty()) parts += "\"preflight\":" + hops_[i].preflight;
      if (!hops_[i].response.empty())
        parts += (parts.empty() ? "\"response\":" : ",\"response\":") + hops_[i].response;
      if (i == 0 && !parts.empty()) json += ',';
      json += i == 0 ? parts : "{" + parts + "}";
    }
    if (hops_.size() > 1) json += ']';
    if (!others_.empty()) json += ",\"others\":[" + others_ + "]";
    return json + "}";
  }

  std::string const& notes() const { return notes_; }

 private:
  struct Sent {
    WireRequest message;
    Reply reply;
  };

  Reply send_one(WireRequest message) {
    std::string const body = message.has_body ? options_.data.value_or("") : "";
    if (message.has_body && !has_header(message.headers, "content-type"))
      message.headers.emplace_back("Content-Type", "text/plain;charset=UTF-8");
    if (options_.cookie && !message.is_preflight && message.hop == 0 && options_.credentials == "include")
      message.headers.emplace_back("Cookie", *options_.cookie);
    Reply reply = send_(message, body);
    if (!reply.failure.empty())
      notes_ += "whycors: " + message.method + " " + message.url + ": " + reply.detail + "\n";
    return reply;
  }

  static WireRequest changed(WireRequest message, std::string_view header, std::string_view value) {
    std::erase_if(message.headers, [&](NameValue const& row) { return is_named(row.first, header); });
    if (!value.empty()) message.headers.emplace_back(header, value);
    return message;
  }

  void append_other(std::string const& other) {
    if (!others_.empty()) others_ += ',';
    others_ += other;
  }

  void add_other(std::string_view origin, bool asks_preflight, bool asks_request) {
    std::string other = "{\"origin\":" + quoted(origin);
    if (asks_preflight)
      other += ",\"preflight\":" + json_of(send_one(changed(preflight_->message, "origin", origin)));
    if (asks_request)
      other += ",\"response\":" + json_of(send_one(changed(request_->message, "origin", origin)));
    append_other(other + "}");
  }

  /// Some libraries send no header at all when one of the asked ones is not on their list.
  void ask_with_fewer_headers() {
    constexpr std::string_view asked = "access-control-request-headers";
    std::string names;
    for (auto const& [name, value] : preflight_->message.headers)
      if (is_named(name, asked)) names = value;
    if (names.empty()) return;
    auto const ask = [&](std::string_view list) {
      Reply const reply = send_one(changed(preflight_->message, asked, list));
      append_other("{\"origin\":" + quoted(options_.origin) + ",\"requestHeaders\":" + quoted(list) +
                   ",\"preflight\":" + json_of(reply) + "}");
      return has_header(reply.headers, "access-control-allow-origin");
    };
    if (!ask("")) return;
    std::size_t count = 0;
    for (std::size_t start = 0; start < names.size() && count < most_headers_asked_alone; ++count) {
      auto const comma = std::min(names.find(',', start), names.size());
      ask(std::string_view(names).substr(start, comma - start));
      start = comma + 1;
    }
  }

  ProbeOptions const& options_;
  Send const& send_;
  std::vector<HopAnswers> hops_;
  std::optional<Sent> preflight_; ///< of the first hop
  std::optional<Sent> request_;
  std::string others_;
  std::string notes_;
};

} // namespace

std::optional<ProbeOptions> read_probe_options(std::vector<std::string> const& arguments,
                                               std::string& error) {
  Arguments const words(arguments, {"--send", "--json", "--exchange"},
                        {"--origin", "--method", "--header", "--credentials", "--cookie", "--data",
                         "--platform", "--ca-file", "--timeout"});
  error = words.error;
  if (!error.empty()) return std::nullopt;
  if (words.positional.size() != 1) {
    error = "probe wants one URL, as in `whycors probe https://api.example.com/data --origin "
            "https://app.example.com`";
    return std::nullopt;
  }
  ProbeOptions options;
  options.url = words.positional.front();
  if (!options.url.starts_with("http://") && !options.url.starts_with("https://")) {
    error = "probe wants a URL that begins with http:// or https://, and got " + options.url;
    return std::nullopt;
  }
  options.origin = words.value("--origin").value_or("");
  if (options.origin.empty()) {
    error = "probe wants --origin, the origin of the page that makes the call";
    return std::nullopt;
  }
  options.data = words.value("--data");
  options.method = words.value("--method").value_or(options.data ? "POST" : "GET");
  for (std::string const& text : words.values("--header")) {
    auto const header = split_header(text);
    if (!header) {
      error = "--header wants NAME:VALUE, and is " + text;
      return std::nullopt;
    }
    options.headers.push_back(*header);
  }
  options.credentials = words.value("--credentials");
  if (options.credentials && *options.credentials != "omit" && *options.credentials != "same-origin" &&
      *options.credentials != "include") {
    error = "--credentials must be omit, same-origin or include, and is " + *options.credentials;
    return std::nullopt;
  }
  options.cookie = words.value("--cookie");
  if (options.cookie && options.credentials != "include") {
    error = "a browser sends --cookie to another origin only with --credentials include";
    return std::nullopt;
  }
  if (options.cookie && std::any_of(options.cookie->begin(), options.cookie->end(), [](char byte) {
        return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F;
      })) {
    error = "--cookie has a control character";
    return std::nullopt;
  }
  options.platform = words.value("--platform");
  options.ca_file = words.value("--ca-file").value_or("");
  options.send = words.has("--send");
  if (words.has("--json")) options.print = ProbeOptions::Print::report_json;
  if (words.has("--exchange")) options.print = ProbeOptions::Print::exchange_json;
  if (auto const text = words.value("--timeout")) {
    constexpr unsigned most_seconds = 600;
    unsigned seconds = 0;
    auto const [end, failure] = std::from_chars(text->data(), text->data() + text->size(), seconds);
    if (failure != std::errc{} || end != text->data() + text->size() || seconds == 0 ||
        seconds > most_seconds) {
      error = "--timeout takes seconds from 1 to 600, and is " + *text;
      return std::nullopt;
    }
    options.timeout = std::chrono::seconds(seconds);
  }
  return options;
}

Result probe(ProbeOptions const& options, Send const& send) {
  Conversation conversation(options, send);
  InputError error;
  if (!conversation.hold(error)) return usage_error(error.message);
  conversation.look_around();
  std::string const exchange = conversation.exchange_json();
  Options evaluation;
  evaluation.credentials = options.credentials;
  evaluation.platform = options.platform;
  std::string transcript;
  auto const report = evaluate_conversation(exchange, evaluation, transcript, error);
  if (!report) return usage_error(error.message);
  Result result{{}, conversation.notes(), report->exit_status()};
  switch (options.print) {
  case ProbeOptions::Print::exchange_json: result.out = exchange + "\n"; break;
  case ProbeOptions::Print::report_json: result.out = to_json(*report, transcript) + "\n"; break;
  case ProbeOptions::Print::text: result.out = transcript + "\n" + to_text(*report, transcript); break;
  }
  return result;
}

} // namespace whycors::cli
