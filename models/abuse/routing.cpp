#include "models/abuse/load.hpp"
#include "models/abuse/offer.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>

namespace abuse {

namespace {

/// Chance of each grade at an assessment when no history is seen, for the tiers as they are at onset.
/// \param aversion  by how much the threshold for high is lowered
std::vector<double> grade_mix(const Plan& plan, const config::Assessment& a, double aversion) {
  const boost::math::normal unit;
  std::vector<double> mix(tiers, 0);
  for (std::size_t t = 0; t < tiers; ++t) {
    const double position = plan.d_blind * static_cast<double>(t) / 2,
                 share = plan.scenario.abuse.relationships.tier.of[t];
    const double high =
        boost::math::cdf(boost::math::complement(unit, std::max(a.high - aversion, a.medium) - position));
    const double medium = boost::math::cdf(boost::math::complement(unit, a.medium - position)) - high;
    mix[2] += share * high;
    mix[1] += share * medium;
    mix[0] += share * (1 - high - medium);
  }
  return mix;
}

/// The last share of the capacity that a running service comes to.
double final_share(const std::vector<CapacityStep>& steps) {
  double share = 1;
  for (const CapacityStep& step : steps)
    if (!step.ends) share = step.share;
  return share;
}

double mean_children(const Plan& plan) {
  double mean = 0;
  const auto& shares = plan.scenario.abuse.relationships.children;
  for (std::size_t n = 0; n < shares.size(); ++n) mean += static_cast<double>(n) * shares[n];
  return mean;
}

}  // namespace

/// By sums over the lengths that the case would have (rows) and the time in each (columns).
ExpectedCourse expected_course(const CompiledService& s) {
  ExpectedCourse course;
  course.length = (s.duration ? s.duration->mean() : 0) + (s.move_on ? s.move_on->mean() : 0);
  const bool monitored = s.breach && s.breach->monitored > 0;
  if (!s.duration || (!s.drops_out && !monitored)) return course;
  constexpr int rows = 200, columns = 200;
  const auto dropped = [&](Time t) { return s.drops_out ? s.drops_out->share * s.drops_out->after.cdf(t) : 0; };
  const auto found = [&](Time t) { return monitored ? s.breach->monitored * s.breach->after.cdf(t) : 0; };
  const bool ends = monitored && s.breach->ends;
  course.length = 0;
  for (int row = 0; row < rows; ++row) {
    const double length = s.duration->quantile((row + 0.5) / rows) + (s.move_on ? s.move_on->mean() : 0);
    for (int column = 0; column < columns; ++column) {
      const Time from = length * column / columns, to = length * (column + 1) / columns, middle = (from + to) / 2;
      const double by_drop = dropped(to) - dropped(from), by_breach = found(to) - found(from);
      const double still = 1 - dropped(middle), unbroken = ends ? 1 - found(middle) : 1;
      course.length += still * unbroken * (to - from) / rows;
      course.drops_out += by_drop * unbroken / rows;
      (ends ? course.ends_with_breach : course.breaches_that_do_not) += by_breach * still / rows;
    }
  }
  return course;
}

pathway::Spec graph_of(const Plan& plan, std::size_t system, bool settled) {
  const CompiledSystem& sys = plan.systems[system];
  const config::System& c = plan.scenario.systems[system].value;
  pathway::Spec spec;
  spec.system = sys.title;
  for (const auto name : tier_names) spec.grades.emplace_back(name);
  const std::size_t n = c.services.size();  // services that only drain take nobody and are not in the graph

  const auto running = [&](const CompiledService& s) { return s.start < plan.horizon && s.end >= plan.horizon; };
  const auto target = [&](const std::string& name) {
    std::uint16_t to = sys.find(name);
    if (to == none16 || to >= n) return pathway::Edge::leaves;
    if (settled)
      for (std::size_t hops = 0; hops < n && !running(sys.services[to]); ++hops) {
        if (sys.services[to].fallback == none16) return pathway::Edge::leaves;
        to = sys.services[to].fallback;
      }
    return static_cast<std::size_t>(to);
  };

  for (std::size_t i = 0; i < n; ++i) {
    const config::Service& in = c.services[i].value;
    const CompiledService& s = sys.services[i];
    pathway::Service out;
    out.name = s.name;
    out.place = c.services[i].place;
    out.kind = static_cast<pathway::Kind>(s.kind);
    const ExpectedCourse course = expected_course(s);
    out.mean_duration = course.length;
    out.can_take_no_time = !s.is_batch() && (!s.duration || s.duration->mean() == 0);
    if (s.is_batch()) out.capacity = s.slots * final_share(s.slot_steps) / s.dates.mean_interval(0, plan.horizon);
    if (s.kind == Kind::programme) out.capacity *= out.mean_duration;
    if (s.resource != none16) {
      const CompiledResource& r = sys.resources[s.resource];
      out.capacity = r.units * final_share(r.steps);
      if (in.uses) out.capacity_shared_with = r.name;
    }
    if (s.background && (!settled || running(s))) {
      const double mean = s.background->duration ? s.background->duration->mean() : out.mean_duration;
      out.background_load = s.background->cases * mean;
    }
    for (std::size_t g = 0; g <= tiers; ++g) {
      const bool takes = s.assessed == 0 || (g < tiers && has(s.assessed, static_cast<Tier>(g)));
      out.engages.push_back(takes ? s.engagement[g] : 0);
    }
    if (in.assessment)
      out.assesses.assign(
          tiers + 1, grade_mix(plan, *in.assessment,
                               in.assessment->risk_aversion * (1 - offered(sys, s, Tier::medium, plan.horizon - 1))));
    for (std::size_t r = 0; r < sys.routes.size(); ++r) {
      const auto& route = c.routes[r].value;
      const std::size_t enters = target(route.enters.name);
      if (enters == i || (!settled && sys.find(route.enters.name) == i))
        out.entries += std::max(route.volume.value_or(0), 1e-9);
    }
    for (const CompiledRoute& route : sys.routes)
      for (const auto& contact : route.contacts)
        if (contact.enters == i) out.entries = std::max(out.entries, 1e-9);
    for (const auto& q : sys.consequences)
      if (q.enters == i) out.entries = std::max(out.entries, 1e-9);

    // A settled graph carries numbers: what ends early takes its part of the flow from the usual ways on.
    const double usual = settled ? std::max(0.0, 1 - course.drops_out - course.ends_with_breach) : 1;
    const auto edges = [&](const config::Steps& steps, pathway::Flow flow, double part) {
      const auto add = [&](const config::Share& share, std::optional<std::size_t> grade) {
        pathway::Edge edge;
        edge.to = share.name == "close" ? pathway::Edge::leaves : target(share.name);
        edge.to_name = settled && edge.to == pathway::Edge::leaves ? "close" : share.name;
        edge.flow = flow;
        edge.grade = grade;
        edge.share = share.share * part;
        edge.place = share.place;
        if (edge.to != pathway::Edge::leaves && sys.services[edge.to].role == Role::child && s.role != Role::child)
          edge.cases_per_case = mean_children(plan);
        out.edges.push_back(std::move(edge));
      };
      if (!steps.is_by_tier)
        for (const auto& share : steps.all) add(share, std::nullopt);
      else
        for (std::size_t t = 0; t < tiers; ++t)
          for (const auto& share : steps.by_tier[t]) add(share, t);
    };
    if (in.review) {  // how often a grade rises is not known before a run: a way, but next to no load
      config::Steps up;
      for (const auto& share : in.review->step_up)
        up.all.push_back({share.name, std::min(share.share, 1e-9), share.place});
      edges(up, pathway::Flow::also, 1);
    }
    edges(in.next, pathway::Flow::next, usual);
    edges(in.also, pathway::Flow::also, usual);
    const auto early = [&](const std::vector<config::Share>& next, double part) {
      config::Steps ways;
      ways.all = next;
      edges(ways, pathway::Flow::also, std::clamp(part, 1e-9, 1.0));
    };
    if (in.drops_out) early(in.drops_out->next, course.drops_out);
    if (in.breach) early(in.breach->next, course.ends_with_breach + course.breaches_that_do_not);
    if (in.fallback) {
      pathway::Edge edge;
      edge.to = target(in.fallback->name);
      edge.to_name = settled && edge.to == pathway::Edge::leaves ? "close" : in.fallback->name;
      edge.flow = pathway::Flow::fallback;
      edge.share = 1;
      edge.place = in.fallback->place;
      out.edges.push_back(std::move(edge));
    }
    spec.services.push_back(std::move(out));
  }
  return spec;
}

}  // namespace abuse
