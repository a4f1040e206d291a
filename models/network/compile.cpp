#include "models/network/compile.hpp"

#include "models/network/outputs.hpp"
#include "sim/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace network {

namespace {

using scenario::Diagnostics;
using scenario::did_you_mean;
using scenario::in_message;
using scenario::Named;

template <class T>
std::vector<std::string> names(const std::vector<Named<T>>& entries) {
  std::vector<std::string> all;
  for (const auto& entry : entries) all.push_back(entry.name);
  return all;
}

class Compiler {
 public:
  Compiler(const config::Scenario& c, Diagnostics& diagnostics)
      : c_(c), diagnostics_(diagnostics), classes_(names(c.classes)), stations_(names(c.stations)) {}

  std::shared_ptr<const Plan> run() {
    plan_->title = c_.title;
    plan_->warm_up = c_.run.warm_up;
    plan_->horizon = c_.run.horizon;
    plan_->replications = static_cast<std::uint32_t>(c_.run.replications);
    plan_->seed = static_cast<std::uint32_t>(c_.run.seed);
    plan_->precision = c_.run.precision;
    plan_->expect = c_.expect;
    if (stations_.size() >= exit_station)
      diagnostics_.error(c_.stations.back().place, "stations", fmt::format("expected fewer than {}", exit_station));
    std::set<double> priorities;
    for (const auto& cls : c_.classes) priorities.insert(cls.value.priority);
    plan_->levels = std::max<std::size_t>(1, priorities.size());
    for (const auto& cls : c_.classes) {
      const auto level = std::distance(priorities.begin(), priorities.find(cls.value.priority));
      add(cls, static_cast<std::uint16_t>(level));
    }
    for (const auto& s : c_.stations) add(s);
    for (const auto& row : c_.routing)
      if (std::find(classes_.begin(), classes_.end(), row.name) == classes_.end())
        unknown(row.place, "routing." + row.name, "class", row.name, classes_);
    if (!diagnostics_.has_errors()) {
      for (std::size_t c = 0; c < c_.classes.size(); ++c) route(c);
      everything_is_reached();
      outputs_exist();
    }
    return plan_;
  }

 private:
  void unknown(const scenario::Place& place, const std::string& path, const char* what, const std::string& name,
               const std::vector<std::string>& known) {
    diagnostics_.error(place, path, fmt::format("no {} {}{}", what, in_message(name), did_you_mean(name, known)));
  }

  void add(const Named<config::Class>& in, std::uint16_t level) {
    CompiledClass out;
    out.name = in.name;
    out.key = sim::named(in.name);
    out.level = level;
    if (in.value.gaps) {
      out.arrivals = Arrivals(*in.value.gaps);
      if (!(in.value.gaps->mean() > 0))
        diagnostics_.error(in.value.arrivals_place, "classes." + in.name + ".arrivals",
                           "a mean time between arrivals of 0: expected more");
    } else if (in.value.arrivals) {
      out.arrivals = Arrivals(*in.value.arrivals);
    }
    const auto& start = in.value.starts_at;
    const auto found = std::find(stations_.begin(), stations_.end(), start.name);
    if (found == stations_.end()) {
      if (!start.name.empty())
        unknown(start.place, "classes." + in.name + ".starts_at", "station", start.name, stations_);
    } else {
      out.starts_at = static_cast<std::uint16_t>(found - stations_.begin());
    }
    plan_->classes.push_back(std::move(out));
  }

  void add(const Named<config::Station>& in) {
    const config::Station& s = in.value;
    CompiledStation out;
    out.name = in.name;
    if (in.name == "exit")
      diagnostics_.error(in.place, "stations.exit", "exit is the way out of the network: expected another name");
    out.discipline = static_cast<Discipline>(s.queue.discipline);
    out.room = s.queue.capacity;
    out.servers = s.steps;
    if (out.servers.empty()) out.servers = {{0, s.servers}};
    if (s.meeting)
      out.meeting = CompiledMeeting{s.meeting->every, s.meeting->slots, s.meeting->minimum, s.meeting->preparation,
                                    s.meeting->gaps};
    const std::string path = "stations." + in.name;
    out.service = by_class(s.service, path + ".service");
    out.patience = by_class(s.patience, path + ".patience");
    out.deadline = by_class(s.deadline, path + ".deadline");
    out.next.resize(classes_.size());
    plan_->stations.push_back(std::move(out));
  }

  std::vector<std::optional<sim::Distribution>> by_class(const config::ByClass& c, const std::string& path) {
    std::vector<std::optional<sim::Distribution>> out(classes_.size(), c.all);
    for (const auto& one : c.each) {
      const auto found = std::find(classes_.begin(), classes_.end(), one.name);
      if (found == classes_.end())
        unknown(one.place, path + "." + one.name, "class", one.name, classes_);
      else
        out[static_cast<std::size_t>(found - classes_.begin())] = one.value;
    }
    return out;
  }

  /// Follows a class through the network from where it starts.
  void route(std::size_t c) {
    const std::string& name = classes_[c];
    const auto routes =
        std::find_if(c_.routing.begin(), c_.routing.end(), [&](const auto& r) { return r.name == name; });
    if (routes == c_.routing.end()) {
      diagnostics_.error(c_.classes[c].place, "routing." + name, "missing: where the class goes from each station");
      return;
    }
    const std::size_t before = diagnostics_.all().size();
    for (const auto& row : routes->value.from) add(c, *routes, row);
    if (diagnostics_.all().size() > before) return;
    std::vector<char> reached(stations_.size(), 0), leaves(stations_.size(), 0);
    std::vector<std::size_t> open{plan_->classes[c].starts_at};
    reached[open.front()] = 1;
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (plan_->stations[at].next[c].empty()) {
        diagnostics_.error(routes->place, fmt::format("routing.{}.{}", name, stations_[at]),
                           "missing: the class comes to this station and has no way on");
        continue;
      }
      for (const Way& way : plan_->stations[at].next[c])
        if (way.to != exit_station && !std::exchange(reached[way.to], 1)) open.push_back(way.to);
    }
    if (diagnostics_.has_errors()) return;
    for (bool more = true; more;) {
      more = false;
      for (std::size_t s = 0; s < stations_.size(); ++s) {
        if (leaves[s]) continue;
        for (const Way& way : plan_->stations[s].next[c])
          if (way.to == exit_station || leaves[way.to]) leaves[s] = 1;
        more = more || leaves[s];
      }
    }
    for (std::size_t s = 0; s < stations_.size(); ++s) {
      if (!reached[s]) continue;
      if (!leaves[s])
        diagnostics_.error(routes->place, fmt::format("routing.{}.{}", name, stations_[s]),
                           "nobody who comes here ever leaves: no way leads to exit");
      const auto& station = plan_->stations[s];
      const std::string path = "stations." + stations_[s];
      if (!station.meeting && !station.service[c])
        diagnostics_.error(c_.stations[s].place, path + ".service." + name,
                           "no service time for a class that comes here");
      if (station.discipline == Discipline::deadline && !station.deadline[c])
        diagnostics_.error(c_.stations[s].place, path + ".deadline." + name, "no deadline for a class that comes here");
      came_[s] = true;
    }
  }

  void add(std::size_t c, const Named<config::Routes>& routes, const Named<config::Row>& row) {
    const std::string path = fmt::format("routing.{}.{}", routes.name, row.name);
    const auto from = std::find(stations_.begin(), stations_.end(), row.name);
    if (from == stations_.end()) return unknown(row.place, path, "station", row.name, stations_);
    std::vector<std::string> targets = stations_;
    targets.push_back("exit");
    double sum = 0;
    std::vector<Way> ways;
    for (const auto& share : row.value.to) {
      const auto to = std::find(targets.begin(), targets.end(), share.name);
      if (to == targets.end()) {
        unknown(share.place, path + "." + share.name, "station", share.name, targets);
        return;
      }
      sum += share.share;
      if (share.share == 0) continue;
      const auto number = static_cast<std::size_t>(to - targets.begin());
      ways.push_back({sum, number == stations_.size() ? exit_station : static_cast<std::uint16_t>(number)});
    }
    if (std::abs(sum - 1) > 1e-9) {
      diagnostics_.error(row.place, path, fmt::format("shares sum to {:.10g}, expected 1", sum));
      return;
    }
    ways.back().up_to = 1;
    plan_->stations[static_cast<std::size_t>(from - stations_.begin())].next[c] = std::move(ways);
  }

  void everything_is_reached() {
    if (diagnostics_.has_errors()) return;
    for (std::size_t s = 0; s < stations_.size(); ++s)
      if (!came_[s]) diagnostics_.error(c_.stations[s].place, "stations." + stations_[s], "nobody ever comes here");
  }

  /// `expect` and `precision` name outputs of this network.
  void outputs_exist() {
    if (diagnostics_.has_errors()) return;
    std::vector<std::string> known, arrays;
    for (const Output& o : numbers_of(*plan_)) known.push_back(o.name());
    for (const Output& o : arrays_of(*plan_)) arrays.push_back(o.name());
    const auto check = [&](const scenario::Place& place, const std::string& path, const std::string& name,
                           bool single) {
      const std::size_t dot = name.rfind('.');
      const std::string last = dot == std::string::npos ? "" : name.substr(dot + 1);
      const bool element = !last.empty() && last.size() < 5 &&
                           last.find_first_not_of("0123456789") == std::string::npos &&
                           std::find(arrays.begin(), arrays.end(), name.substr(0, dot)) != arrays.end();
      if ((!single && element) || std::find(known.begin(), known.end(), name) != known.end()) return;
      unknown(place, path, "output", name, known);
    };
    for (const auto& e : c_.expect) check(e.place, "expect." + e.name, e.name, false);
    if (c_.run.precision)
      check(c_.run.precision->output.place, "run.precision.output", c_.run.precision->output.name, true);
  }

  const config::Scenario& c_;
  Diagnostics& diagnostics_;
  std::vector<std::string> classes_, stations_;
  std::vector<char> came_ = std::vector<char>(c_.stations.size(), 0);
  std::shared_ptr<Plan> plan_ = std::make_shared<Plan>();
};

}  // namespace

std::shared_ptr<const Plan> compile(const config::Scenario& c, Diagnostics& diagnostics) {
  return Compiler(c, diagnostics).run();
}

}  // namespace network
