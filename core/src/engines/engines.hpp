#pragma once

#include <vector>

#include "model/quirk.hpp"

/// The engines as data: what each adds to the standard.
namespace whycors::engines {

/// Whether the quirks of the port that was measured count: in conformance runs they do, in what a person is
/// told of Safari they do not.
enum class PortQuirks : bool { left_out, kept };

/// The profile of an engine with its quirks.
EngineProfile const& profile(Engine engine, PortQuirks port = PortQuirks::kept);

/// Every quirk, in the order of quirks.def.
std::vector<Quirk const*> all_quirks();

/// How a quirk is known: the exchange that shows it, and the versions. Kept apart from the quirks, so that a
/// build that never asks for it does not carry it.
std::string_view evidence(Quirk const& quirk);

/// A profile without one quirk: for proving that a judge notices.
EngineProfile profile_without(Engine engine, Quirk const& left_out);

} // namespace whycors::engines
