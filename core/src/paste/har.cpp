#include "har/calls.hpp"
#include "har/scanner.hpp"
#include "messages.hpp"

namespace whycors::paste {

namespace {

/// Of a pasted recording, or entries of one, the call to tell of: the first across origins that failed, or
/// else the first one; of a recording without any, its first entry.
class Chooser final : public har::EntrySink, public har::CallSink {
 public:
  void take(har::Entry const& entry) override {
    if (!first_entry_) first_entry_.emplace(entry);
    joiner_.take(entry);
  }
  void take(har::Call call) override {
    if (!told_ || (call.failed() && !told_->failed())) told_ = std::move(call);
  }
  std::optional<har::Call> choose() {
    joiner_.finish();
    if (!told_ && first_entry_) told_.emplace().hops.emplace_back().request = std::move(first_entry_);
    return std::move(told_);
  }

 private:
  std::optional<har::KeptEntry> first_entry_;
  std::optional<har::Call> told_;
  har::CallJoiner joiner_{*this};
};

/// Writes a call's entries as messages, in the order in which they went over the wire.
class MessageWriter {
 public:
  /// `begins`: the byte of the transcript's text at which the recording does.
  MessageWriter(Transcript& transcript, std::size_t begins) : transcript_(transcript), begins_(begins) {}

  void add(har::Call const& call) {
    for (har::CallHop const& hop : call.hops) {
      if (hop.preflight) add(**hop.preflight);
      if (hop.request) add(**hop.request);
    }
  }

 private:
  void add(har::Entry const& entry) {
    Message request;
    request.kind = Message::Kind::request;
    request.method = keep(entry.method.value);
    request.target = keep(entry.url.value);
    request.start_span = span_of(entry.url);
    add(entry.request_headers, request);
    add(std::move(request));
    // A status of 0 is what a blocked request has: its answer is not in the recording.
    if (entry.status < 100) return;
    Message response;
    response.kind = Message::Kind::response;
    response.has_start_line = true;
    response.status = static_cast<std::uint16_t>(entry.status);
    add(entry.response_headers, response);
    response.body = keep(entry.body.value);
    add(std::move(response));
  }
  void add(Message message) {
    message.span = {made_, made_ + 1}; // messages keep their order by it
    ++made_;
    transcript_.messages.push_back(std::move(message));
  }
  /// Rows of one name may stand in one value, a line each.
  void add(std::vector<har::Row> const& rows, Message& into) {
    for (har::Row const& row : rows)
      for (std::string_view rest = row.value.value;;) {
        auto const line = rest.substr(0, rest.find('\n'));
        into.headers.append({keep(row.name.value), keep(line), span_of(row.name), span_of(row.value)});
        if (line.size() == rest.size()) break;
        rest.remove_prefix(line.size() + 1);
      }
  }
  std::string_view keep(std::string_view text) { return transcript_.pasted.store.keep(text); }
  Span span_of(har::Text const& text) const {
    return {static_cast<std::uint32_t>(begins_ + text.start), static_cast<std::uint32_t>(begins_ + text.end)};
  }

  Transcript& transcript_;
  std::size_t begins_;
  std::uint32_t made_ = 0;
};

/// The JSON value that the text begins with; all of the text where it does not end.
std::string_view value_at(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_string) {
      if (text[i] == '\\')
        ++i;
      else if (text[i] == '"')
        in_string = false;
    } else if (text[i] == '"') {
      in_string = true;
    } else if (text[i] == '{' || text[i] == '[') {
      ++depth;
    } else if (text[i] == '}' || text[i] == ']') {
      if (--depth == 0) return text.substr(0, i + 1);
    }
  }
  return text;
}

/// What somebody cut out of a recording within an entry: from its `"request":` to the last brace. Empty where
/// there is none.
std::string_view piece_in(std::string_view text) {
  auto const begin = text.find("\"request\":");
  if (begin == std::string_view::npos) return {};
  auto const response = text.find("\"response\":", begin);
  auto const end = text.find_last_of("}]");
  if (response == std::string_view::npos || end == std::string_view::npos || end < response ||
      text.substr(begin, response - begin).find("\"headers\"") == std::string_view::npos)
    return {};
  return text.substr(begin, end + 1 - begin);
}

/// Where entries of a recording are: the JSON value at the start of a line, alone or among other words. Empty
/// where there is none.
std::string_view recording_in(Transcript const& transcript) {
  std::size_t from = 0;
  for (Line const& line : transcript.lines) {
    auto const start = line.text.find_first_not_of(" \t");
    if (line.span.start < from || start == std::string_view::npos) continue;
    if (line.text[start] != '{' && line.text[start] != '[') continue;
    auto const value = value_at(transcript.text.substr(line.span.start + start));
    if (value.find("\"request\"") != std::string_view::npos &&
        value.find("\"headers\"") != std::string_view::npos)
      return value;
    from = line.span.start + start + value.size();
  }
  return {};
}

bool take(Transcript& transcript) {
  if (transcript.taken.empty() || transcript.taken.front()) return false;
  auto recording = recording_in(transcript);
  auto const piece = piece_in(transcript.text);
  bool const is_piece = piece.data() && (recording.empty() || piece.data() < recording.data());
  if (is_piece) recording = piece;
  if (recording.empty()) return false;
  Chooser chooser;
  har::Scanner scanner(chooser);
  constexpr std::string_view before_a_piece = "[{";
  if (is_piece) scanner.feed(before_a_piece);
  scanner.feed(recording);
  if (is_piece) scanner.feed("}]");
  scanner.finish();
  if (scanner.damage() && !is_piece)
    transcript.pasted.clues.problems.push_back("this looks like a recording (HAR), and goes wrong at " +
                                               har::describe(*scanner.damage()));
  auto const call = chooser.choose();
  if (!call) return false;
  Span const span = span_of(transcript.text, recording);
  MessageWriter(transcript, span.start - (is_piece ? before_a_piece.size() : 0)).add(*call);
  transcript.take(span);
  return true;
}

} // namespace

extern Format const har;
constinit Format const har{"har", "entries of a recording (HAR)", take};

} // namespace whycors::paste
