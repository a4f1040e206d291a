#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace sim {

/// How work is shared out, in words; to be changed with run_jobs.
inline constexpr std::string_view about_parallel =
    "Replications run side by side (oneTBB on one machine, MPI ranks and shards over several), each from beginning to "
    "end on one thread; no replication shares anything with another. Their results are folded in order of their "
    "numbers, so that no sum depends on who finished first.";

/// What a replication gave, in the model's own order.
struct Replicate {
  std::vector<double> values;
  std::uint64_t events = 0;
  std::vector<std::byte> series{};  ///< what is too long to be kept as it is, in a coding that its reader knows
  bool operator==(const Replicate&) const = default;
};

/// Runs jobs on up to `threads` threads until there are no more.
///
/// \param threads  at least 1
/// \param next     hands out the number of a job, or nothing when no further one shall start; those running finish.
///                 Called by one thread at a time
/// \param job      does one; called by many threads at a time
/// \param keep     takes what came of it, in any order; called by one thread at a time, perhaps while another calls
///                 `next`
/// \throws whatever any of them throws; the others stop as soon as they can
void run_jobs(unsigned threads, const std::function<std::optional<std::size_t>()>& next,
              const std::function<Replicate(std::size_t)>& job,
              const std::function<void(std::size_t, Replicate)>& keep);

/// Runs `job(i)` for i = 0 .. n-1 on up to `threads` threads, started in order of i. A job writes to its own slot and
/// to nothing else; who folds the slots in order then gets the same sums on any number of threads.
///
/// \param threads  at least 1
/// \param stop     asked before each job; once it says yes no further job starts, those running finish
/// \param done     told after each job how many are finished; called by one thread at a time
/// \return which jobs ran; shape (n)
/// \throws whatever a job throws; the others stop as soon as they can
std::vector<char> run_replications(std::size_t n, unsigned threads, const std::function<void(std::size_t)>& job,
                                   const std::function<bool()>& stop = {},
                                   const std::function<void(std::size_t)>& done = {});

/// Does `work` on another thread while this one calls `watch` again and again, until the work is done; then once more.
/// \throws what `watch` throws, after the work has ended, else what the work throws
void watch_over(const std::function<void()>& work, const std::function<void()>& watch);

/// Something that is made by the first who asks for it; who asks meanwhile waits. What could not be made is tried again
/// by the next. \tparam T  shared between threads, so not changed
template <class T>
class Once {
 public:
  /// \param make  makes it; not asked for again once it has. \throws whatever making it throws
  template <class Make>
  const T& get(const Make& make) {
    const std::scoped_lock lock(making_);
    if (!thing_) thing_.emplace(make());
    return *thing_;
  }

 private:
  std::mutex making_;
  std::optional<T> thing_;
};

/// What several jobs need, each made once, as by `Once`. Keeps the last few asked for, so that memory does not grow
/// with their number.
template <class Key, class T>
class Shelf {
 public:
  using Make = std::function<std::shared_ptr<const T>(const Key&)>;
  /// \param make  called by many threads at a time; may give null. \param room  how many to keep, at least 1
  Shelf(Make make, std::size_t room) : make_(std::move(make)), room_(room) {}

  /// \throws whatever making it throws
  std::shared_ptr<const T> get(const Key& which) {
    std::shared_ptr<Place> place;
    {
      const std::scoped_lock lock(mutex_);
      std::shared_ptr<Place>& found = places_[which];
      if (!found) found = std::make_shared<Place>();
      place = found;
      place->asked = ++asked_;
      if (places_.size() > room_)
        places_.erase(std::min_element(places_.begin(), places_.end(),
                                       [](const auto& a, const auto& b) { return a.second->asked < b.second->asked; }));
    }
    return place->thing.get([&] { return make_(which); });
  }

 private:
  struct Place {
    Once<std::shared_ptr<const T>> thing;
    std::uint64_t asked = 0;
  };
  Make make_;
  std::size_t room_;
  std::mutex mutex_;
  std::map<Key, std::shared_ptr<Place>> places_;
  std::uint64_t asked_ = 0;
};

}  // namespace sim
