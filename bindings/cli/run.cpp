#include "run.hpp"

#include <algorithm>
#include <whycors/whycors.hpp>

#include "arguments.hpp"

namespace whycors::cli {

namespace {

Result diagnose(std::vector<std::string> const& words, ReadFile const& read_file) {
  Arguments const arguments(
      words, {"--json", "--sarif", "--steps"},
      {"--origin", "--credentials", "--engine", "--platform", "--initiator", "--block"});
  if (!arguments.error.empty()) return usage_error(arguments.error);
  if (arguments.positional.size() > 1)
    return usage_error("diagnose takes one file, and got " + arguments.positional[1] + " too");
  Options options;
  options.origin = arguments.value("--origin");
  options.credentials = arguments.value("--credentials");
  options.initiator = arguments.value("--initiator");
  options.platform = arguments.value("--platform");
  options.steps = arguments.has("--steps");
  if (options.credentials && *options.credentials != "omit" && *options.credentials != "same-origin" &&
      *options.credentials != "include")
    return usage_error("--credentials must be omit, same-origin or include, and is " + *options.credentials);
  if (auto const name = arguments.value("--engine")) {
    options.engine = engine_from_name(*name);
    if (!options.engine)
      return usage_error("--engine must be standard, chromium, gecko or webkit, and is " + *name);
  }
  for (std::string const& choice : arguments.values("--block")) {
    auto const equals = choice.find('=');
    bool const numbered = equals != std::string::npos && equals > 0 &&
                          std::all_of(choice.begin(), choice.begin() + static_cast<std::ptrdiff_t>(equals),
                                      [](char byte) { return byte >= '0' && byte <= '9'; }) &&
                          equals < 6;
    if (!numbered)
      return usage_error("--block wants NUMBER=preflight, response, redirect, request or ignored, and is " +
                         choice);
    std::string const kind = choice.substr(equals + 1);
    if (kind != "preflight" && kind != "response" && kind != "redirect" && kind != "hop" &&
        kind != "request" && kind != "ignored")
      return usage_error("--block wants NUMBER=preflight, response, redirect, request or ignored, and is " +
                         choice);
    options.blocks.emplace_back(static_cast<std::uint32_t>(std::stoul(choice.substr(0, equals))), kind);
  }
  std::string const file = arguments.positional.empty() ? "-" : arguments.positional.front();
  std::string text;
  if (!read_file(file, text)) return usage_error("can't read " + file);
  constexpr std::size_t largest = 64U << 20U;
  if (text.size() > largest)
    return usage_error(file + " is larger than 64 MiB; a recording of that size is for `whycors har`");
  Report const report = whycors::diagnose(text, options);
  std::string out = arguments.has("--json")    ? to_json(report, text) + "\n"
                    : arguments.has("--sarif") ? to_sarif(report, text, file == "-" ? "paste" : file) + "\n"
                                               : to_text(report, text);
  return {std::move(out), {}, report.exit_status()};
}

Result preflight(std::vector<std::string> const& words, ReadFile const& read_file) {
  Arguments const arguments(words, {},
                            {"--as", "--url", "--origin", "--method", "--header", "--credentials"});
  if (!arguments.error.empty()) return usage_error(arguments.error);
  std::string exchange;
  if (auto const url = arguments.value("--url")) {
    exchange = "{\"request\":{\"url\":" + quoted(*url) +
               ",\"origin\":" + quoted(arguments.value("--origin").value_or("")) +
               ",\"method\":" + quoted(arguments.value("--method").value_or("GET")) +
               ",\"credentials\":" + quoted(arguments.value("--credentials").value_or("same-origin")) +
               ",\"headers\":[";
    bool first = true;
    for (std::string const& header : arguments.values("--header")) {
      auto const row = split_header(header);
      if (!row) return usage_error("--header wants NAME:VALUE, and is " + header);
      exchange += (first ? "[" : ",[") + quoted(row->first) + "," + quoted(row->second) + "]";
      first = false;
    }
    exchange += "]}}";
  } else {
    std::string const file = arguments.positional.empty() ? "-" : arguments.positional.front();
    if (!read_file(file, exchange)) return usage_error("can't read " + file);
  }
  InputError error;
  auto const out = whycors::preflight(exchange, arguments.value("--as").value_or("raw"), error);
  return out ? Result{*out, {}, 0} : usage_error(error.message);
}

Result fix(std::vector<std::string> const& words, ReadFile const& read_file) {
  Arguments const arguments(words, {}, {"--as", "--origin", "--credentials"});
  if (!arguments.error.empty()) return usage_error(arguments.error);
  if (arguments.positional.empty() || arguments.positional.size() > 2)
    return usage_error("fix wants a platform and a file, as in `whycors fix nginx paste.txt`");
  auto const as = arguments.value("--as").value_or("config");
  if (as != "config" && as != "markdown") return usage_error("--as must be config or markdown, and is " + as);
  Options options;
  options.origin = arguments.value("--origin");
  options.credentials = arguments.value("--credentials");
  std::string const file = arguments.positional.size() < 2 ? "-" : arguments.positional[1];
  std::string text;
  if (!read_file(file, text)) return usage_error("can't read " + file);
  InputError error;
  auto const config = whycors::fix(text, arguments.positional.front(),
                                   as == "markdown" ? FixAs::markdown : FixAs::config, options, error);
  return config ? Result{*config, {}, 0} : usage_error(error.message);
}

Result redact(std::vector<std::string> const& words, ReadFile const& read_file) {
  Arguments const arguments(words, {"--json"}, {});
  if (!arguments.error.empty()) return usage_error(arguments.error);
  if (arguments.positional.size() > 1)
    return usage_error("redact takes one file, and got " + arguments.positional[1] + " too");
  std::string const file = arguments.positional.empty() ? "-" : arguments.positional.front();
  std::string text;
  if (!read_file(file, text)) return usage_error("can't read " + file);
  Redacted const redacted = whycors::redact(text);
  if (arguments.has("--json")) return {to_json(redacted) + "\n", {}, 0};
  std::string removed;
  for (std::size_t kind = 0; kind < redacted.removed.size(); ++kind)
    if (redacted.removed[kind] > 0)
      removed += (removed.empty() ? "" : ", ") + std::to_string(redacted.removed[kind]) + " " +
                 std::string(to_name(static_cast<SecretKind>(kind)));
  return {redacted.text, "redacted: " + (removed.empty() ? "nothing" : removed) + "\n", 0};
}

Result explain(std::vector<std::string> const& words) {
  if (words.size() == 1 && words.front() == "--all") return {explanations_json() + "\n", {}, 0};
  if (words.size() != 1) return usage_error("explain wants one code, such as acac-missing or WC3201");
  auto const text = whycors::explain(words.front());
  if (!text)
    return usage_error("there is no code or question " + words.front() +
                       "; `whycors codes` and `whycors questions` list them");
  return {*text + "\n", {}, 0};
}

} // namespace

std::string usage() {
  return "whycors: why CORS blocked a call, in which browsers, and what to change\n"
         "\n"
         "  whycors diagnose [FILE|-] [--json|--sarif] [--steps] [--origin O] [--credentials C] [--initiator "
         "I]\n"
         "                   [--engine E] [--platform P] [--block "
         "N=preflight|response|redirect|request|ignored]\n"
         "                                       any paste in, the diagnosis out\n"
         "  whycors batch [--verdicts] [--jobs N] < FILE\n"
         "                                       an Exchange a line in, a Report a line out; or the verdicts "
         "alone\n"
         "  whycors har FILE|- [--json]          a recording of any size in, its failed and fragile calls "
         "out, by "
         "cause\n"
         "  whycors preflight [--as raw|curl|fetch|http] [FILE|-] or --url U --origin O [--method M] "
         "[--header H]...\n"
         "                                       the exact preflight that each browser would send\n"
         "  whycors probe URL --origin O [--method M] [--header H]... [--data D] [--credentials C] [--cookie "
         "C] "
         "[--send]\n"
         "                   [--timeout SECONDS] [--ca-file FILE] [--platform P] [--json|--exchange]\n"
         "                                       sends what a browser would send, and diagnoses what comes "
         "back; methods\n"
         "                                       that may change something only with --send\n"
         "  whycors fix PLATFORM [FILE|-] [--as config|markdown] [--origin O] [--credentials C]\n"
         "                                       the config for that platform, which this paste needs\n"
         "  whycors redact [FILE|-] [--json]     the paste without its secrets: cookies, tokens, signed "
         "URLs\n"
         "  whycors platforms                    all platforms, and what proves their configs\n"
         "  whycors explain CODE | QUESTION | --all\n"
         "                                       what a code means and how to mend it, or the answer to a "
         "question such\n"
         "                                       as postman-works; all of them as JSON\n"
         "  whycors codes | questions | engines  all codes; the general questions; all engines with their "
         "quirks\n"
         "  whycors schema                       the types of the JSON, in TypeScript\n"
         "  whycors --version\n"
         "\n"
         "Exit status: 0 allowed in every browser or done, 1 blocked in some, 2 usage or unreadable input, 3 "
         "undetermined.\n";
}

Result run(std::vector<std::string> const& arguments, ReadFile const& read_file) {
  if (arguments.empty()) return {{}, usage(), 2};
  std::string const& command = arguments.front();
  std::vector<std::string> const rest(arguments.begin() + 1, arguments.end());
  if (command == "--help" || command == "-h" || command == "help") return {usage(), {}, 0};
  if (command == "--version") return {std::string(version()) + "\n", {}, 0};
  if (command == "diagnose") return diagnose(rest, read_file);
  if (command == "preflight") return preflight(rest, read_file);
  if (command == "fix") return fix(rest, read_file);
  if (command == "redact") return redact(rest, read_file);
  if (command == "platforms") return {platforms_json() + "\n", {}, 0};
  if (command == "explain") return explain(rest);
  if (command == "codes") return {codes_json() + "\n", {}, 0};
  if (command == "questions") return {questions_json() + "\n", {}, 0};
  if (command == "engines") return {engines_json() + "\n", {}, 0};
  if (command == "schema") return {typescript_declarations(), {}, 0};
  return usage_error("there is no command " + command + "; `whycors --help` lists them");
}

} // namespace whycors::cli
