#include "models/abuse/ratios.hpp"

#include "models/abuse/compiler.hpp"
#include "models/abuse/config_parts.hpp"

namespace abuse {

void config::describe(Fields& f, Ratio& c) {
  f.reference({"of", "the metric that is divided"}, c.of);
  f.reference({"over", "the metric by which it is divided"}, c.over);
  f.text({"definition", "what it is, in words"}, c.definition);
  f.text({"unit", "unit of the value; ratio if absent", optional}, c.unit);
}

/// \param some_left_out  some systems of the scenario are not run, and have brought no metrics of their own
void Compiler::ratios(bool some_left_out) {
  Catalogue& catalogue = plan_->catalogue;
  std::vector<std::string> sums;
  for (std::size_t m = 0; m < catalogue.size(); ++m)
    if (catalogue.form(m) == Form::sum && catalogue.metrics()[m].group.empty())
      sums.push_back(catalogue.metrics()[m].name);
  for (const auto& [name, place, ratio] : plan_->scenario.ratios) {
    const std::string path = "ratios." + name;
    if (catalogue.find(name) < catalogue.size()) {
      diagnostics_.error(place, path, "a metric of that name is there already");
      continue;
    }
    const auto metric = [&](const scenario::Reference& written, const char* key) {
      const bool known = std::find(sums.begin(), sums.end(), written.name) != sums.end();
      if (!known && !some_left_out) find(sums, written.name, written.place, path + "." + key, "metric that is a sum");
      return known ? catalogue.find(written.name) : catalogue.size();
    };
    const std::size_t of = metric(ratio.of, "of"), over = metric(ratio.over, "over");
    const bool whole = of < catalogue.size() && over < catalogue.size();
    const std::size_t id = catalogue.add(name, ratio.unit, ratio.definition, Form::ratio);
    plan_->ratios.push_back({id, whole ? of : id, whole ? over : id});
  }
}

/// A ratio with a part that no system here has is over itself, which is 0.
void fill_ratios(const Plan& plan, std::span<double> row) {
  for (const Plan::Ratio& ratio : plan.ratios) row[ratio.metric] = 0;
  for (const Plan::Ratio& ratio : plan.ratios)
    row[ratio.metric] = row[ratio.over] > 0 ? row[ratio.of] / row[ratio.over] : experiment::missing;
}

}  // namespace abuse
