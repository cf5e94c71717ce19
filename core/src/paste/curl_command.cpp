#include <algorithm>

#include "base/concat.hpp"
#include "messages.hpp"

namespace whycors::paste {

namespace {

/// Reads the words of a command line as bash and Windows' cmd do: quotation marks of both kinds, `$'…'`,
/// escapes with
/// `\` and `^`, lines that go on with either.
class Words {
 public:
  Words(std::string_view text, TextStore& store) : text_(text), store_(store) {}

  /// A word and where it stands.
  struct Word {
    std::string_view text;
    Span span;
  };

  std::size_t position() const { return at_; }

  bool next(Word& word) {
    skip_space();
    // A backquote ends a command that is set as code within a sentence.
    if (at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '|' ||
        text_[at_] == ';' || text_[at_] == '&' || text_[at_] == '>' || text_[at_] == '`')
      return false;
    std::size_t const start = at_;
    std::string read;
    while (at_ < text_.size() && !is_http_whitespace(text_[at_]) && text_[at_] != '|' && text_[at_] != ';' &&
           text_[at_] != '`')
      part(read);
    std::size_t const end = at_;
    // A word that stands as it is keeps its place, so that a finding can point into it.
    auto const raw = text_.substr(start, end - start);
    auto const place = raw.find(read);
    if (!read.empty() && place != std::string_view::npos) {
      word.text = raw.substr(place, read.size());
      auto const from = static_cast<std::uint32_t>(start + place);
      word.span = {from, from + static_cast<std::uint32_t>(read.size())};
    } else {
      word.text = store_.keep(read);
      word.span = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)};
    }
    return true;
  }

  void start_at(std::size_t at) { at_ = at; }

 private:
  bool goes_on(std::size_t at) const {
    if (at >= text_.size() || (text_[at] != '\\' && text_[at] != '^' && text_[at] != '`')) return false;
    std::size_t next = at + 1;
    while (next < text_.size() && is_http_tab_or_space(text_[next]))
      ++next;
    return next >= text_.size() || text_[next] == '\n' || text_[next] == '\r';
  }
  void skip_space() {
    for (;;) {
      while (at_ < text_.size() && is_http_tab_or_space(text_[at_]))
        ++at_;
      if (!goes_on(at_)) return;
      ++at_;
      while (at_ < text_.size() && is_http_whitespace(text_[at_]))
        ++at_;
    }
  }

  void part(std::string& read) {
    char const byte = text_[at_];
    if (byte == '\'') return single(read);
    if (byte == '"') return double_quoted(read);
    if (byte == '$' && at_ + 1 < text_.size() && text_[at_ + 1] == '\'') return escaped(read);
    if (byte == '^' && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
      ++at_;
      return double_quoted(read);
    }
    if ((byte == '\\' || byte == '^') && at_ + 1 < text_.size()) ++at_;
    read += text_[at_++];
  }
  void single(std::string& read) {
    for (++at_; at_ < text_.size() && text_[at_] != '\''; ++at_)
      read += text_[at_];
    if (at_ < text_.size()) ++at_;
  }
  void double_quoted(std::string& read) {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '^' && at_ + 1 < text_.size()) {
        ++at_;
        if (text_[at_] == '"') break;
      } else if (text_[at_] == '\\' && at_ + 1 < text_.size() &&
                 (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\')) {
        ++at_;
      }
      read += text_[at_];
    }
    if (at_ < text_.size()) ++at_;
  }
  void escaped(std::string& read) {
    for (at_ += 2; at_ < text_.size() && text_[at_] != '\''; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        ++at_;
        read += text_[at_] == 'n' ? '\n' : text_[at_] == 't' ? '\t' : text_[at_];
      } else {
        read += text_[at_];
      }
    }
    if (at_ < text_.size()) ++at_;
  }

  std::string_view text_;
  TextStore& store_;
  std::size_t at_ = 0;
};

bool is_option_with_value(std::string_view option) {
  for (std::string_view const one : {"-A",
                                     "--user-agent",
                                     "-b",
                                     "--cookie",
                                     "-c",
                                     "--cookie-jar",
                                     "-d",
                                     "--data",
                                     "--data-raw",
                                     "--data-binary",
                                     "--data-ascii",
                                     "--data-urlencode",
                                     "--json",
                                     "-D",
                                     "--dump-header",
                                     "-e",
                                     "--referer",
                                     "-F",
                                     "--form",
                                     "-H",
                                     "--header",
                                     "-m",
                                     "--max-time",
                                     "--connect-timeout",
                                     "-o",
                                     "--output",
                                     "-T",
                                     "--upload-file",
                                     "-u",
                                     "--user",
                                     "--url",
                                     "-w",
                                     "--write-out",
                                     "-x",
                                     "--proxy",
                                     "-X",
                                     "--request",
                                     "--resolve",
                                     "--cacert",
                                     "--cert",
                                     "--key",
                                     "-E",
                                     "--retry",
                                     "--http",
                                     "--range",
                                     "-r",
                                     "--connect-to",
                                     "--interface"})
    if (option == one) return true;
  return false;
}

class CommandReader {
 public:
  CommandReader(Transcript& transcript, std::size_t at)
      : transcript_(transcript), words_(transcript.text, transcript.pasted.store) {
    words_.start_at(at);
    message_.kind = Message::Kind::request;
    message_.by_command = true;
    message_.span.start = static_cast<std::uint32_t>(at);
  }

  void read() {
    Words::Word word;
    words_.next(word); // curl
    while (words_.next(word))
      take(word);
    message_.span.end = static_cast<std::uint32_t>(words_.position());
    if (message_.method.empty()) message_.method = has_body_ ? "POST" : "GET";
    transcript_.take({message_.span.start, std::max(message_.span.start + 1, message_.span.end)});
    if (message_.target.empty() && message_.headers.empty()) return;
    transcript_.messages.push_back(message_);
    read_silence();
  }

 private:
  /// `| grep access-control` that found nothing, as people write it below in a few words: an answer without
  /// such headers.
  void read_silence() {
    auto const below =
        std::partition_point(transcript_.lines.begin(), transcript_.lines.end(),
                             [&](Line const& line) { return line.span.end < message_.span.end; });
    if (below == transcript_.lines.end() || below->text.find("grep") == std::string_view::npos) return;
    auto next = below + 1;
    while (next != transcript_.lines.end() && (next->text.size() < 3 || next->text.starts_with("```")))
      ++next;
    if (next == transcript_.lines.end()) return;
    Line const& line = *next;
    constexpr std::size_t longest = 40;
    std::string const lower = byte_lowercase(line.text.substr(0, longest + 1));
    bool is_silence = false;
    for (std::string_view const word : {"no output", "nothing", "empty"})
      is_silence |= lower.size() <= longest && lower.find(word) != std::string::npos;
    if (!is_silence) return;
    Message answer;
    answer.kind = Message::Kind::response;
    answer.span = line.span;
    transcript_.take(line.span);
    transcript_.messages.push_back(answer);
  }

  void take(Words::Word word) {
    std::string_view option = word.text;
    if (option.size() < 2 || option.front() != '-') {
      if (message_.target.empty()) url(word);
      return;
    }
    bool const is_short = option[1] != '-';
    if (option == "-I" || option == "--head") return use_method("HEAD");
    Words::Word value = word;
    if (is_short && option.size() > 2) {
      // `-XOPTIONS`, or several flags in one, of which only the last may take a value.
      if (std::string_view("XHduAbeF").find(option[1]) != std::string_view::npos) {
        value.text = option.substr(2);
        value.span.start += 2;
        return apply(option.substr(0, 2), value);
      }
      char const last = option.back();
      if (option.find('I') != std::string_view::npos) use_method("HEAD");
      if (std::string_view("XHdoDw").find(last) == std::string_view::npos) return;
      std::string const name{'-', last};
      if (words_.next(value)) apply(name, value);
      return;
    }
    if (auto const equals = option.find('='); !is_short && equals != std::string_view::npos) {
      value.text = option.substr(equals + 1);
      return apply(option.substr(0, equals), value);
    }
    if (is_option_with_value(option) && words_.next(value)) apply(option, value);
  }

  void use_method(std::string_view method) {
    if (message_.method.empty()) message_.method = method;
  }

  void url(Words::Word const& word) {
    std::string_view target = word.text;
    if (target.find("://") == std::string_view::npos && target.find('.') == std::string_view::npos &&
        target.find("localhost") == std::string_view::npos)
      return;
    message_.target = target.find("://") == std::string_view::npos
                          ? transcript_.pasted.store.keep(concat({"http://", target}))
                          : target;
    message_.start_span = word.span;
  }

  void apply(std::string_view option, Words::Word const& value) {
    if (option == "-X" || option == "--request") {
      // The comma of the sentence that the command stands in.
      message_.method = trim(value.text, [](char byte) { return byte == ','; });
    } else if (option == "-H" || option == "--header") {
      header(value);
    } else if (option == "--url") {
      url(value);
    } else if (option == "-b" || option == "--cookie") {
      message_.headers.append({"cookie", value.text, value.span, value.span});
    } else if (option == "-u" || option == "--user") {
      message_.headers.append({"authorization", "Basic ***", value.span, value.span});
    } else if (option == "-A" || option == "--user-agent") {
      message_.headers.append({"user-agent", value.text, value.span, value.span});
    } else if (option == "-e" || option == "--referer") {
      message_.headers.append({"referer", value.text, value.span, value.span});
    } else if (option.starts_with("--data") || option == "-d" || option == "-F" || option == "--form" ||
               option == "--json") {
      has_body_ = true;
      if (option == "--json")
        message_.headers.append({"content-type", "application/json", value.span, value.span});
    }
  }

  void header(Words::Word const& value) {
    auto const colon = value.text.find(':', value.text.starts_with(':') ? 1 : 0);
    if (colon == std::string_view::npos) return;
    auto const name = trim(value.text.substr(0, colon), is_http_tab_or_space);
    auto const given = trim(value.text.substr(colon + 1), is_http_tab_or_space);
    bool const in_place = value.span.end - value.span.start == value.text.size();
    auto const start = value.span.start + static_cast<std::uint32_t>(given.data() - value.text.data());
    Span const given_span = in_place && !given.empty()
                                ? Span{start, start + static_cast<std::uint32_t>(given.size())}
                                : value.span;
    Span const name_span =
        in_place ? Span{value.span.start, value.span.start + static_cast<std::uint32_t>(name.size())}
                 : value.span;
    message_.headers.append({name, given, name_span, given_span});
  }

  Transcript& transcript_;
  Words words_;
  Message message_;
  bool has_body_ = false;
};

/// Where `curl` stands as the command of a line, behind a prompt at most; or npos.
std::size_t command_in(std::string_view line) {
  auto at = line.find("curl");
  for (; at != std::string_view::npos; at = line.find("curl", at + 1)) {
    bool const begins = at == 0 || line[at - 1] == ' ' || line[at - 1] == '>' || line[at - 1] == '`';
    auto const behind = line.substr(at + 4);
    // An alias of somebody's own (`curlnull`) is one too.
    auto const rest =
        behind.substr(std::min(behind.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), behind.size()));
    bool const ends = rest.starts_with(' ') || behind.starts_with(".exe ") || behind.starts_with(" \\");
    if (begins && ends &&
        (behind.find("-") != std::string_view::npos || behind.find("://") != std::string_view::npos ||
         behind.ends_with('\\')) &&
        at < 80)
      return at;
  }
  return std::string_view::npos;
}

bool take(Transcript& transcript) {
  bool any = false;
  for (std::size_t i = 0; i < transcript.lines.size(); ++i) {
    if (transcript.taken[i]) continue;
    Line const& line = transcript.lines[i];
    // A list's bullet is as curl's own mark; its items are set as code.
    bool const is_curls_own = line.text.starts_with("* ") && line.text.find('`') == std::string_view::npos;
    if (line.text.size() < 6 || is_curls_own || line.text.starts_with("< ")) continue;
    auto const at = command_in(line.text.substr(0, 200));
    if (at == std::string_view::npos) continue;
    CommandReader(transcript, line.span.start + at).read();
    any = true;
  }
  return any;
}

} // namespace

extern Format const curl_command;
constinit Format const curl_command{"curl-command", "a curl command", take};

} // namespace whycors::paste
