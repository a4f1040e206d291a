#pragma once

#include "tools/results/replication_store.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace results {

/// An experiment that is being done: the folder `NAME.unfinished` beside the result folder NAME to be, which holds the
/// replications finished so far. It outlives the process that dies, so that another can go on.
class Unfinished {
 public:
  enum class Start {
    anew,    ///< refuses if there is one
    resume,  ///< goes on with one that is there, in which nothing may be finished, or not even begun
    force,   ///< removes one that is there
  };

  /// \param target  the result folder, absolute
  /// \throws FolderRefused if there is one and it may not be taken: another run's, another experiment's, damaged
  Unfinished(const std::filesystem::path& target, Start start, const Identity& identity,
             const std::vector<scenario::Assumption>& assumptions);
  /// Leaves it for others if it holds anything, and removes it if not.
  ~Unfinished();
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  ReplicationStore& store() { return *store_; }
  const std::filesystem::path& path() const { return path_; }
  /// How many finished replications would survive now; 0 too if nobody can tell.
  std::size_t kept() noexcept;
  /// The results are in place: removes it.
  void finish();

 private:
  void remove();

  std::filesystem::path path_;
  std::vector<std::filesystem::path> made_parents_;  ///< outermost first
  std::optional<ReplicationStore> store_;
  bool finished_ = false;
};

/// The folder that a run to that result folder keeps its unfinished work in.
std::filesystem::path unfinished_of(const std::filesystem::path& target);

}  // namespace results
