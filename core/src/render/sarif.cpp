#include <whycors/whycors.hpp>

#include "base/source_text.hpp"
#include "json_writer.hpp"

namespace whycors {

namespace {

/// A 1-based line and column in UTF-16 code units, as SARIF counts by default.
void write_region(render::JsonWriter& json, SourceText const& source, Span span) {
  auto const put = [&](char const* line_key, char const* column_key, std::uint32_t byte) {
    auto const line = source.position(byte).line;
    json.key(line_key);
    json.integer(line);
    json.key(column_key);
    json.integer(1 + source.utf16(byte) - source.utf16(source.line(line).start));
  };
  json.key("region");
  json.begin_object();
  put("startLine", "startColumn", span.start);
  put("endLine", "endColumn", span.end);
  json.end_object();
}

void write_text(render::JsonWriter& json, char const* key, std::string_view text) {
  json.key(key);
  json.begin_object();
  json.key("text");
  json.string(text);
  json.end_object();
}

} // namespace

// https://docs.oasis-open.org/sarif/sarif/v2.1.0/
std::string to_sarif(Report const& report, std::string_view text) {
  SourceText const source(text);
  render::JsonWriter json;
  json.begin_object();
  json.key("version");
  json.string("2.1.0");
  json.key("$schema");
  json.string("https://json.schemastore.org/sarif-2.1.0.json");
  json.key("runs");
  json.begin_array();
  json.begin_object();
  json.key("tool");
  json.begin_object();
  json.key("driver");
  json.begin_object();
  json.key("name");
  json.string("whycors");
  json.key("version");
  json.string(version());
  json.end_object();
  json.end_object();
  json.key("columnKind");
  json.string("utf16CodeUnits");
  json.key("results");
  json.begin_array();
  for (Finding const& finding : report.findings) {
    json.begin_object();
    json.key("ruleId");
    json.string(finding.code);
    json.key("level");
    json.string(to_name(finding.severity));
    write_text(json, "message", finding.message);
    json.key("locations");
    json.begin_array();
    for (Label const& label : finding.labels) {
      json.begin_object();
      json.key("physicalLocation");
      json.begin_object();
      json.key("artifactLocation");
      json.begin_object();
      json.key("uri");
      json.string("paste");
      json.end_object();
      write_region(json, source, label.span);
      json.end_object();
      write_text(json, "message", label.text);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.end_array();
  json.end_object();
  return json.take();
}

} // namespace whycors
