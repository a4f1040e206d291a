#pragma once

#include "tools/ranks.hpp"
#include "tools/results/replication_store.hpp"

#include <string>
#include <vector>

namespace tools {

/// Does what is missing of an experiment's jobs, on every thread of every rank, and keeps each as it is finished.
class Execution {
 public:
  Execution(Ranks& ranks, unsigned threads, bool quiet, Ranks::Simulate simulate)
      : ranks_(ranks), threads_(threads), quiet_(quiet), simulate_(std::move(simulate)) {}

  /// What every rank but the first does.
  void follow() { ranks_.follow(threads_, simulate_); }
  /// \param jobs  ascending. \param what  "replications", for the line that says how far it is
  /// \return whether all of them are finished
  /// \throws results::FolderError: what was kept before stays
  bool complete(const std::vector<results::Job>& jobs, results::ReplicationStore& store, const std::string& what);

 private:
  Ranks& ranks_;
  unsigned threads_;
  bool quiet_;
  Ranks::Simulate simulate_;
};

}  // namespace tools
