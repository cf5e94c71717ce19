#include "http_client.hpp"

namespace whycors::cli {

std::optional<Send> http_client(ProbeOptions const&) { return std::nullopt; }

} // namespace whycors::cli
