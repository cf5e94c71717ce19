#include <algorithm>
#include <whycors/whycors.hpp>

#include "base/bytes.hpp"
#include "base/source_text.hpp"
#include "json_writer.hpp"

namespace whycors {

namespace {

/// Writes a report as one run of SARIF, https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
class SarifWriter {
 public:
  SarifWriter(Report const& report, std::string_view text, std::string_view uri)
      : report_(report), text_(text), source_(text), uri_(uri) {
    for (Finding const& finding : report.findings)
      if (std::find(rules_.begin(), rules_.end(), finding.code) == rules_.end())
        rules_.push_back(finding.code);
  }

  std::string write() {
    json_.begin_object();
    put("version", "2.1.0");
    put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    begin_array("runs");
    json_.begin_object();
    begin_object("tool");
    begin_object("driver");
    put("name", "whycors");
    put("version", version());
    begin_array("rules");
    for (std::string const& code : rules_)
      write_rule(code);
    json_.end_array();
    json_.end_object();
    json_.end_object();
    put("columnKind", "utf16CodeUnits");
    begin_array("results");
    for (Finding const& finding : report_.findings)
      write_result(finding);
    json_.end_array();
    json_.end_object();
    json_.end_array();
    json_.end_object();
    return json_.take();
  }

 private:
  void put(char const* key, std::string_view text) {
    json_.key(key);
    json_.string(text);
  }
  void put(char const* key, std::int64_t number) {
    json_.key(key);
    json_.integer(number);
  }
  void begin_object(char const* key) {
    json_.key(key);
    json_.begin_object();
  }
  void begin_array(char const* key) {
    json_.key(key);
    json_.begin_array();
  }
  void put_message(char const* key, std::string_view text) {
    begin_object(key);
    put("text", text);
    json_.end_object();
  }

  /// A code: its explanation is Markdown that reads well as plain text too.
  void write_rule(std::string const& code) {
    Finding const& finding = *std::find_if(report_.findings.begin(), report_.findings.end(),
                                           [&](Finding const& one) { return one.code == code; });
    std::string const help = explain(code).value_or("");
    json_.begin_object();
    put("id", code);
    put("name", finding.name);
    // The title stands on the line below the heading, in bold.
    auto const start = std::min(help.find("**"), help.size());
    auto const end = std::min(help.find("**", start + 2), help.size());
    put_message("shortDescription",
                start < end ? std::string_view(help).substr(start + 2, end - start - 2) : code);
    begin_object("help");
    put("text", help);
    put("markdown", help);
    json_.end_object();
    begin_object("defaultConfiguration");
    put("level", to_name(finding.severity));
    json_.end_object();
    json_.end_object();
  }

  void write_result(Finding const& finding) {
    json_.begin_object();
    put("ruleId", finding.code);
    put("ruleIndex", std::find(rules_.begin(), rules_.end(), finding.code) - rules_.begin());
    put("level", to_name(finding.severity));
    put_message("message",
                finding.help.empty() ? finding.message : finding.message + ". To mend it: " + finding.help);
    write_locations("locations", finding, true);
    write_locations("relatedLocations", finding, false);
    begin_object("partialFingerprints");
    put("causeAndText/v1", fingerprint(finding));
    json_.end_object();
    begin_object("properties");
    put("cause", finding.cause);
    put("category", to_name(finding.category));
    put("certainty", to_name(finding.certainty));
    json_.end_object();
    json_.end_object();
  }

  void write_locations(char const* key, Finding const& finding, bool primary) {
    begin_array(key);
    for (Label const& label : finding.labels) {
      if (label.primary != primary) continue;
      json_.begin_object();
      begin_object("physicalLocation");
      begin_object("artifactLocation");
      put("uri", uri_);
      json_.end_object();
      write_region(label.span);
      json_.end_object();
      put_message("message", label.text);
      json_.end_object();
    }
    json_.end_array();
  }

  /// 1-based lines and columns; the end is behind the last code unit.
  void write_region(Span span) {
    begin_object("region");
    put_place("startLine", "startColumn", span.start);
    put_place("endLine", "endColumn", std::max(span.start, span.end));
    json_.end_object();
  }
  void put_place(char const* line_key, char const* column_key, std::uint32_t byte) {
    auto const line = source_.position(byte).line;
    put(line_key, line);
    put(column_key, 1 + source_.utf16(byte) - source_.utf16(source_.line(line).start));
  }

  /// The same for a finding whose lines have moved: a hash (FNV-1a, 64 bits) of its cause and of what it
  /// points at.
  std::string fingerprint(Finding const& finding) const {
    std::uint64_t hash = 0xcbf29ce484222325U;
    auto const add = [&hash](std::string_view part) {
      for (char const byte : part)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
      hash = (hash ^ 0xFFU) * 0x100000001b3U;
    };
    add(finding.code);
    add(finding.cause);
    for (Label const& label : finding.labels)
      if (label.primary && label.span.start <= label.span.end && label.span.end <= text_.size())
        add(text_.substr(label.span.start, label.span.end - label.span.start));
    std::string digits(16, '0');
    for (std::size_t i = digits.size(); i-- > 0; hash >>= 4U)
      digits[i] = "0123456789abcdef"[hash & 15U];
    return digits;
  }

  Report const& report_;
  std::string_view text_;
  SourceText source_;
  std::string_view uri_;
  std::vector<std::string> rules_;
  render::JsonWriter json_;
};

/// A path as a URI reference.
std::string uri_of(std::string_view path) {
  std::string uri;
  if (path.starts_with('/')) uri = "file://";
  for (char const byte : path) {
    bool const plain = is_ascii_alpha(byte) || is_ascii_digit(byte) ||
                       std::string_view("-._~/").find(byte) != std::string_view::npos;
    if (plain) {
      uri += byte;
      continue;
    }
    auto const b = static_cast<unsigned char>(byte);
    ((uri += '%') += "0123456789ABCDEF"[b >> 4U]) += "0123456789ABCDEF"[b & 15U];
  }
  return uri;
}

} // namespace

std::string to_sarif(Report const& report, std::string_view text, std::string_view path) {
  std::string const uri = uri_of(path);
  return SarifWriter(report, text, uri).write();
}

} // namespace whycors
