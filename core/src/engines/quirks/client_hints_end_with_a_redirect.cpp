#include <algorithm>

#include "base/header_list.hpp"
#include "base/url.hpp"
#include "model/quirk.hpp"

namespace whycors::quirks {

namespace {

bool is_hint(Header const& header) {
  constexpr std::string_view hints[] = {"device-memory", "dpr",      "width", "viewport-width",
                                        "rtt",           "downlink", "ect"};
  return std::any_of(std::begin(hints), std::end(hints), [&header](std::string_view hint) {
    return byte_case_insensitive_match(header.name, hint);
  });
}

void revise(StepValue value, StepContext const& context) {
  HeadersRead* const headers = headers_in(value);
  if (!headers || std::none_of((*headers)->begin(), (*headers)->end(), is_hint)) return;
  auto const target = Url::parse(context.evidence.text);
  if (target && target->has_origin(context.request.origin)) return;
  HeaderList kept;
  for (Header const& header : **headers)
    if (!is_hint(header)) kept.append(header);
  headers->replace(std::move(kept));
}

} // namespace

extern Quirk const client_hints_end_with_a_redirect;
constinit Quirk const client_hints_end_with_a_redirect{
    .id = "client-hints-end-with-a-redirect",
    .engines = EngineSet(Engine::chromium),
    .scope = QuirkScope::engine,
    .step = step_id(Algorithm::http_redirect_fetch, "13.headers"),
    .summary = "client hints that script set (all but Save-Data) are not sent on to a redirect's target, "
               "unless it is of the page's own origin",
    .revise = revise,
};

extern std::string_view const client_hints_end_with_a_redirect_evidence;
constinit std::string_view const client_hints_end_with_a_redirect_evidence =
    "POST with `DPR: 1.`, 301: the GET that follows carries no DPR and needs no preflight in "
    "Chromium 156";

} // namespace whycors::quirks
