#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The verbs of the program. Each returns the exit status: 0 done, 2 bad input or usage, 3 stopped early, 1 anything
/// else. Mistakes in files are thrown as scenario::InputError, those of the result folder as results::FolderError or,
/// when it is read, results::StoreError.
namespace abuse {
struct PriceRow;
}

namespace tools {

class Ranks;

struct ScenarioOptions {
  std::string scenario;
  std::vector<std::string> sets;
  std::vector<std::string> systems;
  std::string prices_file = {};                                     ///< of --prices; empty: none
  std::shared_ptr<const std::vector<abuse::PriceRow>> prices = {};  ///< what it holds, if it was read already
};

/// Where results go, and how they come about.
struct OutputOptions {
  std::optional<unsigned> threads;
  std::optional<std::string> out;
  bool force = false, resume = false, quiet = false;
  std::vector<std::string> command_line;
};

/// The i-th of n parts of an experiment, i from 1.
struct Shard {
  std::uint32_t i = 1, n = 1;
};

struct RunOptions {
  ScenarioOptions input;
  OutputOptions output;
  std::optional<std::uint32_t> replications, seed, replication;
  std::optional<Shard> shard;
  bool drawn = false;      ///< parameters are drawn anew for each replication
  bool event_log = false;  ///< also writes events.csv.gz of the first replication asked for
};
int run(const RunOptions& options, Ranks& ranks);

struct SweepOptions {
  std::string sweep;
  std::string prices_file;  ///< of --prices; empty: none
  OutputOptions output;
  std::optional<std::uint32_t> replications;
  std::optional<Shard> shard;
  bool dry_run = false;      ///< only says how large it is
  std::string write_design;  ///< only writes the points to this file (CSV)
};
int sweep(const SweepOptions& options, Ranks& ranks);

struct MergeOptions {
  std::vector<std::string> folders;
  OutputOptions output;
  bool event_log = false;  ///< also writes events.csv.gz of replication 0
};
int merge(const MergeOptions& options);

struct CheckOptions {
  ScenarioOptions input;
  std::string graph;  ///< FILE.svg or FILE.dot; with several systems the system's name is put before the extension
  bool resolved = false, metrics = false;
};
int check(const CheckOptions& options);

struct TraceOptions {
  ScenarioOptions input;
  std::optional<std::string> person;  ///< a number as in events.csv.gz
  std::string pick = "most-incidents-averted";
  std::uint32_t replication = 0;
  std::optional<std::uint32_t> seed;
  std::optional<std::size_t> width;  ///< columns
  bool json = false;
};
int trace(const TraceOptions& options);

struct DiffOptions {
  std::string first, second;       ///< result folders
  bool groups = false;             ///< metrics of groups too, not everybody's only
  bool all = false;                ///< prints all of a long list
  std::optional<std::string> out;  ///< a CSV file of everything
  bool force = false;              ///< replaces that file
};
int diff(const DiffOptions& options);

struct CalibrateOptions {
  ScenarioOptions input;                ///< no systems: the baseline alone is fitted
  std::vector<std::string> parameters;  ///< "path=low:high", besides those that the scenario marks
  std::optional<std::uint32_t> replications, seed;
  std::size_t evaluations = 200, starts = 3, ensemble = 50;
  OutputOptions output;
};
int calibrate(const CalibrateOptions& options);

struct ReportOptions {
  std::string folder;               ///< a result folder
  std::vector<std::string> sweeps;  ///< result folders of sweeps, for the report to show too
  std::optional<unsigned> threads;
  bool quiet = false;
};
int report(const ReportOptions& options);

int schema();

}  // namespace tools
