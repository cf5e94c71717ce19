#include "content_security_policy.hpp"

#include <string>

namespace whycors::fetch {

namespace {

std::string_view next_token(std::string_view& rest) {
  auto const is_space = [](char byte) { return is_http_whitespace(byte) || byte == '\f'; };
  while (!rest.empty() && is_space(rest.front()))
    rest.remove_prefix(1);
  std::size_t length = 0;
  while (length < rest.size() && !is_space(rest[length]))
    ++length;
  auto const token = rest.substr(0, length);
  rest.remove_prefix(length);
  return token;
}

std::string_view directive_for(Initiator initiator) {
  switch (initiator) {
  case Initiator::image: return "img-src";
  case Initiator::script:
  case Initiator::module: return "script-src";
  case Initiator::style: return "style-src";
  case Initiator::font: return "font-src";
  case Initiator::media:
  case Initiator::track: return "media-src";
  case Initiator::fetch:
  case Initiator::xhr:
  case Initiator::eventsource:
  case Initiator::beacon: break;
  }
  return "connect-src";
}

/// A host-source expression taken apart: scheme://host:port/path, of which only the host must be there.
struct HostSource {
  std::string_view scheme, host, port, path;
};

HostSource parse_host_source(std::string_view expression) {
  HostSource source;
  if (auto const at = expression.find("://"); at != std::string_view::npos) {
    source.scheme = expression.substr(0, at);
    expression.remove_prefix(at + 3);
  }
  if (auto const slash = expression.find('/'); slash != std::string_view::npos) {
    source.path = expression.substr(slash);
    expression = expression.substr(0, slash);
  }
  auto const colon = expression.rfind(':');
  bool const has_port =
      colon != std::string_view::npos && expression.find(']', colon) == std::string_view::npos;
  if (has_port) {
    source.port = expression.substr(colon + 1);
    expression = expression.substr(0, colon);
  }
  source.host = expression;
  return source;
}

/// https://w3c.github.io/webappsec-csp/#scheme-part-match: an upgrade to TLS always matches.
bool scheme_matches(std::string_view allowed, std::string_view scheme) {
  if (byte_case_insensitive_match(allowed, scheme)) return true;
  if (byte_case_insensitive_match(allowed, "http")) return scheme == "https";
  if (byte_case_insensitive_match(allowed, "ws"))
    return scheme == "wss" || scheme == "http" || scheme == "https";
  return byte_case_insensitive_match(allowed, "wss") && scheme == "https";
}

/// https://w3c.github.io/webappsec-csp/#host-part-match
bool host_matches(std::string_view allowed, std::string_view host) {
  if (allowed == "*") return true;
  if (allowed.starts_with("*.")) {
    auto const suffix = allowed.substr(1);
    return host.size() > suffix.size() &&
           byte_case_insensitive_match(host.substr(host.size() - suffix.size()), suffix);
  }
  return byte_case_insensitive_match(allowed, host);
}

/// https://w3c.github.io/webappsec-csp/#port-part-match
bool port_matches(std::string_view allowed, Url const& url) {
  if (allowed == "*") return true;
  if (allowed.empty()) return !url.port();
  auto const port = std::to_string(url.effective_port());
  return allowed == port || (allowed == "80" && url.effective_port() == 443);
}

/// https://w3c.github.io/webappsec-csp/#path-part-match; paths are not looked at after a redirect.
bool path_matches(std::string_view allowed, Url const& url, bool redirected) {
  if (allowed.empty() || redirected || allowed == "/") return true;
  return allowed.back() == '/' ? url.path().starts_with(allowed) : url.path() == allowed;
}

/// https://w3c.github.io/webappsec-csp/#match-url-to-source-expression
bool source_matches(std::string_view expression, Url const& url, Url const* self, bool redirected) {
  if (byte_case_insensitive_match(expression, "'self'"))
    return self && (self->same_origin(url) || (host_matches(self->host(), url.host()) && !self->port() &&
                                               !url.port() && scheme_matches(self->scheme(), url.scheme())));
  if (expression.starts_with('\'')) return false;
  if (expression == "*") return url.is_http() || (self && self->scheme() == url.scheme());
  if (expression.ends_with(':') && expression.find('.') == std::string_view::npos)
    return scheme_matches(expression.substr(0, expression.size() - 1), url.scheme());
  auto const source = parse_host_source(expression);
  auto const scheme = !source.scheme.empty() ? source.scheme : self ? self->scheme() : std::string_view{};
  if (!scheme.empty() && !scheme_matches(scheme, url.scheme())) return false;
  return host_matches(source.host, url.host()) && port_matches(source.port, url) &&
         path_matches(source.path, url, redirected);
}

} // namespace

std::optional<EffectiveDirective> effective_directive(std::string_view policy, Initiator initiator) {
  auto const wanted = directive_for(initiator);
  std::optional<EffectiveDirective> fallback;
  while (!policy.empty()) {
    auto const end = policy.find(';');
    auto directive = policy.substr(0, end);
    policy.remove_prefix(end == std::string_view::npos ? policy.size() : end + 1);
    auto const name = next_token(directive);
    // Of a name that is given twice, the first counts.
    if (byte_case_insensitive_match(name, wanted)) return EffectiveDirective{name, directive};
    if (!fallback && byte_case_insensitive_match(name, "default-src")) fallback = {name, directive};
  }
  return fallback;
}

std::string_view refusing_directive(Request const& request, Page const& page) {
  if (!page.content_security_policy) return {};
  std::optional<Url> const self = Url::parse(page.origin.empty() ? request.origin : page.origin);
  std::string_view policies = *page.content_security_policy;
  while (!policies.empty()) {
    auto const end = policies.find(',');
    auto const policy = policies.substr(0, end);
    policies.remove_prefix(end == std::string_view::npos ? policies.size() : end + 1);
    auto const directive = effective_directive(policy, request.initiator);
    if (!directive) continue;
    auto sources = directive->sources;
    bool matched = false;
    for (auto source = next_token(sources); !source.empty() && !matched; source = next_token(sources))
      matched =
          source_matches(source, request.current_url(), self ? &*self : nullptr, request.redirect_count > 0);
    if (!matched) {
      // Name and sources stand side by side in the policy.
      char const* const end = directive->sources.data() + directive->sources.size();
      return trim({directive->name.data(), static_cast<std::size_t>(end - directive->name.data())},
                  is_http_whitespace);
    }
  }
  return {};
}

} // namespace whycors::fetch
