#include <algorithm>

#include "base/concat.hpp"
#include "base/invisible.hpp"
#include "base/serialized_origin.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

bool is_control(char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F; }

struct Fault {
  std::string text;
  std::string_view help =
      "answer with the origin as the browser sends it: scheme, host, and port where it is "
      "not the default; no slash at the end";
};

/// What is wrong with a value that is no serialized origin.
Fault fault_of(std::string const& value) {
  if (value.empty()) return {"it is empty"};
  if (Invisible const* const character = find_invisible(value))
    return {
        concat({"an invisible character (", character->name, ") stands in it"}),
        "type the value anew where it is set: it was copied together with a character that can't be seen"};
  if (std::any_of(value.begin(), value.end(), is_control))
    return {"a control character stands in it",
            "take the line break or the like out of the value where it is set, often the end of a file or of "
            "an environment variable"};
  if (value.front() == '"' || value.front() == '\'')
    return {"the quotation marks are part of it",
            "take the quotation marks away where the value is set: in an .env file, YAML or a console's form "
            "they are taken for part of it"};
  if (value.find('*') != std::string::npos)
    return {"wildcard patterns don't exist, only the bare `*`",
            "look on the server whether the request's `Origin` fits the pattern, and answer with that origin "
            "and `Vary: Origin`"};
  auto const url = Url::parse(value);
  if (!url || !url->is_http())
    return {value.find("://") == std::string::npos ? "the scheme is missing"
                                                   : "it is no address of a web page"};
  if (value.ends_with('/') && url->path() == "/") return {"it ends with a slash"};
  if (url->path().size() > 1) return {"it has a path"};
  if (byte_lowercase(value) != value) return {"it is not in lower case"};
  return {concat({"it is not written as browsers write it (`", url->origin(), "`)"})};
}

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    if (!has_other_allow_origin(failure)) return false;
    auto const value = failure.value(names::access_control_allow_origin).value_or("");
    if (value == "*" || value == "null" ||
        failure.answer->headers.count(names::access_control_allow_origin) > 1 ||
        value.find_first_of(", ") != std::string::npos)
      return false;
    return !is_serialized_origin(value);
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding& finding = add(findings, rule, engines, failure.step);
  auto const value = failure.value(names::access_control_allow_origin).value_or("");
  auto const sent = std::string(failure.in_preflight ? failure.hop->preflight_origin : failure.hop->origin);
  Fault const fault = fault_of(value);
  append(finding.message,
         {"`Access-Control-Allow-Origin` is `", value, "`, which can match no origin: ", fault.text});
  point_at_row(finding, *failure.answer, names::access_control_allow_origin, {"should be `", sent, "`"});
  finding.help = std::string(fault.help);
}

} // namespace

extern Rule const acao_invalid_value;
constinit Rule const acao_invalid_value{
    .code = "WC3104",
    .name = "acao-invalid-value",
    .category = Category::blocked,
    .title = "Access-Control-Allow-Origin holds something that is no origin",
    .check = check,
    .told = "`Access-Control-Allow-Origin` holds something that is no origin",
    .advice = "write the origin as scheme, host and port without path or trailing slash, such as "
              "`https://app.example.com`",
};

extern std::string_view const acao_invalid_value_explanation;
constinit std::string_view const acao_invalid_value_explanation = R"explain(
The value is compared with the request's origin byte for byte. A slash at the end, a path, a default port, capitals, a missing scheme, a list, quotation marks, or a pattern such as `https://*.example.com` never match, in any browser. Nor does a value that looks right and has an invisible character or a line break at its end, copied along into a config or an environment variable.

**Mend it.** Write what the browser sends in `Origin`: scheme, host, and the port where it is not the default. For subdomains, match on the server and answer with the one that asked.

```bad
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com/
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
```
)explain";

} // namespace whycors::rules
