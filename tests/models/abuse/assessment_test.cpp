#include "tests/models/abuse/kept.hpp"
#include "tests/models/abuse/small.hpp"
#include "tests/sim/agreement.hpp"

#include <boost/math/distributions/normal.hpp>
#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

namespace {

using abuse::Entry;
using abuse::Happening;
using abuse::Role;

const char* const desks[] = {"police_desk",    "probation_desk", "community_safety_desk",
                             "childrens_desk", "housing_desk",   "health_desk"};

std::vector<std::string> seeing(double chance) {
  std::vector<std::string> sets;
  for (const std::string desk : desks)
    for (const char* agency : {"police", "probation", "council", "childrens_services", "housing", "health"})
      sets.push_back("systems.six_route.services." + desk + ".assessment.sees." + agency + "=" +
                     std::to_string(chance));
  return sets;
}

std::vector<std::string> with_risk_aversion(double x) {
  std::vector<std::string> sets;
  for (const std::string desk : desks)
    sets.push_back("systems.six_route.services." + desk + ".assessment.risk_aversion=" + std::to_string(x));
  return sets;
}

struct Counts {
  double truly_high = 0, found = 0, all = 0, high = 0, by_aversion = 0, false_escalations = 0;
};

Counts counts(std::vector<std::string> sets, double sees) {
  for (const std::string& set : seeing(sees)) sets.push_back(set);
  sets.push_back("areas.west_cheshire.residents=400000");
  const auto plan = small::plan(sets, {"six_route"});
  Counts c;
  for (std::uint32_t r = 0; r < 2; ++r) {
    const auto outcome = abuse::replicate(plan, r);
    const auto of = [&](const char* metric) { return small::value(*plan, outcome, 0, metric); };
    c.found += of("assessed_high") - of("graded_high_not_truly");
    c.truly_high += of("assessed_high") - of("graded_high_not_truly") + of("missed_high");
    c.all += of("assessments");
    c.high += of("assessed_high");
    c.by_aversion += of("graded_high_by_aversion");
    c.false_escalations += of("false_escalations");
  }
  return c;
}

double separation(double auc) { return std::numbers::sqrt2 * boost::math::quantile(boost::math::normal(), auc); }

/// Knows, from what happens to a victim, which agencies held a history of them before each matter came up, and compares
/// readings of the truly high with those of standard error about where they should lie.
class Histories final : public abuse::Journal {
 public:
  /// \param seen  chance with which the others' histories are seen: 0 or 1
  Histories(const abuse::Plan& plan, int seen) : plan_(plan), others_seen_(seen == 1) {}

  enum Group { no_history, own_only, own_and_others, others_only, groups };
  struct Sum {
    double readings = 0, expected = 0, n = 0;
    double error() const { return (readings - expected) / std::sqrt(n); }  ///< a unit normal if all is right
  };
  std::array<Sum, groups> sums{};

  void note(const Entry& e) override {
    if (e.role != Role::victim) return;
    Known& v = known_[e.person];
    const abuse::CompiledSystem& system = plan_.systems[0];
    const auto learns = [&](std::uint16_t agency) {
      if (agency != abuse::none16) v.now |= 1U << agency;
    };
    switch (e.what) {
      case Happening::relationship_begins:  // numbers come again in every replication
        v = {};
        v.followed = e.at > -plan_.warm_up;
        return;
      case Happening::presentation:
        if (e.at > v.matter) v.before = v.now;
        v.matter = e.at;
        learns(system.routes[e.route].agency);
        return;
      case Happening::closed: learns(system.services[e.service].agency); return;
      case Happening::assessed: read(e, v, system.services[e.service].agency); return;
      default: return;
    }
  }

 private:
  struct Known {
    unsigned now = 0, before = 0;
    double matter = -abuse::forever;
    bool followed = false;  ///< from the first day of their relationship on
  };

  void read(const Entry& e, const Known& v, std::uint16_t agency) {
    if (!v.followed || e.true_tier != abuse::Tier::high) return;
    const unsigned own = v.before & 1U << agency, seen = others_seen_ ? v.before : own;
    const double share = v.before == 0 ? 0 : static_cast<double>(std::popcount(seen)) / std::popcount(v.before);
    const double blind = separation(0.53), full = separation(0.75);
    Sum& sum = sums[v.before == 0 ? no_history : v.before == own ? own_only : own != 0 ? own_and_others : others_only];
    sum.readings += e.number;
    sum.expected += blind + (full - blind) * share;
    ++sum.n;
  }

  const abuse::Plan& plan_;
  bool others_seen_;
  std::map<std::uint64_t, Known> known_;
};

/// Reviews, of victims who had been looked at before. Without news are those of whom nobody has heard since, whose true
/// tier is what it was, and who were looked at then by somebody of the same agency who sees as much. The moved are
/// those of another true tier, of whom no history tells anything if the AUC is the same with and without.
struct Reviewed {
  std::size_t reviews = 0, without_news = 0, same_without_news = 0, rose_without_news = 0;
  std::size_t by_another = 0, forgot = 0;   ///< by another agency, of whom nobody has heard; reads less in them
  std::size_t moved = 0, moved_as_far = 0;  ///< the reading as far as the true tier, at an AUC of 0.63
  std::size_t rose = 0, fell = 0;           ///< the grade to high or from it, with the true tier
};

Reviewed reviewed(const std::vector<std::string>& sets, const std::string& system) {
  const auto plan = small::plan(sets, {system});
  small::KeptAll kept(plan->systems.size());
  abuse::replicate(plan, 0, kept.journals());
  const std::size_t number = plan->systems[0].name == system ? 0 : 1;
  struct Look {
    double reading = 0;
    std::uint8_t grade = abuse::unassessed;
    abuse::Tier true_tier = abuse::Tier::standard;
    std::uint16_t agency = abuse::none16;
    std::vector<double> sees{};
    bool heard_of = true;  ///< since
  };
  std::map<std::uint64_t, Look> looks;
  Reviewed out;
  const auto follow = [&](const Entry& e, const abuse::CompiledSystem& under, bool counts) {
    if (e.role != Role::victim) return;
    Look& last = looks[e.person];
    if (e.what == Happening::presentation) last.heard_of = true;
    const bool review = e.what == Happening::reviewed;
    if (!review && e.what != Happening::assessed) return;
    const abuse::CompiledService& s = under.services[e.service];
    const auto& sees = review ? s.review->assessment.sees : s.assessment->sees;
    if (review && counts && last.grade != abuse::unassessed) {
      const bool news = last.heard_of || e.true_tier != last.true_tier || s.agency != last.agency || sees != last.sees;
      const int steps = static_cast<int>(e.true_tier) - static_cast<int>(last.true_tier);
      const double change = e.number - last.reading;
      ++out.reviews;
      out.without_news += !news;
      out.same_without_news += !news && change == 0;
      out.rose_without_news += !news && e.grade == 2 && last.grade != 2;
      const bool by_another = !last.heard_of && steps == 0 && s.agency != last.agency;
      out.by_another += by_another;
      out.forgot += by_another && change < 0;
      out.moved += steps != 0;
      out.moved_as_far += steps != 0 && std::abs(change - steps * separation(0.63) / 2) < 1e-5;
      out.rose += steps > 0 && e.grade == 2 && last.grade != 2;
      out.fell += steps < 0 && e.grade != 2 && last.grade == 2;
    }
    last = {e.number, e.grade, e.true_tier, s.agency, sees, false};
  };
  for (const Entry& e : kept.warm_up.entries) follow(e, plan->systems[plan->baseline], false);
  for (const Entry& e : kept.under[number].entries) follow(e, plan->systems[number], true);
  return out;
}

/// Whether a share of n lies within its binomial spread of p; false alarms one in a million (4.89 standard errors).
bool agrees(double found, double n, double p) { return std::abs(found / n - p) < 4.9 * std::sqrt(p * (1 - p) / n); }

}  // namespace

TEST_CASE("the tiers lie as far apart as the share of histories seen says, the assessor's own among them") {
  for (const int seen : {0, 1}) {
    CAPTURE(seen);
    auto sets = seeing(seen);
    sets.push_back("areas.west_cheshire.residents=400000");
    const auto plan = small::plan(sets, {"six_route"});
    Histories histories(*plan, seen);
    for (std::uint32_t r = 0; r < 4; ++r) abuse::replicate(plan, r, {&histories, {&histories}});
    for (const Histories::Sum& sum : histories.sums) {
      CAPTURE(&sum - histories.sums.data());
      CHECK(sum.n > 150);
      CHECK(std::abs(sum.error()) < agreement::standard_errors);
    }
    // The half of the way that one's own file is would be found missing.
    const Histories::Sum& own = histories.sums[Histories::own_only];
    CHECK((separation(0.75) - separation(0.53)) * std::sqrt(own.n) > 2 * agreement::standard_errors);
  }
}

TEST_CASE(
    "where no history tells anything, a truly high case is graded high as often as the AUC and the threshold say") {
  auto sets = with_risk_aversion(0);
  sets.push_back("abuse.reading.auc_full=0.53");
  const Counts c = counts(sets, 0);
  const boost::math::normal unit;
  CHECK(c.truly_high > 500);
  CHECK(agrees(c.found, c.truly_high, boost::math::cdf(unit, separation(0.53) - 1.36)));
}

TEST_CASE("without risk aversion there are no false escalations, with it the share between the two thresholds") {
  const Counts none = counts(with_risk_aversion(0), 0);
  CHECK(none.false_escalations == 0);
  CHECK(none.by_aversion == 0);
  const Counts c = counts(with_risk_aversion(0.4), 0);
  CHECK(c.by_aversion > 0.2 * c.high);
  CHECK(c.by_aversion < 0.6 * c.high);
  CHECK(c.false_escalations > 0);
}

TEST_CASE("seeing everybody's history finds more of the truly high") {
  const Counts blind = counts(with_risk_aversion(0), 0), open = counts(with_risk_aversion(0), 1);
  CHECK(open.found / open.truly_high > blind.found / blind.truly_high + 0.005);
}

TEST_CASE("a review reads as before whoever has not changed and of whom nothing new is known") {
  for (const std::string persistence : {"1", "0.7"})
    for (const std::string system : {"six_route", "option_2"}) {
      CAPTURE(system);
      CAPTURE(persistence);
      const Reviewed r =
          reviewed({"areas.west_cheshire.residents=400000", "abuse.reading.persistence=" + persistence}, system);
      CHECK(r.reviews > 100);
      CHECK(r.without_news > 50);
      CHECK(r.same_without_news == r.without_news);
      CHECK(r.rose_without_news == 0);
      CHECK(r.by_another > 5);
      CHECK((r.forgot == 0 || persistence != "1"));  // what others saw goes along with the referral
    }
}

TEST_CASE("a review finds out that the danger has risen or fallen, and may misread that in another way") {
  std::vector<std::string> sets{"areas.west_cheshire.residents=400000", "abuse.reading.auc_without_history=0.63",
                                "abuse.reading.auc_full=0.63"};
  for (const char* move : {"up.standard", "up.medium", "down.medium", "down.high"})
    sets.push_back("abuse.tier_moves." + std::string(move) + "=12 per year");
  const Reviewed as_far = reviewed(sets, "option_2");
  CHECK(as_far.rose > 20);
  CHECK(as_far.fell > 20);
  CHECK(as_far.moved > 500);
  CHECK(as_far.moved_as_far == as_far.moved);
  sets.push_back("abuse.reading.persistence=0.7");
  const Reviewed anew = reviewed(sets, "option_2");
  CHECK(anew.moved > 500);
  CHECK(anew.moved_as_far < 0.01 * static_cast<double>(anew.moved));
}

TEST_CASE("every entry to high risk is true, false or mistaken, and so is every victim there") {
  const auto plan = small::plan();
  small::KeptAll kept(plan->systems.size());
  const auto outcome = abuse::replicate(plan, 0, kept.journals());
  for (std::size_t s = 0; s < plan->systems.size(); ++s) {
    CAPTURE(plan->systems[s].name);
    const auto of = [&](const std::string& metric, std::size_t row) {
      return small::value(*plan, outcome, s, metric, row);
    };
    for (std::size_t row = 0; row <= plan->years; ++row) {
      CHECK(of("true_escalations", row) + of("false_escalations", row) + of("mistaken_escalations", row) ==
            of("high_risk_entries", row));
      CHECK(of("true_high_risk_victims", row) + of("false_high_risk_victims", row) +
                of("mistaken_high_risk_victims", row) ==
            of("high_risk_victims", row));
      CHECK(of("high_risk_victims", row) > 0);
    }
    // The same told from what happened to each of them.
    std::map<std::uint64_t, std::uint8_t> graded;
    std::array<double, 3> entries{}, victims{};
    std::set<std::uint64_t> there;
    const auto follow = [&](const Entry& e, bool count) {
      if (e.role != Role::victim || (e.what != Happening::assessed && e.what != Happening::reviewed)) return;
      const std::size_t why = e.true_tier == abuse::Tier::high ? 0 : e.falsely ? 1 : 2;
      const auto [place, first] = graded.try_emplace(e.person, abuse::unassessed);
      if (count && e.grade == 2 && place->second != 2) ++entries[why];
      if (count && e.grade == 2 && there.insert(e.person).second) ++victims[why];
      place->second = e.grade;
    };
    for (const Entry& e : kept.warm_up.entries) follow(e, false);
    for (const Entry& e : kept.under[s].entries) follow(e, true);
    const char* const kinds[] = {"true", "false", "mistaken"};
    for (std::size_t k = 0; k < 3; ++k) {
      CAPTURE(kinds[k]);
      CHECK(of(std::string(kinds[k]) + "_escalations", plan->years) == entries[k]);
      CHECK(of(std::string(kinds[k]) + "_high_risk_victims", plan->years) == victims[k]);
      CHECK(entries[k] > 0);
    }
  }
}

TEST_CASE(
    "a second assessment within the window is a duplicate where another service makes it, of the same agency too") {
  const auto plan = small::plan();
  small::KeptAll kept(plan->systems.size());
  const auto outcome = abuse::replicate(plan, 0, kept.journals());
  for (std::size_t s = 0; s < plan->systems.size(); ++s) {
    struct Last {
      double at = -abuse::forever;
      std::string service;
    };
    std::map<std::uint64_t, Last> last;
    double duplicates = 0, of_one_agency = 0;
    const auto follow = [&](const abuse::CompiledSystem& system, const Entry& e, bool count) {
      if (e.role != Role::victim || e.what != Happening::assessed) return;
      const abuse::CompiledService& here = system.services[e.service];
      Last& before = last[e.person];
      if (count && e.at - before.at <= plan->scenario.abuse.duplicate_window && here.name != before.service) {
        ++duplicates;
        const std::uint16_t there = system.find(before.service);
        of_one_agency += there != abuse::none16 && system.services[there].agency == here.agency;
      }
      before = {e.at, here.name};
    };
    for (const Entry& e : kept.warm_up.entries) follow(plan->systems[plan->baseline], e, false);
    for (const Entry& e : kept.under[s].entries) follow(plan->systems[s], e, true);
    CAPTURE(plan->systems[s].name);
    CHECK(small::value(*plan, outcome, s, "duplicate_assessments") == duplicates);
    CHECK(duplicates > 0);
    if (plan->systems[s].name == "option_1") {
      const double second = small::value(*plan, outcome, s, "specialist_assessment_cases");
      CHECK(second > 100);
      CHECK(of_one_agency > 0.9 * second);
    }
  }
}

TEST_CASE("an open case may be reviewed more often than 255 times") {
  const auto plan = small::plan({"systems.six_route.services.outreach.review.every=1 days",
                                 "systems.six_route.services.outreach.review.step_down=0",
                                 "systems.six_route.services.outreach.duration.lognormal.mean=2 years"},
                                {"six_route"});
  auto run = small::warm(plan);
  std::size_t most = 0;
  for (const auto& c : run.model.cases())
    if (c.state == abuse::Case::State::open) most = std::max<std::size_t>(most, c.reviews);
  CHECK(most > 256);
}
