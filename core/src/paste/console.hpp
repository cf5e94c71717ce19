#pragma once

#include <string_view>

#include "paste.hpp"

namespace whycors::paste {

/// The sentences that browsers, servers and libraries print about a call, in any wording of sentences.def,
/// also where a terminal or a mail has wrapped them. Views of the text and of the store. Only the first MiB
/// is read: a console is never that long, a recording may be.
std::vector<ConsoleMessage> console_messages(std::string_view text, TextStore& store);

/// Puts what the sentences of a paste say into `pasted.clues.console`, each once.
void read_console(std::string_view text, Pasted& pasted);

/// Whether a browser says that the preflight failed, so that no request followed.
bool fails_in_preflight(Clues const& clues);

/// Facts that nothing else in the paste tells and a sentence does: the URL, the origin, the method.
void adopt_console_facts(Pasted& pasted);

} // namespace whycors::paste
