#include "facts.hpp"

#include "base/url.hpp"

namespace whycors::paste {

namespace {

template <class Value>
void choose(Fact<Value>& fact, Value value) {
  fact.value = value;
  fact.provenance = Provenance::chosen;
  fact.span = {};
  fact.because = "chosen by the caller";
}

} // namespace

void settle_facts(Pasted& pasted, Options const& options) {
  Exchange& exchange = pasted.exchange;
  RequestGiven& request = exchange.request;
  if (options.origin) choose(request.origin, exchange.store.keep(*options.origin));
  if (options.credentials)
    if (auto const mode = from_name<CredentialsMode>(*options.credentials))
      choose(request.credentials, *mode);
  if (options.initiator)
    if (auto const initiator = from_name<Initiator>(*options.initiator))
      choose(request.initiator, *initiator);

  if (request.origin.value.empty() && !exchange.page.origin.empty()) {
    request.origin = {exchange.page.origin, Provenance::inferred, {}, "the page's origin"};
  }
  // An allowed origin that is no wildcard was made for somebody: as good a guess as there is.
  if (request.origin.value.empty()) {
    for (Hop const& hop : exchange.hops)
      for (Answer const* const answer : {&hop.preflight, &hop.response}) {
        Header const* const row = answer->headers.first(names::access_control_allow_origin);
        auto const url = row ? Url::parse(row->value) : std::nullopt;
        if (url && url->origin() == row->value && request.origin.value.empty())
          request.origin = {row->value, Provenance::assumed, row->value_span,
                            "no request names an origin; the one that the server allows is taken"};
      }
  }
  if (request.url.value.empty())
    request.url = {"https://api.invalid/", Provenance::assumed, {}, "nothing names the URL"};
  // A page of the URL's own scheme, so that no mixed content is made up.
  bool const insecure = starts_with_ignoring_case(request.url.value, "http:");
  if (request.origin.value.empty())
    request.origin = {insecure ? "http://origin.invalid" : "https://origin.invalid",
                      Provenance::assumed,
                      {},
                      "nothing names the page's origin"};
}

} // namespace whycors::paste
