#include "tools/jobs.hpp"

#include "tests/tools/results_scratch.hpp"

#include <doctest/doctest.h>

#include <vector>

using results::Job;
using tools::Jobs;

namespace {

std::vector<Job> listed(const Jobs& jobs) {
  std::vector<Job> list;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    list.push_back(jobs[i]);
    CHECK(jobs.find(jobs[i]) == i);
  }
  return list;
}

}  // namespace

TEST_CASE("jobs go point by point, and each is found where it stands") {
  const Jobs jobs(2, 3);
  CHECK(listed(jobs) == std::vector<Job>{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
  CHECK_FALSE(jobs.find({0, 3}));
  CHECK_FALSE(jobs.find({2, 0}));
}

TEST_CASE("one replication of a run is one job, whatever its number") {
  for (const std::uint32_t number : {0U, 7U, 4'294'967'295U})
    CHECK(listed(Jobs::alone(number)) == std::vector<Job>{{0, number}});
  CHECK_FALSE(Jobs::alone(7).find({0, 6}));
}

TEST_CASE("shards differ by one job at most, and all together have each once, in order") {
  for (const std::size_t points : {1U, 7U, 100U})
    for (const std::uint32_t n : {1U, 2U, 3U, 8U, 50U}) {
      const Jobs all(points, 3);
      std::vector<Job> joined;
      for (std::uint32_t i = 1; i <= n; ++i) {
        const Jobs part = all.part({i, n});
        CHECK(part.size() - all.size() / n <= 1);
        for (const Job& job : listed(part)) joined.push_back(job);
      }
      CHECK(joined == listed(all));
    }
}

TEST_CASE("what is missing are the jobs that the store lacks, in their order, and no others") {
  const Scratch scratch;
  auto store = results::ReplicationStore::create(scratch.path() / "s.sqlite", {{"seed", "7"}}, {});
  for (const Job& job : {Job{0, 1}, Job{1, 2}, Job{1, 9}, Job{5, 0}}) store.keep(job, {{1}, 1});  // two are others'
  tools::Missing missing(Jobs(2, 3), store);
  CHECK(missing.count() == 4);
  std::vector<Job> handed_out;
  while (const auto job = missing.next()) handed_out.push_back(*job);
  CHECK(handed_out == std::vector<Job>{{0, 0}, {0, 2}, {1, 0}, {1, 1}});
  CHECK_FALSE(missing.next());
}
