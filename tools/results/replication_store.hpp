#pragma once

#include "models/scenario/evidence.hpp"
#include "sim/replications.hpp"
#include "tools/results/sqlite.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace results {

/// A replication of a design point. A run has one point, number 0.
struct Job {
  std::uint32_t point = 0, replication = 0;
  auto operator<=>(const Job&) const = default;
};

/// What makes two stores parts of one experiment, by name: version, scenario, seed, ...; equal or not the same.
using Identity = std::map<std::string, std::string>;

/// The replications that an experiment has finished, on the disk as they finish: `replications.sqlite` with tables
/// meta(key, value), outcome(point, replication, events, value) and assumption. One process writes. What was kept
/// survives the death of the process at any moment.
class ReplicationStore {
 public:
  static constexpr const char* file_name = "replications.sqlite";

  /// Makes a new one. \throws FolderError
  static ReplicationStore create(const std::filesystem::path& file, const Identity& identity,
                                 const std::vector<scenario::Assumption>& assumptions);
  /// Opens one that is there, to go on with it. \throws StoreError if it is none, is damaged, or is another process's
  static ReplicationStore go_on(const std::filesystem::path& file);
  /// \throws StoreError
  static ReplicationStore read(const std::filesystem::path& file);

  const Identity& identity() const { return identity_; }
  std::vector<scenario::Assumption> assumptions();
  /// All that are finished, ascending.
  std::vector<Job> finished();
  /// \throws FolderError: what was kept before stays
  void keep(const Job& job, const sim::Replicate& replicate);
  /// Makes sure that all that was kept would survive. \throws FolderError
  void commit();
  /// Forgets what was kept since the last commit, which a failed write may have left half done.
  void roll_back() noexcept;
  /// The outcomes of one point, by replication, ascending.
  void each(std::uint32_t point, const std::function<void(std::uint32_t, sim::Replicate)>& visit);
  /// Commits, and leaves a single file.
  void close();

 private:
  ReplicationStore(const std::filesystem::path& file, Database::Mode mode);
  template <class Action>
  void guarded(const Action& action);
  void read_identity();

  std::filesystem::path file_;
  Database database_;
  std::optional<Statement> insert_;
  Identity identity_;
  bool pending_ = false;
  std::chrono::steady_clock::time_point committed_ = std::chrono::steady_clock::now();
};

/// What differs between two experiments, one line for each name: "scenario: ... and ...".
std::vector<std::string> differences(const Identity& a, const Identity& b);

}  // namespace results
