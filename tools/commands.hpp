#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The verbs of the program. Each returns the exit status: 0 done, 2 bad input or usage, 3 stopped early, 1 anything
/// else. Mistakes in files are thrown as scenario::InputError, those of the result folder as results::FolderError.
namespace tools {

struct ScenarioOptions {
  std::string scenario;
  std::vector<std::string> sets;
  std::vector<std::string> systems;
};

struct RunOptions {
  ScenarioOptions input;
  std::optional<std::uint32_t> replications, seed, replication;
  std::optional<unsigned> threads;
  std::optional<std::string> out;
  bool force = false, quiet = false;
  std::vector<std::string> command_line;
};
int run(const RunOptions& options);

struct CheckOptions {
  ScenarioOptions input;
  std::string graph;  ///< FILE.svg or FILE.dot; with several systems the system's name is put before the extension
  bool resolved = false, metrics = false;
};
int check(const CheckOptions& options);

int schema();

}  // namespace tools
