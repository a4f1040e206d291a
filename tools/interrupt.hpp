#pragma once

namespace tools {

/// Asks for SIGINT and SIGTERM to be remembered instead of killing the program; a second one kills it as usual.
void watch_signals();
/// \return the signal that came, or 0
int signal_received();

}  // namespace tools
