#include "models/scenario/diagnostics.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

const std::string option = "systems.option_2.services.";
const std::string unit = option + "family_safety_unit.";

/// Nobody is graded high once the access team has opened, on day 151.
const std::vector<std::string> nobody_high{option + "access_team.assessment.high=9",
                                           option + "key_worker.review.every=99 years"};

struct Run {
  explicit Run(std::vector<std::string> sets, std::uint32_t replication = 0)
      : plan(small::plan(std::move(sets), {"option_2"})), outcome(abuse::replicate(plan, replication)) {}
  double value(const std::string& metric) const { return small::value(*plan, outcome, 1 - plan->baseline, metric); }
  double value(const std::string& metric, std::size_t year) const {
    return small::value(*plan, outcome, 1 - plan->baseline, metric, year);
  }
  std::shared_ptr<const abuse::Plan> plan;
  abuse::Outcome outcome;
};

std::vector<std::string> with(std::vector<std::string> sets, const std::string& more) {
  sets.push_back(more);
  return sets;
}

/// When which relationship's victim came to high risk, told from assessments and reviews alone.
class Entries final : public abuse::Journal {
 public:
  void note(const abuse::Entry& e) override {
    const bool graded = e.what == abuse::Happening::assessed || e.what == abuse::Happening::reviewed;
    if (!graded || e.role != abuse::Role::victim) return;
    if (e.grade == 2 && last_[e.relationship] != 2) came_.push_back({e.at, e.relationship});
    last_[e.relationship] = e.grade;
  }
  /// \return different people, and how often they came
  std::pair<std::size_t, std::size_t> between(double from, double to) const {
    std::set<std::uint64_t> people;
    std::size_t times = 0;
    for (const auto& [at, who] : came_)
      if (at >= from && at < to) ++times, people.insert(who);
    return {people.size(), times};
  }

 private:
  std::map<std::uint64_t, int> last_;
  std::vector<std::pair<double, std::uint64_t>> came_;
};

}  // namespace

TEST_CASE("those who come to high risk are different people, of twelve whole months before and after the change") {
  const auto plan = small::plan({"areas.west_cheshire.residents=400000"}, {"option_2"});
  Entries entries;
  abuse::World world(plan, -plan->warm_up);
  world.keep_journal(&entries);
  sim::Simulation<abuse::World> run(std::move(world), plan->seed, 0, -plan->warm_up);
  run.run_until(0);
  run.model.begin_counting(run.context());
  run.model.change_system(1 - plan->baseline, run.context());
  const double year = abuse::config::year;
  std::size_t again = 0;
  for (const double until : {0.0, 0.5 * year / 12, 6.5 * year / 12, year, 23.5 * year / 12}) {
    run.run_until(until);
    CAPTURE(until);
    const auto [people, times] = entries.between(until - year, until);
    CHECK(run.model.came_to_high_risk(until) == people);
    CHECK(people > 150);
    again += times - people;
  }
  CHECK(again > 20);  // so that people and entries are told apart
}

TEST_CASE(
    "old capacity goes at the first monthly look after a year at which few enough come to high risk, not before") {
  const Run fallen(with(nobody_high, unit + "capacity.until_fall=40 %"));
  CHECK(fallen.value("family_safety_unit_double_running_months") == doctest::Approx(12.5));
  CHECK(fallen.value("family_safety_unit_fall_reached") == 1);
  CHECK(fallen.value("family_safety_unit_fall_reached", 0) == 0);
  CHECK(fallen.value("cost_line.IDVA", 1) == doctest::Approx(36300 * (4 + 1.5 * 0.5 / 12)));
  // The first five months are as they were; only when they lie a year back does nobody come.
  const Run all(with(nobody_high, unit + "capacity.until_fall=100 %"));
  CHECK(all.value("family_safety_unit_double_running_months") >= 17.5);
  CHECK(all.value("family_safety_unit_fall_reached", 1) == 1);
  const Run never({unit + "capacity.until_fall=100 %"});
  CHECK(never.value("family_safety_unit_double_running_months") == doctest::Approx(24));
  CHECK(never.value("family_safety_unit_double_running_months", 1) == doctest::Approx(12));
  CHECK(never.value("family_safety_unit_fall_reached") == 0);
}

TEST_CASE("old capacity goes at the latest when the scenario says so, on the day, and its posts are paid until then") {
  const Run run({unit + "capacity.until_fall=100 %", unit + "capacity.kept_at_most=18 months"});
  CHECK(run.value("family_safety_unit_double_running_months") == doctest::Approx(18));
  CHECK(run.value("family_safety_unit_fall_reached") == 0);
  CHECK(run.value("cost_line.IDVA", 0) == doctest::Approx(36300 * (4 + 1.5)));
  CHECK(run.value("cost_line.IDVA", 1) == doctest::Approx(36300 * (4 + 1.5 / 2)));
  const Run sooner(
      with(with(nobody_high, unit + "capacity.until_fall=40 %"), unit + "capacity.kept_at_most=18 months"));
  CHECK(sooner.value("family_safety_unit_double_running_months") == doctest::Approx(12.5));
}

TEST_CASE("a warm-up shorter than the year that double running compares with is warned of") {
  const auto warned = [](const char* warm_up) {
    const auto loaded = abuse::load(small::west_cheshire(), {std::string("run.warm_up=") + warm_up}, {});
    return std::any_of(loaded.warnings.begin(), loaded.warnings.end(),
                       [](const auto& w) { return w.path.ends_with("family_safety_unit.capacity.until_fall"); });
  };
  CHECK(warned("0.9 years"));
  CHECK_FALSE(warned("1 year"));
}

TEST_CASE("whoever waits when old capacity goes is taken on by what replaces it") {
  const auto plan = small::plan(
      {unit + "capacity.until_fall=100 %", unit + "capacity.kept_at_most=13 months", unit + "capacity.fte=0.05",
       unit + "patience.exponential.mean=9 years", "areas.west_cheshire.residents=400000"},
      {"option_2"});
  auto run = small::warm(plan);
  run.model.change_system(1 - plan->baseline, run.context());
  const auto waiting = [&] {
    std::size_t n = 0;
    for (const auto& c : run.model.cases())
      n += c.state == abuse::Case::State::waiting && c.subject != abuse::none32 &&
           run.model.system().services[c.service].name == "family_safety_unit";
    return n;
  };
  const double last = 13 * abuse::config::year / 12;
  run.run_until(last - 0.1);
  CHECK(waiting() > 5);
  run.run_until(last + 0.1);
  CHECK(waiting() == 0);
}

TEST_CASE("posts are paid whether there is work for them or not, and for as long as they are there") {
  const Run run({});
  const auto baseline = [&](std::size_t year) {
    return small::value(*run.plan, run.outcome, run.plan->baseline, "cost_line.IDVA", year);
  };
  CHECK(baseline(0) == 4 * 36300);
  CHECK(baseline(1) == 4 * 36300);
  const Run steps({"systems.option_2.services.idva.capacity.steps=[{since: 2013-05-02, share: 0.5}]",  // day 182
                   unit + "capacity.until_fall=100 %"});
  CHECK(steps.value("cost_line.IDVA", 0) == doctest::Approx(36300 * (1.5 + 4 * (182 + 0.5 * (365.25 - 182)) / 365.25)));
  CHECK(steps.value("cost_line.IDVA", 1) == doctest::Approx(36300 * (1.5 + 2)));
}

TEST_CASE("the area under a capacity's share is that of its steps, whichever of them lie in the time") {
  const std::vector<abuse::CapacityStep> steps{
      {-abuse::forever, 0, false}, {10, 0.5, false}, {20, 1, false}, {30, 0, true}};
  CHECK(abuse::share_area(steps, 0, 40) == 15);
  CHECK(abuse::share_area(steps, 12, 18) == 3);
  CHECK(abuse::share_area(steps, 15, 25) == 7.5);
  CHECK(abuse::share_area(steps, 25, 20) == 0);
  CHECK(abuse::share_area(steps, 35, 90) == 0);
  CHECK(abuse::share_area({}, 3, 5) == 2);
}
