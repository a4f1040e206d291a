#include "tools/execution.hpp"

#include "tools/progress.hpp"

namespace tools {

bool Execution::complete(const Jobs& jobs, results::ReplicationStore& store, const std::string& what) {
  Missing missing(jobs, store);
  Progress progress(jobs.size(), what, quiet_);
  std::size_t done = jobs.size() - missing.count();
  const bool all = ranks_.lead(
      experiment_, missing.count(), [&] { return missing.next(); }, threads_, simulate_,
      [&](const results::Job& job, const sim::Replicate& replicate) {
        store.keep(job, replicate);
        progress.update(++done);
      });
  store.commit();
  return all;
}

}  // namespace tools
