#include "sim/replications.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <mutex>

#if defined(__SANITIZE_THREAD__)
extern "C" void __tsan_acquire(void* address);
extern "C" void __tsan_release(void* address);
#endif

namespace sim {
namespace {

/// Tells ThreadSanitizer of the order that oneTBB keeps, which it cannot see in a oneTBB not compiled for it.
struct OrderedByTbb {
  OrderedByTbb() { hand_over(); }
  ~OrderedByTbb() { hand_over(); }
  OrderedByTbb(const OrderedByTbb&) = delete;
  OrderedByTbb& operator=(const OrderedByTbb&) = delete;

 private:
  static void hand_over() {
#if defined(__SANITIZE_THREAD__)
    static char place;
    __tsan_acquire(&place);
    __tsan_release(&place);
#endif
  }
};

}  // namespace

std::vector<char> run_replications(std::size_t n, unsigned threads, const std::function<void(std::size_t)>& job,
                                   const std::function<bool()>& stop, const std::function<void(std::size_t)>& done) {
  std::vector<char> ran(n, 0);
  std::size_t next = 0;
  std::size_t finished = 0;
  std::mutex progress;
  const OrderedByTbb around;  // gone before what the jobs shared, also when one of them throws
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  arena.execute([&] {
    tbb::parallel_pipeline(threads,
                           tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order,
                                                               [&](tbb::flow_control& flow) -> std::size_t {
                                                                 const OrderedByTbb taking;
                                                                 if (next == n || (stop && stop())) {
                                                                   flow.stop();
                                                                   return n;
                                                                 }
                                                                 return next++;
                                                               }) &
                               tbb::make_filter<std::size_t, void>(tbb::filter_mode::parallel, [&](std::size_t i) {
                                 const OrderedByTbb working;
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
