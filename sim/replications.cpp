#include "sim/replications.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <mutex>

namespace sim {

std::vector<char> run_replications(std::size_t n, unsigned threads, const std::function<void(std::size_t)>& job,
                                   const std::function<bool()>& stop, const std::function<void(std::size_t)>& done) {
  std::vector<char> ran(n, 0);
  std::size_t next = 0;
  std::size_t finished = 0;
  std::mutex progress;
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  arena.execute([&] {
    tbb::parallel_pipeline(
        threads, tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order,
                                                     [&](tbb::flow_control& flow) -> std::size_t {
                                                       if (next == n || (stop && stop())) {
                                                         flow.stop();
                                                         return n;
                                                       }
                                                       return next++;
                                                     }) &
                     tbb::make_filter<std::size_t, void>(tbb::filter_mode::parallel, [&](std::size_t i) {
                       job(i);
                       ran[i] = 1;
                       if (!done) return;
                       const std::scoped_lock lock(progress);
                       done(++finished);
                     }));
  });
  return ran;
}

}  // namespace sim
