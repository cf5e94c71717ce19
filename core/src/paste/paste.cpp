#include "paste.hpp"

#include <algorithm>
#include <array>

#include "base/bytes.hpp"
#include "base/invisible.hpp"
#include "console.hpp"
#include "facts.hpp"
#include "messages.hpp"

namespace whycors::paste {

#define FORMAT(id) extern Format const id;
#include "formats.def"
#undef FORMAT

namespace {

constexpr auto formats = std::to_array<Format const*>({
#define FORMAT(id) &id,
#include "formats.def"
#undef FORMAT
});

Detected detected(Transcript const& transcript) {
  if (transcript.recognised.empty()) {
    if (!transcript.pasted.clues.console.empty())
      return {"console", Certainty::certain, "a message of a browser's console or of a server"};
    return {"unknown", Certainty::certain, "no format that is known here"};
  }
  Detected found{std::string(transcript.format), Certainty::certain, {}};
  auto const& words = transcript.recognised;
  bool const with_console = !transcript.pasted.clues.console.empty();
  for (std::size_t i = 0; i < words.size(); ++i) {
    bool const last = i + 1 == words.size() && !with_console;
    if (i > 0) found.text += last ? " and " : ", ";
    found.text += words[i];
  }
  if (with_console) found.text += " and a console's message";
  return found;
}

/// Sentences follow the messages in the list of blocks, so that the caller can tell that one is beside the
/// point.
void list_consoles_blocks(Pasted& pasted, Options const& options) {
  auto const is_ignored = [&](std::size_t block) {
    return std::any_of(options.blocks.begin(), options.blocks.end(), [&](auto const& choice) {
      return choice.first == block && choice.second == "ignored";
    });
  };
  std::vector<ConsoleMessage> kept;
  for (ConsoleMessage const& message : pasted.clues.console) {
    bool const ignored = is_ignored(pasted.blocks.size());
    std::string_view const kind = !message.engines.empty() ? "console" : "words";
    std::string_view const text = ignored                    ? "ignored, as chosen"
                                  : !message.engines.empty() ? "what a browser's console says"
                                                             : "words, code or settings that tell something";
    pasted.blocks.push_back(
        {std::string(ignored ? "ignored" : kind), std::string(text), message.span, 0, {}, {}});
    if (!ignored) kept.push_back(message);
  }
  pasted.clues.console = std::move(kept);
}

/// Whether as much as a sentence of the paste lies outside of all blocks.
bool passes_over_words(std::string_view paste, std::vector<Block> const& blocks) {
  std::size_t read = 80;
  for (Block const& block : blocks)
    read += block.span.end - block.span.start;
  return paste.size() > read;
}

/// Spans of the text without what copying put in, as places in the paste.
class PutBack {
 public:
  PutBack(std::string_view paste, CleanText const& clean) : paste_(paste), clean_(clean) {}

  /// `from`: the first of the clues that was not read from the paste as it is.
  void all(Pasted& pasted, std::size_t from) const {
    for (std::size_t i = from; i < pasted.clues.console.size(); ++i)
      put(pasted.clues.console[i].span);
    RequestGiven& request = pasted.exchange.request;
    put(request.url.span);
    put(request.origin.span);
    put(request.method.span);
    put(request.credentials.span);
    put(request.mode.span);
    put(request.initiator.span);
    rows(request.headers);
    for (Hop& hop : pasted.exchange.hops) {
      answer(hop.preflight);
      answer(hop.response);
    }
    for (Block& block : pasted.blocks)
      put(block.span);
    put(pasted.clues.stored_for);
    for (HandMadeRequest& test : pasted.clues.tests)
      put(test.span);
  }

 private:
  void put(Span& span) const { span = clean_.in_paste(span); }
  void rows(HeaderList& headers) const {
    for (std::size_t i = 0; i < headers.size(); ++i) {
      put(headers[i].name_span);
      put(headers[i].value_span);
    }
  }
  void answer(Answer& answer) const {
    put(answer.span);
    put(answer.status_span);
    rows(answer.headers);
    for (std::size_t i = 0; i < answer.headers.size(); ++i)
      keep_invisible(answer.headers[i]);
  }
  /// Browsers compare these values byte by byte: what can't be seen in one may be the very cause.
  void keep_invisible(Header& header) const {
    if (!starts_with_ignoring_case(header.name, "access-control-")) return;
    auto const [start, end] = header.value_span;
    auto const as_pasted = paste_.substr(start, end - start);
    if (find_invisible(as_pasted)) header.value = as_pasted;
  }

  std::string_view paste_;
  CleanText const& clean_;
};

} // namespace

void Transcript::take(Span region) {
  auto const first = std::partition_point(lines.begin(), lines.end(),
                                          [&](Line const& line) { return line.span.end < region.start; });
  for (auto i = static_cast<std::size_t>(first - lines.begin());
       i < lines.size() && lines[i].span.start < region.end; ++i)
    taken[i] = true;
}

Pasted read(std::string_view paste, Options const& options) {
  Pasted pasted;
  pasted.clues.text = paste;
  read_console(paste, pasted);
  std::size_t const console_messages = pasted.clues.console.size();

  CleanText const clean(paste);
  std::string_view const text = clean.place.empty() ? paste : pasted.store.keep(clean.text);
  Transcript transcript{text, options, pasted, split_lines(text)};
  for (Format const* const format : formats)
    if (format->take(transcript)) {
      if (transcript.format.empty()) transcript.format = format->name;
      transcript.recognised.push_back(format->text);
      pasted.formats.push_back(format->name);
    }
  assemble(transcript);
  pasted.detected = detected(transcript);
  if (!clean.place.empty()) PutBack(paste, clean).all(pasted, console_messages);
  list_consoles_blocks(pasted, options);
  pasted.clues.passes_over_words = passes_over_words(paste, pasted.blocks);
  settle_facts(pasted, options);
  return pasted;
}

} // namespace whycors::paste
