#pragma once

#include "models/abuse/experiment.hpp"
#include "tests/models/abuse/small.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

/// Results of a small plan in which nothing was counted, to be filled by hand.
class Fabricated {
 public:
  Fabricated(std::shared_ptr<const abuse::Plan> of, std::size_t replications) : plan(std::move(of)) {
    std::vector<std::uint32_t> numbers;
    std::vector<abuse::Outcome> outcomes(replications);
    for (std::size_t r = 0; r < replications; ++r) {
      numbers.push_back(static_cast<std::uint32_t>(r));
      outcomes[r].values.assign(plan->systems.size() * (plan->years + 1) * plan->catalogue.size(), 0);
    }
    results = abuse::collect(*plan, numbers, outcomes);
  }
  std::size_t system(const std::string& name) const {
    for (std::size_t s = 0; s < results.systems.size(); ++s)
      if (results.systems[s] == name) return s;
    throw std::invalid_argument("no system " + name);
  }
  /// Sets a year of a metric, and adds it to the whole horizon.
  void put(std::size_t r, const std::string& name, std::size_t year, const std::string& metric, double value) {
    const std::size_t m = results.find(metric), s = system(name);
    if (m == results.metrics.size()) throw std::invalid_argument("no metric " + metric);
    results.values[results.index(r, s, plan->years, m)] += value - results.at(r, s, year, m);
    results.values[results.index(r, s, year, m)] = value;
  }

  std::shared_ptr<const abuse::Plan> plan;
  experiment::Results results;
};
