#pragma once

#include "models/abuse/config.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>

/// What the files that declare the keys of a scenario share: config.cpp (the whole, runs, places, systems,
/// targets), config_money.cpp (prices and what services cost), config_appraisal.cpp (how costs and benefits are
/// appraised), config_abuse.cpp (the abuse itself), config_people.cpp (who the people are),
/// config_services.cpp (services and their capacity), config_children.cpp (what services say of children),
/// config_framework.cpp (the outcomes framework and the claims).
namespace abuse::config {

using scenario::Fields;
using scenario::Need;
using scenario::no_limit;
using scenario::Param;
using scenario::Unit;

inline constexpr Need required = Need::required, optional = Need::optional;
inline constexpr scenario::Certainty exact = scenario::Certainty::exact;

void describe(Fields& f, Abuse& c);
void describe(Fields& f, People& c);
void describe(Fields& f, Capacity& c);
void describe(Fields& f, Handoff& c);
void describe(Fields& f, Cost& c);
void describe(Fields& f, Prices& c);
void describe(Fields& f, Appraisal& c);
void describe(Fields& f, Service& c);
void describe(Fields& f, Ratio& c);
void describe(Fields& f, AdultOutcomes& c);
void describe(Fields& f, Counted& c);
void describe(Fields& f, WhenFull& c);
void children(Fields& f, Service& c);
void describe(Fields& f, Statuses& c);
void describe(Fields& f, Record& c);
void describe(Fields& f, DropsOut& c);
void describe(Fields& f, Breach& c);
void describe(Fields& f, Breach::Monitored& c);
void describe(Fields& f, Spares& c);
void describe(Fields& f, OutcomeMeasure& c);
void describe(Fields& f, Claim& c);

/// One number for each tier or severity, all under one declaration.
template <std::size_t N>
struct Each {
  Param param;
  const std::array<std::string_view, N>& names;
  std::array<double, N>& values;
};
template <std::size_t N>
void describe(Fields& f, Each<N>& each) {
  for (std::size_t i = 0; i < N; ++i) {
    Param param = each.param;
    param.key = each.names[i];
    f.number(param, each.values[i]);
  }
}

inline void by_tier(Fields& f, const Param& param, ByTier<double>& out) {
  Param inner = param;
  inner.need = required;
  Each<tiers> each{inner, tier_names, out.of};
  f.mapping({param.key, param.doc, param.need}, each);
}
inline void by_severity(Fields& f, const Param& param, BySeverity& out) {
  Param inner = param;
  inner.need = required;
  Each<severities> each{inner, severity_names, out.of};
  f.mapping({param.key, param.doc, param.need}, each);
}

template <class Values>
void must_sum_to_one(Fields& f, std::string_view key, const Values& values) {
  if (!f.has(key)) return;
  f.sums_to_one(key);
  double sum = 0;
  for (const double v : values) sum += v;
  if (std::abs(sum - 1) > 1e-9) f.error(key, fmt::format("shares sum to {:.10g}, expected 1", sum));
}

/// Exclusive ways on, which are a whole.
inline void exclusive(Fields& f, std::string_view key, std::string_view doc, std::vector<Share>& out) {
  f.shares({key, doc}, out);
  std::vector<double> values;
  for (const Share& share : out) values.push_back(share.share);
  must_sum_to_one(f, key, values);
}

}  // namespace abuse::config
