#include "http_client.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <curl/curl.h>
#include <dlfcn.h>
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

#ifdef __APPLE__
constexpr char const* libcurl_name = "libcurl.4.dylib";
#else
constexpr char const* libcurl_name = "libcurl.so.4";
#endif

/// The system's libcurl. Only a probe loads it: it and the thirty libraries behind it take longer to load
/// than a diagnosis takes.
struct Libcurl {
  void* library = ::dlopen(libcurl_name, RTLD_NOW | RTLD_LOCAL);
  decltype(&curl_easy_init) easy_init = find<decltype(&curl_easy_init)>("curl_easy_init");
  decltype(&curl_easy_reset) easy_reset = find<decltype(&curl_easy_reset)>("curl_easy_reset");
  decltype(&curl_easy_setopt) easy_setopt = find<decltype(&curl_easy_setopt)>("curl_easy_setopt");
  decltype(&curl_easy_perform) easy_perform = find<decltype(&curl_easy_perform)>("curl_easy_perform");
  decltype(&curl_easy_getinfo) easy_getinfo = find<decltype(&curl_easy_getinfo)>("curl_easy_getinfo");
  decltype(&curl_easy_strerror) easy_strerror = find<decltype(&curl_easy_strerror)>("curl_easy_strerror");
  decltype(&curl_easy_cleanup) easy_cleanup = find<decltype(&curl_easy_cleanup)>("curl_easy_cleanup");
  decltype(&curl_slist_append) slist_append = find<decltype(&curl_slist_append)>("curl_slist_append");
  decltype(&curl_slist_free_all) slist_free_all = find<decltype(&curl_slist_free_all)>("curl_slist_free_all");

  template <class Function>
  Function find(char const* name) const {
    return library ? reinterpret_cast<Function>(::dlsym(library, name)) : nullptr;
  }
};

class Client {
 public:
  Client(ProbeOptions const& options, Libcurl const& curl)
      : options_(options), curl_(curl), handle_(curl.easy_init(), curl.easy_cleanup) {}

  Reply send(WireRequest const& message, std::string const& body) {
    CURL* const handle = handle_.get();
    Receiver receiver;
    std::array<char, CURL_ERROR_SIZE> problem{};
    curl_.easy_reset(handle);
    curl_.easy_setopt(handle, CURLOPT_URL, message.url.c_str());
    curl_.easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_.easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    curl_.easy_setopt(handle, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
    curl_.easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_.easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_.easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_.easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    curl_.easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    curl_.easy_setopt(handle, CURLOPT_USERAGENT, user_agent_.c_str());
    curl_.easy_setopt(handle, CURLOPT_ERRORBUFFER, problem.data());
    curl_.easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_line);
    curl_.easy_setopt(handle, CURLOPT_HEADERDATA, &receiver);
    curl_.easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_.easy_setopt(handle, CURLOPT_WRITEDATA, &receiver);
    if (!options_.ca_file.empty()) curl_.easy_setopt(handle, CURLOPT_CAINFO, options_.ca_file.c_str());
    if (message.has_body) {
      curl_.easy_setopt(handle, CURLOPT_POSTFIELDS, body.data());
      curl_.easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    }
    if (message.method == "HEAD")
      curl_.easy_setopt(handle, CURLOPT_NOBODY, 1L);
    else
      curl_.easy_setopt(handle, CURLOPT_CUSTOMREQUEST, message.method.c_str());
    auto const rows = rows_of(message);
    curl_.easy_setopt(handle, CURLOPT_HTTPHEADER, rows.get());

    CURLcode const code = curl_.easy_perform(handle);
    if (receiver.head_is_done || code == CURLE_OK) return std::move(receiver.reply);
    long system_error = 0;
    curl_.easy_getinfo(handle, CURLINFO_OS_ERRNO, &system_error);
    Reply reply;
    reply.failure = failure_of(code, system_error);
    reply.detail = problem[0] ? problem.data() : curl_.easy_strerror(code);
    return reply;
  }

 private:
  using Rows = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

  Rows rows_of(WireRequest const& message) const {
    Rows rows(curl_.slist_append(nullptr, "Expect:"), curl_.slist_free_all);
    for (auto const& [name, value] : message.headers) {
      // libcurl takes `Name;` for a header without a value.
      std::string const row = value.empty() ? name + ";" : name + ": " + value;
      if (row.find_first_of("\r\n") != std::string::npos) continue;
      if (auto* const longer = curl_.slist_append(rows.get(), row.c_str())) {
        [[maybe_unused]] auto* const same = rows.release();
        rows.reset(longer);
      }
    }
    return rows;
  }

  ProbeOptions const& options_;
  Libcurl curl_;
  std::string const user_agent_ = "Mozilla/5.0 (compatible; whycors/" + std::string(version()) + ")";
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle_;
};

} // namespace

std::optional<Send> http_client(ProbeOptions const& options) {
  Libcurl const curl;
  if (!curl.library) return std::nullopt;
  auto const client = std::make_shared<Client>(options, curl);
  return
      [client](WireRequest const& message, std::string const& body) { return client->send(message, body); };
}

} // namespace whycors::cli
