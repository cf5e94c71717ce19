#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <whycors/report.hpp>

/// What a paste says beside messages on the wire: sentences of a console, words of people, pieces of config.
namespace whycors {

/// One sentence that a browser prints about a call. Views are of the paste or of the exchange's store; empty
/// where the sentence does not say.
struct ConsoleMessage {
  EngineSet engines = {};          ///< that word it so; empty: a library or runtime on top of them
  std::string_view cause = {};     ///< the code it speaks of; empty: it says only that the call failed
  std::string_view parameter = {}; ///< of the cause: a header in lower case, a method, a status
  std::string_view url = {};       ///< that was asked for
  std::string_view redirected_from = {};
  std::string_view origin = {};
  std::string_view value = {}; ///< of the header that it quotes
  std::string_view kind = {};  ///< what made the call, in the sentence's word
  std::uint16_t status = 0;
  bool in_preflight = false;
  bool is_warning = false;     ///< the call went through all the same
  bool is_of_settings = false; ///< a fault that settings show, of which no call tells yet
  Span span{};                 ///< of all that belongs to it
  Span said{};                 ///< of the sentence in it that names the cause; empty: all of it
  Span status_span{};          ///< where the status stands, in a line of its own or in the sentence
};

/// A request that somebody made by hand, to test a server.
struct HandMadeRequest {
  std::string_view method = {};
  bool has_origin = false;
  bool has_request_method = false; ///< Access-Control-Request-Method
  bool is_answered = false;
  Span span{};
};

struct Clues {
  std::string_view text;               ///< the whole paste
  std::vector<ConsoleMessage> console; ///< in the order of the paste
  std::vector<HandMadeRequest> tests;
  /// The test whose answer was stored for another, where the tests in the paste show it.
  Span stored_for{};
  /// A browser's word that it failed a call which was answered.
  struct Failure {
    Engine by;
    Span span;
  };
  std::optional<Failure> failure_behind_an_answer;
  bool passes_over_words = false;    ///< some lie outside of all that was read, and may tell what is missing
  std::vector<std::string> problems; ///< why a part could not be read: what, and where
};

} // namespace whycors
