#include "tools/sweep/outcomes.hpp"

#include "tests/tools/results_scratch.hpp"
#include "tools/results/folder.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using tools::sweeps::OutcomeFile;

TEST_CASE("outcomes are read back by column as they were added by point, and leave no file behind") {
  const Scratch scratch;
  OutcomeFile file(scratch.path() / "outcomes", {{0, 0, false}, {0, 1, false}, {1, 0, false}, {1, 0, true}});
  CHECK(std::filesystem::is_empty(scratch.path()));
  for (double p = 0; p < 3; ++p) file.add(std::vector<std::vector<double>>{{p, p + 2}, {}, {10 * p}, {-p, -p, -p}});
  CHECK(file.points() == 3);

  const tools::sweeps::Outcomes read = file.read({1, 3});
  REQUIRE(read.columns.size() == 2);
  CHECK(read.columns[1].difference);
  CHECK(std::isnan(read.mean.at(2, 0)));
  CHECK(read.replications.at(2, 0) == 0);
  CHECK(read.mean.at(2, 1) == -2);
  CHECK(read.replications.at(2, 1) == 3);
  const tools::sweeps::Outcomes others = file.read({0, 2});
  CHECK(others.mean.at(1, 0) == 2);
  CHECK(others.variance.at(1, 0) == 2);
  CHECK(others.shared[0] == 2);  // every point has 2 more in its second replication
  CHECK(read.shared[1] == 0);
  CHECK(others.mean.at(1, 1) == 10);
  CHECK(std::isnan(others.variance.at(1, 1)));
}

TEST_CASE("outcomes that cannot be kept are an error of the folder") {
  const Scratch scratch;
  CHECK_THROWS_AS(OutcomeFile(scratch.path() / "nowhere" / "outcomes", {}), results::FolderError);
}
