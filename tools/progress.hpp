#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace tools {

/// A line on standard error that says how far a run is, its rate and the time left; silent unless that is a terminal.
class Progress {
 public:
  /// \param what  "replications"
  Progress(std::size_t total, std::string what, bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void update(std::size_t done);

 private:
  using Clock = std::chrono::steady_clock;
  std::size_t total_;
  std::string what_;
  bool shown_;
  Clock::time_point start_, last_;
};

}  // namespace tools
