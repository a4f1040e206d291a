#pragma once

#include "tools/results/replication_store.hpp"

#include <vector>

/// The jobs that a store holds, ascending.
inline std::vector<results::Job> finished(results::ReplicationStore& store) {
  std::vector<results::Job> jobs;
  store.each_finished([&](const results::Job& job) { jobs.push_back(job); });
  return jobs;
}
