#include "sim/replications.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <exception>
#include <thread>

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

void run_jobs(unsigned threads, const std::function<std::optional<std::size_t>()>& next,
              const std::function<Replicate(std::size_t)>& job,
              const std::function<void(std::size_t, Replicate)>& keep) {
  struct Finished {
    std::size_t job;
    Replicate replicate;
  };
  using Passed = std::shared_ptr<Finished>;
  const OrderedByTbb around;  // gone before what the jobs shared, also when one of them throws
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  arena.execute([&] {
    tbb::parallel_pipeline(
        threads, tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order,
                                                     [&](tbb::flow_control& flow) -> std::size_t {
                                                       const OrderedByTbb taking;
                                                       const std::optional<std::size_t> i = next();
                                                       if (!i) flow.stop();
                                                       return i.value_or(0);
                                                     }) &
                     tbb::make_filter<std::size_t, Passed>(tbb::filter_mode::parallel,
                                                           [&](std::size_t i) {
                                                             const OrderedByTbb working;
                                                             return std::make_shared<Finished>(Finished{i, job(i)});
                                                           }) &
                     tbb::make_filter<Passed, void>(tbb::filter_mode::serial_out_of_order, [&](const Passed& finished) {
                       const OrderedByTbb keeping;
                       keep(finished->job, std::move(finished->replicate));
                     }));
  });
}

std::vector<char> run_replications(std::size_t n, unsigned threads, const std::function<void(std::size_t)>& job,
                                   const std::function<bool()>& stop, const std::function<void(std::size_t)>& done) {
  std::vector<char> ran(n, 0);
  std::size_t started = 0, finished = 0;
  run_jobs(
      threads,
      [&]() -> std::optional<std::size_t> {
        if (started == n || (stop && stop())) return std::nullopt;
        return started++;
      },
      [&](std::size_t i) {
        job(i);
        return Replicate{};
      },
      [&](std::size_t i, const Replicate&) {
        ran[i] = 1;
        ++finished;
        if (done) done(finished);
      });
  return ran;
}

void watch_over(const std::function<void()>& work, const std::function<void()>& watch) {
  std::atomic<bool> done = false;
  std::exception_ptr failure;
  std::thread worker([&] {
    try {
      work();
    } catch (...) { failure = std::current_exception(); }
    done = true;
  });
  try {
    while (!done) watch();
    watch();
  } catch (...) {
    worker.join();
    throw;
  }
  worker.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace sim
