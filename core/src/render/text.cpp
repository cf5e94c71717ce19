#include <algorithm>
#include <whycors/whycors.hpp>

#include "base/concat.hpp"
#include "base/source_text.hpp"

namespace whycors {

namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  while (times-- > 0)
    result += text;
  return result;
}

/// Pasted text as it can be shown on a terminal: control characters become a visible stand-in.
std::string printable(std::string_view text) {
  std::string result;
  for (char const byte : text) {
    auto const b = static_cast<unsigned char>(byte);
    if (b < 0x20 || b == 0x7F)
      result += byte == '\t' ? " " : "?";
    else
      result += byte;
  }
  return result;
}

class TextWriter {
 public:
  explicit TextWriter(std::string_view text) : source_(text) {}

  void write(Report const& report) {
    append(out_, {report.summary, "\n"});
    write_engines(report);
    write_what_turns_it(report);
    for (Finding const& finding : report.findings)
      write(finding);
    write_console(report);
  }
  std::string take() { return std::move(out_); }

 private:
  /// Who blocks, in a line: the proof follows at once.
  void write_engines(Report const& report) {
    for (Engine const engine : browser_engines) {
      auto const& judged = report.engines[engine];
      if (!judged) continue;
      out_ += "  " + short_label(*judged) + ": " + std::string(to_name(judged->verdict));
      if (judged->decided_at)
        out_ += " (" + judged->decided_at->algorithm + " " + judged->decided_at->step + ")";
      out_ += "\n";
    }
  }

  /// What was guessed, and would change a verdict if it were otherwise.
  void write_what_turns_it(Report const& report) {
    for (FactReport const& fact : report.facts)
      if (fact.flips)
        append(out_, {"  ", to_name(fact.provenance), ": ", fact.name, " is ", fact.value, " (", fact.because,
                      "); if it is not, a verdict changes\n"});
  }

  void write_console(Report const& report) {
    bool first = true;
    for (Engine const engine : browser_engines) {
      auto const& judged = report.engines[engine];
      if (!judged || judged->console.empty()) continue;
      if (first) out_ += "\nWhat their consoles print:\n";
      first = false;
      for (std::string const& line : judged->console)
        out_ += "  " + short_label(*judged) + ": " + line + "\n";
    }
  }

  static std::string short_label(EngineReport const& judged) {
    return judged.label.substr(0, judged.label.find(' '));
  }

  void write(Finding const& finding) {
    std::string const kind(to_name(finding.severity));
    append(out_, {"\n", kind, "[", finding.code, "]: ", finding.message, "     ", finding.cause, "\n"});
    write_labels(finding.labels);
    for (std::string const& note : finding.notes)
      append(out_, {" = note: ", note, "\n"});
    for (std::string const& step : finding.steps)
      append(out_, {" = standard: ", step, "\n"});
    if (finding.category == Category::blocked && is_told_of_some(finding.engines))
      append(out_, {" = concerns: ", names_of(finding.engines), "\n"});
    if (!finding.help.empty()) append(out_, {" help: ", finding.help, "\n"});
    for (Remedy const& remedy : finding.remedies) {
      // Several findings can be mended by one change: it is printed with the first.
      if (std::find(told_.begin(), told_.end(), remedy.intent) != told_.end()) {
        if (&remedy == &finding.remedies.front()) out_ += " fix: the same as above\n";
        continue;
      }
      told_.push_back(remedy.intent);
      out_ += " fix: " + remedy.intent + "\n";
      for (PrintedConfig const& config : remedy.configs) {
        append(out_, {" [", config.platform, " ", config.version, ", ", to_name(config.evidence), "]\n"});
        out_ += config.text;
        if (!config.text.ends_with('\n')) out_ += '\n';
        for (std::string const& trap : config.notes)
          append(out_, {" = ", config.platform, ": ", trap, "\n"});
      }
      if (!remedy.verify.empty()) append(out_, {" check: ", remedy.verify, "\n"});
    }
  }

  /// Not worth a line where it is so in every browser, or where no browser is known to be concerned.
  static bool is_told_of_some(EngineSet engines) {
    auto const concerned = [&](Engine engine) { return engines.contains(engine); };
    return std::any_of(browser_engines.begin(), browser_engines.end(), concerned) &&
           !std::all_of(browser_engines.begin(), browser_engines.end(), concerned);
  }

  static std::string names_of(EngineSet engines) {
    std::string names;
    for (Engine const engine : all_engines)
      if (engines.contains(engine)) append(names, {names.empty() ? "" : ", ", name_of(engine)});
    return names;
  }

  void write_labels(std::vector<Label> const& labels) {
    std::size_t width = 1;
    for (Label const& label : labels)
      width = std::max(width, std::to_string(source_.position(label.span.start).line).size());
    bool first = true;
    for (Label const& label : labels) {
      auto const place = source_.position(label.span.start);
      if (first)
        append(out_, {repeated(" ", width + 1), "--> paste:", std::to_string(place.line), ":",
                      std::to_string(place.column), "\n"});
      first = false;
      write_label(label, place, width);
    }
  }

  /// The part of a long line that is shown: around what is pointed at, cut at whole characters.
  Span excerpt(Span line, Span shown) const {
    constexpr std::uint32_t widest = 160;
    constexpr std::uint32_t before = 60;
    if (line.end - line.start <= widest) return line;
    Span part = line;
    part.start = std::max(line.start, shown.start - std::min(shown.start, before));
    if (part.start < line.start + before / 2) part.start = line.start;
    part.end = std::min(line.end, part.start + widest);
    auto const in_a_character = [&](std::uint32_t at) {
      return at < line.end &&
             (static_cast<unsigned char>(source_.slice({at, at + 1}).front()) & 0xC0U) == 0x80U;
    };
    while (in_a_character(part.start))
      ++part.start;
    while (in_a_character(part.end))
      ++part.end;
    return part;
  }

  void write_label(Label const& label, LineColumn place, std::size_t width) {
    std::string const number = std::to_string(place.line);
    Span const line = source_.line(place.line);
    Span shown{label.span.start, std::min(label.span.end, line.end)};
    Span const part = excerpt(line, shown);
    shown.end = std::min(shown.end, part.end);
    std::string_view const opening = part.start > line.start ? "... " : "";
    append(out_, {repeated(" ", width - number.size()), number, " | ", opening,
                  printable(source_.slice(part)), part.end < line.end ? " ...\n" : "\n"});
    std::string const blank = concat({repeated(" ", width), " | "});
    if (label.ghost) {
      append(out_, {repeated(" ", width), " + ", *label.ghost, "\n"});
      append(out_, {blank, repeated("^", label.ghost->size()), " ", label.text, "\n"});
      return;
    }
    auto const end = source_.position(shown.end);
    std::size_t const length =
        std::max<std::size_t>(end.line == place.line ? end.column - place.column : 1, 1);
    std::size_t const indent = opening.size() + place.column - source_.position(part.start).column;
    append(out_, {blank, repeated(" ", indent), repeated(label.primary ? "^" : "-", length), " ", label.text,
                  "\n"});
  }

  SourceText source_;
  std::string out_;
  std::vector<std::string_view> told_; ///< the intents that are printed already; of the report
};

} // namespace

std::string to_text(Report const& report, std::string_view text) {
  TextWriter writer(text);
  writer.write(report);
  return writer.take();
}

} // namespace whycors
