#include <algorithm>

#include "base/comma_list.hpp"
#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

/// A list of names that the server exposes under a name that no browser knows.
void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  if (diagnosis.exchange.hops.empty()) return;
  Hop const& last = diagnosis.exchange.hops.back();
  // One that lists methods as well is read as the preflight's, where it is the only one.
  Answer const& response = last.response.received() ? last.response : last.preflight;
  if (response.headers.contains(names::access_control_expose_headers)) return;
  Header const* const row = misspelt(response, names::access_control_expose_headers);
  if (!row) return;
  std::string name;
  for (std::string_view const one : CommaList(row->value)) {
    std::string const wanted = byte_lowercase(one);
    if (response.headers.contains(wanted) && (name.empty() || wanted < name)) name = wanted;
  }
  if (name.empty()) return;
  RuleFinding& finding = add(findings, rule);
  finding.parameter = name;
  append(finding.message, {"the response header `", name,
                           "` is not exposed, so script can't read it: no browser knows `", row->name, "`"});
  point_at(finding, row->name_span, {"it is `Access-Control-Expose-Headers`"});
  append(finding.help, {"rename it: `Access-Control-Expose-Headers: ", row->value, "`"});
}

} // namespace

extern Rule const exposed_header_missing;
constinit Rule const exposed_header_missing{
    .code = "WC3801",
    .name = "exposed-header-missing",
    .category = Category::blocked,
    .title = "script may not read this response header",
    .check = check,
    .told = "the response header[ `{}`] is not exposed, so script can't read it",
    .advice =
        "let the response (not the preflight, not the request) carry `Access-Control-Expose-Headers[: {}]`",
    .of_reading = true,
};

extern std::string_view const exposed_header_missing_explanation;
constinit std::string_view const exposed_header_missing_explanation = R"explain(
Across origins, script reads only `Cache-Control`, `Content-Language`, `Content-Length`, `Content-Type`, `Expires`, `Last-Modified` and `Pragma`. DevTools shows all headers; `response.headers.get()` gives null for the others. `*` exposes all of them, but only where no credentials are sent.

**Mend it.** Let the server name them on the response itself: `Access-Control-Expose-Headers: X-Total-Count, Content-Disposition`. On the request, or on the preflight's response, it does nothing.

```bad
Refused to get unsafe header "X-Total-Count"
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
X-Total-Count: 42
Access-Control-Expose-Headers: X-Total-Count
```

See [Access-Control-Expose-Headers](https://fetch.spec.whatwg.org/#http-access-control-expose-headers).
)explain";

} // namespace whycors::rules
