#include <algorithm>
#include <gtest/gtest.h>

#include "engines/engines.hpp"
#include "fetch/fetch.hpp"
#include "json_cases.hpp"
#include "paste/exchange_json.hpp"

// The standard's row against what web-platform-tests expect, case by case.
namespace whycors {
namespace {

using Json = nlohmann::json;

std::string joined(std::vector<std::string_view> const& names) {
  std::string list;
  for (auto const name : names)
    list += (list.empty() ? "" : ",") + std::string(name);
  return list;
}

/// What the case expects and the standard's row does not say; empty when they agree.
std::string difference(Json const& expected, Trace const& trace) {
  Outcome const& outcome = trace.outcome;
  auto const& exposed = outcome.exposed_headers;
  std::string found;
  auto const expect = [&found](bool holds, std::string const& what) {
    if (!holds) found += what + "; ";
  };
  for (auto const& [property, value] : expected.items()) {
    if (property == "verdict")
      expect(Json(to_name(outcome.verdict)) == value, std::string(to_name(outcome.verdict)));
    else if (property == "preflight")
      expect(Json(outcome.preflight_sent) == value, "preflight");
    else if (property == "requestMethod")
      expect(Json(outcome.request_method) == value, std::string(outcome.request_method));
    else if (property == "requestHeaders")
      expect(Json(joined(outcome.request_headers)) == value, joined(outcome.request_headers));
    else if (property == "status")
      expect(Json(outcome.status) == value, std::to_string(outcome.status));
    else if (property == "finalOrigin")
      expect(trace.hops.back().origin == (outcome.same_origin ? "" : value.get<std::string>()),
             std::string(trace.hops.back().origin));
    else if (property == "exposed" || property == "hidden")
      for (auto const& name : value)
        expect((std::find(exposed.begin(), exposed.end(), name.get<std::string>()) != exposed.end()) ==
                   (property == "exposed"),
               name.get<std::string>());
    else
      expect(false, "nobody checks " + property);
  }
  return found;
}

TEST(WebPlatformTests, TheStandardAgrees) {
  auto const table = Json::parse(testing::read(testing::folder("spec") / "wpt.json"));
  std::size_t count = 0;
  for (auto const& file : table["files"])
    for (auto const& one : file["cases"]) {
      auto const text = one["exchange"].dump();
      Exchange exchange;
      InputError error;
      ASSERT_TRUE(paste::read_exchange_json(text, exchange, error)) << error.message;
      TextStore store;
      Trace trace;
      fetch::fetch(exchange, engines::profile(Engine::standard), store, &trace);
      EXPECT_EQ(difference(one["expect"], trace), "") << file["file"] << ": " << one["name"];
      ++count;
    }
  EXPECT_GT(count, 500U);
}

} // namespace
} // namespace whycors
