#include "json.hpp"

#include <string>
#include <vector>

namespace whycors::paste {

namespace {

/// Builds the tree from nlohmann's events. Its own builder does not tell where a text goes wrong.
class TreeBuilder : public nlohmann::json_sax<Json> {
 public:
  Json root;
  std::size_t error_at = 0;

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, string_t const&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    member_ = &(*open_.back())[name];
    return true;
  }
  bool parse_error(std::size_t position, std::string const&, Json::exception const&) override {
    error_at = position > 0 ? position - 1 : 0;
    return false;
  }

 private:
  /// Deeper than any input of ours, and shallow enough for the stack that destroys the tree.
  static constexpr std::size_t deepest = 256;

  Json* place(Json&& value) {
    if (open_.empty()) return &(root = std::move(value));
    Json& parent = *open_.back();
    if (parent.is_object()) return &(*member_ = std::move(value));
    parent.push_back(std::move(value));
    return &parent.back();
  }
  bool add(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json value) {
    if (open_.size() == deepest) return false;
    open_.push_back(place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  std::vector<Json*> open_;
  Json* member_ = nullptr;
};

} // namespace

std::optional<Json> parse_json(std::string_view text, std::size_t& error_at) {
  TreeBuilder builder;
  if (Json::sax_parse(text.begin(), text.end(), &builder)) return std::move(builder.root);
  error_at = builder.error_at;
  return std::nullopt;
}

} // namespace whycors::paste
