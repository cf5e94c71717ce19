#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    return failure.in_preflight && failure.at(Algorithm::http_network_or_cache_fetch);
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding finding{.rule = &rule, .engines = engines, .step = failure.step};
  finding.message = concat({"the preflight got no response at all (", to_name(failure.answer->failure), ")"});
  finding.help = "make the server reachable for OPTIONS: a connection that is refused, a name that is not "
                 "found or a certificate that is not trusted is no matter of CORS headers";
  findings.push_back(std::move(finding));
}

} // namespace

extern Rule const preflight_network_error;
constinit Rule const preflight_network_error{
    .code = "WC3504",
    .name = "preflight-network-error",
    .category = Category::blocked,
    .title = "the preflight got no response",
    .check = check,
    .told = "the preflight got no response",
    .advice = "see that the server is up and accepts OPTIONS; then look at proxies and firewalls between",
};

extern std::string_view const preflight_network_error_explanation;
constinit std::string_view const preflight_network_error_explanation = R"explain(
The OPTIONS request got no HTTP response: the connection was refused, the name was not found, TLS failed, or it took too long. No CORS header can change that.
)explain";

} // namespace whycors::rules
