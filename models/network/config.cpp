#include "models/network/config.hpp"

#include <fmt/format.h>

namespace network::config {

using scenario::Fields;
using scenario::Need;
using scenario::no_limit;
using scenario::Param;
using scenario::Unit;

namespace {

constexpr Need required = Need::required, optional = Need::optional;
constexpr scenario::Certainty exact = scenario::Certainty::exact;

/// One distribution for all classes or a mapping of classes to one each.
void by_class(Fields& f, const Param& param, ByClass& out) {
  if (f.may_be_by_name(param.key)) f.distributions(param, out.each);
  if (f.may_be_distribution(param.key)) f.distribution(param, out.all);
}

}  // namespace

static void describe(Fields& f, Precision& c) {
  f.reference({"output", "path of the output that must be known well: stations.desk.mean_wait"}, c.output);
  f.number({"relative", Unit::share, 1e-6, 1, "half-width wanted, as a part of the mean", optional, exact}, c.relative);
  f.number({"half_width", Unit::number, 1e-300, no_limit, "half-width wanted", optional, exact}, c.half_width);
  f.number({"at_least", Unit::count, 3, 1e6, "replications to begin with", optional, exact}, c.at_least);
  f.number({"at_most", Unit::count, 3, 1e6, "replications after which to give up", optional, exact}, c.at_most);
  if (c.relative.has_value() == c.half_width.has_value()) f.error("", "expected relative or half_width, one of them");
  if (c.at_least > c.at_most) f.error("at_least", "expected no more than at_most");
}

static void describe(Fields& f, Run& c) {
  f.number({"warm_up", Unit::number, 0, no_limit, "length of time that is not counted", optional, exact}, c.warm_up);
  f.number({"horizon", Unit::number, 1e-300, no_limit, "counted length, after the warm-up", required, exact},
           c.horizon);
  f.number({"replications", Unit::count, 1, 1e6, "sets of random numbers", required, exact}, c.replications);
  f.number({"seed", Unit::count, 0, 4294967295.0, "seed of every random number", required, exact}, c.seed);
  f.mapping(
      {"precision", "go on until an output is known this well, instead of a fixed number of replications", optional},
      c.precision);
}

static void describe(Fields& f, RateStep& c) {
  f.number({"since", Unit::number, 0, no_limit, "time from which the rate holds", required, exact}, c.from);
  f.number({"rate", Unit::number, 0, no_limit, "arrivals in a unit of time"}, c.rate);
}

static void describe(Fields& f, Sine& c) {
  f.number({"mean", Unit::number, 0, no_limit, "mean rate"}, c.mean);
  f.number({"amplitude", Unit::number, 0, no_limit, "highest rate less the mean"}, c.amplitude);
  f.number({"period", Unit::number, 1e-300, no_limit, "length of a wave"}, c.period);
  f.number({"phase", Unit::number, -no_limit, no_limit, "time at which the rate rises through its mean", optional},
           c.phase);
  if (c.amplitude > c.mean)
    f.error("amplitude", fmt::format("expected at most the mean ({:.10g}), got {:.10g}", c.mean, c.amplitude));
}

static void describe(Fields& f, Arrivals& c) {
  f.number({"rate", Unit::number, 0, no_limit, "Poisson arrivals in a unit of time", optional}, c.rate);
  f.list({"rates", "a rate that changes in steps, drawn by thinning", optional}, c.rates);
  f.number({"period", Unit::number, 1e-300, no_limit, "the steps repeat after this; without it the last one stays",
            optional},
           c.period);
  f.mapping({"sine", "a rate that goes in waves, drawn by thinning", optional}, c.sine);
  if (f.has("rate") + f.has("rates") + f.has("sine") != 1)
    f.error("", "expected a distribution of gaps, or rate, rates or sine, one of them");
  if (f.may_be_list("rates") && f.has("rates") && c.rates.empty()) f.error("rates", "expected at least one step");
  for (std::size_t i = 0; i < c.rates.size(); ++i) {
    if (i == 0 ? c.rates[i].from != 0 : c.rates[i].from <= c.rates[i - 1].from)
      f.error("rates", "expected times that rise from 0");
    if (c.period && c.rates[i].from >= *c.period) f.error("rates", "expected times within the period");
  }
}

static void describe(Fields& f, Class& c) {
  f.number({"priority", Unit::count, 0, 1e6, "1 is served before 2", optional, exact}, c.priority);
  c.arrivals_place = f.place("arrivals");
  if (f.may_be_distribution("arrivals"))
    f.distribution({"arrivals", Unit::number, 0, no_limit, "time between two arrivals"}, c.gaps);
  if (f.may_be_by_name("arrivals")) f.mapping({"arrivals", "a Poisson process of arrivals"}, c.arrivals);
  if (!f.has("arrivals")) f.distribution({"arrivals", Unit::number, 0, no_limit, "time between two arrivals"}, c.gaps);
  f.reference({"starts_at", "station where they arrive"}, c.starts_at);
}

static void describe(Fields& f, ServerStep& c) {
  f.number({"since", Unit::number, 0, no_limit, "time from which they are there", required, exact}, c.from);
  f.number_or_unlimited({"servers", Unit::count, 0, 1e9, "how many; a fall lets those in service finish"}, c.servers);
}

static void describe(Fields& f, Queue& c) {
  f.choice({"discipline", "who is served first", optional}, discipline_names, c.discipline);
  f.number_or_unlimited({"capacity", Unit::count, 0, 1e9, "how many may wait; who finds it full balks", optional},
                        c.capacity);
}

static void describe(Fields& f, Gap& c) {
  f.number({"since", Unit::number, 0, no_limit, "no sitting from this time on", required, exact}, c.from);
  f.number({"until", Unit::number, 0, no_limit, "up to, but not at, this one", required, exact}, c.until);
  if (c.until <= c.from) f.error("until", "expected a time after since");
}

static void describe(Fields& f, Meeting& c) {
  f.number({"every", Unit::number, 1e-300, no_limit, "time between sittings; the first is at that time"}, c.every);
  f.number_or_unlimited({"slots", Unit::count, 1, 1e9, "how many of those waiting it takes"}, c.slots);
  f.number({"minimum", Unit::count, 1, 1e9, "with fewer ready it does not sit", optional}, c.minimum);
  f.number({"preparation", Unit::number, 0, no_limit, "who came later than that before a sitting waits for the next",
            optional},
           c.preparation);
  f.list({"gaps", "times without sittings", optional}, c.gaps);
}

static void describe(Fields& f, Station& c) {
  c.has_servers = f.has("servers");
  if (f.may_be_list("servers")) f.list({"servers", "servers, in steps of time", optional}, c.steps);
  if (c.has_servers && f.may_be_list("servers") && c.steps.empty()) f.error("servers", "expected at least one step");
  if (!f.has("servers") || !f.may_be_list("servers"))
    f.number_or_unlimited({"servers", Unit::count, 0, 1e9, "how many can be served at once; 1 if absent", optional},
                          c.servers);
  f.mapping({"queue", "who is served first, and how many may wait", optional}, c.queue);
  by_class(f, {"service", Unit::number, 0, no_limit, "time in service, one for all classes or one for each", optional},
           c.service);
  by_class(f, {"patience", Unit::number, 0, no_limit, "leaves the queue after this wait; never if absent", optional},
           c.patience);
  by_class(
      f, {"deadline", Unit::number, 0, no_limit, "due that long after joining, for the discipline deadline", optional},
      c.deadline);
  f.mapping({"meeting", "a batch service instead of servers: takes those waiting at set times", optional}, c.meeting);
  if (c.meeting && (c.has_servers || !c.service.empty()))
    f.error("meeting", "expected no servers and no service beside a meeting: those it takes leave at once");
  if (!c.meeting && c.service.empty() && !f.has("service")) f.error("", "expected a service time, or a meeting");
  for (std::size_t i = 0; i < c.steps.size(); ++i)
    if (i == 0 ? c.steps[i].from != 0 : c.steps[i].from <= c.steps[i - 1].from)
      f.error("servers", "expected times that rise from 0");
  const bool by_deadline = discipline_names[c.queue.discipline] == "deadline";
  if (by_deadline && c.deadline.empty() && !f.has("deadline"))
    f.error("queue", "the discipline deadline needs a deadline for each class");
  if (!by_deadline && !c.deadline.empty()) f.error("deadline", "is used by the discipline deadline only");
}

static void describe(Fields& f, Row& c) {
  f.shares({"", "where to, and how often"}, c.to);
  f.sums_to_one("");
}
static void describe(Fields& f, Routes& c) { f.named({"", "from each station"}, c.from); }

void describe(Fields& f, Scenario& c) {
  f.text({"model", "network"}, c.model);
  f.text({"title", "name for people to read"}, c.title);
  f.text({"purpose", "the question the scenario answers", optional}, c.purpose);
  f.mapping({"study", "what only people can say of the study, for the reporting standards", optional}, c.study);
  f.mapping({"run", "period, replications and seed, in one unit of time"}, c.run);
  f.named({"classes", "kinds of people"}, c.classes);
  f.named({"stations", "where they are served"}, c.stations);
  f.named({"routing", "class, station: shares of who goes where; exit leaves the network"}, c.routing);
  f.numbers_by_name(
      {"expect", Unit::number, -no_limit, no_limit, "outputs by path: what theory says of them", optional, exact},
      c.expect);
  if (f.has("classes") && c.classes.empty()) f.error("classes", "expected at least one class");
  if (f.has("stations") && c.stations.empty()) f.error("stations", "expected at least one station");
}

}  // namespace network::config
