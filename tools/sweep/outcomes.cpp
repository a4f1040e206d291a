#include "tools/sweep/outcomes.hpp"

#include "sim/tally.hpp"
#include "tools/results/folder.hpp"

#include <array>
#include <cerrno>
#include <cmath>
#include <utility>

namespace tools::sweeps {

namespace {
using Cell = std::array<double, 3>;  // mean, variance, replications
}

std::vector<Column> columns_of(const Kept& kept) {
  std::vector<Column> columns;
  for (const bool difference : {false, true})
    for (std::size_t s = 0; s < kept.systems().size(); ++s)
      for (std::size_t m = 0; m < kept.metrics().size(); ++m)
        if (!difference || s != kept.baseline()) columns.push_back({s, m, difference});
  return columns;
}

OutcomeFile::OutcomeFile(const std::filesystem::path& place, std::vector<Column> columns)
    : place_(place), file_(std::fopen(place.c_str(), "w+xe")), columns_(std::move(columns)), shared_(columns_.size()) {
  std::error_code failed;
  if (!file_ || !std::filesystem::remove(place, failed)) throw results::write_error(place, errno);
}

void OutcomeFile::add(std::span<const std::vector<double>> values) {
  std::vector<Cell> cells;
  for (std::size_t c = 0; c < values.size(); ++c) {
    sim::Tally tally;
    for (const double v : values[c])
      if (!std::isnan(v)) tally.add(v);
    cells.push_back({tally.mean(), tally.variance(), static_cast<double>(tally.count())});
    shared_[c].add(values[c]);
  }
  if (std::fwrite(cells.data(), sizeof(Cell), cells.size(), file_.get()) != cells.size())
    throw results::write_error(place_, errno);
  ++points_;
}

Outcomes OutcomeFile::read(const std::vector<std::size_t>& which) {
  Outcomes outcomes;
  for (const std::size_t c : which) {
    outcomes.columns.push_back(columns_[c]);
    outcomes.shared.push_back(shared_[c].variance());
  }
  outcomes.mean = outcomes.variance = outcomes.replications = sim::Matrix(points_, which.size());
  if (which.empty()) return outcomes;
  std::vector<Cell> cells(which.back() - which.front() + 1);
  for (std::size_t p = 0; p < points_; ++p) {
    const std::size_t at = (p * columns_.size() + which.front()) * sizeof(Cell);
    if (fseeko(file_.get(), static_cast<off_t>(at), SEEK_SET) != 0 ||
        std::fread(cells.data(), sizeof(Cell), cells.size(), file_.get()) != cells.size())
      throw results::write_error(place_, errno);
    for (std::size_t c = 0; c < which.size(); ++c) {
      const auto& [mean, variance, replications] = cells[which[c] - which.front()];
      outcomes.mean.at(p, c) = mean;
      outcomes.variance.at(p, c) = variance;
      outcomes.replications.at(p, c) = replications;
    }
  }
  return outcomes;
}

}  // namespace tools::sweeps
