#pragma once

#include "models/abuse/load.hpp"
#include "models/network/plan.hpp"
#include "sim/distribution.hpp"

#include <string>
#include <utility>
#include <vector>

/// The parts of the registry by model. \see registry.hpp
namespace quality {

std::string abuse_entities(const abuse::Plan& plan);
std::string abuse_activities(const abuse::Loaded& loaded);
std::string abuse_resources(const abuse::Plan& plan);
std::string abuse_queues(const abuse::Plan& plan);
std::string abuse_ways(const abuse::Plan& plan);

std::string network_entities(const network::Plan& plan);
std::string network_activities(const network::Plan& plan);
std::string network_resources(const network::Plan& plan);
std::string network_queues(const network::Plan& plan);
std::string network_ways(const network::Plan& plan);

/// "lognormal, mean 84 days, sd 35 days"; "7 days"
std::string in_words(const sim::Distribution& distribution, const std::string& unit);
/// "0.25", "84"; "unlimited" for infinity
std::string amount(double value);
/// "1 day", "84 days"; "" as unit gives the number alone
std::string with_unit(double value, const std::string& unit);

/// Lines that several systems may share: the same cells stand once, with the systems that say so.
class SharedRows {
 public:
  explicit SharedRows(std::size_t systems) : systems_(systems) {}
  void add(const std::string& system, std::vector<std::string> cells);
  /// \param heading  of the cells; a column for the systems comes second if there are several
  std::string text(std::vector<std::string> heading) const;

 private:
  std::size_t systems_;
  std::vector<std::pair<std::vector<std::string>, std::vector<std::string>>> rows_;  ///< cells, systems
};

}  // namespace quality
