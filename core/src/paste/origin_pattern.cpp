#include "origin_pattern.hpp"

#include <algorithm>

#include "base/bytes.hpp"

namespace whycors::paste {

namespace {

/// One text that a pattern matches, and where it is loose.
class Example {
 public:
  explicit Example(std::string_view pattern) : rest_(pattern) {
    if (rest_.starts_with('^')) {
      starts_ = true;
      rest_.remove_prefix(1);
    }
    read_alternative();
    // What remains is another alternative or an unpaired bracket.
    is_read_ = rest_.empty();
  }

  std::optional<std::string> foreign_origin(Matching matching) const {
    bool const starts = starts_ || matching != Matching::anywhere;
    bool const ends = ends_ || matching == Matching::as_a_whole;
    bool const has_scheme = text_.starts_with("http");
    auto const colon = has_scheme ? text_.find("://") : 0;
    auto const last_dot = text_.find_last_of(dots);
    if (!is_read_ || colon == none || last_dot == none || last_dot == 0 || !is_ascii_alpha(text_.back()))
      return std::nullopt;
    std::string const scheme = has_scheme ? "" : text_.front() == '.' ? "https://app" : "https://";
    if (!ends) return plain(scheme + text_ + ".evil.test");
    // Whoever stands before the name of a domain is foreign; what stands before a subdomain's belongs to the
    // domain.
    auto const dot_before = text_.find_last_of(dots, last_dot - 1);
    auto const domain = std::max(dot_before == none ? 0 : dot_before + 1, has_scheme ? colon + 3 : 0);
    bool const is_open = wildcard_ == domain || (domain == 0 && !starts);
    if (is_open && is_ascii_alpha(text_[domain]))
      return plain(scheme + text_.substr(0, domain) + "evil" + text_.substr(domain));
    if (dot_before == none || text_[dot_before] != loose_dot) return std::nullopt;
    std::string other = text_;
    other[dot_before] = 'x';
    return plain(scheme + other);
  }

 private:
  static constexpr std::size_t none = std::string::npos;
  static constexpr char loose_dot = '\x01'; ///< one that is not escaped: it matches any letter
  static constexpr std::string_view dots{".\x01"};

  static std::string plain(std::string text) {
    std::replace(text.begin(), text.end(), loose_dot, '.');
    return text;
  }

  void read_alternative() {
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')')
      read_piece();
  }

  void read_piece() {
    char const byte = rest_.front();
    rest_.remove_prefix(1);
    auto const before = text_.size();
    bool repeats_anything = false;
    if (byte == '$') {
      ends_ = rest_.find_first_not_of(')') == none; // groups may close behind it
      return;
    }
    if (byte == '\\' && !rest_.empty()) {
      char const escaped = rest_.front();
      rest_.remove_prefix(1);
      if (escaped == 'w' || escaped == 'd' || escaped == 'S') {
        text_ += 'x';
        repeats_anything = true;
      } else if (escaped != 'b') {
        text_ += escaped;
      }
    } else if (byte == '(') {
      if (rest_.starts_with("?:")) rest_.remove_prefix(2);
      read_alternative();
      auto const end = end_of_group();
      rest_.remove_prefix(end == none ? rest_.size() : end + 1);
      if (end == none) text_.clear();
    } else if (byte == '[') {
      auto const end = rest_.find(']');
      rest_.remove_prefix(end == none ? rest_.size() : end + 1);
      text_ += 'x';
      repeats_anything = true;
    } else if (byte == '.') {
      repeats_anything = !rest_.empty() && (rest_.front() == '*' || rest_.front() == '+');
      text_ += repeats_anything ? 'x' : loose_dot;
    } else {
      text_ += byte;
    }
    read_repetition(before, repeats_anything);
  }

  /// After a piece that began at `before`: what may be absent is left out, but for a letter (`https?`).
  void read_repetition(std::size_t before, bool repeats_anything) {
    bool repeated = false;
    bool optional = false;
    while (!rest_.empty() && std::string_view("*+?{").find(rest_.front()) != std::string_view::npos) {
      optional |= rest_.front() == '?' && !repeated;
      optional |= rest_.front() == '*';
      auto const end = rest_.front() == '{' ? rest_.find('}') : 0;
      rest_.remove_prefix(end == none ? rest_.size() : end + 1);
      repeated = true;
    }
    if (repeats_anything && repeated) {
      text_.resize(before);
      if (rest_.starts_with("\\.") || rest_.starts_with('.'))
        text_ += "app";
      else if (wildcard_ == none)
        wildcard_ = before;
      return;
    }
    bool const is_letter = text_.size() == before + 1 && is_ascii_alpha(text_.back());
    if (optional && !is_letter) text_.resize(before);
  }

  /// Where the group ends whose first alternative has been read.
  std::size_t end_of_group() const {
    int depth = 0;
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      if (rest_[i] == '\\')
        ++i;
      else if (rest_[i] == '(')
        ++depth;
      else if (rest_[i] == ')' && depth-- == 0)
        return i;
    }
    return none;
  }

  std::string_view rest_;
  std::string text_;
  bool starts_ = false;
  bool ends_ = false;
  bool is_read_ = false;
  std::size_t wildcard_ = none; ///< where anything may stand
};

} // namespace

std::optional<std::string> foreign_origin_for(std::string_view pattern, Matching matching) {
  if (pattern.empty() || pattern.size() > 300) return std::nullopt;
  return Example(pattern).foreign_origin(matching);
}

} // namespace whycors::paste
