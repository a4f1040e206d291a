#include "tools/drawing.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace tools {

Drawing::Drawn Drawing::open(std::uint32_t replication) const {
  constexpr std::uint32_t most_attempts = 200;
  ScenarioOptions options;
  options.systems = base_.chosen_systems;
  std::string why;
  for (std::uint32_t attempt = 0; attempt < most_attempts; ++attempt) {
    Drawn drawn;
    drawn.values = parameters_.drawn(base_.seed, replication, attempt);
    try {
      drawn.experiment = open_experiment(parameters_.put(base_.resolved, drawn.values), options, {});
      return drawn;
    } catch (const scenario::InputError& error) { why = scenario::to_string(error.diagnostics().front()); }
  }
  throw std::runtime_error(fmt::format("replication {}: {} draws of the uncertain numbers contradict each other: {}",
                                       replication, most_attempts, why));
}

std::vector<double> Drawing::values(std::uint32_t replication) const {
  return parameters_.as_put(open(replication).values);
}

sim::Replicate Drawing::simulate(std::uint32_t replication) const {
  return open(replication).experiment->simulate_weekly(replication);
}

void Drawing::write_event_log(std::uint32_t replication, const std::filesystem::path& file) const {
  open(replication).experiment->write_event_log(replication, file);
}

}  // namespace tools
