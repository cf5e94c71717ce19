#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  Header const* const row =
      diagnosis.exchange.first().preflight.headers.first("access-control-allow-methods");
  if (!row || row->value.find("OPTIONS") == std::string_view::npos) return;
  RuleFinding& finding = add(findings, rule, Severity::note);
  finding.message =
      "`OPTIONS` need not be listed in `Access-Control-Allow-Methods`: it is the preflight itself";
  point_at(finding, value_span(*row), {"OPTIONS has no effect here"});
  finding.help = "leave it out, or leave it: nothing depends on it";
}

} // namespace

extern Rule const advice_options_in_methods;
constinit Rule const advice_options_in_methods{
    .code = "WC9004",
    .name = "advice-options-in-methods",
    .category = Category::hygiene,
    .title = "advice: list OPTIONS in Access-Control-Allow-Methods",
    .check = check,
};

extern std::string_view const advice_options_in_methods_explanation;
constinit std::string_view const advice_options_in_methods_explanation = R"explain(
`Access-Control-Allow-Methods` lists the methods of the calls that follow. OPTIONS is the preflight itself, nobody asks for it, and listing it changes nothing. GET, HEAD and POST need not be listed either.

**Rather.** Leave it out, or leave it: nothing depends on it.

```bad
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT, OPTIONS
Access-Control-Max-Age: 7200
```

```good
OPTIONS /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Max-Age: 7200
```

See [Access-Control-Allow-Methods](https://fetch.spec.whatwg.org/#http-access-control-allow-methods).
)explain";

} // namespace whycors::rules
