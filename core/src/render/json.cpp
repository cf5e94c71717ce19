#include <concepts>
#include <type_traits>
#include <whycors/whycors.hpp>

#include "base/concat.hpp"
#include "base/source_text.hpp"
#include "json_writer.hpp"
#include "model/fields.hpp"

namespace whycors {

namespace {

using render::JsonWriter;

template <class T>
concept HasFields = requires {
  Fields<T>::name;
};
template <class T>
concept HasNames = requires {
  NamesOf<T>::values;
};

/// Writes each noun from its field list.
class ReportWriter {
 public:
  ReportWriter(JsonWriter& json, SourceText const& source) : json_(json), source_(source) {}

  void write(std::string const& text) { json_.string(text); }
  void write(bool value) { json_.boolean(value); }
  template <std::integral Integer>
  void write(Integer value) {
    json_.integer(static_cast<std::int64_t>(value));
  }
  /// Seconds, to the millisecond.
  void write(double seconds) {
    auto const milliseconds = static_cast<std::int64_t>(seconds * 1000 + 0.5);
    auto fraction = std::to_string(1000 + milliseconds % 1000).substr(1);
    while (!fraction.empty() && fraction.back() == '0')
      fraction.pop_back();
    json_.raw(concat({std::to_string(milliseconds / 1000), fraction.empty() ? "" : concat({".", fraction})}));
  }
  template <HasNames Enumeration>
  void write(Enumeration value) {
    json_.string(to_name(value));
  }
  template <class T>
  void write(std::vector<T> const& values) {
    json_.begin_array();
    for (T const& value : values)
      write(value);
    json_.end_array();
  }
  void write(NameValue const& pair) {
    json_.begin_array();
    json_.string(pair.first);
    json_.string(pair.second);
    json_.end_array();
  }
  void write(EngineSet engines) {
    json_.begin_array();
    for (Engine const engine : all_engines)
      if (engines.contains(engine)) json_.string(name_of(engine));
    json_.end_array();
  }
  void write(EngineReports const& reports) {
    json_.begin_object();
    for (Engine const engine : all_engines)
      if (reports[engine]) {
        json_.key(name_of(engine));
        write(*reports[engine]);
      }
    json_.end_object();
  }
  /// Its report speaks of a text of its own.
  void write(HarExample const& example) {
    json_.begin_object();
    Fields<HarExample>::visit([&](std::string_view name, auto member, std::string_view) {
      if constexpr (std::same_as<decltype(member), Report HarExample::*>) {
        json_.key(name);
        json_.raw(to_json(example.*member, example.text));
      } else {
        field(name, example.*member);
      }
    });
    json_.end_object();
  }
  template <HasFields Noun>
  void write(Noun const& noun) {
    json_.begin_object();
    Fields<Noun>::visit(
        [&](std::string_view name, auto member, std::string_view) { field(name, noun.*member); });
    json_.end_object();
  }

 private:
  void field(std::string_view, Span span) {
    json_.key("start");
    json_.integer(source_.utf16(span.start));
    json_.key("end");
    json_.integer(source_.utf16(span.end));
  }
  /// Absent is a key that is not there.
  template <class T>
  void field(std::string_view name, std::optional<T> const& value) {
    if (value) field(name, *value);
  }
  template <class T>
  void field(std::string_view name, T const& value) {
    json_.key(name);
    write(value);
  }

  JsonWriter& json_;
  SourceText const& source_;
};

} // namespace

std::string to_json(Report const& report, std::string_view text) {
  SourceText const source(text);
  constexpr std::size_t most_reports = 8192;
  JsonWriter json(most_reports);
  ReportWriter(json, source).write(report);
  return json.take();
}

std::string to_json(HarReport const& report) {
  SourceText const source({});
  JsonWriter json;
  ReportWriter(json, source).write(report);
  return json.take();
}

std::string to_json(Redacted const& redacted) {
  render::JsonWriter json;
  json.begin_object();
  json.key("text");
  json.string(redacted.text);
  json.key("removed");
  json.begin_array();
  for (std::size_t kind = 0; kind < redacted.removed.size(); ++kind) {
    if (redacted.removed[kind] == 0) continue;
    json.begin_object();
    json.key("kind");
    json.string(to_name(static_cast<SecretKind>(kind)));
    json.key("count");
    json.integer(redacted.removed[kind]);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

} // namespace whycors
