#include "http_client.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <curl/curl.h>
#include <memory>
#include <string_view>

namespace whycors::cli {

namespace {

constexpr std::size_t kept_of_a_body = 4096;

/// A response as libcurl hands it over, line by line.
struct Receiver {
  Reply reply;
  bool head_is_done = false;

  void take_line(std::string_view line) {
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
      line.remove_suffix(1);
    if (head_is_done) return; // trailers
    if (line.starts_with("HTTP/")) {
      // An interim answer is followed by the real one.
      reply.headers.clear();
      reply.status = 0;
      auto const space = std::min(line.find(' '), line.size() - 1);
      std::from_chars(line.data() + space + 1, line.data() + line.size(), reply.status);
    } else if (line.empty()) {
      head_is_done = reply.status >= 200;
    } else if (line.front() == ' ' || line.front() == '\t') {
      if (!reply.headers.empty()) (reply.headers.back().second += ' ') += trimmed(line);
    } else if (auto const colon = line.find(':'); colon != std::string_view::npos) {
      reply.headers.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
    }
  }

  static std::string_view trimmed(std::string_view text) {
    constexpr std::string_view space = " \t";
    auto const start = text.find_first_not_of(space);
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(space) - start + 1);
  }
};

std::size_t take_line(char* bytes, std::size_t size, std::size_t count, void* receiver) {
  static_cast<Receiver*>(receiver)->take_line({bytes, size * count});
  return size * count;
}

/// What was asked for is the head: once the beginning of the body is there, the rest is not waited for.
std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* receiver) {
  std::string& body = static_cast<Receiver*>(receiver)->reply.body;
  std::size_t const wanted = kept_of_a_body - body.size();
  body.append(bytes, std::min(wanted, size * count));
  return body.size() < kept_of_a_body ? size * count : 0;
}

std::string_view failure_of(CURLcode code, long system_error) {
  switch (code) {
  case CURLE_COULDNT_RESOLVE_HOST:
  case CURLE_COULDNT_RESOLVE_PROXY: return "dns";
  case CURLE_COULDNT_CONNECT: return system_error == ETIMEDOUT ? "timeout" : "refused";
  case CURLE_OPERATION_TIMEDOUT: return "timeout";
  case CURLE_SSL_CONNECT_ERROR:
  case CURLE_PEER_FAILED_VERIFICATION:
  case CURLE_SSL_CERTPROBLEM:
  case CURLE_SSL_CIPHER:
  case CURLE_SSL_CACERT_BADFILE:
  case CURLE_SSL_ISSUER_ERROR:
  case CURLE_SSL_INVALIDCERTSTATUS: return "tls";
  default: return "reset";
  }
}

class Client {
 public:
  explicit Client(ProbeOptions const& options) : options_(options), handle_(curl_easy_init()) {}

  Reply send(WireRequest const& message, std::string const& body) {
    CURL* const handle = handle_.get();
    Receiver receiver;
    std::array<char, CURL_ERROR_SIZE> problem{};
    curl_easy_reset(handle);
    curl_easy_setopt(handle, CURLOPT_URL, message.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    curl_easy_setopt(handle, CURLOPT_USERAGENT, user_agent_.c_str());
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, problem.data());
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_line);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &receiver);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &receiver);
    if (!options_.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, options_.ca_file.c_str());
    if (message.has_body) {
      curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.data());
      curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    }
    if (message.method == "HEAD")
      curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    else
      curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, message.method.c_str());
    auto const rows = rows_of(message);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, rows.get());

    CURLcode const code = curl_easy_perform(handle);
    if (receiver.head_is_done || code == CURLE_OK) return std::move(receiver.reply);
    long system_error = 0;
    curl_easy_getinfo(handle, CURLINFO_OS_ERRNO, &system_error);
    Reply reply;
    reply.failure = failure_of(code, system_error);
    reply.detail = problem[0] ? problem.data() : curl_easy_strerror(code);
    return reply;
  }

 private:
  struct FreeRows {
    void operator()(curl_slist* rows) const { curl_slist_free_all(rows); }
  };
  struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  using Rows = std::unique_ptr<curl_slist, FreeRows>;

  static Rows rows_of(WireRequest const& message) {
    Rows rows(curl_slist_append(nullptr, "Expect:"));
    for (auto const& [name, value] : message.headers) {
      // libcurl takes `Name;` for a header without a value.
      std::string const row = value.empty() ? name + ";" : name + ": " + value;
      if (row.find_first_of("\r\n") != std::string::npos) continue;
      if (auto* const longer = curl_slist_append(rows.get(), row.c_str())) {
        [[maybe_unused]] auto* const same = rows.release();
        rows.reset(longer);
      }
    }
    return rows;
  }

  ProbeOptions const& options_;
  std::string const user_agent_ = "Mozilla/5.0 (compatible; whycors/" + std::string(version()) + ")";
  std::unique_ptr<CURL, FreeHandle> handle_;
};

} // namespace

std::optional<Send> http_client(ProbeOptions const& options) {
  auto const client = std::make_shared<Client>(options);
  return
      [client](WireRequest const& message, std::string const& body) { return client->send(message, body); };
}

} // namespace whycors::cli
