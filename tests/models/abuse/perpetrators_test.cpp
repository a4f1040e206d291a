#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

/// The perpetrators' pathway as it is written in the scenario. Seeds are fixed.
namespace {

class Runs {
 public:
  Runs(std::vector<std::string> sets, std::vector<std::string> systems, std::uint32_t n)
      : plan_(small::plan(std::move(sets), std::move(systems))) {
    for (std::uint32_t r = 0; r < n; ++r) outcomes_.push_back(abuse::replicate(plan_, r));
  }
  double sum(const std::string& system, const std::string& metric, std::size_t row) const {
    std::size_t s = 0;
    while (plan_->systems[s].name != system) ++s;
    double sum = 0;
    for (const auto& outcome : outcomes_) sum += small::value(*plan_, outcome, s, metric, row);
    return sum;
  }
  double sum(const std::string& system, const std::string& metric) const { return sum(system, metric, plan_->years); }

 private:
  std::shared_ptr<const abuse::Plan> plan_;
  std::vector<abuse::Outcome> outcomes_;
};

/// Within four standard errors.
bool is_share(double of, double over, double share) {
  return over > 0 && std::abs(of / over - share) < 4 * std::sqrt(share * (1 - share) / over);
}

}  // namespace

TEST_CASE("from incident to sentence every share is the one that is written, and costs come to £6,000 a conviction") {
  const Runs runs({"areas.west_cheshire.residents=400000"}, {"six_route"}, 4);
  const auto sum = [&](const char* metric) { return runs.sum("six_route", metric); };
  CHECK(is_share(sum("charges"), sum("charging_decision_cases"), 0.30));
  CHECK(is_share(sum("convictions"), sum("prosecutions"), 0.745));
  CHECK(is_share(sum("trial_cases"), sum("prosecutions"), 0.13));
  CHECK(is_share(sum("dropped_cases"), sum("prosecutions"), 0.19));
  CHECK(is_share(sum("custodial_sentence_cases"), sum("convictions"), 0.13));
  CHECK(is_share(sum("supervised_sentence_cases"), sum("convictions"), 0.53));
  CHECK(is_share(sum("suspended_sentence_cases"), sum("convictions"), 0.13));
  CHECK(is_share(sum("fine_cases"), sum("convictions"), 0.14));
  CHECK(is_share(sum("discharge_cases"), sum("convictions"), 0.20));
  CHECK(is_share(sum("perpetrator_programme_dropped_out"), sum("perpetrator_programme_cases"), 0.5));
  const double prices = 71.929 / 73.480;  // of 2013 in 2012
  CHECK(sum("cost_line.prosecution and court") / sum("convictions") == doctest::Approx(4860 * prices).epsilon(0.03));
}

TEST_CASE("protection notices and orders begin in June 2014, licences of short sentences in February 2015") {
  const Runs runs({"run.horizon=4 years", "areas.west_cheshire.residents=200000"}, {"six_route"}, 2);
  const auto in_year = [&](const char* metric, std::size_t year) { return runs.sum("six_route", metric, year); };
  CHECK(in_year("protection_notice_cases", 0) == 0);
  CHECK(in_year("protection_notice_cases", 2) > 10);
  CHECK(is_share(runs.sum("six_route", "protection_order_cases"), runs.sum("six_route", "protection_notice_cases"),
                 0.85));
  const double leave_prison = in_year("prison_cases", 3);
  CHECK(in_year("licence_open", 0) < 0.3 * in_year("licence_open", 3));  // nor are there any from before the warm-up
  CHECK(in_year("licence_cases", 0) < 0.35 * in_year("prison_cases", 0));
  CHECK(in_year("licence_cases", 3) > 0.7 * leave_prison);
}

TEST_CASE("motivation jumps at an arrest and fades by half in its half-life") {
  const std::string services = "systems.six_route.services.";
  const auto motivated = [&](const std::string& half_life) {
    const small::File file(
        "extends: " + small::west_cheshire() +
        "\nabuse: {motivation: {after_arrest: 1, otherwise: 0, half_life: " + half_life +
        "}}\nsystems: {six_route: {services: {arrest: {duration: 0.1 days, next: {police_bail: 1, charging_decision: "
        "0}}, "
        "police_bail: {duration: 28 days, breach: {share: 0}, next: {asked: 1, charging_decision: 0}}, "
        "asked: {kind: activity, for: {role: perpetrator, when: [motivated]}, team: justice, next: {close: 1}, "
        "fallback: not_asked}, "
        "not_asked: {kind: activity, for: {role: perpetrator}, team: justice, next: {charging_decision: 1}}}}}\n");
    const auto plan = abuse::load(file.path(), small::sets, {"six_route"}).plan;
    double asked = 0, all = 0;
    for (std::uint32_t r = 0; r < 2; ++r) {
      const auto outcome = abuse::replicate(plan, r);
      asked += small::value(*plan, outcome, 0, "asked_cases");
      all += small::value(*plan, outcome, 0, "asked_cases") + small::value(*plan, outcome, 0, "not_asked_cases");
    }
    CHECK(all > 200);
    return std::pair(asked, all);
  };
  const auto lasting = motivated("5000 years"), gone = motivated("1 days"), half = motivated("28 days");
  CHECK(lasting.first == lasting.second);
  CHECK(gone.first < 0.02 * gone.second);  // but for further arrests
  CHECK(half.first / half.second > 0.42);  // more than a half: a further arrest meanwhile makes it jump again
  CHECK(half.first / half.second < 0.62);
}

TEST_CASE("bail that is broken is withdrawn: more on remand, and no more convicted than charged") {
  const Runs kept({"systems.six_route.services.court_bail.breach.share=0",
                   "systems.six_route.services.bail_before_trial.breach.share=0",
                   "systems.six_route.services.bail_before_sentence.breach.share=0"},
                  {"six_route"}, 4),
      withdrawn({"systems.six_route.services.court_bail.breach.share=1",
                 "systems.six_route.services.bail_before_trial.breach.share=1",
                 "systems.six_route.services.bail_before_sentence.breach.share=1"},
                {"six_route"}, 4);
  CHECK(kept.sum("six_route", "court_bail_breaches") == 0);
  const double breaches = withdrawn.sum("six_route", "court_bail_breaches");
  CHECK(breaches > 20);
  CHECK(withdrawn.sum("six_route", "remand_cases") > kept.sum("six_route", "remand_cases") + 0.8 * breaches);
  CHECK(is_share(withdrawn.sum("six_route", "convictions"), withdrawn.sum("six_route", "prosecutions"), 0.745));
}

TEST_CASE("Navigate Safer never has more than its places, and who goes from one arm to another keeps theirs") {
  const auto plan = small::plan(
      {"systems.option_2.resources.navigate_places.capacity.places=12", "run.horizon=3 years"}, {"option_2"});
  auto run = small::warm(plan);
  run.model.change_system(1 - plan->baseline, run.context());
  const auto& services = plan->systems[1 - plan->baseline].services;
  const std::uint16_t places = plan->systems[1 - plan->baseline].find("navigate_tagged");
  const std::uint16_t watched = plan->systems[1 - plan->baseline].find("navigate_monitored");
  std::map<std::uint32_t, double> tagged;
  std::size_t most = 0, waited = 0, went_on = 0;
  for (double day = 0.5; day < plan->horizon; day += 0.5) {
    run.run_until(day);
    std::size_t inside = 0;
    std::map<std::uint32_t, double> now_tagged;
    for (const auto& c : run.model.cases()) {
      if (c.state == abuse::Case::State::gone || c.subject == abuse::none32) continue;
      if (services[c.service].resource != services[places].resource) continue;
      inside += c.state == abuse::Case::State::open;
      waited += c.state == abuse::Case::State::waiting;
      if (c.service == places && c.state == abuse::Case::State::open) now_tagged[c.subject] = c.until;
      if (c.service == watched && tagged.contains(c.subject) && tagged[c.subject] <= day) {
        CHECK(c.state == abuse::Case::State::open);
        ++went_on;
      }
    }
    tagged = std::move(now_tagged);
    most = std::max(most, inside);
  }
  CHECK(most == 12);
  CHECK(waited > 100);
  CHECK(went_on > 5);
}

TEST_CASE("both arms have their own course: who is not motivated is monitored, and who drops out is too") {
  const std::string s = "systems.option_2.services.";
  const auto cases = [&](const std::string& motivated, const std::string& drops) {
    const Runs runs({"abuse.motivation.after_arrest=" + motivated, "abuse.motivation.otherwise=" + motivated,
                     s + "navigate_motivated.drops_out.share=" + drops, s + "navigate_motivated.drops_out.after=5 days",
                     "run.horizon=3 years"},
                    {"option_2"}, 1);
    return std::map<std::string, double>{{"all", runs.sum("option_2", "navigate_safer_cases")},
                                         {"managed", runs.sum("option_2", "managed_perpetrators")},
                                         {"gate", runs.sum("option_2", "navigate_monitoring_cases")},
                                         {"dropped", runs.sum("option_2", "navigate_safer_dropped_out")},
                                         {"breaches", runs.sum("option_2", "navigate_safer_breaches")}};
  };
  auto nobody = cases("0", "0.5"), stay = cases("1", "0"), leave = cases("1", "1");
  CHECK(nobody["dropped"] == 0);
  CHECK(nobody["gate"] > 20);
  CHECK(nobody["breaches"] > 3);
  CHECK(stay["gate"] == 0);
  CHECK(stay["breaches"] == 0);
  CHECK(leave["dropped"] > 0.9 * leave["all"]);
  CHECK(leave["breaches"] > 3);
  for (auto* arm : {&nobody, &stay, &leave}) CHECK((*arm)["managed"] == (*arm)["all"]);
}

TEST_CASE("a day on a tag in place of prison spares the price of a day in prison") {
  const Runs runs({"areas.west_cheshire.residents=400000", "run.horizon=3 years",
                   "systems.option_2.services.custodial_sentence.next={prison: 0, tag_instead_of_prison: 1}"},
                  {"option_2"}, 2);
  const double days =
      runs.sum("option_2", "tag_instead_of_prison_open", 1) + runs.sum("option_2", "tag_instead_of_prison_open", 2);
  const double spared = runs.sum("option_2", "prison_cost_avoided_by_tagging", 1) +
                        runs.sum("option_2", "prison_cost_avoided_by_tagging", 2);
  const double price = 91.17 * 71.929 / 74.652;
  CHECK(days > 1);
  CHECK(spared == doctest::Approx(days * 365.25 * price).epsilon(1e-3));
  CHECK(runs.sum("six_route", "prison_cost_avoided_by_tagging") == 0);
}
