#pragma once

#include "models/abuse/priced_units.hpp"
#include "models/abuse/system.hpp"
#include "models/economics/prices.hpp"
#include "models/scenario/diagnostics.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace abuse {

/// A counter that outputs promise, whatever the scenario counts.
struct Promised {
  const char *name, *unit, *definition;
};

/// Turns a scenario into a plan, collecting mistakes on the way. Its parts: compile.cpp (places, routes and the order
/// of work), compile_people.cpp (who the people are), compile_services.cpp (services, resources, costs),
/// compile_dates.cpp (when meetings sit and cohorts start), compile_transition.cpp (who takes over from whom),
/// compile_children.cpp (what services say of children), compile_claims.cpp (the claims and the
/// outcomes framework), compile_money.cpp (cost lines), compile_appraisal.cpp (how they are appraised), statuses.cpp,
/// record.cpp, drop_out.cpp, breach.cpp, spares.cpp and ratios.cpp (what their names say).
class Compiler {
  using Diagnostics = scenario::Diagnostics;
  using Place = scenario::Place;

 public:
  Compiler(config::Scenario scenario, Diagnostics& diagnostics)
      : plan_(std::make_shared<Plan>()), diagnostics_(diagnostics) {
    plan_->scenario = std::move(scenario);
  }

  std::shared_ptr<const Plan> run(const std::vector<std::string>& only);

 private:
  std::vector<std::string> names(const auto& named) const {
    std::vector<std::string> out;
    for (const auto& entry : named) out.push_back(entry.name);
    return out;
  }
  /// The index of a name in a list, or an error at its place; then 0.
  std::size_t find(const std::vector<std::string>& among, const std::string& name, const Place& place,
                   const std::string& path, std::string_view what) {
    const auto found = std::find(among.begin(), among.end(), name);
    if (found != among.end()) return static_cast<std::size_t>(found - among.begin());
    diagnostics_.error(place, path,
                       "no " + std::string(what) + " \"" + name + "\"" + scenario::did_you_mean(name, among));
    return 0;
  }
  Time day(std::int64_t date) const { return static_cast<double>(date - plan_->scenario.run.start); }

  void in_order();
  void places_and_people();
  void people();
  void children();
  void children(CompiledService& s, const scenario::Named<config::Service>& in, const std::string& path);
  void system(const scenario::Named<config::System>& in);
  void route(CompiledSystem& out, const scenario::Named<config::Route>& in, const std::string& path);
  void prevention(CompiledSystem& out, const scenario::Named<config::Prevention>& in, const std::string& path);
  CompiledService::Assessment assessment(const config::Assessment& in, std::uint16_t agency, const std::string& path);
  void resource(CompiledSystem& out, const std::string& name, const config::Capacity& c, std::size_t split);
  std::vector<CapacityStep> steps(const config::Capacity& c) const;
  void sharing(const scenario::Named<config::Resource>& in, const std::string& path);
  void service(CompiledSystem& out, const scenario::Named<config::Service>& in, const std::string& path);
  void ways(CompiledSystem& out);
  void costs(std::vector<CompiledCost>& out, const std::vector<config::Cost>& in, const std::string& owner,
             const std::string& path, bool has_posts);
  std::pair<std::size_t, std::size_t> ledger_lines(const config::Cost& c, economics::Line line,
                                                   const std::string& path);
  std::size_t profile(const config::Cost& c, std::size_t agency, const std::string& path);
  std::vector<int> moves(std::int64_t date, bool yearly) const;
  sim::Timetable dates(const config::Capacity& c) const;
  void fits(const config::Capacity& c, bool batch, const Place& place, const std::string& path);
  void one_line(const CompiledSystem& out, const CompiledService& s, const Place& place, const std::string& path);
  static void ramp_up(CompiledResource& r, Time start, Time over);
  static void open_and_close(CompiledResource& r, Time start, Time end);
  void service_metrics(CompiledService& s);
  void record(CompiledService& out, const scenario::Named<config::Service>& in, const std::string& path);
  void statuses();
  void status(CompiledService& out, const config::Service& in, const std::string& path);
  void drops_out(CompiledService& out, const config::Service& in);
  void breach(CompiledService& out, const config::Service& in, const Place& place, const std::string& path);
  void spares(CompiledService& out, const config::Service& in, const std::string& path);
  void ratios(bool some_left_out);
  void check_claims();
  void claims();
  void cashability();
  void appraisal(bool some_left_out);
  void check_contains();
  std::vector<std::uint8_t> claims_counting(const std::string& metric) const;
  void feeds(CompiledService& s, const config::Service& in) const;
  void outcomes(bool all_systems);
  void transition(CompiledSystem& out, const scenario::Named<config::System>& in);

  std::shared_ptr<Plan> plan_;
  Diagnostics& diagnostics_;
  std::optional<economics::Prices> prices_;
  std::vector<Place> line_places_;  ///< of the record that each ledger line was first seen in
  struct Priced {
    std::string name;
    Place place;
  };
  std::vector<Priced> in_headline_;  ///< cost lines and values, one entry a record
  const config::System* current_ = nullptr;
  PricedUnits priced_units_;  ///< of the current system
};

}  // namespace abuse
