#pragma once

#include "models/scenario/evidence.hpp"
#include "sim/replications.hpp"
#include "tools/results/sqlite.hpp"
#include "tools/results/store.hpp"

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

/// Another process writes to the store.
class StoreBusy : public StoreError {
 public:
  using StoreError::StoreError;
};

/// The replications that an experiment has finished, on the disk as they finish: `replications.sqlite` with tables
/// meta(key, value), outcome(point, replication, events, value, series) and assumption. One process writes. What was
/// committed survives the death of the process at any moment.
class ReplicationStore {
 public:
  static constexpr const char* file_name = "replications.sqlite";

  /// Makes a new one, also in a file that is there but was never begun. \throws FolderError, StoreBusy
  static ReplicationStore create(const std::filesystem::path& file, const Identity& identity,
                                 const std::vector<scenario::Assumption>& assumptions);
  /// Opens one that is there, to go on with it. \return nothing if it was never begun: its maker died at once
  /// \throws StoreBusy, or StoreError if it is no store or is damaged
  static std::optional<ReplicationStore> go_on(const std::filesystem::path& file);
  /// \throws StoreError
  static ReplicationStore read(const std::filesystem::path& file);

  const Identity& identity() const { return identity_; }
  std::vector<scenario::Assumption> assumptions();
  /// Those that are finished, ascending. \throws StoreError
  void each_finished(const std::function<void(const Job&)>& visit);
  std::size_t count_finished();
  std::uint64_t count_events();  ///< of those that are finished
  bool holds(const Job& job);
  /// Commits too, unless it has done so a moment ago. \throws FolderError: what was committed before stays
  void keep(const Job& job, const sim::Replicate& replicate);
  /// Makes sure that all that was kept would survive. \throws FolderError
  void commit();
  /// Forgets what was kept since the last commit, which a failed write may have left half done.
  void roll_back() noexcept;
  /// The outcomes of one point, by replication, ascending. \throws StoreError
  void each(std::uint32_t point, const std::function<void(std::uint32_t, sim::Replicate)>& visit);
  /// Commits, and writes all of it to a new file. \throws FolderError
  void copy_to(const std::filesystem::path& file);

 private:
  ReplicationStore(const std::filesystem::path& file, Database::Mode mode);
  template <class Action>
  void guarded(const Action& action);
  template <class Action>
  auto reading(const Action& action);
  bool is_blank();
  void read_identity();

  std::filesystem::path file_;
  Database database_;
  std::optional<Statement> insert_, select_, find_;
  Identity identity_;
  bool pending_ = false;
  std::chrono::steady_clock::time_point committed_ = std::chrono::steady_clock::now();
};

/// What differs between two experiments, one line for each name: "scenario: ... and ...".
std::vector<std::string> differences(const Identity& a, const Identity& b);

}  // namespace results
