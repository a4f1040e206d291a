#include "tests/models/abuse/kept.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace {

using Sets = std::vector<std::string>;

/// A metric of the baseline over the horizon, summed over two replications.
double sum(const Sets& sets, const std::string& metric) {
  const auto plan = small::plan(sets, {"six_route"});
  return small::value(*plan, abuse::replicate(plan, 0), 0, metric) +
         small::value(*plan, abuse::replicate(plan, 1), 0, metric);
}

/// Every child exposed once shows it.
const Sets language{"abuse.consequences.language.share=1", "abuse.consequences.language.risk_ratio=2",
                    "abuse.consequences.language.full_after=1"};

}  // namespace

TEST_CASE("attendances and admissions are counted apart, and an admission follows an attendance") {
  const auto plan = small::plan({"areas.west_cheshire.residents=300000"}, {"six_route"});
  const auto outcome = abuse::replicate(plan, 0);
  const double attended = small::value(*plan, outcome, 0, "ae_attendances"),
               admitted = small::value(*plan, outcome, 0, "hospital_admissions");
  CHECK(attended == small::value(*plan, outcome, 0, "ae_attendance_cases"));
  CHECK(admitted > 0.05 * attended);
  CHECK(admitted < 0.2 * attended);
  CHECK(sum({"systems.six_route.services.ae_attendance.also.hospital_admission=1"}, "hospital_admissions") ==
        sum({"systems.six_route.services.ae_attendance.also.hospital_admission=1"}, "ae_attendances"));
}

TEST_CASE("a parent's mental health is counted where children live, and nobody is in care twice") {
  const double parents = sum({}, "parental_mental_health"), all = sum({}, "mental_health_care_cases");
  CHECK(parents > 0.3 * all);
  CHECK(parents < 0.7 * all);
  const Sets childless{"abuse.relationships.children.0=1", "abuse.relationships.children.1=0",
                       "abuse.relationships.children.2=0", "abuse.relationships.children.3=0",
                       "abuse.relationships.children.4=0"};
  CHECK(sum(childless, "parental_mental_health") == 0);
  CHECK(sum(childless, "mental_health_care_cases") > 0.8 * all);
}

TEST_CASE("antenatal care sees women only, and jobseeker's allowance follows the share who lose work") {
  CHECK(sum({}, "unscheduled_antenatal") > 5);
  CHECK(sum({"abuse.relationships.female_victims=0"}, "unscheduled_antenatal") == 0);
  const double claims = sum({}, "jobseeker_claims");
  CHECK(claims > 20);
  CHECK(sum({"abuse.consequences.lost_work.share=0"}, "jobseeker_claims") == 0);
  CHECK(sum({"abuse.consequences.lost_work.share=0.018"}, "jobseeker_claims") > 2 * claims);
}

TEST_CASE("health and work measures move no incident") {
  const Sets none{"abuse.consequences.lost_work.share=0", "abuse.consequences.language.risk_ratio=1"};
  for (const std::string metric : {"incidents", "police_incidents", "arrests", "childrens_contacts"})
    CHECK(sum({}, metric) == sum(none, metric));
}

TEST_CASE("a child's language is settled at one exposure, and no other asks again") {
  const Sets never{"abuse.consequences.language.risk_ratio=1"};
  const Sets always{"abuse.consequences.language.share=1", "abuse.consequences.language.risk_ratio=2",
                    "abuse.consequences.language.full_after=6"};
  CHECK(sum(always, "duplicate_referrals") == sum(never, "duplicate_referrals"));
  CHECK(sum(always, "language_check_referrals") > 100);
}

TEST_CASE("language delay shows at 21 months, once a child, in those exposed before") {
  const auto plan = small::plan(language, {"six_route"});
  small::KeptAll kept(1);
  const auto outcome = abuse::replicate(plan, 0, kept.journals());
  const std::uint16_t check = plan->systems[0].find("language_check");
  std::map<std::uint64_t, double> birth, shown;
  for (const auto* journal : {&kept.warm_up, &kept.under[0]})
    for (const abuse::Entry& e : journal->entries) {
      if (e.what == abuse::Happening::relationship_begins && e.role == abuse::Role::child)
        birth[e.person] = e.at - e.number;
      if (e.what == abuse::Happening::begun && e.service == check) {
        CHECK(shown.count(e.person) == 0);
        shown[e.person] = e.at;
      }
    }
  CHECK(shown.size() > 100);
  for (const auto& [child, at] : shown) {
    REQUIRE(birth.count(child) == 1);
    CHECK(at - birth[child] == doctest::Approx(21 * abuse::config::year / 12));
  }
  // Of a system's counted period only those that show in it are its own.
  std::size_t counted = 0;
  for (const auto& [child, at] : shown) counted += at >= 0;
  CHECK(small::value(*plan, outcome, 0, "language_delay") == static_cast<double>(counted));
}

TEST_CASE("of language delay, only what exposure adds is counted") {
  const double all = sum(language, "language_delay");
  const auto with = [](const std::string& share, const std::string& ratio) {
    return sum({"abuse.consequences.language.share=" + share, "abuse.consequences.language.risk_ratio=" + ratio,
                "abuse.consequences.language.full_after=1"},
               "language_delay");
  };
  CHECK(with("1", "1") == 0);
  CHECK(sum({"abuse.consequences.language.share=1", "abuse.consequences.language.risk_ratio=2",
             "abuse.consequences.language.full_after=6"},
            "language_delay") < 0.8 * all);
  CHECK(with("0.5", "2") == with("0.25", "3"));
  CHECK(with("0.5", "2") == doctest::Approx(0.5 * all).epsilon(0.15));
}

TEST_CASE("what waits for an age is of an exposed child, and has no lag or ages beside it") {
  const auto mistake = [](const std::string& keys) -> std::string {
    const small::File file("extends: " + small::west_cheshire() + "\nabuse: {consequences: {c: {enters: advice, " +
                           keys + "}}}\n");
    try {
      abuse::load(file.path(), {}, {});
    } catch (const scenario::InputError& e) { return e.diagnostics().front().message; }
    return "";
  };
  CHECK(mistake("of: incident, share: 0.1, at_age: 1 year") == "is of a child: expected of: exposure");
  CHECK(mistake("of: exposure, share: 0.1, at_age: 1 year, to_age: 2 years") ==
        "stands beside at_age: write one of them");
}
