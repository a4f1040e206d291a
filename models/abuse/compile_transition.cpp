#include "models/abuse/compiler.hpp"
#include "models/scenario/units.hpp"

#include <algorithm>

namespace abuse {

void Compiler::transition(CompiledSystem& out, const scenario::Named<config::System>& system) {
  const config::System& in = system.value;
  const std::string path = "systems." + system.name + ".transition";
  const CompiledSystem& baseline = plan_->systems[plan_->baseline];
  const std::vector<std::string> known = names(in.services);
  for (const auto& line : in.transition)
    if (baseline.find(line.name) == none16)
      diagnostics_.error(
          line.place, path + "." + line.name,
          "the baseline has no such service" +
              scenario::did_you_mean(line.name, names(plan_->scenario.systems[plan_->baseline].value.services)));
  for (std::size_t b = 0; b < baseline.services.size(); ++b) {
    const std::string& name = baseline.services[b].name;
    CompiledTransition t;
    const auto line =
        std::find_if(in.transition.begin(), in.transition.end(), [&](const auto& l) { return l.name == name; });
    if (line == in.transition.end()) {
      if (!baseline.services[b].intake) {
        out.transition.push_back(t);
        continue;
      }
      diagnostics_.error(in.transition.empty() ? system.place : in.transition.front().place, path,
                         "missing line for the baseline service \"" + name +
                             "\": write keep, drain until DATE or transfer to SERVICE");
    } else if (line->value == "keep") {
      t.to = out.find(name);
      if (t.to == none16)
        diagnostics_.error(line->place, path + "." + name, "keep: this system has no service of that name");
    } else if (line->value.starts_with("drain until ")) {
      const auto date = scenario::parse_date(line->value.substr(12));
      if (!date) {
        diagnostics_.error(line->place, path + "." + name,
                           "expected a date such as 2014-10-01, got \"" + line->value.substr(12) + "\"");
      } else {
        t.to = out.find(name);
        if (t.to == none16) {  // the baseline's own service, which only drains
          CompiledService drained = baseline.services[b];
          drained.intake = false;
          drained.drain_until = day(*date);
          for (auto& w : drained.next) w.assign(1, {none16, 1, 1, key_of("close")});
          for (auto& w : drained.also) w.clear();
          drained.fallback = none16;
          drained.background.reset();
          drained.drops_out.reset();
          drained.breach.reset();
          for (auto& cost : drained.costs) cost.per_year = cost.per_fte_year = {};
          if (drained.resource != none16) {
            out.resources.push_back(baseline.resources[drained.resource]);
            drained.resource = static_cast<std::uint16_t>(out.resources.size() - 1);
          }
          t.to = static_cast<std::uint16_t>(out.services.size());
          out.services.push_back(std::move(drained));
        } else {
          out.services[t.to].drain_until = day(*date);
        }
      }
    } else if (line->value.starts_with("transfer to ")) {
      const std::string to = line->value.substr(12);
      t.to = out.find(to);
      t.transfer = true;
      if (t.to == none16)
        diagnostics_.error(line->place, path + "." + name,
                           "no service \"" + to + "\"" + scenario::did_you_mean(to, known));
    } else {
      diagnostics_.error(line->place, path + "." + name,
                         "expected keep, drain until DATE or transfer to SERVICE, got \"" + line->value + "\"");
    }
    out.transition.push_back(t);
  }
}

}  // namespace abuse
