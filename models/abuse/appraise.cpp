#include "models/abuse/appraise.hpp"

#include "models/abuse/system.hpp"

#include <cmath>

namespace abuse {

void appraise(const Plan& plan, const economics::Ledger& baseline, const economics::Ledger& here,
              std::span<const double> base_rows, std::span<double> rows) {
  const CompiledAppraisal& a = plan.appraisal;
  const std::size_t metrics = plan.catalogue.size();
  const auto add = [&](std::size_t year, std::size_t metric, double pounds) {
    rows[year * metrics + metric] += pounds;
    rows[plan.years * metrics + metric] += pounds;
  };
  const auto add_pence = [&](std::size_t year, std::size_t metric, economics::Pence pence) {
    add(year, metric, static_cast<double>(pence) / 100);
  };
  for (std::size_t y = 0; y < plan.years; ++y) {
    std::vector<economics::Pence> cash(plan.agencies.size(), 0);
    for (const auto& value : a.values) {
      if (value.of == CompiledAppraisal::none) continue;
      const std::size_t of = y * metrics + value.of;
      add(y, value.metric, rows[of] * value.each);
      const double saving = (base_rows[of] - rows[of]) * value.each * 100;
      if (value.profile != economics::no_profile && std::isfinite(saving))
        cash[value.agency] += economics::cash(std::llround(saving), a.cashability[value.profile].share.share(y), 0);
    }
    economics::Pence new_model = 0, redirected = 0;
    for (std::size_t l = 0; l < plan.lines.size(); ++l) {
      const economics::Line& line = plan.lines[l];
      if (!line.headline) continue;
      const economics::Pence saving = baseline.at(l, y) - here.at(l, y);
      if (line.new_model)
        new_model -= saving;
      else if (line.stops)
        redirected += saving;
      else if (line.cashable != economics::no_profile)
        cash[line.agency] += economics::cash(saving, a.cashability[line.cashable].share.share(y), line.post);
    }
    economics::Pence all = 0;
    for (std::size_t g = 0; g < cash.size(); ++g) {
      add_pence(y, a.cashable_of_agency[g], cash[g]);
      all += cash[g];
    }
    add_pence(y, a.cashable_saving, all);
    add_pence(y, a.redirected, redirected);
    add_pence(y, a.new_money, new_model - redirected);
  }
}

}  // namespace abuse
