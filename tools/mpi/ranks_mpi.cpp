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
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace tools {

namespace {

using results::Job;
using sim::Replicate;

/// What a message is about.
enum Tag : int {
  ask,      ///< to rank 0: a rank wants jobs of the experiment that it names
  give,     ///< from rank 0: jobs; none means that there are no more, and comes unasked when all shall stop
  result,   ///< to rank 0
  goodbye,  ///< to rank 0: everything this rank did has been sent; names the experiment, or nothing if it had none
};

/// A result as it travels: point, replication, events, how many values and bytes of series there are, the values, and
/// the bytes in whole doubles.
std::vector<double> packed(const Job& job, const Replicate& replicate) {
  std::vector<double> message{static_cast<double>(job.point), static_cast<double>(job.replication),
                              static_cast<double>(replicate.events), static_cast<double>(replicate.values.size()),
                              static_cast<double>(replicate.series.size())};
  message.insert(message.end(), replicate.values.begin(), replicate.values.end());
  const std::size_t before = message.size();
  message.resize(before + (replicate.series.size() + sizeof(double) - 1) / sizeof(double));
  if (!replicate.series.empty()) std::memcpy(&message[before], replicate.series.data(), replicate.series.size());
  return message;
}

std::pair<Job, Replicate> unpacked(const std::vector<double>& message) {
  const auto values = message.begin() + 5, series = values + static_cast<std::ptrdiff_t>(message[3]);
  Replicate replicate{{values, series}, static_cast<std::uint64_t>(message[2])};
  replicate.series.resize(static_cast<std::size_t>(message[4]));
  if (!replicate.series.empty()) std::memcpy(replicate.series.data(), &*series, replicate.series.size());
  return {{static_cast<std::uint32_t>(message[0]), static_cast<std::uint32_t>(message[1])}, std::move(replicate)};
}

void send(const std::vector<double>& message) {
  MPI_Send(message.data(), static_cast<int>(message.size()), MPI_DOUBLE, 0, result, MPI_COMM_WORLD);
}

void send(const std::string& experiment, Tag tag) {
  MPI_Send(experiment.data(), static_cast<int>(experiment.size()), MPI_CHAR, 0, tag, MPI_COMM_WORLD);
}

std::string in_one(const results::Identity& experiment) {
  std::string text;
  for (const auto& [key, value] : experiment) text += key + ": " + value + "\n";
  return text;
}

/// Jobs from rank 0, a few at a time, as they are needed.
class Given {
 public:
  Given(const std::string& experiment, MPI_Comm answers, int (*stop)())
      : experiment_(experiment), answers_(answers), stop_(stop) {}
  std::optional<Job> next() {
    if (stop_() != 0) return std::nullopt;
    int told = 0;
    if (jobs_.empty())
      send(experiment_, ask);
    else
      MPI_Iprobe(0, give, answers_, &told, MPI_STATUS_IGNORE);
    if (jobs_.empty() || told != 0) receive();
    if (jobs_.empty()) return std::nullopt;
    const Job job = jobs_.front();
    jobs_.pop_front();
    return job;
  }

 private:
  void receive() {
    MPI_Status status;
    MPI_Probe(0, give, answers_, &status);
    int size = 0;
    MPI_Get_count(&status, MPI_UINT32_T, &size);
    std::vector<std::uint32_t> numbers(static_cast<std::size_t>(size));
    MPI_Recv(numbers.data(), size, MPI_UINT32_T, 0, give, answers_, MPI_STATUS_IGNORE);
    jobs_.clear();
    for (std::size_t i = 0; i < numbers.size(); i += 2) jobs_.push_back({numbers[i], numbers[i + 1]});
  }

  const std::string& experiment_;
  MPI_Comm answers_;
  int (*stop_)();
  std::deque<Job> jobs_;
};

class MpiRanks final : public Ranks {
 public:
  explicit MpiRanks(int (*stop)());
  ~MpiRanks() override;
  bool leads() const override { return rank_ == 0; }
  bool lead(const Identity& experiment, std::size_t count, const Next& next, unsigned threads, const Simulate& simulate,
            const Keep& keep) override;
  void follow(const Identity& experiment, unsigned threads, const Simulate& simulate) override;

 private:
  /// What rank 0 knows of a rank.
  struct Rank {
    bool works = true;      ///< has not said goodbye
    bool told = false;      ///< that there is no more
    std::set<Job> at_hand;  ///< given to it, and not come back
  };
  void work(unsigned threads, const Simulate& simulate);
  void listen(const Keep& keep);
  void take_result(int rank, int size, const Keep& keep);
  std::size_t waiting() const { return to_come_ + given_back_.size(); }
  Job take();
  void forget_waiting();
  void answer();
  void tell(int rank);
  void dismiss(const Keep& keep);

  int (*stop_)();
  int rank_ = 0;
  static constexpr std::chrono::microseconds shortest_pause{50}, longest_pause{3200};
  std::chrono::microseconds pause_ = shortest_pause;
  bool followed_ = false;             ///< this rank has said goodbye, or will
  MPI_Comm answers_ = MPI_COMM_NULL;  ///< apart, so that rank 0 does not take for a question what it says to itself
  std::string experiment_;
  std::vector<Rank> ranks_;
  Next next_;                   ///< hands out the jobs that no rank has had yet
  std::size_t to_come_ = 0;     ///< how many those are
  std::deque<Job> given_back_;  ///< by ranks that left
  std::vector<int> asking_;     ///< ranks that wait for a job
  int other_ = -1;              ///< a rank that has another experiment
};

/// Does what rank 0 gives, until it gives no more.
void MpiRanks::work(unsigned threads, const Simulate& simulate) {
  const struct Goodbye {
    const std::string& experiment;
    ~Goodbye() { send(experiment, goodbye); }
  } at_the_end{experiment_};
  Given given(experiment_, answers_, stop_);
  sim::run_jobs(
      threads,
      [&]() -> std::optional<std::size_t> {
        const std::optional<Job> next = given.next();
        return next ? std::optional(number_of(*next)) : std::nullopt;
      },
      [&](std::size_t n) { return simulate(job_of(n)); },
      [&](std::size_t n, const Replicate& replicate) { send(packed(job_of(n), replicate)); });
}

MpiRanks::MpiRanks(int (*stop)()) : stop_(stop) {
  int provided = MPI_THREAD_SINGLE, count = 1;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_MULTIPLE, &provided);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &count);
  MPI_Comm_dup(MPI_COMM_WORLD, &answers_);
  if (provided < MPI_THREAD_MULTIPLE) throw std::runtime_error("this MPI does not let several threads send messages");
  ranks_.resize(static_cast<std::size_t>(count));
}

MpiRanks::~MpiRanks() {
  if (leads()) {
    ranks_[0].works = false;
    dismiss({});
  } else if (!followed_) {
    send("", goodbye);
  }
  MPI_Comm_free(&answers_);
  MPI_Finalize();
}

void MpiRanks::take_result(int rank, int size, const Keep& keep) {
  std::vector<double> message(static_cast<std::size_t>(size));
  MPI_Recv(message.data(), size, MPI_DOUBLE, rank, result, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  auto [job, replicate] = unpacked(message);
  ranks_[static_cast<std::size_t>(rank)].at_hand.erase(job);
  if (keep) keep(job, std::move(replicate));
}

/// Takes a message that has come, and waits a moment if there was none: the longer, the longer nobody has said
/// anything, as looking takes time from the simulating.
void MpiRanks::listen(const Keep& keep) {
  int there = 0;
  MPI_Status status;
  MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
  if (there == 0) {
    std::this_thread::sleep_for(pause_);
    pause_ = std::min(pause_ * 2, longest_pause);
    return;
  }
  pause_ = shortest_pause;
  const int rank = status.MPI_SOURCE;
  int size = 0;
  if (status.MPI_TAG == result) {
    MPI_Get_count(&status, MPI_DOUBLE, &size);
    take_result(rank, size, keep);
    return;
  }
  MPI_Get_count(&status, MPI_CHAR, &size);
  std::string experiment(static_cast<std::size_t>(size), ' ');
  MPI_Recv(experiment.data(), size, MPI_CHAR, rank, status.MPI_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  if (experiment != experiment_) other_ = rank;
  if (status.MPI_TAG == ask) {
    asking_.push_back(rank);
    return;
  }
  Rank& leaving = ranks_[static_cast<std::size_t>(rank)];
  leaving.works = false;
  if (rank != 0)  // 0 has failed
    given_back_.insert(given_back_.end(), leaving.at_hand.begin(), leaving.at_hand.end());
  leaving.at_hand.clear();
  std::erase(asking_, rank);
}

Job MpiRanks::take() {
  if (given_back_.empty()) {
    --to_come_;
    return next_().value();
  }
  const Job job = given_back_.front();
  given_back_.pop_front();
  return job;
}

void MpiRanks::forget_waiting() {
  given_back_.clear();
  to_come_ = 0;
}

/// Gives jobs to who asks: fewer as the end comes near, so that all end together.
void MpiRanks::answer() {
  while (!asking_.empty() && waiting() > 0) {
    const int rank = asking_.back();
    asking_.pop_back();
    const std::size_t share = std::clamp<std::size_t>(waiting() / (ranks_.size() * 16), 1, 64);
    std::vector<std::uint32_t> numbers;
    for (std::size_t i = 0; i < share; ++i) {
      const Job job = take();
      ranks_[static_cast<std::size_t>(rank)].at_hand.insert(job);
      numbers.push_back(job.point);
      numbers.push_back(job.replication);
    }
    MPI_Send(numbers.data(), static_cast<int>(numbers.size()), MPI_UINT32_T, rank, give, answers_);
  }
}

/// Tells a rank, once, that there is no more.
void MpiRanks::tell(int rank) {
  Rank& r = ranks_[static_cast<std::size_t>(rank)];
  if (r.works && !r.told) MPI_Send(nullptr, 0, MPI_UINT32_T, rank, give, answers_);
  r.told = true;
}

bool MpiRanks::lead(const Identity& experiment, std::size_t count, const Next& next, unsigned threads,
                    const Simulate& simulate, const Keep& keep) {
  experiment_ = in_one(experiment);
  next_ = next;
  to_come_ = count;
  given_back_.clear();
  ranks_[0] = {};
  std::size_t kept = 0;
  std::exception_ptr failure;  // nobody may be left waiting for an answer, so what was begun ends first
  const Keep keep_until_failure = [&](const Job& job, Replicate replicate) {
    if (failure) return;
    try {
      keep(job, std::move(replicate));
      ++kept;
    } catch (...) { failure = std::current_exception(); }
  };
  const auto stopped = [&] { return failure || stop_() != 0; };
  const auto watch = [&] {
    listen(keep_until_failure);
    if (other_ >= 0 && !failure)
      failure = std::make_exception_ptr(std::runtime_error(
          "rank " + std::to_string(other_) +
          " has not read what rank 0 has: the program and the scenario's files must be the same for all"));
    if (stopped()) {
      forget_waiting();
      for (std::size_t rank = 0; rank < ranks_.size(); ++rank) tell(static_cast<int>(rank));
    }
    answer();
    if (kept == count) tell(0);
  };
  std::exception_ptr own_failure;
  try {
    sim::watch_over([&] { work(threads, simulate); }, watch);
  } catch (...) { own_failure = std::current_exception(); }
  while (ranks_[0].works) listen(keep_until_failure);
  if (own_failure && !failure) {
    dismiss(keep_until_failure);
    std::rethrow_exception(own_failure);
  }
  if (stopped()) dismiss(keep_until_failure);
  if (failure) std::rethrow_exception(failure);
  return kept == count;
}

/// Tells all ranks that there is no more, until all have said goodbye.
void MpiRanks::dismiss(const Keep& keep) {
  forget_waiting();
  for (std::size_t rank = 0; rank < ranks_.size(); ++rank) tell(static_cast<int>(rank));
  while (std::any_of(ranks_.begin(), ranks_.end(), [](const Rank& rank) { return rank.works; })) listen(keep);
}

void MpiRanks::follow(const Identity& experiment, unsigned threads, const Simulate& simulate) {
  followed_ = true;
  experiment_ = in_one(experiment);
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
