#pragma once

#include <string_view>

#include "paste.hpp"

namespace whycors::paste {

/// Finds the sentences that browsers, servers and libraries print about a call, in any wording of
/// sentences.def, also where a terminal or a mail has wrapped them, and puts what they say into
/// `pasted.clues.console`. Only the first MiB is read: a console is never that long, a recording may be.
void read_console(std::string_view text, Pasted& pasted);

/// Facts that nothing else in the paste tells and a sentence does: the URL, the origin, the method.
void adopt_console_facts(Pasted& pasted);

} // namespace whycors::paste
