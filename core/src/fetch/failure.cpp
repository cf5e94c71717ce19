#include "failure.hpp"

#include <algorithm>

#include "base/comma_list.hpp"
#include "methods.hpp"

namespace whycors::fetch {

namespace {

HeaderList const no_headers;

bool lists(ListValues const& values, std::string_view item) {
  return std::find(values.items.begin(), values.items.end(), item) != values.items.end();
}

} // namespace

Failure::Failure(Trace const& of)
    : trace(of), request(of.request), hop(of.decided()),
      answer(!hop                                   ? nullptr
             : of.outcome.stage == Stage::preflight ? hop->preflight
                                                    : hop->response),
      headers(!hop                                   ? no_headers
              : of.outcome.stage == Stage::preflight ? hop->preflight_headers
                                                     : hop->response_headers),
      in_preflight(of.outcome.stage == Stage::preflight), step(of.outcome.decided_at) {}

std::optional<std::string> Failure::value(std::string_view name) const {
  if (!answer) return std::nullopt;
  TextStore store;
  auto const joined = get(headers, name, store);
  return joined ? std::optional(std::string(*joined)) : std::nullopt;
}

bool Failure::include() const {
  Decision const* const asked = trace.at(step_id(Algorithm::cors_check, "2.credentials"));
  return asked ? asked->by_engine : request.credentials_mode == CredentialsMode::include;
}

bool Failure::is_redirect() const {
  if (!answer || !hop) return false;
  auto const status = answer->status;
  bool const redirects = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  return redirects && headers.contains(names::location);
}

std::vector<std::string_view> Failure::refused_headers() const {
  std::vector<std::string_view> refused;
  if (!hop || !answer) return refused;
  auto const allowed = extract_list(headers, names::access_control_allow_headers);
  bool const any =
      !include() && std::find(allowed.items.begin(), allowed.items.end(), "*") != allowed.items.end();
  if (any) return refused;
  for (std::string_view const name : hop->request_headers) {
    bool const listed =
        std::any_of(allowed.items.begin(), allowed.items.end(),
                    [name](std::string_view item) { return byte_case_insensitive_match(item, name); });
    bool const known = std::find(refused.begin(), refused.end(), name) != refused.end();
    if (!listed && !known) refused.push_back(name);
  }
  return refused;
}

bool Failure::method_is_allowed() const {
  if (!hop) return false;
  auto const allowed = extract_list(headers, names::access_control_allow_methods);
  return is_cors_safelisted_method(hop->request_method) || lists(allowed, hop->request_method) ||
         (!include() && lists(allowed, "*"));
}

std::string_view Failure::first_refused_header() const {
  auto const refused = refused_headers();
  return refused.empty() ? std::string_view{} : refused.front();
}

std::string Failure::first_bad_token(std::string_view name) const {
  if (!answer) return {};
  for (Header const& row : headers) {
    if (!byte_case_insensitive_match(row.name, name)) continue;
    for (std::string_view const element : CommaList(row.value))
      if (!element.empty() && !is_token(element)) return std::string(element);
  }
  return {};
}

} // namespace whycors::fetch
