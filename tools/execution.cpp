#include "tools/execution.hpp"

#include "tools/progress.hpp"

#include <algorithm>
#include <iterator>

namespace tools {

bool Execution::complete(const std::vector<results::Job>& jobs, results::ReplicationStore& store,
                         const std::string& what) {
  const std::vector<results::Job> finished = store.finished();
  std::vector<results::Job> missing;
  std::set_difference(jobs.begin(), jobs.end(), finished.begin(), finished.end(), std::back_inserter(missing));
  Progress progress(jobs.size(), what, quiet_);
  std::size_t done = jobs.size() - missing.size();
  const bool all = ranks_.lead(experiment_, missing, threads_, simulate_,
                               [&](const results::Job& job, const sim::Replicate& replicate) {
                                 store.keep(job, replicate);
                                 progress.update(++done);
                               });
  store.commit();
  return all;
}

}  // namespace tools
