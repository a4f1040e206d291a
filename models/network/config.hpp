#pragma once

#include "models/scenario/fields.hpp"
#include "models/scenario/study.hpp"
#include "sim/distribution.hpp"
#include "sim/time.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A network scenario as it is written (`model: network`). Times are in whatever one unit the file uses.
namespace network::config {

using scenario::Named;

inline constexpr std::array<std::string_view, 4> discipline_names{"fifo", "lifo", "priority", "deadline"};

struct Precision {
  scenario::Reference output;  ///< path of an output, as in summary.json: "stations.desk.mean_wait"
  std::optional<double> relative, half_width;
  double at_least = 5, at_most = 10'000;
};

struct Run {
  sim::Time warm_up = 0, horizon = 0;
  double replications = 0, seed = 0;
  std::optional<Precision> precision;
};

/// A rate of arrivals that holds from a time on.
struct RateStep {
  sim::Time from = 0;
  double rate = 0;
};

struct Sine {
  double mean = 0, amplitude = 0;
  sim::Time period = 1, phase = 0;
};

/// Gaps from a distribution, or a Poisson process of constant, stepwise or wave-like rate.
struct Arrivals {
  std::optional<double> rate;
  std::vector<RateStep> rates;
  std::optional<sim::Time> period;
  std::optional<Sine> sine;
};

struct Class {
  double priority = 1;
  std::optional<sim::Distribution> gaps;
  std::optional<Arrivals> arrivals;
  scenario::Place arrivals_place;
  scenario::Reference starts_at;
};

struct ServerStep {
  sim::Time from = 0;
  double servers = 0;
};

struct Queue {
  std::size_t discipline = 0;
  double capacity = scenario::no_limit;
};

struct Gap {
  sim::Time from = 0, until = 0;
};

struct Meeting {
  sim::Time every = 0;
  double slots = 0, minimum = 1;
  sim::Time preparation = 0;
  std::vector<Gap> gaps;
};

/// One distribution for every class, or one for each.
struct ByClass {
  std::optional<sim::Distribution> all;
  std::vector<Named<sim::Distribution>> each;
  bool empty() const { return !all && each.empty(); }
};

struct Station {
  double servers = 1;
  std::vector<ServerStep> steps;  ///< instead of `servers`, if not empty
  bool has_servers = false;
  Queue queue;
  ByClass service, patience, deadline;
  std::optional<Meeting> meeting;
};

struct Row {
  std::vector<scenario::Share> to;
};
struct Routes {
  std::vector<Named<Row>> from;
};

struct Scenario {
  std::string model, title, purpose;
  scenario::Study study;
  Run run;
  std::vector<Named<Class>> classes;
  std::vector<Named<Station>> stations;
  std::vector<Named<Routes>> routing;
  std::vector<Named<double>> expect;  ///< outputs by path: what theory says
};

void describe(scenario::Fields& f, Scenario& c);

}  // namespace network::config
