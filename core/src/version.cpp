#include <whycors/whycors.hpp>

namespace whycors {

std::string_view version() { return WHYCORS_VERSION; }

} // namespace whycors
