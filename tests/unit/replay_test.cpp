#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "engines/engines.hpp"
#include "fetch/fetch.hpp"
#include "fetch/preflight_cache.hpp"
#include "json_cases.hpp"
#include "paste/exchange_json.hpp"

// What real browsers did, recorded; every property of every exchange must be what the evaluator says.
namespace whycors {
namespace {

using Json = nlohmann::json;

struct Recorded {
  std::string id;
  std::unique_ptr<std::string> text; // what the exchange views
  Exchange exchange;
  Json observed;
  std::string quirk;           // that it was made to show, or none
  std::vector<std::string> by; // the engines that have it
};

/// Long header values are kept as {"repeat": text, "times": n}.
void unfold(Json& value) {
  if (value.is_object() && value.contains("repeat")) {
    std::string text;
    for (int i = 0; i < value["times"]; ++i)
      text += value["repeat"].get<std::string>();
    value = text;
    return;
  }
  if (value.is_structured())
    for (Json& part : value)
      unfold(part);
}

std::vector<Recorded> const& recordings() {
  static std::vector<Recorded> const all = [] {
    std::vector<Recorded> read;
    for (auto const& file : testing::files(testing::folder("recordings"), ".ndjson")) {
      std::ifstream lines(file);
      std::string line;
      std::getline(lines, line); // what was recorded, and with which versions
      while (std::getline(lines, line)) {
        auto json = Json::parse(line);
        Recorded& one = read.emplace_back();
        one.id = json["exchange"]["id"];
        unfold(json["exchange"]);
        InputError error;
        one.text = std::make_unique<std::string>(json["exchange"].dump());
        EXPECT_TRUE(paste::read_exchange_json(*one.text, one.exchange, error)) << error.message;
        one.observed = std::move(json["observed"]);
        one.quirk = json.value("quirk", "");
        one.by = json.value("by", one.by);
      }
    }
    return read;
  }();
  return all;
}

std::string joined(std::vector<std::string_view> const& names) {
  std::string list;
  for (auto const name : names)
    list += (list.empty() ? "" : ",") + std::string(name);
  return list;
}

/// Browsers talk of more than CORS, and Chromium's network line is no console message of the page.
bool is_about_cors(std::string const& line) {
  for (char const* other :
       {"Failed to load resource", "Clear-Site-Data header", "Refused to set unsafe header",
        "Refused to execute a script", "Ignoring duplicate", "downloadable font:"})
    if (line.starts_with(other)) return false;
  return true;
}

/// A line is known to belong to a call by its URL; and WebKitGTK prints half of those of workers.
bool has_known_lines(RequestGiven const& request, Engine engine) {
  return request.url.value.find("/x/") != std::string_view::npos &&
         !(engine == Engine::webkit && request.client == ClientKind::worker);
}

/// Firefox names the page's whole address, of which an exchange tells the origin.
std::vector<std::string> with_origin(std::vector<std::string> lines, Request const& request) {
  std::string const start = "Security Error: Content at ";
  for (std::string& line : lines)
    if (line.starts_with(start))
      line = start + std::string(request.origin) + "/" + line.substr(line.find(' ', start.size()));
  return lines;
}

/// The lines about CORS as one text, in which bytes that are no UTF-8 are replaced, as in any report.
std::string about_cors(std::vector<std::string> lines) {
  std::erase_if(lines, [](std::string const& line) { return !is_about_cors(line); });
  return Json(lines).dump(-1, ' ', false, Json::error_handler_t::replace);
}

struct Sent {
  std::vector<std::string> parts; ///< method and Origin, and of a preflight what it asks for
  bool with_cors; ///< outside of CORS browsers send Origin for other reasons, not ours to tell
};

/// Every request of the chain as it went over the wire.
std::vector<Sent> wire(Trace const& trace) {
  std::vector<Sent> requests;
  bool with_cors = false;
  for (HopRecord const& hop : trace.hops) {
    with_cors |= hop.cross_origin && trace.request.mode == RequestMode::cors;
    if (hop.preflight_sent)
      requests.push_back({{"OPTIONS", std::string(hop.preflight_origin), std::string(hop.request_method),
                           joined(hop.request_headers)},
                          with_cors});
    if (hop.actual_sent) requests.push_back({{std::string(hop.method), std::string(hop.origin)}, with_cors});
  }
  return requests;
}

/// The same for calls one after another: how each ended, and whether it was preflighted.
std::string sequence_difference(Recorded const& recorded, EngineProfile const& profile, Json const& seen) {
  fetch::PreflightCache cache;
  for (std::size_t i = 0; i < recorded.exchange.sequence.size(); ++i) {
    Json const& step =
        seen["steps"][i]; // [the second at which it began, the verdict, whether it was preflighted]
    auto const now = static_cast<std::int64_t>(step[0].get<double>() * 1000);
    TextStore store;
    Outcome const outcome =
        fetch::fetch(*recorded.exchange.sequence[i].exchange, profile, store, nullptr, &cache, now);
    if (to_name(outcome.verdict) != step[1].get<std::string>())
      return "verdict of call " + std::to_string(i) + ": " + std::string(to_name(outcome.verdict));
    if (outcome.preflight_sent != step[2].get<bool>()) return "preflight of call " + std::to_string(i);
  }
  return {};
}

/// What a profile says of an exchange that differs from what the browser did; empty when nothing does.
std::string difference(Recorded const& recorded, EngineProfile const& profile, Json const& seen) {
  if (!recorded.exchange.sequence.empty()) return sequence_difference(recorded, profile, seen);
  TextStore store;
  Trace trace;
  Outcome const outcome = fetch::fetch(recorded.exchange, profile, store, &trace);
  bool const is_element = recorded.exchange.request.initiator != Initiator::fetch &&
                          recorded.exchange.request.initiator != Initiator::xhr;
  // A beacon tells nobody how it ended, and an element that loads not whether script could read it.
  auto const verdict = is_element && outcome.verdict == Verdict::opaque ? Verdict::allowed : outcome.verdict;
  if (seen["verdict"] != "unseen" && to_name(verdict) != seen["verdict"].get<std::string>())
    return "verdict " + std::string(to_name(outcome.verdict));
  auto const said = wire(trace);
  auto const did = seen["wire"].get<std::vector<std::vector<std::string>>>();
  // WebKit can send one preflight more before it notices that a redirect failed, and endless redirects meet a
  // preflight cache on the way; but no request may be told that was not made.
  constexpr std::size_t endless = 20;
  if (said.size() > did.size() && did.size() < endless)
    return std::to_string(said.size()) + " requests on the wire, not " + std::to_string(did.size());
  constexpr std::size_t compared = 4;
  for (std::size_t i = 0; did.size() < endless && i < std::min(compared, said.size()); ++i)
    for (std::size_t part = 0; part < said[i].parts.size(); ++part) {
      bool const is_untold = part == 1 && !said[i].with_cors;
      if (!is_untold && (part >= did[i].size() || said[i].parts[part] != did[i][part]))
        return "request " + std::to_string(i) + " on the wire: " + said[i].parts[part];
    }
  // What a data: URL brings along is no matter of CORS; Firefox adds a Content-Length.
  bool const is_data = !trace.request.url_list.empty() && trace.request.current_url().scheme() == "data";
  if (outcome.verdict == Verdict::allowed && !is_element && !is_data) {
    std::vector<std::string> const exposed(outcome.exposed_headers.begin(), outcome.exposed_headers.end());
    if (exposed != seen["exposed"].get<std::vector<std::string>>()) return "exposed headers";
  }
  return {};
}

/// Sequences of calls whose last preflight is not explained yet: HEAD from the cache of Firefox.
std::set<std::string> const open_questions{"q390177261n247 of gecko"};

class Replay : public ::testing::TestWithParam<Engine> {};

TEST_P(Replay, SaysWhatTheBrowserDid) {
  EngineProfile const& profile = engines::profile(GetParam());
  std::size_t compared = 0;
  for (Recorded const& recorded : recordings()) {
    auto const& seen = recorded.observed[std::string(name_of(GetParam()))];
    bool const is_open = open_questions.contains(recorded.id + " of " + std::string(name_of(GetParam())));
    EXPECT_EQ(difference(recorded, profile, seen).empty(), !is_open)
        << recorded.id << ": " << difference(recorded, profile, seen);
    ++compared;
  }
  EXPECT_GT(compared, 1000U);
}

// What is left: two names at one place of Chromium's table, and which hop Firefox's EventSource speaks of.
TEST_P(Replay, PrintsWhatTheBrowserPrinted) {
  EngineProfile const& profile = engines::profile(GetParam());
  std::size_t compared = 0;
  std::size_t same = 0;
  std::string different;
  for (Recorded const& recorded : recordings()) {
    auto const& seen = recorded.observed[std::string(name_of(GetParam()))];
    if (!recorded.exchange.sequence.empty() || seen["verdict"] != "blocked") continue;
    if (!has_known_lines(recorded.exchange.request, GetParam())) continue;
    TextStore store;
    Trace trace;
    fetch::fetch(recorded.exchange, profile, store, &trace);
    ++compared;
    auto const said = about_cors(profile.messages(trace));
    auto const did = about_cors(with_origin(seen["console"].get<std::vector<std::string>>(), trace.request));
    same += said == did;
    if (said != did) different += "\n" + recorded.id;
  }
  EXPECT_GE(static_cast<double>(same), 0.995 * static_cast<double>(compared))
      << same << " of " << compared << ":" << different;
}

INSTANTIATE_TEST_SUITE_P(Browsers, Replay, ::testing::Values(Engine::chromium, Engine::gecko, Engine::webkit),
                         [](auto const& info) { return std::string(name_of(info.param)); });

/// Whether a changed profile is noticed by any recording.
bool is_noticed(EngineProfile const& changed, Engine engine) {
  return std::any_of(recordings().begin(), recordings().end(), [&](Recorded const& recorded) {
    auto const name = std::string(name_of(engine));
    return !open_questions.contains(recorded.id + " of " + name) &&
           !difference(recorded, changed, recorded.observed[name]).empty();
  });
}

// The judge judges: a quirk that is switched off shows in a recording, unless no recording can reach it.
TEST(Mutation, EveryQuirkIsNoticed) {
  // The replay lets WebKit send one preflight more than it tells, which is all that these two change. Whoever
  // gets into reach leaves the list.
  std::set<std::string_view> const out_of_reach{
      "mixed-content-of-a-redirect-is-seen-late",
      "credentials-in-an-own-redirect-are-seen-late",
  };
  for (Quirk const* const quirk : engines::all_quirks()) {
    bool noticed = false;
    for (Engine const engine : browser_engines)
      noticed |=
          quirk->engines.contains(engine) && is_noticed(engines::profile_without(engine, *quirk), engine);
    EXPECT_EQ(noticed, !out_of_reach.contains(quirk->id))
        << quirk->id
        << (noticed ? " is noticed: it is within reach" : " can be switched off and nothing is red");
  }
}

/// The quirks that had a part in a call, or in calls one after another.
std::set<std::string_view> quirks_in(Exchange const& exchange, Engine engine) {
  std::set<std::string_view> ids;
  fetch::PreflightCache cache;
  auto const run = [&](Exchange const& one, std::int64_t now) {
    TextStore store;
    Trace trace;
    fetch::fetch(one, engines::profile(engine), store, &trace, &cache, now);
    for (Decision const& decision : trace.decisions)
      if (decision.quirk) ids.insert(decision.quirk->id);
    for (Quirk const* const quirk : trace.revised_by)
      ids.insert(quirk->id);
  };
  if (exchange.sequence.empty()) run(exchange, 0);
  for (TimedExchange const& timed : exchange.sequence)
    run(*timed.exchange, timed.at);
  return ids;
}

TEST(Quirks, AreNamedByTheSmallestExchangeThatShowsThem) {
  std::set<std::string> shown;
  for (Recorded const& recorded : recordings()) {
    if (recorded.quirk.empty()) continue;
    shown.insert(recorded.quirk);
    for (std::string const& engine : recorded.by)
      EXPECT_TRUE(quirks_in(recorded.exchange, *engine_from_name(engine)).contains(recorded.quirk))
          << recorded.quirk << " in " << engine;
  }
  for (Quirk const* const quirk : engines::all_quirks())
    EXPECT_TRUE(shown.contains(std::string(quirk->id))) << "nothing shows " << quirk->id;
}

/// A value as if the standard had computed nothing there.
struct Emptied {
  void operator()(HeadersRead* headers) const { headers->replace({}); }
  template <class Value>
  void operator()(Value* value) const {
    *value = {};
  }
};

/// A deviation that is wrong by intention: a decision turned round, or a value that is empty.
Quirk mutation(StepId step) {
  Quirk quirk{};
  quirk.id = "mutation";
  quirk.step = step;
  quirk.decide = [](bool by_standard, StepContext const&) { return !by_standard; };
  quirk.revise = [](StepValue value, StepContext const&) { std::visit(Emptied{}, value); };
  return quirk;
}

TEST(Mutation, EveryStepIsNoticed) {
  // What nothing on the wire and no answer can show, and why.
  std::set<std::string> out_of_reach{
      // The engines combine rows of one name before they look at them.
      "cors-unsafe-request-header-names 6 of chromium",
      "cors-unsafe-request-header-names 6 of webkit",
      // WebKit asks for Authorization at the redirect's target whether or not it will be sent.
      "http-redirect-fetch 13 of webkit",
      "http-redirect-fetch 13.headers of webkit",
      // Asks nothing: what comes so far has failed.
      "cors-check 8 of chromium",
      "cors-check 8 of gecko",
      "cors-check 8 of webkit",
  };
  for (std::size_t index = 0; index < steps.size(); ++index) {
    Quirk const wrong = mutation({static_cast<std::uint8_t>(index)});
    auto const number =
        std::string(wrong.step.algorithm_row().name) + " " + std::string(wrong.step.row().number) + " of ";
    for (Engine const engine : browser_engines) {
      EngineProfile changed = engines::profile(engine);
      changed.add(wrong);
      auto const name = number + std::string(name_of(engine));
      bool const noticed = is_noticed(changed, engine);
      EXPECT_EQ(noticed, !out_of_reach.contains(name))
          << name << (noticed ? " is noticed: it is within reach" : " can be wrong and nothing is red");
    }
  }
}

TEST(Quirks, FitInTheirProfiles) {
  for (Engine const engine : browser_engines)
    for (Quirk const* const quirk : engines::all_quirks()) {
      auto const& placed = engines::profile(engine).quirks[quirk->step.index];
      bool const is_placed = std::find(placed.begin(), placed.end(), quirk) != placed.end();
      EXPECT_EQ(is_placed, quirk->engines.contains(engine)) << quirk->id << " of " << name_of(engine);
      EXPECT_EQ(placed.back(), nullptr) << "no place is left for a mutation of " << quirk->step.row().number;
    }
}

} // namespace
} // namespace whycors
