#include "tools/sweep/rivals.hpp"

#include <algorithm>
#include <limits>

namespace tools::sweeps {

namespace {
constexpr std::size_t most_cells = std::size_t{1} << 24;  ///< in memory: 128 MiB
}

Rivals::Rivals(const Sweep& sweep, const Kept& kept) : metrics_(kept.metrics().size()) {
  const Points& points = sweep.points();
  if ((sweep.kind() != Kind::grid && sweep.kind() != Kind::list) || points.factors.size() != 1 || points.categorical[0])
    return;
  const std::size_t cells = std::max<std::size_t>(1, points.size() * sweep.replications());
  if (kept.systems().size() < 3) return;
  const std::size_t options = kept.systems().size() - 1;
  left_out_ = metrics_ - std::min(metrics_, most_cells / cells / (options * (options - 1) / 2));
  for (std::size_t m = 0; m < metrics_ - left_out_; ++m)
    for (std::size_t s = 0; s < kept.systems().size(); ++s)
      for (std::size_t other = 0; other < s; ++other) {
        if (s == kept.baseline() || other == kept.baseline()) continue;
        pairs_.push_back({s, other, m, sim::Matrix(points.size(), sweep.replications())});
        auto& values = pairs_.back().differences.values;
        std::fill(values.begin(), values.end(), std::numeric_limits<double>::quiet_NaN());
      }
}

void Rivals::add(std::size_t point, std::uint32_t replication, std::span<const double> values) {
  for (Pair& pair : pairs_)
    pair.differences.at(point, replication) =
        values[pair.system * metrics_ + pair.metric] - values[pair.other * metrics_ + pair.metric];
}

}  // namespace tools::sweeps
