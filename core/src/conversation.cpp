#include <whycors/whycors.hpp>

#include "engines/engines.hpp"
#include "fetch/fetch.hpp"
#include "paste/exchange_json.hpp"
#include "pipeline.hpp"

namespace whycors {

namespace {

std::string joined(std::vector<std::string_view> const& items) {
  std::string text;
  for (std::string_view const item : items) {
    if (!text.empty()) text += ',';
    text += item;
  }
  return text;
}

/// The headers that CORS adds to a preflight.
std::vector<NameValue> headers_of_preflight(HopRecord const& hop) {
  std::vector<NameValue> headers{{"Origin", std::string(hop.preflight_origin)},
                                 {"Access-Control-Request-Method", std::string(hop.request_method)}};
  if (!hop.request_headers.empty())
    headers.emplace_back("Access-Control-Request-Headers", joined(hop.request_headers));
  return headers;
}

/// Writes a conversation down, and tells each part of the exchange its place there.
class TranscriptWriter {
 public:
  TranscriptWriter(Exchange& exchange, Trace const& trace, std::string& text)
      : exchange_(exchange), trace_(trace), text_(text) {}

  void write() {
    for (std::size_t i = 0; i < exchange_.hops.size() && i < trace_.hops.size(); ++i) {
      Hop& hop = exchange_.hops[i];
      HopRecord const& record = trace_.hops[i];
      if (hop.preflight.kind != Answer::Kind::unknown) {
        write_request_line("OPTIONS", record.url, false);
        for (auto const& [name, value] : headers_of_preflight(record))
          write_row("> ", name, value);
        write_answer(hop.preflight);
      }
      if (hop.response.kind != Answer::Kind::unknown) {
        bool const first = i == 0;
        write_request_line(record.method, record.url, first);
        if (!record.origin.empty()) write_row("> ", "Origin", record.origin);
        if (first)
          for (std::size_t row = 0; row < exchange_.request.headers.size(); ++row)
            write_header("> ", exchange_.request.headers[row]);
        write_answer(hop.response);
      }
    }
  }

 private:
  Span append(std::string_view text) {
    auto const start = static_cast<std::uint32_t>(text_.size());
    text_ += text;
    return {start, static_cast<std::uint32_t>(text_.size())};
  }
  void write_request_line(std::string_view method, std::string_view url, bool is_first) {
    if (!text_.empty()) text_ += '\n';
    text_ += "> ";
    Span const of_method = append(method);
    text_ += ' ';
    Span const of_url = append(url);
    text_ += '\n';
    if (!is_first) return;
    exchange_.request.method.span = of_method;
    exchange_.request.url.span = of_url;
  }
  void write_row(std::string_view mark, std::string_view name, std::string_view value) {
    Header row{name, value};
    write_header(mark, row);
  }
  void write_header(std::string_view mark, Header& row) {
    text_ += mark;
    row.name_span = append(row.name);
    text_ += ": ";
    row.value_span = append(row.value);
    text_ += '\n';
  }
  void write_answer(Answer& answer) {
    auto const start = static_cast<std::uint32_t>(text_.size());
    text_ += "< ";
    if (answer.received()) {
      answer.status_span = append(std::to_string(answer.status));
      text_ += '\n';
      for (std::size_t row = 0; row < answer.headers.size(); ++row)
        write_header("< ", answer.headers[row]);
    } else {
      answer.status_span = append("no response: ");
      text_ += to_name(answer.failure);
      text_ += '\n';
    }
    answer.span = {start, static_cast<std::uint32_t>(text_.size())};
  }

  Exchange& exchange_;
  Trace const& trace_;
  std::string& text_;
};

} // namespace

std::optional<WireRequest> next_request(std::string_view exchange_json, InputError& error) {
  Exchange exchange;
  if (!paste::read_exchange_json(exchange_json, exchange, error)) return std::nullopt;
  for (Engine const engine : browser_engines) {
    TextStore store;
    Trace trace;
    auto const outcome =
        fetch::fetch(exchange, engines::profile(engine, engines::PortQuirks::left_out), store, &trace);
    Missing const missing = outcome.missing;
    if (missing.part == Missing::Part::nothing || missing.hop >= trace.hops.size()) continue;
    HopRecord const& hop = trace.hops[missing.hop];
    WireRequest message;
    message.hop = missing.hop;
    message.is_preflight = missing.part == Missing::Part::preflight;
    message.url = hop.url.substr(0, hop.url.find('#'));
    if (message.is_preflight) {
      message.method = "OPTIONS";
      message.headers = headers_of_preflight(hop);
    } else {
      message.method = hop.method;
      message.has_body = trace.request.body != BodyKind::none;
      if (!hop.origin.empty()) message.headers.emplace_back("Origin", std::string(hop.origin));
      for (Header const& row : trace.request.header_list)
        message.headers.emplace_back(std::string(row.name), std::string(row.value));
    }
    return message;
  }
  return std::nullopt;
}

std::optional<Report> evaluate_conversation(std::string_view exchange_json, Options const& options,
                                            std::string& transcript, InputError& error) {
  paste::Pasted pasted;
  pasted.detected = {"conversation", Certainty::certain, "a conversation with the servers themselves"};
  if (!paste::read_exchange_json(exchange_json, pasted.exchange, error)) return std::nullopt;
  if (options.credentials) pasted.exchange.request.credentials.provenance = Provenance::chosen;
  TextStore store;
  Trace trace;
  fetch::fetch(pasted.exchange, engines::profile(Engine::chromium), store, &trace);
  transcript.clear();
  TranscriptWriter(pasted.exchange, trace, transcript).write();
  return run_pipeline(pasted, options);
}

} // namespace whycors
