#include <concepts>
#include <type_traits>
#include <whycors/whycors.hpp>

#include "base/concat.hpp"
#include "model/fields.hpp"

namespace whycors {

namespace {

template <class T>
concept HasFields = requires {
  Fields<T>::name;
};
template <class T>
concept HasNames = requires {
  NamesOf<T>::values;
};

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {
  using Element = T;
};

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {
  using Value = T;
};

/// The TypeScript type that the JSON of a C++ type has.
template <class T>
std::string type_name() {
  if constexpr (std::same_as<T, bool>) {
    return "boolean";
  } else if constexpr (std::is_arithmetic_v<T>) {
    return "number";
  } else if constexpr (std::same_as<T, std::string>) {
    return "string";
  } else if constexpr (std::same_as<T, NameValue>) {
    return "[name: string, value: string]";
  } else if constexpr (std::same_as<T, EngineSet>) {
    return "EngineName[]";
  } else if constexpr (std::same_as<T, EngineReports>) {
    return "Partial<Record<EngineName, EngineReport>>";
  } else if constexpr (HasNames<T>) {
    std::string names;
    for (auto const name : NamesOf<T>::values)
      append(names, {names.empty() ? "'" : " | '", name, "'"});
    return names;
  } else if constexpr (IsVector<T>::value) {
    auto const element = type_name<typename IsVector<T>::Element>();
    return element.find(' ') == std::string::npos || element.front() == '[' ? element + "[]"
                                                                            : "(" + element + ")[]";
  } else {
    return std::string(Fields<T>::name);
  }
}

class DeclarationWriter {
 public:
  template <HasFields Noun>
  void declare() {
    append(out_, {"\nexport interface ", Fields<Noun>::name, " {\n"});
    Fields<Noun>::visit([&](std::string_view name, auto member, std::string_view meaning) {
      using Member = std::remove_cvref_t<decltype(std::declval<Noun const&>().*member)>;
      property<Member>(name, meaning, false);
    });
    out_ += "}\n";
  }
  std::string take() { return std::move(out_); }

 private:
  template <class T>
  void property(std::string_view name, std::string_view meaning, bool optional) {
    if constexpr (std::same_as<T, Span>) {
      property<int>("start", meaning, optional);
      property<int>("end", meaning, optional);
    } else if constexpr (IsOptional<T>::value) {
      property<typename IsOptional<T>::Value>(name, meaning, true);
    } else {
      out_ += concat({"  /** ", meaning, " */\n  ", name, optional ? "?: " : ": "}) + type_name<T>() + ";\n";
    }
  }

  std::string out_ = "// Generated from the field lists of the C++ core by `whycors schema --typescript`.\n\n"
                     "export type EngineName = 'standard' | 'chromium' | 'gecko' | 'webkit';\n";
};

} // namespace

std::string typescript_declarations() {
  DeclarationWriter writer;
  writer.declare<Label>();
  writer.declare<PrintedConfig>();
  writer.declare<Remedy>();
  writer.declare<Finding>();
  writer.declare<DecidedAt>();
  writer.declare<StepTaken>();
  writer.declare<SentRequest>();
  writer.declare<EngineReport>();
  writer.declare<PreflightBecause>();
  writer.declare<PreflightReport>();
  writer.declare<FactReport>();
  writer.declare<Event>();
  writer.declare<Block>();
  writer.declare<Detected>();
  writer.declare<SequenceReport>();
  writer.declare<Report>();
  writer.declare<HarExample>();
  writer.declare<HarGroup>();
  writer.declare<HarSaving>();
  writer.declare<HarPreflights>();
  writer.declare<HarPolicy>();
  writer.declare<HarDamage>();
  writer.declare<HarReport>();
  return writer.take();
}

} // namespace whycors
