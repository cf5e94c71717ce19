#include <whycors/har.hpp>

namespace whycors {

namespace {

/// 12,345: digits in groups.
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;)
    text.insert(at -= 3, ",");
  return text;
}

std::string counted(std::uint64_t number, std::string_view thing) {
  std::string text = grouped(number);
  text += ' ';
  text += thing;
  if (number != 1) text += 's';
  return text;
}

std::string entries(std::uint64_t number) { return number == 1 ? "1 entry" : grouped(number) + " entries"; }

/// Milliseconds as a person says them.
std::string duration(double milliseconds) {
  auto const tenths = static_cast<std::uint64_t>(milliseconds / 100 + 0.5);
  if (tenths < 10) return grouped(static_cast<std::uint64_t>(milliseconds + 0.5)) + " ms";
  return grouped(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

/// Text of the recording on a terminal: what could steer one is left out.
std::string printable(std::string_view text) {
  std::string shown;
  for (char const byte : text)
    if (static_cast<unsigned char>(byte) >= 0x20 && byte != 0x7F) shown += byte;
  return shown;
}

std::string listed(std::vector<std::string> const& items) {
  std::string list;
  for (std::string const& item : items) {
    if (!list.empty()) list += ", ";
    list += printable(item);
  }
  return list;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.insert(0, width - text.size(), ' ');
  return text;
}

class Writer {
 public:
  std::string write(HarReport const& report, std::string_view name) {
    out_ += printable(name) + ": " + counted(report.calls, "call") + " to other origins in " +
            entries(report.entries) + "; ";
    out_ += report.failed == 0 ? "none failed" : grouped(report.failed) + " failed";
    part(report.fragile, "fragile");
    part(report.undetermined, "undetermined");
    part(report.cancelled, "cancelled");
    out_ += '\n';
    if (report.damage)
      out_ +=
          "The file can't be read to its end: " + report.damage->text + ". What stands before it counts.\n";
    if (report.too_large > 0)
      out_ +=
          "Passed over, as too large (a string of 256 KiB, or 1 MiB together): " + entries(report.too_large) +
          "\n";
    for (HarGroup const& group : report.groups)
      write(group);
    if (report.ungrouped > 0) out_ += "\nand " + counted(report.ungrouped, "call") + " of other kinds\n";
    write(report.preflights);
    for (HarPolicy const& policy : report.policies)
      write(policy);
    return std::move(out_);
  }

 private:
  void part(std::uint64_t number, std::string_view what) {
    if (number > 0) (out_ += ", " + grouped(number) + " ") += what;
  }

  void write(HarGroup const& group) {
    out_ += '\n' + padded(grouped(group.count), 7) + "  ";
    out_ += to_name(group.outcome);
    out_ += ": " + printable(group.cause) + "\n";
    auto const line = [this](std::string const& text) { out_ += "         " + text + "\n"; };
    line(printable(group.summary));
    line(listed(group.methods) + " " + printable(group.server) + "  from " + listed(group.origins));
    line("first at byte " + std::to_string(group.example.at) + ": " + printable(group.example.method) + " " +
         printable(group.example.url));
    if (group.outcome == HarOutcome::failed && group.engines.empty())
      line("no browser would block it by what is recorded; it failed there all the same");
    else if (!group.engines.empty() && group.engines != EngineSet::browsers())
      line("blocked in " + names_of(group.engines) + " alone");
    if (group.preflight_not_recorded)
      line("the preflight is not in the recording; the request was sent, so one had passed");
    for (Finding const& finding : group.example.report.findings)
      if (finding.cause == group.cause && !finding.help.empty()) {
        line("help: " + printable(finding.help));
        break;
      }
  }

  static std::string names_of(EngineSet engines) {
    std::string names;
    for (Engine const engine : browser_engines)
      if (engines.contains(engine)) (names += names.empty() ? "" : ", ") += name_of(engine);
    return names;
  }

  void write(HarPreflights const& preflights) {
    if (preflights.count == 0) return;
    out_ += '\n' + counted(preflights.count, "preflight") + " took " + duration(preflights.time) + " in all";
    bool first = true;
    for (HarSaving const& saving : preflights.savings) {
      if (saving.count == 0) continue;
      out_ += first ? "; an Access-Control-Max-Age would have saved " : ", ";
      out_ += grouped(saving.count) + " (" + duration(saving.time) + ") in " + saving.engine;
      first = false;
    }
    out_ += '\n';
  }

  void write(HarPolicy const& policy) {
    out_ += "\nTo let them all through, " + printable(policy.server) + " must allow";
    out_ += "\n  origins      " + listed(policy.origins) + "\n  methods      " + listed(policy.methods);
    if (!policy.headers.empty()) out_ += "\n  headers      " + listed(policy.headers);
    out_ += policy.credentials ? "\n  credentials  yes\n" : "\n  credentials  no\n";
  }

  std::string out_;
};

} // namespace

std::string to_text(HarReport const& report, std::string_view name) { return Writer().write(report, name); }

} // namespace whycors
