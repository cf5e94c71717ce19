#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  if (!is_page_from_disk(diagnosis)) return;
  std::optional<fetch::Failure> leading;
  EngineSet const engines = blocked_where(
      diagnosis, [](fetch::Failure const&) { return true; }, leading);
  if (!leading) return;
  RuleFinding& finding = add(findings, rule, engines, leading->step);
  finding.message = std::string(rule.told);
  finding.help = std::string(rule.advice);
  Fact<std::string_view> const& origin = diagnosis.exchange.request.origin;
  if (!origin.span.empty()) point_at(finding, origin.span, {"the page's origin"});
}

} // namespace

extern Rule const origin_null_file;
constinit Rule const origin_null_file{
    .code = "WC4101",
    .name = "origin-null-file",
    .category = Category::blocked,
    .title = "the page was opened from disk",
    .check = check,
    .told = "the page comes from a file (`file:`), so its origin is `null` or `file://`",
    .advice = "serve the folder over http, with `npx serve` or `python3 -m http.server` for instance, and "
              "open it there, or from `https://localhost` in an app (Cordova, Electron); don't allow `null` "
              "on the server",
};

extern std::string_view const origin_null_file_explanation;
constinit std::string_view const origin_null_file_explanation = R"explain(
A page opened from disk has no origin. Browsers send `Origin: null`, treat every file as foreign to every other, and refuse to load modules, fonts and textures from disk.

**Mend it.** Serve the folder: `python3 -m http.server`, `npx serve`, or your framework's development server. Don't allow `null` on the server, which opens it to every sandboxed frame of every site, and don't start the browser with `--allow-file-access-from-files`, which opens your disk to the pages that you visit.

```bad
Access to script at 'file:///home/me/app.js' from origin 'null' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: chrome, data, http, https.
```

```good
GET /data HTTP/1.1
Host: api.example.com
Origin: http://localhost:8000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:8000
Vary: Origin
```

See [opaque origins](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque).
)explain";

} // namespace whycors::rules
