#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

/// What a service does when its workers have all the cases they can hold.
namespace {

using Sets = std::vector<std::string>;

const std::string at = "systems.six_route.services.child_in_need.when_full.";

/// The same response at every service that has one.
Sets all_respond(const std::string& response) {
  Sets sets;
  for (const char* service : {"childrens_assessment", "section_47", "child_in_need"})
    sets.push_back("systems.six_route.services." + std::string(service) + ".when_full.response=" + response);
  return sets;
}

/// Two years with that many workers. \param more  settings besides
class Runs {
 public:
  Runs(const std::string& workers, Sets more) {
    more.push_back("systems.six_route.resources.social_workers.capacity.fte=" + workers);
    plan_ = small::plan(more, {"six_route"});
    outcome_ = abuse::replicate(plan_, 0);
  }
  double operator[](const std::string& metric) const { return small::value(*plan_, outcome_, 0, metric); }
  const std::vector<double>& values() const { return outcome_.values; }

 private:
  std::shared_ptr<const abuse::Plan> plan_;
  abuse::Outcome outcome_;
};

/// To the last bit, so that a missing ratio equals itself.
bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

}  // namespace

TEST_CASE("workers with full caseloads raise the threshold and close early as the scenario says") {
  const Runs waits("60", {}), takes_half("60", {at + "response=threshold", at + "takes=0.5"}),
      takes_none("60", {at + "response=threshold", at + "takes=0"}),
      closes("60", {at + "response=early_closure", at + "length=0.5", at + "above=0.3"});
  MESSAGE("in use ", waits["child_in_need_utilisation"], "; waits of ", waits["child_in_need_wait_days"], ", ",
          takes_half["child_in_need_wait_days"], " and ", closes["child_in_need_wait_days"], " days");
  REQUIRE(waits["child_in_need_utilisation"] > 0.9);
  CHECK(waits["child_in_need_not_taken"] == 0);
  CHECK(takes_half["child_in_need_not_taken"] > 10);
  CHECK(takes_none["child_in_need_not_taken"] > takes_half["child_in_need_not_taken"]);
  CHECK(takes_half["children_in_need_started"] < waits["children_in_need_started"]);
  CHECK(takes_half["early_help_referrals"] > waits["early_help_referrals"]);
  CHECK(takes_half["child_in_need_wait_days"] < waits["child_in_need_wait_days"]);
  CHECK(closes["child_in_need_stay_days"] < 0.8 * waits["child_in_need_stay_days"]);
}

TEST_CASE("a service whose resource is never full, or full far above what it has, does nothing of the kind") {
  const Runs free("5000", {}), free_strict("5000", {at + "response=both", at + "takes=0", at + "length=0.5"});
  CHECK(same(free.values(), free_strict.values()));
  CHECK(free["child_in_need_cases"] > 0);
  const Runs high_above("60", {at + "response=both", at + "above=50", at + "takes=0", at + "length=0.5"}),
      waits("60", {});
  CHECK(high_above["child_in_need_not_taken"] == 0);
  CHECK(high_above["child_in_need_stay_days"] == waits["child_in_need_stay_days"]);
}

TEST_CASE("full workers let children wait, or raise thresholds at every step, or close early, as the scenario says") {
  const Runs waits("60", all_respond("waits")), threshold("60", all_respond("threshold")),
      closes("60", all_respond("early_closure")), as_it_stands("60", {});
  CHECK(same(waits.values(), as_it_stands.values()));
  const auto not_taken = [](const Runs& runs) {
    return runs["childrens_assessment_not_taken"] + runs["section_47_not_taken"] + runs["child_in_need_not_taken"];
  };
  MESSAGE("days of waiting for an assessment, an enquiry and child in need: ", waits["childrens_assessment_wait_days"],
          ", ", waits["section_47_wait_days"], ", ", waits["child_in_need_wait_days"], "; with thresholds ",
          threshold["childrens_assessment_wait_days"], ", ", threshold["section_47_wait_days"], ", ",
          threshold["child_in_need_wait_days"], "; not taken ", not_taken(threshold));
  REQUIRE(waits["child_in_need_utilisation"] > 0.9);
  CHECK(not_taken(waits) == 0);
  CHECK(not_taken(closes) == 0);
  for (const char* service : {"childrens_assessment", "section_47", "child_in_need"}) {
    CAPTURE(service);
    CHECK(threshold[std::string(service) + "_not_taken"] > 5);
    CHECK(threshold[std::string(service) + "_wait_days"] < waits[std::string(service) + "_wait_days"]);
  }
  CHECK(threshold["protection_plans_started"] < waits["protection_plans_started"]);
  CHECK(closes["child_in_need_stay_days"] < 0.95 * waits["child_in_need_stay_days"]);
  CHECK(closes["childrens_assessment_stay_days"] < 0.95 * waits["childrens_assessment_stay_days"]);
  CHECK(closes["section_47_stay_days"] == doctest::Approx(waits["section_47_stay_days"]).epsilon(0.1));
}

TEST_CASE("with the posts that West Cheshire has nobody waits, so that the response changes nothing") {
  const Runs waits("150", all_respond("waits")), both("150", all_respond("both"));
  CHECK(same(waits.values(), both.values()));
}
