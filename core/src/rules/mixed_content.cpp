#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.at(Algorithm::main_fetch, "7.mixed-content");
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding finding{.rule = &rule, .engines = engines, .step = failure.step};
  finding.message =
      concat({"a page on https may not call ", failure.url(), ", which is on http; this is not CORS"});
  finding.help = "serve the API over https and call it there";
  findings.push_back(std::move(finding));
}

} // namespace

extern Rule const mixed_content;
constinit Rule const mixed_content{
    .code = "WC4302",
    .name = "mixed-content",
    .category = Category::blocked,
    .title = "a secure page calls an insecure URL",
    .check = check,
    .told = "a page loaded over https calls an http URL, which browsers refuse before CORS comes in",
    .advice = "serve the API over https, or proxy it under the page's own host",
};

extern std::string_view const mixed_content_explanation;
constinit std::string_view const mixed_content_explanation = R"explain(
A page that came over https may not call a URL on http (but for this machine: localhost and 127.0.0.1). The browser refuses before CORS is thought of.
)explain";

} // namespace whycors::rules
