#include "models/abuse/replicate.hpp"

#include "models/abuse/algorithms.hpp"
#include "models/abuse/ratios.hpp"
#include "models/abuse/weekly.hpp"
#include "models/abuse/world.hpp"

#include <map>
#include <optional>
#include <span>

namespace abuse {

const Algorithm comparison_algorithm{
    "Comparison of systems",
    "Within a replication every system starts from the same warmed-up state and uses common random numbers person by "
    "person.\n"
    "Incidents of a system and of the baseline are matched by time and candidate: those of the baseline alone are "
    "averted, those of the system alone are added, so that baseline + added = system + averted exactly.\n"
    "Differences are taken within a replication, system minus baseline, and their interval is that of paired values."};

namespace {

double pounds(economics::Pence pence) { return static_cast<double>(pence) / 100; }

/// Values of one system, rows by metrics; costs and comparisons with the baseline are filled in by the caller.
class Rows {
 public:
  Rows(const Plan& plan, double* values) : plan_(plan), values_(values) {}
  double& at(std::size_t row, std::size_t metric) { return values_[row * plan_.catalogue.size() + metric]; }
  double& at(std::size_t row, Measure m) { return at(row, index(m)); }

 private:
  const Plan& plan_;
  double* values_;
};

void add_costs(Rows& rows, const Plan& plan, const economics::Ledger& ledger) {
  const economics::Totals totals = economics::add_up(ledger, plan.lines, plan.agencies.size());
  economics::Pence total = 0, reactive = 0, new_model = 0, outside = 0;
  std::vector<economics::Pence> agencies(plan.agencies.size(), 0), lines(plan.lines.size(), 0);
  const auto share = [](economics::Pence part, economics::Pence whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : experiment::missing;
  };
  for (std::size_t y = 0; y <= plan.years; ++y) {
    const bool whole = y == plan.years;
    if (!whole) {
      total += totals.total[y];
      reactive += totals.reactive[y];
      new_model += totals.new_model[y];
      outside += totals.outside[y];
    }
    rows.at(y, Measure::cost_total) = pounds(whole ? total : totals.total[y]);
    rows.at(y, Measure::cost_reactive_share) =
        whole ? share(reactive, total) : share(totals.reactive[y], totals.total[y]);
    rows.at(y, Measure::cost_new_model) = pounds(whole ? new_model : totals.new_model[y]);
    rows.at(y, Measure::cost_outside_headline) = pounds(whole ? outside : totals.outside[y]);
    for (std::size_t a = 0; a < agencies.size(); ++a) {
      if (!whole) agencies[a] += totals.by_agency[a][y];
      rows.at(y, plan.agency_metric[a]) = pounds(whole ? agencies[a] : totals.by_agency[a][y]);
    }
    std::map<std::size_t, economics::Pence> sums;  // whole pence, so that the order of lines does not tell
    for (std::size_t l = 0; l < lines.size(); ++l) {
      if (!plan.lines[l].headline) continue;
      if (!whole) lines[l] += ledger.at(l, y);
      const economics::Pence spent = whole ? lines[l] : ledger.at(l, y);
      sums[plan.line_metric[l]] += spent;
      sums[plan.payer_metric[l]] += spent;
      if (plan.lines[l].new_model) sums[plan.new_model_metric[plan.lines[l].agency]] += spent;
    }
    for (const auto& [metric, pence] : sums) rows.at(y, metric) = pounds(pence);
  }
}

/// Incidents of both come in order of time, and a common one has the same time and address, so one pass matches them.
void match_incidents(Rows& rows, const Plan& plan, const std::vector<IncidentRecord>& baseline,
                     const std::vector<IncidentRecord>& here) {
  const auto add = [&](const IncidentRecord& r, Measure m) {
    const auto y = std::min(static_cast<std::size_t>(r.at / config::year), plan.years - 1);
    rows.at(y, m) += 1;
    rows.at(plan.years, m) += 1;
  };
  const auto before = [](const IncidentRecord& a, const IncidentRecord& b) {
    return a.at != b.at ? a.at < b.at : a.candidate < b.candidate;
  };
  std::size_t b = 0, h = 0;
  while (b < baseline.size() || h < here.size()) {
    if (h == here.size() || (b < baseline.size() && before(baseline[b], here[h])))
      add(baseline[b++], Measure::incidents_averted);
    else if (b == baseline.size() || before(here[h], baseline[b]))
      add(here[h++], Measure::incidents_added);
    else
      ++b, ++h;
  }
}

}  // namespace

Outcome replicate(const std::shared_ptr<const Plan>& plan, std::uint32_t replication, const Journals& journals,
                  bool weekly) {
  const std::size_t metrics = plan->catalogue.size(), rows = plan->years + 1, systems = plan->systems.size();
  Outcome outcome;
  outcome.values.assign(systems * rows * metrics, 0);

  World beginning(plan, -plan->warm_up);
  beginning.keep_journal(journals.warm_up);
  sim::Simulation<World> warm(std::move(beginning), plan->seed, replication, -plan->warm_up);
  warm.run_until(0);
  warm.model.begin_counting(warm.context());
  outcome.warm_up_events = warm.events();

  std::vector<IncidentRecord> baseline_incidents;
  ClaimRecords baseline_records;
  std::vector<std::vector<double>> weeks(systems);
  std::vector<economics::Ledger> ledgers(systems);
  std::vector<std::size_t> order{plan->baseline};
  for (std::size_t s = 0; s < systems; ++s)
    if (s != plan->baseline) order.push_back(s);
  for (const std::size_t s : order) {
    sim::Simulation<World> run = warm;
    run.model.keep_journal(journals.systems.empty() ? nullptr : journals.systems[s]);
    run.model.change_system(s, run.context());
    std::optional<WeekBook> book;
    if (weekly) book.emplace(*plan, s);
    for (std::size_t y = 0; y < plan->years; ++y) {
      const Time year_end = static_cast<double>(y + 1) * config::year;
      while (book && book->next() <= year_end) {
        run.run_until(book->next());
        book->close_week(run.model);
      }
      run.run_until(year_end);
      run.model.close_year(run.context());
    }
    if (book) weeks[s] = book->values();
    run.model.finish(run.context());
    outcome.counted_events += run.events() - warm.events();
    Rows out(*plan, outcome.values.data() + s * rows * metrics);
    for (std::size_t y = 0; y < rows; ++y)
      for (std::size_t m = 0; m < metrics; ++m)
        out.at(y, m) = run.model.measures().value(y, m, plan->catalogue.form(m));
    ledgers[s] = run.model.ledger();
    add_costs(out, *plan, ledgers[s]);
    if (s == plan->baseline) baseline_incidents = run.model.incidents();
    match_incidents(out, *plan, baseline_incidents, run.model.incidents());
    if (s == plan->baseline) baseline_records = run.model.claim_records();
    for (const auto& [metric, value] : claim_values(*plan, run.model.claim_records(), baseline_records))
      out.at(plan->years, metric) = value;
  }

  for (const auto& series : weeks) outcome.weekly.insert(outcome.weekly.end(), series.begin(), series.end());

  const auto rows_of = [&](std::size_t s) {
    return std::span(outcome.values).subspan(s * rows * metrics, rows * metrics);
  };
  Rows baseline(*plan, outcome.values.data() + plan->baseline * rows * metrics);
  for (std::size_t s = 0; s < systems; ++s) {
    Rows out(*plan, outcome.values.data() + s * rows * metrics);
    double total = 0, discounted = 0;
    for (std::size_t y = 0; y < plan->years; ++y) {
      const double saving = baseline.at(y, Measure::cost_total) - out.at(y, Measure::cost_total);
      total += saving;
      const double factor = plan->appraisal.standard.factor(y);
      discounted += saving * factor;
      out.at(y, Measure::net_saving) = saving;
      out.at(y, Measure::net_saving_discounted) = saving * factor;
    }
    out.at(plan->years, Measure::net_saving) = total;
    out.at(plan->years, Measure::net_saving_discounted) = discounted;
    appraise(*plan, ledgers[plan->baseline], ledgers[s], rows_of(plan->baseline), rows_of(s));
    for (std::size_t y = 0; y < rows; ++y)
      fill_ratios(*plan, {outcome.values.data() + (s * rows + y) * metrics, metrics});
  }
  return outcome;
}

}  // namespace abuse
