#pragma once

#include "models/abuse/load.hpp"
#include "models/abuse/replicate.hpp"
#include "models/abuse/world.hpp"
#include "sim/tally.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

/// West Cheshire as it stands in scenarios/, shrunk so that a replication takes a fraction of a second.
namespace small {

inline const std::vector<std::string> sets{"areas.west_cheshire.residents=60000", "run.warm_up=1 years",
                                           "run.horizon=2 years", "abuse.relationships.look_back=6 years"};

inline std::string west_cheshire() { return std::string(WHOLEPLACE_SOURCE_DIR) + "/scenarios/west_cheshire.yaml"; }

inline std::shared_ptr<const abuse::Plan> plan(std::vector<std::string> more = {},
                                               std::vector<std::string> systems = {},
                                               const std::string& path = west_cheshire()) {
  std::vector<std::string> all = sets;
  all.insert(all.end(), more.begin(), more.end());
  return abuse::load(path, all, systems).plan;
}

/// A scenario file that lives as long as the object, in a folder of its own beside nothing else.
class File {
 public:
  explicit File(const std::string& text) {
    std::string name = (std::filesystem::temp_directory_path() / "wholeplace-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    std::ofstream(path()) << text;
  }
  ~File() { std::filesystem::remove_all(folder_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  std::string path() const { return (folder_ / "scenario.yaml").string(); }

 private:
  std::filesystem::path folder_;
};

/// The value of a metric of one system over the whole horizon (or in one counted year).
inline double value(const abuse::Plan& plan, const abuse::Outcome& outcome, std::size_t system,
                    const std::string& metric, std::size_t row) {
  const std::size_t m = plan.catalogue.find(metric), metrics = plan.catalogue.size();
  if (m == metrics) throw std::invalid_argument("no metric " + metric);
  return outcome.values[(system * (plan.years + 1) + row) * metrics + m];
}
inline double value(const abuse::Plan& plan, const abuse::Outcome& outcome, std::size_t system,
                    const std::string& metric) {
  return value(plan, outcome, system, metric, plan.years);
}

/// The same of a group.
inline double in_group(const abuse::Plan& plan, const abuse::Outcome& outcome, std::size_t system,
                       const std::string& metric, const std::string& group, std::size_t row) {
  const auto& metrics = plan.catalogue.metrics();
  for (std::size_t m = 0; m < metrics.size(); ++m)
    if (metrics[m].name == metric && metrics[m].group == group)
      return outcome.values[(system * (plan.years + 1) + row) * metrics.size() + m];
  throw std::invalid_argument("no " + metric + " of " + group);
}
inline double in_group(const abuse::Plan& plan, const abuse::Outcome& outcome, std::size_t system,
                       const std::string& metric, const std::string& group) {
  return in_group(plan, outcome, system, metric, group, plan.years);
}

/// How a metric of the baseline changes from the first counted year to the last, over replications.
struct Growth {
  double first = 0, growth = 0;  ///< means
  double standard_error = 0;     ///< of the growth
};
inline Growth growth(const std::shared_ptr<const abuse::Plan>& plan, const std::string& metric,
                     std::uint32_t replications) {
  sim::Tally first, growth;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    const abuse::Outcome outcome = abuse::replicate(plan, replication);
    const double before = value(*plan, outcome, plan->baseline, metric, 0);
    first.add(before);
    growth.add(value(*plan, outcome, plan->baseline, metric, plan->years - 1) - before);
  }
  return {first.mean(), growth.mean(), std::sqrt(growth.variance() / replications)};
}

/// A world warmed up under the baseline, counting, at time 0.
inline sim::Simulation<abuse::World> warm(const std::shared_ptr<const abuse::Plan>& plan,
                                          std::uint32_t replication = 0) {
  sim::Simulation<abuse::World> world(abuse::World(plan, -plan->warm_up), plan->seed, replication, -plan->warm_up);
  world.run_until(0);
  world.model.begin_counting(world.context());
  return world;
}

}  // namespace small
