#include "sim/replications.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <deque>
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
  struct Job {
    explicit Job(std::size_t i) : number(i) {}
    std::size_t number;
    Replicate replicate;
    std::atomic<bool> kept = false;
  };
  std::deque<Job> begun;      // grows and shrinks where jobs are handed out; oneTBB passes pointers, which own nothing
  const OrderedByTbb around;  // gone before what the jobs shared, also when one of them throws
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  arena.execute([&] {
    tbb::parallel_pipeline(
        threads, tbb::make_filter<void, Job*>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& flow) -> Job* {
                   const OrderedByTbb taking;
                   while (!begun.empty() && begun.front().kept) begun.pop_front();
                   if (const std::optional<std::size_t> i = next()) return &begun.emplace_back(*i);
                   flow.stop();
                   return nullptr;
                 }) & tbb::make_filter<Job*, Job*>(tbb::filter_mode::parallel, [&](Job* begun_job) {
                   const OrderedByTbb working;
                   begun_job->replicate = job(begun_job->number);
                   return begun_job;
                 }) & tbb::make_filter<Job*, void>(tbb::filter_mode::serial_out_of_order, [&](Job* finished) {
                   const OrderedByTbb keeping;
                   keep(finished->number, std::move(finished->replicate));
                   finished->kept = true;
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
