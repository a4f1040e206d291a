#include "tools/interrupt.hpp"

#include <csignal>
#include <initializer_list>

namespace tools {

namespace {
volatile std::sig_atomic_t received = 0;
extern "C" void remember(int signal) { received = signal; }
}  // namespace

void watch_signals() {
  struct sigaction action {};
  action.sa_handler = remember;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
}

int signal_received() { return received; }

}  // namespace tools
