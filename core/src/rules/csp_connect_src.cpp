#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.at(Algorithm::main_fetch, "7.content-security-policy");
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding finding{.rule = &rule, .engines = engines, .step = failure.step};
  finding.message =
      concat({"the page's own Content Security Policy refuses ", failure.url(), "; this is not CORS"});
  finding.help = "add the API's origin to `connect-src` in the policy of the page (not of the API)";
  findings.push_back(std::move(finding));
}

} // namespace

extern Rule const csp_connect_src;
constinit Rule const csp_connect_src{
    .code = "WC4301",
    .name = "csp-connect-src",
    .category = Category::blocked,
    .title = "the page's own Content Security Policy refuses the URL",
    .check = check,
    .told = "the page's own Content Security Policy refuses the URL; CORS has no part in it",
    .advice = "add the API's origin to `connect-src` in the policy of the page, not of the API",
};

extern std::string_view const csp_connect_src_explanation;
constinit std::string_view const csp_connect_src_explanation = R"explain(
A page's Content Security Policy is asked before CORS. When its `connect-src` (or the `default-src` that stands in for it) does not list the API, the browser sends nothing at all. The policy that counts is the page's, not the API server's.
)explain";

} // namespace whycors::rules
