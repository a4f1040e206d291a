#pragma once

#include "tools/jobs.hpp"
#include "tools/ranks.hpp"
#include "tools/results/replication_store.hpp"

#include <string>
#include <utility>

namespace tools {

/// Does what is missing of an experiment's jobs, on every thread of every rank, and keeps each as it is finished.
class Execution {
 public:
  /// \param experiment  every rank's must be the same
  Execution(results::Identity experiment, Ranks& ranks, unsigned threads, bool quiet, Ranks::Simulate simulate)
      : experiment_(std::move(experiment)), ranks_(ranks), threads_(threads), quiet_(quiet),
        simulate_(std::move(simulate)) {}

  /// What every rank but the first does.
  void follow() { ranks_.follow(experiment_, threads_, simulate_); }
  /// \param what  "replications", for the line that says how far it is
  /// \return whether all of them are finished
  /// \throws results::FolderError: what was kept before stays
  bool complete(const Jobs& jobs, results::ReplicationStore& store, const std::string& what);

 private:
  results::Identity experiment_;
  Ranks& ranks_;
  unsigned threads_;
  bool quiet_;
  Ranks::Simulate simulate_;
};

}  // namespace tools
