#include "models/abuse/compiler.hpp"
#include "models/abuse/config_parts.hpp"
#include "models/abuse/world.hpp"

#include <cmath>

namespace abuse {

void config::describe(Fields& f, Record& c) {
  by_severity(f, {"gravity", Unit::number, 0, 1e6, "what an incident of each severity adds, if they are the suspect"},
              c.gravity);
  f.number({"arrest", Unit::number, 0, 1e6, "what an arrest adds to that"}, c.arrest);
  f.number({"half_life", Unit::duration, 1, no_limit, "time in which what is on record counts half"}, c.half_life);
}

void Compiler::record(CompiledService& out, const scenario::Named<config::Service>& in, const std::string& path) {
  out.least_record = in.value.who.least_record;
  if (plan_->scenario.abuse.record) return;
  const auto needs = [&](bool it, const char* key) {
    if (it) diagnostics_.error(in.place, path + key, "needs abuse.record, which says what counts how much");
  };
  needs(out.least_record > 0, ".for.least_record");
  needs(static_cast<Discipline>(in.value.queue.discipline) == Discipline::record, ".queue");
}

/// Somebody tells an agency of the abuse, and names who does it, or not. Who has been named stays known.
/// \param cause  number of the telling
void World::identify(std::uint32_t perpetrator, const CompiledRoute& route, std::uint64_t cause, const Context& ctx) {
  Perpetrator& p = perpetrators_[perpetrator];
  if (p.known) return;
  if (route.identifies < 1 && ctx.uniform(cause, Draw::identified) >= route.identifies) return;
  p.known = true;
  if (counting_) restate(Role::perpetrator, perpetrator, ctx.now());
}

/// What police hold on them by then: everything counts half after a half-life.
double World::record_of(const Perpetrator& p, Time now) const {
  return p.record > 0 ? p.record * std::exp2((p.record_at - now) / abuse().record->half_life) : 0;
}

void World::put_on_record(Perpetrator& p, double gravity, Time now) const {
  p.record = static_cast<float>(record_of(p, now) + gravity);
  p.record_at = now;
}

/// Police record an incident. It is on the record of whoever did it only if they know who that is.
void World::record_suspect(std::uint32_t perpetrator, Severity severity, Time now) {
  Perpetrator& p = perpetrators_[perpetrator];
  if (abuse().record && p.known) put_on_record(p, abuse().record->gravity.of[index(severity)], now);
}

/// Place in a line that goes by the record: the heaviest first. All records fade alike, so that a place once taken
/// holds as time passes, for what was on record then.
double World::place_by_record(const Perpetrator& p) const {
  constexpr double last = 1e9;
  return p.record > 0 ? -std::log2(p.record) - p.record_at / abuse().record->half_life : last;
}

}  // namespace abuse
