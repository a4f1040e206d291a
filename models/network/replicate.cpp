#include "models/network/replicate.hpp"

#include "models/network/algorithms.hpp"
#include "models/network/world.hpp"
#include "sim/simulation.hpp"

namespace network {

const Algorithm start_algorithm{
    "The state at the start",
    "The network starts empty; what happens in the warm-up is not counted. People count by their arrival after the "
    "warm-up, times and levels by the counted period. At the end the time that people spent at each station is held "
    "against the integral of those present (Little's law on the path); a difference stops the run."};

Outcome replicate(const std::shared_ptr<const Plan>& plan, std::uint32_t replication) {
  sim::Simulation<World> simulation(World(plan), plan->seed, replication, 0);
  simulation.run_until(plan->warm_up);
  simulation.model.begin_counting(plan->warm_up);
  simulation.run_until(plan->warm_up + plan->horizon);
  simulation.model.end_counting(plan->warm_up + plan->horizon);
  return outcome_of(simulation.model, simulation.events());
}

}  // namespace network
