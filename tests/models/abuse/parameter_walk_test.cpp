#include "models/scenario/compose.hpp"
#include "models/scenario/parameters.hpp"
#include "sim/replications.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using Sets = std::vector<std::string>;

/// Everything a run says, to the last bit, so that a missing ratio equals itself.
bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

/// A place at which to look, and what the scenario gives there as it stands.
class Place {
 public:
  Place(const std::string& scenario, const Sets& sets) {
    const auto loaded = abuse::load(scenario, sets, {});
    resolved_ = loaded.resolved;
    parameters_.emplace(loaded.assumptions);
    as_it_is_ = abuse::replicate(loaded.plan, 0).values;
  }
  std::vector<std::string> paths() const {
    std::vector<std::string> out;
    for (const auto& p : parameters_->all()) out.push_back(p.paths.front());
    return out;
  }
  /// Whether anything changes when that number goes to the end of its range that lies further from its value.
  bool moves(const std::string& path) const {
    std::vector<double> values;
    std::size_t which = parameters_->all().size();
    for (std::size_t p = 0; p < parameters_->all().size(); ++p) {
      values.push_back(parameters_->all()[p].assumption.value);
      if (parameters_->all()[p].paths.front() == path) which = p;
    }
    if (which == values.size()) throw std::logic_error("no number at " + path);
    const double low = parameters_->at(std::vector<double>(values.size(), 0.02))[which],
                 high = parameters_->at(std::vector<double>(values.size(), 0.98))[which];
    std::vector<double> moved = values;
    moved[which] = std::abs(high - values[which]) > std::abs(low - values[which]) ? high : low;
    const auto loaded = abuse::load(parameters_->put(resolved_, moved), {}, {});
    return !same(abuse::replicate(loaded.plan, 0).values, as_it_is_);
  }

 private:
  scenario::Node resolved_;
  std::optional<scenario::Parameters> parameters_;
  std::vector<double> as_it_is_;
};

/// What must be so for a number to matter: where the scenario as it stands all but switches it off, it is walked with
/// these set as well. SERVICE stands for the path's first four keys.
struct Companion {
  std::string ends_with;
  Sets sets;
};
const std::vector<Companion> companions{
    // What builds up is a ratio, and each of them is 1: no effect unless shown.
    {".builds_up", {"SERVICE.onset_ratio=0.5", "SERVICE.hazard_ratio=0.5", "SERVICE.disclosure_ratio=2"}},
    // What fades is a ratio, and some are so near 1, and of so few cases, that a run has no incident less for it.
    {".protects.half_life", {"SERVICE.protects.hazard_ratio=0.1"}},
    // There is capacity for all, so that nobody waits.
    {".floating_support.patience.exponential.mean", {"SERVICE.capacity.fte=0.3"}},
    {".team_around_family.patience.exponential.mean", {"SERVICE.capacity.fte=0.3"}},
    // More come to high risk under either option, not fewer. With a higher line, and nobody graded up at a review,
    // there is a fall, of about the size that the number's range has.
    {".family_safety_unit.capacity.until_fall",
     {"systems.option_1.services.access_team.assessment.high=1.5",
      "systems.option_1.services.specialist_assessment.assessment.high=1.5",
      "systems.option_1.services.key_worker.review.every=99 years",
      "systems.option_2.services.access_team.assessment.high=1.5",
      "systems.option_2.services.key_worker.review.every=99 years"}},
    // A full service lets people wait, as one that is not does: no effect unless shown.
    {".when_full.above", {"SERVICE.when_full.response=both"}},
    {".when_full.takes", {"SERVICE.when_full.response=threshold"}},
    {".when_full.length", {"SERVICE.when_full.response=early_closure"}},
    // There is half a homicide a year, and few of those in prison for it begin another relationship meanwhile.
    {".homicide_custody.protects.hazard_ratio",
     {"abuse.incidents.fatal=1", "abuse.relationships.new_partner=0.95",
      "abuse.relationships.new_partner_after.exponential.mean=10 days", "abuse.relationships.new_per_1000=3"}},
    // Few are in custody for so short a time, on so long a sentence or on a tag in place of one.
    {".custody_for_breach.protects.hazard_ratio",
     {"systems.six_route.services.protection_order.breach.share=1",
      "systems.six_route.services.protection_order.breach.next={custody_for_breach: 1}",
      "SERVICE.duration={constant: 300 days}"}},
    {".swift_recall.protects.hazard_ratio",
     {"systems.option_1.services.navigate_tagged.breach.share=1",
      "systems.option_1.services.navigate_tagged.breach.next={swift_recall: 1}",
      "systems.option_1.services.navigate_monitored.breach.share=1",
      "systems.option_1.services.navigate_monitored.breach.next={swift_recall: 1}", "SERVICE.for.when=[]",
      "SERVICE.duration={constant: 900 days}"}},
    {".licence.protects.hazard_ratio",
     {"systems.six_route.services.prison.next={licence: 1, licence_of_short_sentence: 0}"}},
    {".licence.breach.share", {"systems.six_route.services.prison.next={licence: 1, licence_of_short_sentence: 0}"}},
    {".tag_instead_of_prison.protects.hazard_ratio",
     {"systems.option_1.services.custodial_sentence.next={prison: 0, tag_instead_of_prison: 1}"}},
    {".tag_instead_of_prison.breach.share",
     {"systems.option_1.services.custodial_sentence.next={prison: 0, tag_instead_of_prison: 1}"}},
};

/// \return the companions' settings for that number; nothing if it has none
std::optional<Sets> companion_of(const std::string& path) {
  for (const Companion& c : companions) {
    if (!path.ends_with(c.ends_with)) continue;
    std::size_t end = 0;
    for (int key = 0; key < 4; ++key) end = path.find('.', end + (key > 0));
    Sets sets = c.sets;
    for (std::string& set : sets)
      if (set.starts_with("SERVICE")) set.replace(0, 7, path.substr(0, end));
    return sets;
  }
  return std::nullopt;
}

Sets joined(Sets a, const Sets& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// In the larger ones the services are those of this place: whoever gets through to the last of them has waited so long
/// that little abuse goes on. What those do shows in the place as it is.
const Sets as_it_is{}, large{"areas.west_cheshire.residents=660000", "run.horizon=3 years"},
    larger{"areas.west_cheshire.residents=3000000"};

/// Whether that number, which changes nothing in a small place, has no effect in these places or beside its companion.
bool is_dead(const std::string& scenario, const std::string& path, const std::vector<const Place*>& places,
             const std::vector<Sets>& beside_in = {small::sets, as_it_is, larger}) {
  if (path.ends_with(".volume")) return false;  // for checks before a run only
  if (std::any_of(places.begin(), places.end(), [&](const Place* place) { return place->moves(path); })) return false;
  if (const auto beside = companion_of(path))
    for (const Sets& size : beside_in)
      if (Place(scenario, joined(size, *beside)).moves(path)) return false;
  return true;
}

}  // namespace

TEST_CASE("the walk finds a number that nothing follows from, and takes none for one that another switches off") {
  // Two kinds of prevention without effect as they stand: one would have some, the other begins after the run.
  const auto kind = [](const std::string& name, const std::string& start) {
    return name + ": {start: " + start + ", builds_up: {value: 1 year, range: [0.5 years, 3 years]}}";
  };
  const small::File file("extends: " + small::west_cheshire() + "\nsystems: {option_2: {prevention: {" +
                         kind("dormant", "2013-01-01") + ", " + kind("dead", "2030-01-01") + "}}}\n");
  const Place place(file.path(), small::sets);
  const std::string at = "systems.option_2.prevention.";
  CHECK_FALSE(place.moves(at + "dormant.builds_up"));
  CHECK_FALSE(is_dead(file.path(), at + "dormant.builds_up", {&place}, {small::sets}));
  CHECK(is_dead(file.path(), at + "dead.builds_up", {&place}, {small::sets}));
  CHECK_FALSE(is_dead(file.path(), "abuse.trust.loss", {&place}, {small::sets}));
}

TEST_SUITE_BEGIN("long");

TEST_CASE("every uncertain number of West Cheshire, when moved over its range, changes at least one output") {
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  const Place few(small::west_cheshire(), small::sets);
  const std::vector<std::string> paths = few.paths();
  std::vector<char> moved(paths.size());
  sim::run_replications(paths.size(), threads, [&](std::size_t p) { moved[p] = few.moves(paths[p]); });
  std::vector<std::string> unmoved;
  for (std::size_t p = 0; p < paths.size(); ++p)
    if (!moved[p]) unmoved.push_back(paths[p]);
  MESSAGE(paths.size(), " numbers; without effect in a small place: ", unmoved.size());
  const Place many(small::west_cheshire(), large), most(small::west_cheshire(), larger),
      again(small::west_cheshire(), joined(larger, {"run.seed=1"}));  // what few people meet may pass one town by
  std::vector<char> dead(unmoved.size());
  sim::run_replications(unmoved.size(), threads, [&](std::size_t p) {
    dead[p] = is_dead(small::west_cheshire(), unmoved[p], {&many, &most, &again});
  });
  for (std::size_t p = 0; p < unmoved.size(); ++p) {
    CAPTURE(unmoved[p]);
    CHECK_FALSE(dead[p]);
  }
}

TEST_SUITE_END();
