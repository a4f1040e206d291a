#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

/// What a service does when its workers have all the cases they can hold.
namespace {

using Sets = std::vector<std::string>;

const std::string at = "systems.six_route.services.child_in_need.when_full.";

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
  const Runs waits("60", {}), takes_half("60", {at + "takes=0.5"}), takes_none("60", {at + "takes=0"}),
      closes("60", {at + "length=0.5", at + "above=0.3"});
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
  const Runs free("5000", {}), free_strict("5000", {at + "takes=0", at + "length=0.5"});
  CHECK(same(free.values(), free_strict.values()));
  CHECK(free["child_in_need_cases"] > 0);
  const Runs high_above("60", {at + "above=50", at + "takes=0", at + "length=0.5"}), waits("60", {});
  CHECK(high_above["child_in_need_not_taken"] == 0);
  CHECK(high_above["child_in_need_stay_days"] == waits["child_in_need_stay_days"]);
}
