#include "calls.hpp"

#include <algorithm>

#include "base/header_list.hpp"
#include "base/url.hpp"

namespace whycors::har {

namespace {

/// The serialized origin of the page that asks; empty where nothing tells.
std::string page_origin(Entry const& entry) {
  auto const given = entry.request_header(names::origin);
  if (!given.empty()) return std::string(given);
  for (std::string_view const text : {entry.request_header("referer"), entry.page_url})
    if (auto const url = Url::parse(text); url && url->is_http()) return url->origin();
  return {};
}

/// Whether script asks for it, or an element that CORS applies to.
bool is_of_cors(Entry const& entry) {
  auto const mode = entry.request_header("sec-fetch-mode");
  auto const type = entry.resource_type.value;
  if (mode == "navigate" || mode == "no-cors" || mode == "websocket" || type == "document" ||
      type == "websocket")
    return false;
  return mode == "cors" || entry.is_preflight() || entry.request_header(names::origin).size() > 0 ||
         type == "fetch" || type == "xhr" || type == "eventsource" || type == "font";
}

bool crosses(std::string_view url, std::string_view origin) {
  auto const parsed = Url::parse(url);
  return parsed && parsed->is_http() && !origin.empty() && !parsed->has_origin(origin);
}

/// Where a redirect leads; empty for what is none.
std::string redirect_target(Entry const& entry) {
  if (entry.status < 300 || entry.status > 399) return {};
  auto const given =
      entry.redirect_url.value.empty() ? entry.response_header(names::location) : entry.redirect_url.value;
  auto const base = Url::parse(entry.url.value);
  auto const target = given.empty() ? std::nullopt : Url::parse(given, base ? &*base : nullptr);
  return target ? std::string(target->href()) : std::string{};
}

std::string_view without_fragment(std::string_view url) { return url.substr(0, url.find('#')); }

/// Browsers write URLs in one form, but may leave the fragment out.
bool is_same_url(std::string_view url, std::string_view without_fragment) {
  std::size_t const size = without_fragment.size();
  if (url.size() < size || (url.size() > size && url[size] != '#')) return false;
  // Those of one server begin alike: the last byte tells more than the first ones.
  return size == 0 || (url[size - 1] == without_fragment.back() && url.starts_with(without_fragment));
}

/// Whether a preflight that asks for `method`, or says not for which, asks for this request.
bool is_of_method(Entry const& request, std::string_view method) {
  return method.empty() || method == request.method.value;
}

} // namespace

KeptEntry::KeptEntry(Entry const& entry) : entry_(entry) {
  entry_.each_text([this](Text& text) { size_ += text.value.size(); });
  text_.reset(new char[size_ + entry.page_url.size()]);
  char* place = text_.get();
  auto const keep = [&place](std::string_view& view) {
    std::copy(view.begin(), view.end(), place);
    view = {place, view.size()};
    place += view.size();
  };
  entry_.each_text([&keep](Text& text) { keep(text.value); });
  keep(entry_.page_url);
}

bool Call::failed() const {
  return std::any_of(hops.begin(), hops.end(), [](CallHop const& hop) {
    auto const failed = [](std::optional<KeptEntry> const& one) {
      return one && ((*one)->status == 0 || !(*one)->error.value.empty());
    };
    return failed(hop.preflight) || failed(hop.request);
  });
}

std::size_t Call::size() const {
  std::size_t bytes = 0;
  for (CallHop const& hop : hops)
    bytes += (hop.preflight ? hop.preflight->size() : 0) + (hop.request ? hop.request->size() : 0);
  return bytes;
}

void CallJoiner::keep_preflight(CallHop& hop, Entry const& entry) {
  bytes_ += hop.preflight.emplace(entry).size();
}

void CallJoiner::keep_request(CallHop& hop, Entry const& entry) {
  bytes_ += hop.request.emplace(entry).size();
  hop.goes_on_to = redirect_target(entry);
}

/// To the first call that waits for it: one that asked for that method, or that was redirected there.
bool CallJoiner::add_preflight(Entry const& entry, std::string_view origin) {
  auto const url = without_fragment(entry.url.value);
  auto const method = entry.request_header(names::access_control_request_method);
  for (Call& call : waiting_) {
    CallHop& last = call.hops.back();
    if (!last.preflight && is_same_url(last.url(), url) && call.origin == origin &&
        is_of_method(**last.request, method)) {
      keep_preflight(last, entry);
      return true;
    }
    if (last.goes_on_to.empty() || !is_same_url(last.goes_on_to, url)) continue;
    keep_preflight(call.hops.emplace_back(), entry);
    return true;
  }
  return false;
}

bool CallJoiner::add_request(Entry const& entry, std::string_view origin) {
  auto const url = without_fragment(entry.url.value);
  for (Call& call : waiting_) {
    CallHop& last = call.hops.back();
    if (!last.request) {
      bool const is_its =
          is_same_url(last.url(), url) && (call.origin == origin || call.hops.size() > 1) &&
          is_of_method(entry, (*last.preflight)->request_header(names::access_control_request_method));
      if (!is_its) continue;
      keep_request(last, entry);
      return true;
    }
    if (last.goes_on_to.empty() || !is_same_url(last.goes_on_to, url)) continue;
    keep_request(call.hops.emplace_back(), entry);
    return true;
  }
  return false;
}

void CallJoiner::take(Entry const& entry) {
  if (!is_of_cors(entry)) return;
  bool const is_preflight = entry.is_preflight();
  std::string origin = page_origin(entry);
  if (is_preflight ? add_preflight(entry, origin) : add_request(entry, origin)) return;
  auto const target = redirect_target(entry);
  if (!crosses(entry.url.value, origin) && (target.empty() || !crosses(target, origin))) return;
  Call& call = waiting_.emplace_back();
  call.origin = std::move(origin);
  CallHop& hop = call.hops.emplace_back();
  is_preflight ? keep_preflight(hop, entry) : keep_request(hop, entry);
  while (waiting_.size() > most_waiting || (bytes_ > most_bytes && waiting_.size() > 1))
    pass_on_first();
}

void CallJoiner::pass_on_first() {
  Call first = std::move(waiting_.front());
  waiting_.pop_front();
  bytes_ -= first.size();
  sink_.take(std::move(first));
}

void CallJoiner::finish() {
  while (!waiting_.empty())
    pass_on_first();
}

} // namespace whycors::har
