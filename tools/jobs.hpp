#pragma once

#include "tools/commands.hpp"
#include "tools/results/replication_store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace tools {

/// The jobs of an experiment in their order, point by point: counted, not listed, since there may be millions.
class Jobs {
 public:
  /// Every replication of every point, both counted from 0. \param replications  of each point
  Jobs(std::size_t points, std::uint32_t replications) : replications_(replications), last_(points * replications) {}
  /// One replication of a run.
  static Jobs alone(std::uint32_t replication);

  /// As many as any other's, give or take one, and all parts together all of them.
  Jobs part(const Shard& shard) const;
  std::size_t size() const { return last_ - first_; }
  /// \param i  below `size()`
  results::Job operator[](std::size_t i) const;
  /// Where a job stands; nothing if it is not one of them.
  std::optional<std::size_t> find(const results::Job& job) const;

 private:
  std::size_t replications_, first_ = 0, last_;  ///< first to last - 1 of all, numbered by point, then replication
};

/// What of an experiment is not finished yet.
class Missing {
 public:
  /// \throws results::StoreError
  Missing(const Jobs& jobs, results::ReplicationStore& store);

  std::size_t count() const { return count_; }
  /// The next of them, in their order; nothing when all have been handed out.
  std::optional<results::Job> next();

 private:
  Jobs jobs_;
  std::vector<bool> finished_;  ///< of the jobs, while they were looked for
  std::size_t count_, at_ = 0;
};

}  // namespace tools
