#include <algorithm>
#include <array>
#include <string>

#include "base/neighbours.hpp"
#include "base/url.hpp"
#include "messages.hpp"
#include "origin_pattern.hpp"

namespace whycors::paste {

namespace {

/// A text in which settings are looked for: lower case, without white space, with one kind of quotation
/// marks.
struct Compact {
  std::string text;
  std::vector<std::uint32_t> place;

  explicit Compact(std::string_view source) {
    text.reserve(source.size());
    place.reserve(source.size());
    for (std::size_t i = 0; i < source.size(); ++i) {
      if (is_http_whitespace(source[i])) continue;
      text += source[i] == '"' || source[i] == '`' ? '\'' : byte_lowercase(source[i]);
      place.push_back(static_cast<std::uint32_t>(i));
    }
  }
  /// Where a piece of the compact text stands in the source.
  Span span(std::size_t at, std::size_t size) const { return {place[at], place[at + size - 1] + 1}; }
};

/// Two settings that make up a fault together.
struct Pair {
  std::string_view origins;
  std::string_view credentials;
  std::string_view cause;
};

constexpr std::string_view wildcard = "acao-wildcard-with-credentials";
constexpr std::string_view reflects = "reflects-any-origin-with-credentials";

constexpr auto pairs = std::to_array<Pair>({
    {"allow_any_origin:true", "allow_credentials:true", wildcard},                    // Apollo Router
    {"allowanyorigin()", "allowcredentials()", wildcard},                             // ASP.NET Core
    {"allowedorigins('*')", "allowcredentials(true)", wildcard},                      // Spring
    {"setallowedorigins(arrays.aslist('*'))", "setallowcredentials(true)", wildcard}, // Spring
    {"setallowedorigins(list.of('*'))", "setallowcredentials(true)", wildcard},       // Spring
    {"addallowedorigin('*')", "setallowcredentials(true)", wildcard},                 // Spring
    {"allowed-origins:'*'", "allow-credentials:true", wildcard},                      // Spring, as YAML
    {"allowedorigins:'*'", "allowcredentials:true", wildcard},                        // Spring, as YAML
    {"origins='*'", "allowcredentials='true'", wildcard},                             // Spring's @CrossOrigin
    {"origin:'*'", "credentials:true", wildcard},                           // Express, Fastify, socket.io
    {"alloworigins:[]string{'*'}", "allowcredentials:true", wildcard},      // gin, Fiber, Echo
    {"allowallorigins:true", "allowcredentials:true", wildcard},            // gin
    {"allow_origin:['*']", "allow_credentials:true", reflects},             // Nelmio echoes the origin
    {"'allowed_origins'=>['*']", "'supports_credentials'=>true", reflects}, // Laravel echoes the origin
    {"origins'*'", "credentials:true", wildcard},                           // rack-cors
    {"access-control-allow-origin''*'", "access-control-allow-credentials''true'", wildcard},
    {"access-control-allow-origin'*'", "access-control-allow-credentials'true'", wildcard},
    {"access-control-allow-origin*", "access-control-allow-credentialstrue", wildcard},
    {"access-control-allow-origin','*'", "access-control-allow-credentials','true'", wildcard},
    {"access-control-allow-origin:*')", "access-control-allow-credentials:true')", wildcard},
    {"access-control-allow-origin':'*'", "access-control-allow-credentials':true", wildcard}, // AWS Lambda
    {"name='access-control-allow-origin'value='*'", "name='access-control-allow-credentials'value='true'",
     wildcard},                                                                                      // IIS
    {"access-control-allow-origin']=request.headers", "access-control-allow-credentials", reflects}, // Flask
    {"access-control-allow-origin',req.headers.origin", "access-control-allow-credentials", reflects},
    {"access-control-allow-origin',request.headers", "access-control-allow-credentials", reflects},
    {"access-control-allow-origin',r.header.get('origin')", "access-control-allow-credentials",
     reflects}, // Go
    {"access-control-allow-origin:'.$_server['http_origin']", "access-control-allow-credentials",
     reflects}, // PHP
    {"access-control-allow-origin:{$_server['http_origin']}", "access-control-allow-credentials", reflects},
    {"access-control-allow-origin',request.getheader('origin')", "access-control-allow-credentials",
     reflects}, // servlets
    {"access_control_allow_origin,request.getheader(", "access_control_allow_credentials", reflects},
    {"origin:true", "credentials:true", reflects}, // Express
    {"origin:origin=>origin", "credentials:true", reflects},
    {"origin:(origin)=>origin", "credentials:true", reflects},
    {"allow_origins=['*']", "allow_credentials=true", reflects},        // Starlette echoes the origin then
    {"allowedoriginpatterns('*')", "allowcredentials(true)", reflects}, // Spring
    {"setallowedoriginpatterns(list.of('*'))", "setallowcredentials(true)", reflects},
    {"addallowedoriginpattern('*')", "setallowcredentials(true)", reflects},
    {"setisoriginallowed(origin=>true)", "allowcredentials()", reflects}, // ASP.NET Core
    {"setisoriginallowed(_=>true)", "allowcredentials()", reflects},
    {"cors_origin_allow_all=true", "cors_allow_credentials=true", reflects}, // django-cors-headers
    {"cors_allow_all_origins=true", "cors_allow_credentials=true", reflects},
});

/// Reads what people paste of a server's settings for the few faults that the text alone shows.
class ConfigReader {
 public:
  explicit ConfigReader(Transcript& transcript)
      : transcript_(transcript), text_(transcript.text.substr(0, longest_config)), compact_(text_) {}

  bool read() {
    Span const without_always = read_nginx();
    read_pairs();
    read_reflection();
    read_doubled();
    read_express();
    read_order();
    read_aspnet();
    read_comparisons();
    read_patterns();
    read_bucket();
    read_origins();
    read_python();
    // Hygiene, behind what no browser lets pass.
    if (!without_always.empty()) tell("nginx-add-header-without-always", without_always);
    return found_;
  }

 private:
  static constexpr std::size_t longest_config = 256U << 10U;

  void tell(std::string_view cause, Span span, std::string_view parameter = {}) {
    auto& console = transcript_.pasted.clues.console;
    for (ConsoleMessage const& other : console)
      if (other.cause == cause) return;
    ConsoleMessage message;
    message.cause = cause;
    message.parameter = parameter;
    message.span = span;
    message.is_of_settings = true;
    console.push_back(message);
    transcript_.take(span);
    found_ = true;
  }
  Span span_at(std::size_t at, std::size_t size) const {
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + size)};
  }

  bool is_end_of_a_name(std::size_t at) const {
    return compact_.place[at] > 0 && text_[compact_.place[at] - 1] == '-';
  }

  void read_pairs() {
    for (Pair const& pair : pairs) {
      auto const at = compact_.text.find(pair.origins);
      auto const credentials = compact_.text.find(pair.credentials);
      if (at == std::string::npos || credentials == std::string::npos) continue;
      // `credentials: true` of a setting, and not of a message's `Access-Control-Allow-Credentials: true`.
      if (is_end_of_a_name(credentials) && !is_end_of_a_name(at)) continue;
      tell(pair.cause, compact_.span(at, pair.origins.size()));
    }
  }

  /// Code that hands the request's origin on by a variable, and compares it with nothing.
  void read_reflection() {
    std::string_view const text = compact_.text;
    bool const takes = has_any(
        text, "getheader('origin')|getheader(httpheaders.origin)|header.get('origin')|=req.headers.origin");
    bool const sends_credentials =
        has_any(text, "allow-credentials','true'|allow_credentials,'true'|allow_credentials,true");
    if (!takes || !sends_credentials || has_any(text, "contains(|equals(|matches(|with(|match(|allowed"))
      return;
    for (std::string_view const sets : {"allow-origin',origin)", "allow_origin,origin)"})
      if (auto const at = text.find(sets); at != std::string_view::npos)
        tell(reflects, compact_.span(at, sets.size()));
  }

  /// The headers of CORS that one block of nginx's adds.
  struct Block {
    bool adds_any = false;
    bool adds_origin = false;
    bool adds_credentials = false;
    bool adds_lists = false; ///< what only a preflight is answered with
    bool is_options = false;
    Span first_own{};
  };

  /// Whether an inner block loses, by adding headers of its own, what it needs of an outer one.
  static bool loses(Block const& inner, Block const& outer) {
    return inner.adds_any && ((outer.adds_origin && !inner.adds_origin) ||
                              (outer.adds_credentials && !inner.adds_credentials) ||
                              (outer.adds_lists && !inner.adds_lists && inner.is_options));
  }

  /// Returns the header without `always`, which is told where nothing else is.
  Span read_nginx() {
    if (text_.find("add_header") == std::string_view::npos) return {};
    std::vector<Block> blocks(1);
    Span losing{};
    Span cors_without_always{};
    Span cors_in_options{};
    bool cors_outside_of_options = false;
    bool const checks_origin = text_.find("map ") != std::string_view::npos ||
                               text_.find("if ($http_origin") != std::string_view::npos;
    auto const close = [&] {
      for (auto outer = blocks.begin(); outer + 1 != blocks.end(); ++outer)
        if (losing.empty() && loses(blocks.back(), *outer)) losing = blocks.back().first_own;
      blocks.pop_back();
    };
    for (Line const& raw : split_lines(text_)) {
      auto line = trim(raw.text, is_http_tab_or_space);
      line = line.substr(0, line.find('#'));
      Span const span = span_of(text_, line);
      if (auto const at = line.find("add_header"); at != std::string_view::npos) {
        Block& block = blocks.back();
        std::string const lower = byte_lowercase(line);
        auto const adds = [&](std::string_view name) { return lower.find(name) != std::string::npos; };
        bool const is_origin = adds("access-control-allow-origin");
        if (!block.adds_any) block.first_own = span;
        block.adds_any = true;
        block.adds_origin |= is_origin;
        block.adds_credentials |= adds("access-control-allow-credentials");
        block.adds_lists |= adds("access-control-allow-methods") || adds("access-control-allow-headers");
        if (is_origin && line.find("always") == std::string_view::npos && cors_without_always.empty())
          cors_without_always = span;
        bool const in_options =
            std::any_of(blocks.begin(), blocks.end(), [](Block const& one) { return one.is_options; });
        if (is_origin && in_options) cors_in_options = span;
        if (is_origin && !in_options) cors_outside_of_options = true;
        if (is_origin && adds("$http_origin") && !checks_origin &&
            compact_.text.find("access-control-allow-credentials") != std::string::npos)
          tell(reflects, span);
      }
      for (char const byte : line) {
        if (byte == '{') {
          blocks.emplace_back();
          blocks.back().is_options = line.find("OPTIONS") != std::string_view::npos;
        } else if (byte == '}' && blocks.size() > 1) {
          close();
        }
      }
    }
    while (blocks.size() > 1)
      close();
    bool const in_options_alone = !cors_in_options.empty() && !cors_outside_of_options;
    if (losing.empty() && !in_options_alone) return cors_without_always;
    if (losing.empty())
      tell("actual-response-missing-acao", cors_in_options);
    else
      tell("nginx-add-header-inheritance", losing);
    return {};
  }

  /// The header set in a way that leaves an earlier one standing: PHP's `header(…, false)`, and Apache's
  /// `add`, and its table for `always`, which is sent beside the other one.
  void read_doubled() {
    struct Setting {
      std::string_view begins; ///< of a line without white space
      bool adds;
      bool always;
    };
    static constexpr auto settings = std::to_array<Setting>({
        {"headerset'access", false, false},
        {"headersetaccess", false, false},
        {"headeradd'access", true, false},
        {"headeraddaccess", true, false},
        {"headeralwaysset'access", false, true},
        {"headeralwayssetaccess", false, true},
        {"headeralwaysadd'access", true, true},
        {"headeralwaysaddaccess", true, true},
        {"header('access", false, false},
    });
    Setting const* first = nullptr;
    for (Line const& line : split_lines(text_)) {
      Compact const compact(line.text);
      if (compact.text.find("access-control-allow-origin") == std::string::npos) continue;
      auto const setting = std::find_if(settings.begin(), settings.end(), [&](Setting const& one) {
        return compact.text.starts_with(one.begins);
      });
      if (setting == settings.end()) continue;
      bool const keeps = setting->adds || compact.text.find(",false)") != std::string::npos;
      if (first && (keeps || first->always != setting->always)) return tell("acao-multiple", line.span);
      if (!first) first = &*setting;
    }
  }

  void read_express() {
    for (std::string_view const star :
         {"app.options('*'", "app.options(\"*\"", "router.options('*'", "server.options('*'"})
      if (auto const at = text_.find(star); at != std::string_view::npos)
        tell("config-express5-wildcard-path", span_at(at, star.size()));
  }

  /// Middleware that answers before the one of CORS is asked.
  void read_order() {
    struct Order {
      std::string_view cors;
      std::string_view earlier; ///< parted by `|`
    };
    static constexpr auto orders = std::to_array<Order>({
        {"app.use(cors",
         "app.get(|app.post(|app.put(|app.delete(|app.use('/|app.use(\"/|app.use(requireAuth|app.use(auth|"
         "app.use(passport|app.use(jwt|app.use(routes|app.use(router"},
        {".UseCors(", ".UseAuthorization(|.UseMvc(|.UseEndpoints(|.MapControllers("},
    });
    for (Order const& order : orders) {
      auto const cors = text_.find(order.cors);
      if (cors == std::string_view::npos) continue;
      for (std::string_view rest = order.earlier; !rest.empty();) {
        auto const earlier = rest.substr(0, rest.find('|'));
        rest.remove_prefix(std::min(earlier.size() + 1, rest.size()));
        if (text_.find(earlier) < cors)
          return tell("config-middleware-order", span_at(cors, order.cors.size()));
      }
    }
  }

  /// ASP.NET Core, whose policies have no effect until the pipeline uses them.
  void read_aspnet() {
    constexpr std::string_view adds = "AddCors(";
    auto const at = text_.find(adds);
    bool const has_pipeline = text_.find("app.Use") != std::string_view::npos;
    if (at != std::string_view::npos && has_pipeline && text_.find("UseCors") == std::string_view::npos)
      tell("config-middleware-order", span_at(at, adds.size()));
  }

  /// Comparisons of origins by a part of them, each with an origin that it lets in.
  void read_comparisons() {
    struct Comparison {
      std::string_view call;
      std::string_view before;
      std::string_view behind;
    };
    static constexpr auto comparisons = std::to_array<Comparison>({
        {"origin.endswith('", "https://evil", ""},
        {"origin.includes('", "https://", ".evil.test"},
        {"origin.indexof('", "https://", ".evil.test"},
        {"origin.contains('", "https://", ".evil.test"},
        {"origin.startswith('", "", ".evil.test"},
    });
    for (Comparison const& comparison : comparisons) {
      auto const at = compact_.text.find(comparison.call);
      if (at == std::string::npos) continue;
      auto const start = at + comparison.call.size();
      auto const end = compact_.text.find('\'', start);
      if (end == std::string::npos || end == start) continue;
      std::string const part = compact_.text.substr(start, end - start);
      bool const anchored = comparison.call == "origin.endswith('" &&
                            (part.front() == '.' || part.find("://") != std::string::npos);
      if (anchored) continue;
      std::string witness(comparison.before);
      if (part.find("://") != std::string::npos) witness.clear();
      witness += part;
      witness += comparison.behind;
      tell("origin-match-too-loose", compact_.span(at, end + 1 - at), transcript_.pasted.store.keep(witness));
    }
  }

  /// Regular expressions over origins, each with a foreign origin that it lets in.
  void read_patterns() {
    struct Place {
      std::string_view before;
      std::string_view
          opens; ///< one of these begins the pattern, and the like ends it; empty: white space does
      Matching matching;
    };
    static constexpr auto places = std::to_array<Place>({
        {"origin: /", "", Matching::anywhere}, // cors for Express
        {"origin: [/", "", Matching::anywhere},
        {"origins /", "", Matching::anywhere}, // rack-cors
        {"origin.match(/", "", Matching::anywhere},
        {"$http_origin ~* ", "\"'", Matching::anywhere}, // nginx
        {"$http_origin ~ ", "\"'", Matching::anywhere},
        {"SetEnvIf Origin ", "\"'", Matching::anywhere}, // Apache
        {"SetEnvIfNoCase Origin ", "\"'", Matching::anywhere},
        {"allow_origin_regex=", "\"'", Matching::as_a_whole}, // Starlette
        {"allow_origin_regex=r", "\"'", Matching::as_a_whole},
        {"CORS_ALLOWED_ORIGIN_REGEXES = [r", "\"'", Matching::from_the_start}, // django-cors-headers
        {"CORS_ALLOWED_ORIGIN_REGEXES = [\n    r", "\"'", Matching::from_the_start},
    });
    for (Place const& place : places)
      for (auto at = text_.find(place.before); at != std::string_view::npos;
           at = text_.find(place.before, at + 1)) {
        auto start = at + place.before.size();
        char ends = place.opens.empty() ? '/' : ' ';
        if (start < text_.size() && place.opens.find(text_[start]) != std::string_view::npos)
          ends = text_[start++];
        read_pattern(start, ends, place.matching);
      }
    // `/…/.test(origin)`
    for (auto at = text_.find(".test(origin"); at != std::string_view::npos;
         at = text_.find(".test(origin", at + 1)) {
      auto const line = text_.substr(0, at).rfind('\n') + 1;
      auto const slash = text_.substr(line, at - line).find("/");
      if (slash != std::string_view::npos) read_pattern(line + slash + 1, '/', Matching::anywhere);
    }
    // The rows of nginx's `map $http_origin`.
    auto const map = text_.find("map $http_origin");
    auto const map_end = map == std::string_view::npos ? 0 : std::min(text_.find('}', map), text_.size());
    for (auto at = text_.find('~', map); at < map_end; at = text_.find('~', at + 1)) {
      bool const quoted = text_[at - 1] == '"' || text_[at - 1] == '\'';
      read_pattern(at + (text_[at + 1] == '*' ? 2 : 1), quoted ? text_[at - 1] : ' ', Matching::anywhere);
    }
  }
  void read_pattern(std::size_t start, char ends, Matching matching) {
    auto end = start;
    int depth = 0;
    while (end < text_.size() && text_[end] != ends && text_[end] != '\n') {
      depth += (text_[end] == '(') - (text_[end] == ')');
      // In nginx's `if` an unquoted pattern ends with the condition.
      if (depth < 0) break;
      end += text_[end] == '\\' ? 2 : 1;
    }
    if (end >= text_.size()) end = text_.size();
    if (auto const foreign = foreign_origin_for(text_.substr(start, end - start), matching))
      tell("origin-match-too-loose", span_at(start, end - start), transcript_.pasted.store.keep(*foreign));
  }

  /// The CORS rules of a bucket. S3 takes the first rule that matches origin, method and every header.
  void read_bucket() {
    struct BucketRule {
      bool reads = false;
      bool writes = false;
      bool has_headers = false;
    };
    std::vector<BucketRule> rules;
    auto const at = compact_.text.find("<corsrule>");
    for (auto rule = at; rule != std::string::npos;) {
      auto const end = std::min(compact_.text.find("</corsrule>", rule), compact_.text.size());
      auto const body = std::string_view(compact_.text).substr(rule, end - rule);
      rules.push_back({body.find("<allowedmethod>get") != std::string_view::npos,
                       body.find("<allowedmethod>p") != std::string_view::npos,
                       body.find("<allowedheader>") != std::string_view::npos});
      rule = compact_.text.find("<corsrule>", end);
    }
    if (rules.empty()) return;
    auto const reads_without_headers = std::any_of(
        rules.begin(), rules.end(), [](BucketRule const& rule) { return rule.reads && !rule.has_headers; });
    auto const reads_with_headers = std::any_of(
        rules.begin(), rules.end(), [](BucketRule const& rule) { return rule.reads && rule.has_headers; });
    auto const others_have =
        std::any_of(rules.begin(), rules.end(), [](BucketRule const& rule) { return rule.has_headers; });
    if (reads_without_headers && !reads_with_headers && others_have)
      tell("config-s3-no-matching-rule", compact_.span(at, 10));
  }

  /// Python's True is sent as `True`, which no browser takes for `true`.
  void read_python() {
    constexpr std::string_view name = "Access-Control-Allow-Credentials";
    for (auto at = text_.find(name); at != std::string_view::npos; at = text_.find(name, at + 1)) {
      auto const behind = text_.substr(at + name.size(), 12);
      for (std::string_view const value :
           {"', True", "\", True", "'] = True", "\"] = True", "']=True", "\"]=True"})
        if (behind.starts_with(value))
          return tell("acac-invalid-value", span_at(at, name.size() + value.size()));
    }
  }

  /// `localhost:8090`, `*.example.com`: a host where settings want an origin.
  static bool is_bare_host(std::string_view value) {
    bool const is_host = std::all_of(value.begin(), value.end(), [](char byte) {
      return is_ascii_alpha(byte) || is_ascii_digit(byte) || byte == '.' || byte == '-' || byte == ':' ||
             byte == '*';
    });
    return is_host && value.size() > 3 &&
           (value.starts_with("localhost") || value.find('.') != std::string_view::npos) &&
           is_ascii_alpha(value.back()) + is_ascii_digit(value.back()) > 0;
  }

  /// Whether it ends with what sets a header of nginx or Apache, where values need no quotation marks.
  static bool is_directive(std::string_view compact) {
    if (compact.ends_with('\'')) compact.remove_suffix(1);
    return compact.ends_with("add_header") || compact.ends_with("headerset") ||
           compact.ends_with("headeralwaysset");
  }

  /// Origins in settings that no browser's origin can equal.
  void read_origins() {
    using enum Setting::Takes;
    static constexpr auto settings = std::to_array<Setting>({
        {"access-control-allow-origin", header},
        {"allow-origin:", other},
        {"allow_origin", origins},
        {"allowed_origins", origins},
        {"alloworigins", origins},
        {"allowedorigins", other},
        {"allowedorigin>", other},
        {"corsorigin", other},
        {"cors_allowed_origins", origins},
        {"cors_origin_whitelist", origins},
        {"cors-allow-origin", bare_origins},
        {"accesscontrolalloworiginlist", bare_origins},
        {"crossorigin(", other},
        {"origins=", other},
        {"origin:'", other},
        {"origins'", other},
    });
    std::string_view const compact = compact_.text;
    for (Setting const& setting : settings)
      for (auto at = compact.find(setting.key); at != std::string_view::npos;
           at = compact.find(setting.key, at + 1))
        if (auto const given = value_of(setting, at))
          if (auto const fault = fault_of(setting, *given); !fault.empty())
            return tell(fault, span_at(given->place, given->text.size()));
  }

  /// A setting whose value names origins, as it is written without white space and in lower case.
  struct Setting {
    enum class Takes : std::uint8_t {
      header,       ///< the value of the header itself
      origins,      ///< a list of origins, between quotation marks
      bare_origins, ///< the same in YAML, without
      other
    };
    std::string_view key;
    Takes takes;
  };
  struct Given {
    std::string_view text;
    std::size_t place;
    bool is_quoted;
    bool by_directive; ///< which needs no quotation marks
  };

  /// The value behind a key that stands at `at`; none where the key is a part of another name, or the line a
  /// row of a message, which is read as one.
  std::optional<Given> value_of(Setting const& setting, std::size_t at) const {
    std::string_view const compact = compact_.text;
    std::size_t const key_place = compact_.place[at];
    bool const is_within = key_place > 0 && (is_ascii_alpha(text_[key_place - 1]) ||
                                             text_[key_place - 1] == '-' || text_[key_place - 1] == '_');
    auto start = at + setting.key.size();
    if (compact.substr(start).starts_with('s')) ++start;                     // origins
    bool const by_call = at >= 8 && compact.substr(at - 8, 8) == "header('"; // PHP
    auto const behind = compact.substr(start);
    bool const is_row = !by_call && (behind.starts_with(":http") || behind.starts_with(":*"));
    if (is_within || is_row) return std::nullopt;
    if (behind.starts_with("'value=")) start += 7; // IIS
    start = compact.find_first_not_of("'\":=>[(,{-", start);
    if (start >= compact.size()) return std::nullopt;
    std::size_t const place = compact_.place[start];
    bool const is_quoted = by_call || (place > 0 && (text_[place - 1] == '\'' || text_[place - 1] == '"'));
    auto const ends = is_quoted ? std::string_view("'\"\n") : std::string_view(" \t\r\n;,)<]}'\"");
    return Given{text_.substr(place, text_.substr(place).find_first_of(ends)), place, is_quoted,
                 is_directive(compact.substr(0, at))};
  }

  /// What is wrong with the value; empty where nothing is.
  static std::string_view fault_of(Setting const& setting, Given const& given) {
    using enum Setting::Takes;
    std::string_view const value = given.text;
    constexpr std::string_view no_list = "config-syntax-origin-list";
    constexpr std::string_view no_origin = "acao-invalid-value";
    if (is_bare_host(value)) {
      if (setting.takes == bare_origins || (setting.takes == origins && given.is_quoted)) return no_list;
      if (setting.takes == header && (given.is_quoted || given.by_directive)) return no_origin;
    }
    // A scheme that is none, by a slip of the hand.
    bool const is_misspelt = value.starts_with('h') && value.find("://") < 8;
    if (!(value.starts_with("http") || is_misspelt) || value.size() > 300 || value.size() < 9) return {};
    if (!value.starts_with("http:") && !value.starts_with("https:")) return no_origin;
    if (value.find("://*.") != std::string_view::npos && setting.takes == header) return no_list;
    auto const separator = value.find_first_of(", ");
    if (separator != std::string_view::npos && value.find("://", separator) != std::string_view::npos)
      return no_list;
    auto const url = Url::parse(value);
    bool const has_mark = value.find_first_of("*$") != std::string_view::npos;
    return url && url->origin() != value && !has_mark ? no_origin : std::string_view{};
  }

  Transcript& transcript_;
  std::string_view text_;
  Compact compact_;
  bool found_ = false;
};

/// What only a server's settings or code have.
bool looks_like_config(std::string_view text) {
  Neighbours const neighbours(text);
  for (std::string_view const mark : {"add_header",
                                      "proxy_set_header",
                                      "Header set",
                                      "Header always",
                                      "app.use(",
                                      "cors(",
                                      "Cors",
                                      "allow_",
                                      "Allow-Origin: '",
                                      "Allow-Origin: \"",
                                      "allowed",
                                      "Allowed",
                                      "CORSRule",
                                      "AllowOrigin",
                                      "alloworigin",
                                      "cors-allow-",
                                      "setHeader(",
                                      "CORS_",
                                      "endsWith(",
                                      "includes(",
                                      "indexOf(",
                                      "startsWith(",
                                      "app.options(",
                                      ".test(origin",
                                      "$http_origin",
                                      "SetEnvIf",
                                      "origin: /",
                                      "origin: [/",
                                      "header(",
                                      "headers[",
                                      "eaders.origin",
                                      "Header.Get(",
                                      "getHeader(",
                                      "HTTP_ORIGIN",
                                      "statusCode",
                                      "<add name",
                                      "CrossOrigin",
                                      "allowMethods",
                                      "origins "})
    if (neighbours.may_hold(mark) && text.find(mark) != std::string_view::npos) return true;
  return false;
}

bool take(Transcript& transcript) {
  if (!looks_like_config(transcript.text.substr(0, 65536))) return false;
  return ConfigReader(transcript).read();
}

} // namespace

extern Format const config;
constinit Format const config{"config", "a server's settings", take};

} // namespace whycors::paste
