#include <algorithm>
#include <array>
#include <unordered_map>
#include <whycors/har.hpp>

#include "base/header_list.hpp"
#include "base/stable_sort.hpp"
#include "base/url.hpp"
#include "engines/engines.hpp"
#include "har/call_text.hpp"
#include "har/preflight_cost.hpp"
#include "har/scanner.hpp"
#include "pipeline.hpp"
#include "remedies/routes.hpp"

namespace whycors {

namespace {

constexpr std::size_t most_groups = 256;
constexpr std::size_t most_named = 16; ///< origins or methods of a group
constexpr std::size_t most_servers = 64;
constexpr std::size_t most_known = 4096;              ///< kinds of call that are told apart
constexpr std::size_t most_waiting_bytes = 1U << 20U; ///< of calls that are not judged yet

template <class Item>
void add_once(std::vector<Item>& list, Item const& item, std::size_t most) {
  if (list.size() < most && std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

/// The exchange format's name for what made the call, where it is not fetch.
std::optional<std::string> initiator_of(har::Entry const& entry) {
  constexpr std::string_view names[][2] = {
      {"xhr", "xhr"},          {"font", "font"},   {"image", "image"},     {"script", "script"},
      {"stylesheet", "style"}, {"media", "media"}, {"texttrack", "track"}, {"eventsource", "eventsource"}};
  for (auto const& [recorded, name] : names)
    if (entry.resource_type.value == recorded) return std::string(name);
  return std::nullopt;
}

bool is_cancelled(har::Call const& call) {
  auto const& request = call.hops.back().request;
  return request && (*request)->status == 0 &&
         ((*request)->error.value == "net::ERR_ABORTED" || (*request)->error.value == "NS_BINDING_ABORTED");
}

bool is_full(ServerPolicy const& policy) {
  constexpr std::size_t most = 64;
  return policy.origins.size() >= most || policy.methods.size() >= most || policy.headers.size() >= most;
}

} // namespace

/// Everything between the bytes and the report.
class HarTriage::Work final : public har::EntrySink, public har::CallSink {
 public:
  void feed(std::string_view bytes, HarOutline const* outline) { scanner_.feed(bytes, outline); }
  std::uint64_t entries() const { return report_.entries; }

  void take(har::Entry const& entry) override {
    ++report_.entries;
    if (entry.is_too_large) {
      ++report_.too_large;
      return;
    }
    joiner_.take(entry);
  }

  void take(har::Call call) override {
    for (har::CallHop const& hop : call.hops)
      if (hop.preflight) cost_.add(**hop.preflight);
    if (is_cancelled(call)) {
      ++report_.cancelled;
      ++report_.calls;
      return;
    }
    std::uint64_t const number = har::kind_of(call);
    if (auto const known = known_.find(number); known != known_.end()) {
      ++kinds_[known->second].calls;
      return;
    }
    if (kinds_.size() == most_known) {
      judge_waiting();
      return count({{}, 1, judge(call)});
    }
    known_.emplace(number, kinds_.size());
    waiting_bytes_ += call.size();
    kinds_.push_back({std::move(call), 1, {}});
    if (waiting_bytes_ > most_waiting_bytes) judge_waiting();
  }

  HarReport finish() {
    scanner_.finish();
    joiner_.finish();
    judge_waiting();
    for (Kind const& kind : kinds_)
      count(kind);
    report_.bytes = scanner_.bytes();
    if (auto const& damage = scanner_.damage())
      report_.damage = HarDamage{damage->at, har::describe(*damage)};
    report_.preflights.count = cost_.count();
    report_.preflights.time = cost_.time();
    for (Engine const engine : browser_engines)
      report_.preflights.savings.push_back(saving_of(engine));
    report_policies_of_failures();
    // By outcome, the largest first.
    stable_sort(
        report_.groups, +[](HarGroup const& group) { return ~static_cast<std::uint32_t>(group.count); });
    stable_sort(
        report_.groups, +[](HarGroup const& group) { return static_cast<std::uint32_t>(group.outcome); });
    return std::move(report_);
  }

 private:
  struct Judged {
    std::optional<HarOutcome> outcome; ///< none: allowed, and nothing wrong
    std::size_t group = most_groups;
    bool preflight_not_recorded = false;
    bool is_nothing = false; ///< a preflight alone, that passed
  };
  /// Calls that differ in nothing that matters: the first of them until it is judged, and how many they are.
  struct Kind {
    std::optional<har::Call> first;
    std::uint64_t calls;
    Judged judged = {};
  };

  // At the end, or when there are too many to keep: meanwhile nothing but the scanner runs, and an engine of
  // WebAssembly optimizes nothing else.
  void judge_waiting() {
    for (; judged_ < kinds_.size(); ++judged_) {
      Kind& kind = kinds_[judged_];
      kind.judged = judge(*kind.first);
      kind.first.reset();
    }
    waiting_bytes_ = 0;
  }

  void count(Kind const& kind) {
    Judged const& judged = kind.judged;
    if (judged.is_nothing) return;
    report_.calls += kind.calls;
    if (judged.preflight_not_recorded) report_.preflights.not_recorded += kind.calls;
    if (!judged.outcome) {
      report_.allowed += kind.calls;
      return;
    }
    (*judged.outcome == HarOutcome::failed         ? report_.failed
     : *judged.outcome == HarOutcome::undetermined ? report_.undetermined
                                                   : report_.fragile) += kind.calls;
    (judged.group == most_groups ? report_.ungrouped : report_.groups[judged.group].count) += kind.calls;
  }

  static Options options_of(har::Call const& call, bool remedies) {
    Options options;
    har::CallHop const& hop = call.hops.front();
    if (hop.request) options.initiator = initiator_of(**hop.request);
    bool const is_observed =
        !(hop.request ? **hop.request : **hop.preflight).request_header(names::origin).empty();
    if (!is_observed && !call.origin.empty()) options.origin = call.origin;
    options.remedies = remedies;
    return options;
  }

  Judged judge(har::Call const& call) {
    Judged judged;
    std::string text = har::write_call(call, har::Unrecorded::left_out);
    std::optional<ServerPolicy> policy;
    Report report = diagnose_for(text, options_of(call, false), policy);
    har::CallHop const& first = call.hops.front();
    bool const lacks_preflight =
        report.preflight.needed && first.request && !first.preflight && (*first.request)->status != 0;
    if (lacks_preflight) {
      // The browser sent the request, so a preflight had passed: earlier, or where the recorder does not see
      // it.
      judged.preflight_not_recorded = true;
      text = har::write_call(call, har::Unrecorded::passes);
      report = diagnose_for(text, options_of(call, false), policy);
    }
    judged.outcome = outcome_of(call, report);
    if (!call.hops.front().request && judged.outcome != HarOutcome::failed) {
      judged.is_nothing = true;
      return judged;
    }
    auto const url = Url::parse(call.hops.front().url());
    std::string const server = url ? url->origin() : std::string{};
    if (policy) add_policy(server, *std::move(policy));
    if (judged.outcome)
      judged.group = group_for(call, *judged.outcome, server, std::move(text), report, lacks_preflight);
    return judged;
  }

  static std::optional<HarOutcome> outcome_of(har::Call const& call, Report const& report) {
    if (report.exit_status() == 1 || call.failed()) return HarOutcome::failed;
    if (report.exit_status() == 3) return HarOutcome::undetermined;
    for (Finding const& finding : report.findings)
      if (finding.severity == Severity::warning) return HarOutcome::fragile;
    return std::nullopt;
  }

  /// The group that the call belongs to, made where there is none yet.
  std::size_t group_for(har::Call const& call, HarOutcome outcome, std::string const& server,
                        std::string text, Report const& report, bool lacks_preflight) {
    // What is fragile leads with nothing: its first warning is the cause.
    Finding const* leading = report.findings.empty() ? nullptr : &report.findings.front();
    if (outcome == HarOutcome::fragile)
      leading = &*std::find_if(report.findings.begin(), report.findings.end(),
                               [](Finding const& finding) { return finding.severity == Severity::warning; });
    std::string const cause = leading ? leading->cause : report.cause;
    std::size_t index = 0;
    for (; index < report_.groups.size(); ++index) {
      HarGroup const& group = report_.groups[index];
      if (group.outcome == outcome && group.cause == cause && group.server == server) break;
    }
    if (index == most_groups) return most_groups;
    har::CallHop const& hop = call.hops.front();
    har::Entry const& entry = hop.request ? **hop.request : **hop.preflight;
    std::string method(hop.request ? entry.method.value
                                   : entry.request_header(names::access_control_request_method));
    if (index == report_.groups.size()) {
      HarGroup& group = report_.groups.emplace_back();
      group.outcome = outcome;
      group.cause = cause;
      if (leading) group.code = leading->code;
      group.summary = outcome == HarOutcome::fragile ? leading->message : report.summary;
      group.server = server;
      group.example.at = entry.start;
      group.example.started = entry.started.value;
      group.example.method = method;
      group.example.url = entry.url.value;
      group.example.report = diagnose(text, options_of(call, true));
      group.example.text = std::move(text);
    }
    HarGroup& group = report_.groups[index];
    for (Engine const engine : browser_engines) {
      auto const& judged = report.engines[engine];
      if (judged && judged->verdict == Verdict::blocked) group.engines.insert(engine);
    }
    group.preflight_not_recorded |= lacks_preflight;
    add_once(group.origins, call.origin, most_named);
    add_once(group.methods, method, most_named);
    return index;
  }

  /// Puts together what the calls to one server need.
  void add_policy(std::string const& server, ServerPolicy policy) {
    remedies::RoutePolicy call{{server}, std::move(policy)};
    for (remedies::RoutePolicy& known : needed_)
      if (known.routes.front() == server) {
        if (!is_full(known.policy)) known = remedies::merged({known, call}).front();
        return;
      }
    if (needed_.size() < most_servers) needed_.push_back(std::move(call));
  }

  /// Servers that answer well need no other policy.
  void report_policies_of_failures() {
    for (remedies::RoutePolicy& needed : needed_) {
      std::string const& server = needed.routes.front();
      bool const fails =
          std::any_of(report_.groups.begin(), report_.groups.end(), [&](HarGroup const& group) {
            return group.outcome == HarOutcome::failed && group.server == server;
          });
      if (!fails) continue;
      ServerPolicy& policy = needed.policy;
      sort(policy.methods);
      report_.policies.push_back({server, std::move(policy.origins), std::move(policy.methods),
                                  std::move(policy.headers), policy.credentials, policy.max_age});
    }
  }

  HarSaving saving_of(Engine engine) const {
    auto const& profile = engines::profile(engine);
    har::PreflightCost::Saving const saved = cost_.saved_within(profile.max_age_limit.value_or(0));
    return {std::string(name_of(engine)), profile.max_age_limit.value_or(0), saved.count, saved.time};
  }

  HarReport report_;
  std::vector<remedies::RoutePolicy> needed_; ///< a server each
  har::PreflightCost cost_;
  std::vector<Kind> kinds_; ///< in the order in which they came
  std::size_t judged_ = 0;  ///< of them, from the first
  std::size_t waiting_bytes_ = 0;
  std::unordered_map<std::uint64_t, std::size_t> known_; ///< of a kind's number, its place
  har::CallJoiner joiner_{*this};
  har::Scanner scanner_{*this};
};

HarTriage::HarTriage() : work_(std::make_unique<Work>()) {}
HarTriage::~HarTriage() = default;
void HarTriage::feed(std::string_view bytes, HarOutline const* outline) { work_->feed(bytes, outline); }
std::uint64_t HarTriage::entries() const { return work_->entries(); }
HarReport HarTriage::finish() { return work_->finish(); }

int HarReport::exit_status() const {
  if (entries == 0 && damage) return 2;
  return failed > 0 ? 1 : undetermined > 0 ? 3 : 0;
}

} // namespace whycors
