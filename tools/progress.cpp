#include "tools/progress.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <unistd.h>

namespace tools {

Progress::Progress(std::size_t total, std::string what, bool quiet)
    : total_(total), what_(std::move(what)), shown_(!quiet && isatty(STDERR_FILENO) == 1), start_(Clock::now()),
      last_(start_) {}

Progress::~Progress() {
  if (shown_) fmt::print(stderr, "\r\033[K");
}

void Progress::update(std::size_t done) {
  if (!shown_) return;
  const auto now = Clock::now();
  if (done < total_ && now - last_ < std::chrono::milliseconds(200)) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double rate = static_cast<double>(done) / seconds;
  fmt::print(stderr, "\r\033[K{} of {} {}, {:.1f} a second, {:.0f} s left", done, total_, what_, rate,
             static_cast<double>(total_ - done) / rate);
  std::fflush(stderr);
}

}  // namespace tools
