#include "models/network/replicate.hpp"

#include "models/network/world.hpp"
#include "sim/simulation.hpp"

namespace network {

Outcome replicate(const std::shared_ptr<const Plan>& plan, std::uint32_t replication) {
  sim::Simulation<World> simulation(World(plan), plan->seed, replication, 0);
  simulation.run_until(plan->warm_up);
  simulation.model.begin_counting(plan->warm_up);
  simulation.run_until(plan->warm_up + plan->horizon);
  simulation.model.end_counting(plan->warm_up + plan->horizon);
  return outcome_of(simulation.model, simulation.events());
}

}  // namespace network
