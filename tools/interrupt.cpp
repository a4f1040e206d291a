#include "tools/interrupt.hpp"

#include <atomic>
#include <csignal>
#include <initializer_list>

namespace tools {

namespace {
std::atomic<int> received = 0;  // read by every thread
static_assert(std::atomic<int>::is_always_lock_free, "written by a signal handler");
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
