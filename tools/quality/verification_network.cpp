#include "tools/quality/verification.hpp"

namespace quality {

void verify_network(const Facts& facts, std::vector<Check>& checks) {
  const report::Measures* summary = facts.inputs.summary();
  if (!facts.network || summary == nullptr) return;
  constexpr const char* domain = "event-state calculations";
  Check occupancy{domain, "the shares of time with 0, 1, 2, ... people present sum to one", 1e-6};
  Check classes{domain, "arrivals at a station are those of its classes", rounding};
  Check flow{domain, "nobody is served, reneges or balks who did not arrive", rounding};
  const auto& plan = *facts.network->plan;
  for (const std::string& system : facts.inputs.finished().systems)
    for (const auto& station : plan.stations) {
      const std::string base = "stations." + station.name + ".";
      const auto mean = [&](const std::string& name) {
        const report::Measured* m = summary->find(system, base + name);
        return m == nullptr ? NAN : m->mean;
      };
      double sum = 0;
      bool known = false;
      for (const auto& metric : summary->metrics)
        if (metric.name.starts_with(base + "occupancy."))
          if (const report::Measured* m = summary->find(system, metric.name)) sum += m->mean, known = true;
      if (known) occupancy.equal(sum, 1, base + "occupancy");
      if (plan.classes.size() > 1) {
        double arrivals = 0;
        for (const auto& cls : plan.classes)
          if (const double of = mean("classes." + cls.name + ".arrivals"); !std::isnan(of)) arrivals += of;
        classes.equal(arrivals, mean("arrivals"), base + "arrivals");
      }
      const double arrived = mean("arrivals"), left = mean("served") + mean("reneged") + mean("balked");
      flow.deviates(std::fmax(0, left - arrived) / std::fmax(1, arrived), base + "arrivals");
    }
  checks.insert(checks.end(), {occupancy, classes, flow});
}

}  // namespace quality
