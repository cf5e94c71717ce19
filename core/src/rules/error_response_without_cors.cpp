#include "base/concat.hpp"
#include "support.hpp"

namespace whycors::rules {

namespace {

void check(Diagnosis const& diagnosis, Rule const& rule, RuleFindings& findings) {
  std::optional<fetch::Failure> leading;
  auto const matches = [](fetch::Failure const& failure) {
    if (!lacks_allow_origin(failure) || failure.in_preflight || !failure.answer ||
        failure.answer->status < 400)
      return false;
    std::string const body = byte_lowercase(failure.answer->body);
    return failure.answer->status != 403 ||
           (body.find("cors") == std::string::npos && body.find("origin") == std::string::npos);
  };
  EngineSet const engines = blocked_where(diagnosis, matches, leading);
  if (!leading) return;
  fetch::Failure const& failure = *leading;
  RuleFinding finding{.rule = &rule, .engines = engines, .step = failure.step};
  finding.parameter = failure.status();
  finding.message = concat(
      {"the server answered with an error (", failure.status(),
       "), and error responses carry no `Access-Control-Allow-Origin`; CORS only hides the real error"});
  finding.labels.push_back(status_label(*failure.answer, "this is the error to mend"));
  finding.notes.push_back("a response without the header looks like a CORS problem whatever its status is");
  finding.help =
      concat({"find out why the server answers ", failure.status(),
              ", and send the CORS headers on error responses too, so that the page can read them"});
  findings.push_back(std::move(finding));
}

} // namespace

extern Rule const error_response_without_cors;
constinit Rule const error_response_without_cors{
    .code = "WC3701",
    .name = "error-response-without-cors",
    .category = Category::blocked,
    .title = "an error response hides behind CORS",
    .check = check,
    .told = "the server answers[ {}, an error,] without CORS headers, so that the browser reports CORS",
    .advice = "mend the error itself first; then let the error responses carry the CORS headers too (nginx: "
              "`always`)",
};

extern std::string_view const error_response_without_cors_explanation;
constinit std::string_view const error_response_without_cors_explanation = R"explain(
The real request failed on the server (an error page of a proxy, a crash, a refused login), and that response has no CORS headers, so the browser can only report CORS. Look at the status first. Then make the layer that writes error responses add the headers as well (nginx: `always`; Apache: `Header always set`).
)explain";

} // namespace whycors::rules
