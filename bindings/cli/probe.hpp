#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <whycors/whycors.hpp>

#include "run.hpp"

namespace whycors::cli {

/// What `probe` was asked for.
struct ProbeOptions {
  std::string url;
  std::string origin; ///< of the page that is played
  std::string method = "GET";
  std::vector<std::pair<std::string, std::string>> headers; ///< as the page's script sets them
  std::optional<std::string> credentials;                   ///< omit, same-origin or include
  std::optional<std::string> cookie;   ///< sent to the first host with the request itself
  std::optional<std::string> data;     ///< the request's body
  std::optional<std::string> platform; ///< whose config is to be printed
  std::string ca_file; ///< certificates to trust beside none of the system's; empty: the system's
  std::chrono::milliseconds timeout{10000}; ///< for each message
  bool send = false;                        ///< methods that may change something, too
  enum class Print { text, report_json, exchange_json } print = Print::text;
};

/// The arguments after `probe`; nothing, and the reason in `error`, where they are not understood.
std::optional<ProbeOptions> read_probe_options(std::vector<std::string> const& arguments, std::string& error);

/// What came back for one message.
struct Reply {
  std::string failure; ///< refused, dns, tls, timeout or reset where nothing came, as an Exchange names it
  std::string detail;  ///< of a failure, in the words of who noticed it
  int status = 0;
  std::vector<NameValue> headers; ///< as they came, white space around values removed
  std::string body;               ///< its beginning
};

/// Sends one message and waits for its answer. Does not follow redirects.
using Send = std::function<Reply(WireRequest const& message, std::string const& body)>;

/// Plays the page: sends what a browser would send, hop by hop, then the same from another origin, without
/// Origin and, where a preflight was refused wholesale, with fewer headers; and diagnoses what came back.
Result probe(ProbeOptions const& options, Send const& send);

} // namespace whycors::cli
