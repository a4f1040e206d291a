#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace sim {

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

}  // namespace sim
