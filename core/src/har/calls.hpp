#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entry.hpp"

/// From entries to calls: a request with its preflight and its redirects, which recordings keep as entries of
/// their own, before or after it, or not at all.
namespace whycors::har {

/// An entry that is kept: views are of its own text.
class KeptEntry {
 public:
  explicit KeptEntry(Entry const& entry);
  Entry const& operator*() const { return entry_; }
  Entry const* operator->() const { return &entry_; }
  /// Bytes of its text.
  std::size_t size() const { return size_; }

 private:
  std::size_t size_ = 0;
  std::unique_ptr<char[]> text_;
  Entry entry_;
};

/// What one URL was asked and answered.
struct CallHop {
  std::optional<KeptEntry> preflight;
  std::optional<KeptEntry> request;
  std::string goes_on_to; ///< where the request was redirected; empty where it was not

  std::string_view url() const { return request ? (*request)->url.value : (*preflight)->url.value; }
};

/// A call of a page, from its first URL to the last redirect. A preflight may stand alone.
struct Call {
  std::string origin; ///< the page's, serialized; empty where nothing tells
  std::vector<CallHop> hops;

  /// Whether the recording says that it failed: an error, or no response.
  bool failed() const;
  /// Bytes of its entries' text.
  std::size_t size() const;
};

class CallSink {
 public:
  virtual void take(Call call) = 0;

 protected:
  ~CallSink() = default;
};

/// Puts together what belongs together, among the last calls of a recording; passes on the calls that go
/// from one origin to another, in the order in which they begin.
class CallJoiner final : public EntrySink {
 public:
  explicit CallJoiner(CallSink& sink) : sink_(sink) {}
  void take(Entry const& entry) override;
  void finish();

 private:
  static constexpr std::size_t most_waiting = 128;
  static constexpr std::size_t most_bytes = 4U << 20U; ///< of all that waits, beside the last one

  void keep_preflight(CallHop& hop, Entry const& entry);
  void keep_request(CallHop& hop, Entry const& entry);
  void pass_on_first();

  bool add_preflight(Entry const& entry, std::string_view origin);
  bool add_request(Entry const& entry, std::string_view origin);

  CallSink& sink_;
  std::deque<Call> waiting_;
  std::size_t bytes_ = 0; ///< of text that waits
};

} // namespace whycors::har
