#include "tools/ranks.hpp"

#define OMPI_SKIP_MPICXX  // the old C++ bindings
#include <mpi.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <thread>

namespace tools {

namespace {

using results::Job;
using sim::Replicate;

/// What a message is about.
enum Tag : int {
  ask,      ///< to rank 0: a rank wants jobs
  give,     ///< from rank 0: jobs; none means that there are no more
  result,   ///< to rank 0
  goodbye,  ///< to rank 0: everything this rank did has been sent
};

/// A result as it travels: point, replication, events, then the values.
std::vector<double> packed(const Job& job, const Replicate& replicate) {
  std::vector<double> message{static_cast<double>(job.point), static_cast<double>(job.replication),
                              static_cast<double>(replicate.events)};
  message.insert(message.end(), replicate.values.begin(), replicate.values.end());
  return message;
}

void send(const std::vector<double>& message) {
  MPI_Send(message.data(), static_cast<int>(message.size()), MPI_DOUBLE, 0, result, MPI_COMM_WORLD);
}

/// Jobs from rank 0, a few at a time, as they are needed.
class Given {
 public:
  Given(MPI_Comm answers, int (*stop)()) : answers_(answers), stop_(stop) {}
  std::optional<Job> next() {
    if (stop_() != 0) return std::nullopt;
    if (jobs_.empty()) {
      MPI_Send(nullptr, 0, MPI_BYTE, 0, ask, MPI_COMM_WORLD);
      MPI_Status status;
      MPI_Probe(0, give, answers_, &status);
      int size = 0;
      MPI_Get_count(&status, MPI_UINT32_T, &size);
      std::vector<std::uint32_t> numbers(static_cast<std::size_t>(size));
      MPI_Recv(numbers.data(), size, MPI_UINT32_T, 0, give, answers_, MPI_STATUS_IGNORE);
      for (std::size_t i = 0; i < numbers.size(); i += 2) jobs_.push_back({numbers[i], numbers[i + 1]});
    }
    if (jobs_.empty()) return std::nullopt;
    const Job job = jobs_.front();
    jobs_.pop_front();
    return job;
  }

 private:
  MPI_Comm answers_;
  int (*stop_)();
  std::deque<Job> jobs_;
};

class MpiRanks final : public Ranks {
 public:
  explicit MpiRanks(int (*stop)());
  ~MpiRanks() override;
  bool leads() const override { return rank_ == 0; }
  bool lead(const std::vector<Job>& jobs, unsigned threads, const Simulate& simulate, const Keep& keep) override;
  void follow(unsigned threads, const Simulate& simulate) override;

 private:
  void work(unsigned threads, const Simulate& simulate);
  void listen(const Keep& keep);
  void answer();
  void dismiss(const Keep& keep);

  int (*stop_)();
  int rank_ = 0, count_ = 1;
  bool followed_ = false;             ///< this rank has said goodbye, or will
  MPI_Comm answers_ = MPI_COMM_NULL;  ///< apart, so that rank 0 does not take for a question what it says to itself
  std::vector<Job> jobs_;
  std::size_t next_ = 0, kept_ = 0;  ///< in jobs_: not handed out; finished
  std::vector<int> asking_;          ///< ranks that wait for a job
  int working_ = 0;                  ///< other ranks that have not said goodbye
};

/// Does what rank 0 gives, until it gives no more.
void MpiRanks::work(unsigned threads, const Simulate& simulate) {
  Given given(answers_, stop_);
  const auto number = [](const Job& job) { return std::size_t{job.point} << 32 | job.replication; };
  const auto job = [](std::size_t n) {
    return Job{static_cast<std::uint32_t>(n >> 32), static_cast<std::uint32_t>(n)};
  };
  sim::run_jobs(
      threads,
      [&]() -> std::optional<std::size_t> {
        const std::optional<Job> next = given.next();
        return next ? std::optional(number(*next)) : std::nullopt;
      },
      [&](std::size_t n) { return simulate(job(n)); },
      [&](std::size_t n, const Replicate& replicate) { send(packed(job(n), replicate)); });
  MPI_Send(nullptr, 0, MPI_BYTE, 0, goodbye, MPI_COMM_WORLD);
}

MpiRanks::MpiRanks(int (*stop)()) : stop_(stop) {
  int provided = MPI_THREAD_SINGLE;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_MULTIPLE, &provided);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &count_);
  MPI_Comm_dup(MPI_COMM_WORLD, &answers_);
  if (count_ > 1 && provided < MPI_THREAD_MULTIPLE)
    throw std::runtime_error("this MPI does not let several threads send messages");
  working_ = count_ - 1;
}

MpiRanks::~MpiRanks() {
  if (leads())
    dismiss({});
  else if (!followed_)
    MPI_Send(nullptr, 0, MPI_BYTE, 0, goodbye, MPI_COMM_WORLD);
  MPI_Comm_free(&answers_);
  MPI_Finalize();
}

/// Takes every message that has come, and waits a moment if there was none.
void MpiRanks::listen(const Keep& keep) {
  int there = 0;
  MPI_Status status;
  MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
  if (there == 0) {
    std::this_thread::sleep_for(std::chrono::microseconds(100));
    return;
  }
  const int rank = status.MPI_SOURCE;
  if (status.MPI_TAG == result) {
    int size = 0;
    MPI_Get_count(&status, MPI_DOUBLE, &size);
    std::vector<double> message(static_cast<std::size_t>(size));
    MPI_Recv(message.data(), size, MPI_DOUBLE, rank, result, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    const Job job{static_cast<std::uint32_t>(message[0]), static_cast<std::uint32_t>(message[1])};
    const auto events = static_cast<std::uint64_t>(message[2]);
    message.erase(message.begin(), message.begin() + 3);
    ++kept_;
    if (keep) keep(job, {std::move(message), events});
    return;
  }
  MPI_Recv(nullptr, 0, MPI_BYTE, rank, status.MPI_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  if (status.MPI_TAG == ask)
    asking_.push_back(rank);
  else if (rank != 0)
    --working_;
}

/// Gives jobs to who asks: fewer as the end comes near, so that all end together.
void MpiRanks::answer() {
  while (!asking_.empty() && next_ < jobs_.size()) {
    const std::size_t left = jobs_.size() - next_;
    const std::size_t share = std::clamp<std::size_t>(left / (static_cast<std::size_t>(count_) * 16), 1, 64);
    std::vector<std::uint32_t> numbers;
    for (std::size_t i = 0; i < share; ++i, ++next_) {
      numbers.push_back(jobs_[next_].point);
      numbers.push_back(jobs_[next_].replication);
    }
    MPI_Send(numbers.data(), static_cast<int>(numbers.size()), MPI_UINT32_T, asking_.back(), give, answers_);
    asking_.pop_back();
  }
}

bool MpiRanks::lead(const std::vector<Job>& jobs, unsigned threads, const Simulate& simulate, const Keep& keep) {
  jobs_ = jobs;
  next_ = kept_ = 0;
  std::exception_ptr failure;  // of keeping: nobody may be left waiting for an answer, so the round ends first
  const Keep keep_until_failure = [&](const Job& job, Replicate replicate) {
    if (failure) return;
    try {
      keep(job, std::move(replicate));
    } catch (...) { failure = std::current_exception(); }
  };
  const auto stopped = [&] { return failure || stop_() != 0; };
  bool own_rank_works = true;
  sim::watch_over([&] { work(threads, simulate); },
                  [&] {
                    if (stopped()) next_ = jobs_.size();
                    listen(keep_until_failure);
                    answer();
                    const bool over = next_ == jobs_.size() && (kept_ == jobs_.size() || stopped());
                    const auto own = std::find(asking_.begin(), asking_.end(), 0);
                    if (over && own_rank_works && own != asking_.end()) {
                      own_rank_works = false;
                      asking_.erase(own);
                      MPI_Send(nullptr, 0, MPI_UINT32_T, 0, give, answers_);
                    }
                  });
  if (stopped()) dismiss(keep_until_failure);  // they send what they had begun
  if (failure) std::rethrow_exception(failure);
  return kept_ == jobs_.size();
}

/// Tells the other ranks that there is no more, until all have said goodbye.
void MpiRanks::dismiss(const Keep& keep) {
  while (working_ > 0) {
    for (const int rank : asking_) MPI_Send(nullptr, 0, MPI_UINT32_T, rank, give, answers_);
    asking_.clear();
    listen(keep);
  }
}

void MpiRanks::follow(unsigned threads, const Simulate& simulate) {
  followed_ = true;
  try {
    work(threads, simulate);
  } catch (const std::exception& error) {
    std::cerr.clear();
    std::cerr << "wholeplace: rank " << rank_ << ": " << error.what() << std::endl;
    MPI_Abort(MPI_COMM_WORLD, 1);
  }
}

}  // namespace

}  // namespace tools

extern "C" tools::Ranks* wholeplace_mpi_ranks(int (*stop)()) { return new tools::MpiRanks(stop); }
